"""`gsearch history`: the last searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand, typed_again
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import format_option, home_option, paging_options
from gazette_search.cli.output import open_output, tell
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING

if TYPE_CHECKING:
    from gazette_search.cli.output import Output
    from gazette_search.search.past import History

SEARCHES_SHOWN = 20


class HistoryCommand(GazetteCommand):
    """Looking back, with its examples."""

    usage = "history [选项]"
    examples = (
        ("gsearch history", "近来的查找，新的在前，可以照着再输一遍"),
        ("gsearch history --clear", "忘掉它们"),
        ("gsearch 低保标准 --no-history", "查找而不记下"),
    )


@click.command(
    "history",
    cls=HistoryCommand,
    context_settings=CONTEXT,
    help="看近来在这些公报里查找过什么。只记在您自己的状态目录里，别人读不到；"
    "总不要记，请设环境变量 GSEARCH_NO_HISTORY=1。",
)
@click.option("--clear", is_flag=True, help="忘掉这些查找")
@paging_options(default=SEARCHES_SHOWN)
@format_option("history")
@home_option
def command(**flags: Any) -> int:
    """Show the searches, or forget them."""
    from itertools import islice

    from gazette_search.search.past import History
    from gazette_search.workflows.history import forget_searches, past_searches

    home, output = chosen_home(flags), open_output(flags, "history", paged=True)
    if flags["clear"]:
        forget_searches(home)
        return EXIT_FOUND
    first = flags["offset"]
    limit = SEARCHES_SHOWN if flags["limit"] is None else flags["limit"]
    last = first + limit if limit else None
    history = History(tuple(islice(past_searches(home), first, last)))
    if not history.searches:
        tell("没有记住的查找。")
    output.write(_render(history, output))
    return EXIT_FOUND if history.searches else EXIT_NOTHING


def _render(history: History, output: Output) -> str | bytes:
    if output.format != "human":
        return output.export(history)
    from gazette_search.export.history import moment_of
    from gazette_search.export.wording import local_time, one_line

    screen = output.screen
    return "".join(
        screen.styled(f"{local_time(moment_of(past))}  {past.total:>4} 件  ", "quiet")
        + one_line(f"gsearch {typed_again([*past.typed])}")
        + "\n"
        for past in history.searches
    )
