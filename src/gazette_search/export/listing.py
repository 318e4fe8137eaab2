"""A list of documents for people and for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.force_wording import remark, status_label
from gazette_search.export.memos import Memo, MemoHeading, MemoLine, memo_of, memo_table
from gazette_search.export.sheets import DOCUMENT_COLUMNS, Sheet, document_cells
from gazette_search.export.wording import MACHINE_READ, issue_name, source_place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette_search.export.sheets import SheetRow
    from gazette_search.search.reports import HeldDocument, Listing


def listing_memo(listing: Listing) -> Memo:
    """A table of documents."""
    rows = [
        (
            held.document.id,
            held.document.signed_date.isoformat() if held.document.signed_date else "",
            "　".join(filter(None, (held.document.title, *_marks(held)))),
            issue_name(held.issue),
            str(held.document.page) if held.document.page is not None else "",
        )
        for held in listing.documents
    ]
    return memo_of(
        [
            MemoHeading(1, "公文目录"),
            MemoLine(_totals(listing), "remark"),
            memo_table(("文号", "成文日期", "标题", "期", "页"), rows),
        ]
    )


def _marks(held: HeldDocument) -> tuple[str, str]:
    """What is said of its force, and whether a machine read it."""
    return remark(held.validity), MACHINE_READ if held.document.machine_read else ""


def listing_sheet(listing: Listing) -> Sheet:
    """One row a document."""
    header = (*DOCUMENT_COLUMNS, "主送机关", "来源", "效力")
    rows = tuple(_row(held) for held in listing.documents)
    return Sheet("公文目录", header, rows, (_totals(listing),))


def _totals(listing: Listing) -> str:
    shown = len(listing.documents)
    part = f"，列出 {shown} 件" if shown < listing.total else ""
    return f"共 {listing.total} 件{part}。"


def _row(held: HeldDocument) -> SheetRow:
    document, issue = held.document, held.issue
    return (
        *document_cells(document),
        issue_name(issue),
        document.page,
        document.addressee,
        source_place(document, issue),
        status_label(held.validity) if held.validity else "",
    )


EXPORTS: Mapping[str, Callable[[Listing], Memo | Sheet]] = {
    "memo": listing_memo,
    "sheet": listing_sheet,
}
