"""`gsearch new`: what came in on the topics since the user last looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    as_of_option,
    cite_option,
    format_option,
    home_option,
    read_as_of,
)
from gazette_search.cli.output import open_output, tell_stale
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING

if TYPE_CHECKING:
    from gazette_search.cli.output import Output
    from gazette_search.search.news import News


class NewCommand(GazetteCommand):
    """Looking for news, with its examples."""

    usage = "new [选项]"
    examples = (
        ("gsearch new", "关注的题目上新到了什么；看过就不再列出"),
        ("gsearch new --keep", "只看，下次还列出"),
        ("gsearch index && gsearch new -o 新到.md", "编进新的公报，存成材料"),
        ("gsearch new --json", "给程序用；退出码 0 有新的，1 没有"),
    )


@click.command(
    "new",
    cls=NewCommand,
    context_settings=CONTEXT,
    help="关注的题目（gsearch topics）上新到了哪些公文，和公报缺哪几期。"
    "写出来以后才算看过。退出码 0 有新的，1 没有，可以放进 cron。",
)
@click.option("--keep", is_flag=True, help="不算看过，下次还列出")
@as_of_option
@cite_option
@format_option("news")
@home_option
def command(**flags: Any) -> int:
    """Look, show, and then remember what was seen."""
    from gazette_search.workflows.topics import look_for_news, mark_known

    output, home = open_output(flags, "news", paged=True), chosen_home(flags)
    with progress() as on_progress:
        news = look_for_news(home, on_progress, as_of=read_as_of(flags))
    output.write(_render(news, output))
    if news.total and not flags["keep"]:
        mark_known(home, news)
    tell_stale(news.index)
    return EXIT_FOUND if news.total else EXIT_NOTHING


def _render(news: News, output: Output) -> str | bytes:
    if output.format != "human":
        return output.export(news)
    from gazette_search.cli.views.news import draw_news

    return draw_news(news, output.screen)
