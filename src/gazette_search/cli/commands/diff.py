"""`gsearch diff A B`: two documents side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.cli.output import Output
    from gazette_search.search.comparing.comparison import ComparedDocuments


class DiffCommand(GazetteCommand):
    """Comparing, with its examples."""

    usage = "diff [选项] 文号 文号"
    examples = (
        ("gsearch diff 葫政办发2019-55 葫政办发2020-23", "两年的低保标准通知，改动的字句标出"),
        ("gsearch diff 葫政办发2018-10 葫政办发2020-18 --all", "相同的段落也列出"),
        ("gsearch diff 葫政办发2019-55 葫政办发2020-23 -o 对照.md", "存成两栏对照表"),
    )


@click.command(
    "diff",
    cls=DiffCommand,
    context_settings=CONTEXT,
    help="逐节对照两份公文，标出改动的字句。终端够宽（100 列）时左右两栏，否则上下对照；"
    "没有颜色时用 [-旧-] 和 {+新+} 标出。文号中有空格时请加引号。",
)
@click.argument("left", type=query_words, metavar="文号")
@click.argument("right", type=query_words, metavar="文号")
@click.option("--all", "everything", is_flag=True, help="相同的段落也列出")
@format_option("comparing")
@collection_option
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Compare and lay out."""
    from gazette_search.workflows.comparing import diff
    from gazette_search.workflows.standing import meant_id

    output = open_output(flags, "comparing", paged=True)
    with progress() as on_progress:
        home, folders = chosen_home(flags), flags["collections"]
        left, right = (meant_id(home, flags[side], on_progress) for side in ("left", "right"))
        compared = diff(home, left, right, on_progress, collections=folders)
    output.write(_render(compared, output, flags))
    return EXIT_FOUND


def _render(compared: ComparedDocuments, output: Output, flags: Mapping[str, Any]) -> str | bytes:
    if output.format != "human":
        return output.export(compared)
    from gazette_search.cli.views.comparing import draw_comparison

    return draw_comparison(compared, output.screen, everything=flags["everything"])
