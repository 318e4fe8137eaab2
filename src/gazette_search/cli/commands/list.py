"""`gsearch list`: the documents held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    as_of_option,
    brief_options,
    force_options,
    format_option,
    home_option,
    paging_options,
    partial_option,
    read_as_of,
    read_filters,
    read_statuses,
    selection_options,
    sort_option,
)
from gazette_search.cli.output import open_brief_output, tell, tell_stale
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.cli.output import Output
    from gazette_search.search.reports import Listing


class ListCommand(GazetteCommand):
    """The list and its examples."""

    usage = "list [选项]"
    examples = (
        ("gsearch list", "全部公文，最后按期、年份、文种、机关计数"),
        ("gsearch list --issue 2020-02", "一期的"),
        ("gsearch list --genre 意见 --since 2019", "2019 年以来的意见"),
        ("gsearch list -s oldest -o 目录.csv", "存成表格，旧的在前"),
    )


@click.command(
    "list",
    cls=ListCommand,
    context_settings=CONTEXT,
    help="列出收有的公文，可以按日期、期、文种、机关、标题筛选。次序 relevance 是公报里的次序。",
)
@paging_options(default=0)
@sort_option("relevance")
@selection_options
@force_options
@brief_options
@as_of_option
@format_option("listing")
@partial_option
@home_option
def command(**flags: Any) -> int:
    """List documents."""
    from gazette_search.workflows.reading import list_documents

    filters, output = read_filters(flags), open_brief_output(flags, "listing", paged=True)
    page = (flags["sort"], flags["limit"], flags["offset"])
    with progress() as on_progress:
        listing = list_documents(
            chosen_home(flags),
            filters,
            *page,
            on_progress,
            as_of=read_as_of(flags),
            statuses=read_statuses(flags),
        )
    output.write(_render(listing, output, flags), _cut(listing))
    if not listing.total:
        tell("没有符合条件的公文。")
    for line in listing.notes:
        tell(line)
    tell_stale(listing.index)
    return EXIT_FOUND if listing.total else EXIT_NOTHING


def _cut(listing: Listing) -> str:
    """That not all are listed."""
    shown = len(listing.documents)
    return f"共 {listing.total} 件，列出 {shown} 件。" if shown < listing.total else ""


def _render(listing: Listing, output: Output, flags: Mapping[str, Any]) -> str | bytes:
    if flags["count_only"]:
        return f"{listing.total}\n"
    if output.format != "human":
        return output.export(listing)
    if not listing.total:
        return ""
    from gazette_search.cli.views.listing import draw_listing

    return draw_listing(listing, output.screen)
