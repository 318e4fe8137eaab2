"""`gsearch trend QUERY…`: how often something is written about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    completes,
    format_option,
    home_option,
    one_of,
    query_words,
    read_filters,
    selection_options,
)
from gazette_search.cli.output import open_output, tell, tell_stale
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING
from gazette_search.export.registry import HUMAN
from gazette_search.search.trends import TREND_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.cli.output import Output
    from gazette_search.search.trends import Trend, TrendRequest


class TrendCommand(GazetteCommand):
    """Counts, with examples."""

    usage = "trend [选项] 检索词…"
    examples = (
        ("gsearch trend 低保 疫情", "两个词各年的件数，并排"),
        ("gsearch trend '低保 标准'", "引号里是一个检索式：两个词都有的公文"),
        ("gsearch trend 疫情 --by month --since 2020", "2020 年以来各月的"),
        ("gsearch trend 低保 --by organ", "哪些机关写得多"),
        ("gsearch trend 低保 疫情 -o 趋势.csv", "存成表格；.svg .png 是图"),
    )


@click.command(
    "trend",
    cls=TrendCommand,
    context_settings=CONTEXT,
    help="数一数各年（月、期、机关、文种）有多少件公文写到检索词，一共写到多少处，旁边是库内总件数。"
    "每个参数是一个检索式，各成一列；只数检索词全有的公文，不改错字，不按意思。"
    "不在终端上时输出制表符分隔的表。",
)
@click.argument("queries", nargs=-1, required=True, type=query_words, metavar="检索词…")
@click.option(
    "--by",
    type=one_of(TREND_KEYS),
    shell_complete=completes(TREND_KEYS),
    default="year",
    metavar="什么",
    help="按 year（成文年份，默认）、month、issue（期）、organ（发文机关）、genre（文种）",
)
@selection_options
@format_option("trend")
@home_option
def command(**flags: Any) -> int:
    """Count and show."""
    from gazette_search.workflows.trends import trend

    request = _read_request(flags)
    output = open_output(flags, "trend", paged=True)
    with progress() as on_progress:
        found = trend(chosen_home(flags), request, on_progress)
    output.write(_render(found, output))
    _tell(found)
    tell_stale(found.index)
    return EXIT_FOUND if any(c.documents for c in found.totals) else EXIT_NOTHING


def _read_request(flags: Mapping[str, Any]) -> TrendRequest:
    from gazette_search.search.trends import TrendRequest

    if not all(query.strip() for query in flags["queries"]):
        raise click.UsageError("检索词是空的")
    queries = tuple(dict.fromkeys(flags["queries"]))
    return TrendRequest(queries, flags["by"], read_filters(flags))


def _render(found: Trend, output: Output) -> str | bytes:
    if output.format == HUMAN and (output.file or output.screen.width):
        from gazette_search.cli.views.trend import draw_trend

        return draw_trend(found, output.screen)
    if output.format == HUMAN:  # a pipe: bars are of no use to the next program
        from gazette_search.export.trend import trend_to_plain

        return trend_to_plain(found)
    return output.export(found)


def _tell(found: Trend) -> None:
    """Say of which queries nothing was found: a row of zeros may be a slip of the pen."""
    for query, count in zip(found.queries, found.totals, strict=True):
        if not count.documents:
            tell(f"没有找到“{query}”。")
    for note in found.notes:
        tell(note)
