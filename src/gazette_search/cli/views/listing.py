"""Documents held, as a table with counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.cli.views.tables import Column, draw_table
from gazette_search.export.force_wording import remark
from gazette_search.export.wording import MACHINE_READ, facet_lines, issue_key, one_line

if TYPE_CHECKING:
    from gazette_search.cli.terminal import Screen
    from gazette_search.search.reports import Listing


_COLUMNS = (
    Column("文号", whole=True),
    Column("成文日期", whole=True, style="dim"),
    Column("期", whole=True, style="dim"),
    Column("页", align="right", whole=True, style="dim"),
    Column("标题"),
)


def draw_listing(listing: Listing, screen: Screen) -> str:
    """A row for each document, then how many there are of what."""
    rows = []
    for held in listing.documents:
        document = held.document
        day = document.signed_date.isoformat() if document.signed_date else ""
        page = str(document.page) if document.page is not None else ""
        number = one_line(document.id)
        force = remark(held.validity)
        marks = [mark for mark in (force, MACHINE_READ if document.machine_read else "") if mark]
        title = "　".join((one_line(document.title), *marks))
        rows.append((number, day, issue_key(held.issue), page, title))
    table = [draw_table(_COLUMNS, rows, screen), ""] if rows else []
    shown = "" if len(rows) == listing.total else f"，列出 {len(rows)} 件"
    footer = [
        screen.text(f"共 {listing.total} 件{shown}。", "title"),
        *(screen.text(line, "quiet", hanging=2) for line in facet_lines(listing.facets)),
    ]
    return "\n".join([*table, *footer]) + "\n"
