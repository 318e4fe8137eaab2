"""`gsearch toc ISSUE`: an issue's contents."""

from __future__ import annotations

from typing import Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    collection_option,
    format_option,
    home_option,
    partial_option,
    query_words,
)
from gazette_search.cli.output import open_output
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND


class TocCommand(GazetteCommand):
    """The contents and their examples."""

    usage = "toc [选项] 期"
    examples = (
        ("gsearch toc 2020-02", "2020年第2期"),
        ("gsearch toc 总第63期", "按总期号"),
        ("gsearch toc 2020年第2期 --format md", "Markdown 表格"),
    )


@click.command(
    "toc",
    cls=TocCommand,
    context_settings=CONTEXT,
    help="看一期的目录：栏目、标题、文号、页码。目录有而正文没有的会注明。",
)
@click.argument("issue", nargs=-1, required=True, type=query_words, metavar="期")
@format_option("contents")
@collection_option
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Show the contents."""
    from gazette_search.workflows.reading import contents

    output = open_output(flags, "contents", paged=True)
    with progress() as on_progress:
        issue, folders = " ".join(flags["issue"]), flags["collections"]
        found = contents(chosen_home(flags), issue, on_progress, collections=folders)
    if output.format != "human":
        output.write(output.export(found))
    else:
        from gazette_search.cli.views.contents import draw_contents

        output.write(draw_contents(found, output.screen))
    return EXIT_FOUND
