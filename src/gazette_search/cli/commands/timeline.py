"""`gsearch timeline QUERY`: how an amount changed over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    count,
    format_option,
    home_option,
    limit_of,
    partial_option,
    query_words,
    read_filters,
    selection_options,
)
from gazette_search.cli.output import open_output, tell, tell_stale
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING

if TYPE_CHECKING:
    from gazette_search.cli.output import Output
    from gazette_search.search.figures.timeline import Timeline


SERIES_SHOWN = 10  # series that a person looks at


class TimelineCommand(GazetteCommand):
    """Figures over time, with its examples."""

    usage = "timeline [选项] 检索词…"
    examples = (
        ("gsearch timeline 农村低保标准", "各年的标准，按执行时间排列"),
        ("gsearch timeline 低保标准", "城市按月、农村按年，各自成组"),
        ("gsearch timeline 失业率 --since 2018", "2018 年以来的"),
        ("gsearch timeline 低保标准 -o 低保标准.csv", "存成表格"),
    )


@click.command(
    "timeline",
    cls=TimelineCommand,
    context_settings=CONTEXT,
    help="看一个数额历年的变化：从每份公文里读出数额、单位和执行时间，单位不同的分组列出，"
    "附原文和所在的行。没有写明执行时间的以成文日期代替，并注明。",
)
@click.argument("query", nargs=-1, required=True, type=query_words, metavar="检索词…")
@click.option(
    "-n",
    "--limit",
    type=count,
    metavar="组数",
    help="最多几组，0 为全部；默认 10，写成表格或数据文件时默认全部",
)
@selection_options
@format_option("figures")
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Read the figures and show them."""
    from gazette_search.search.results import SearchRequest
    from gazette_search.workflows.figures import timeline

    query = " ".join(flags["query"])
    if not query.strip():
        raise click.UsageError("检索词是空的")
    output = open_output(flags, "figures", paged=True)
    request = SearchRequest(
        query, limit=limit_of(flags, output, SERIES_SHOWN), filters=read_filters(flags)
    )
    with progress() as on_progress:
        found = timeline(chosen_home(flags), request, on_progress)
    shown = len(found.series)
    cut = f"共 {found.total} 组数额，列出前 {shown} 组。" if shown < found.total else ""
    output.write(_render(found, output), cut)
    if not found.series:
        for line in (f"没有找到“{query}”的数额。", *found.notes):
            tell(line)
    tell_stale(found.index)
    return EXIT_FOUND if found.series else EXIT_NOTHING


def _render(found: Timeline, output: Output) -> str | bytes:
    if output.format != "human":
        return output.export(found)
    if not found.series:
        return ""
    from gazette_search.cli.views.figures import draw_timeline

    return draw_timeline(found, output.screen)
