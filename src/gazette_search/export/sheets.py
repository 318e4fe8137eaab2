"""Tables for spreadsheets, before they are CSV or XLSX: a header, and rows of real values.

Dates and numbers stay dates and numbers, so that a spreadsheet can sort and add them; whoever
writes text sees to it that none becomes a formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.models import Document

DOCUMENT_COLUMNS = ("文号", "标题", "文种", "发文机关", "成文日期", "期", "页")


class Share(float):
    """A number that people read in per cent: 0.086 is 8.6%."""


SheetValue: TypeAlias = "str | int | float | date | None"
SheetRow: TypeAlias = tuple[SheetValue, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table.

    Attributes:
        name: What it is of; as short as the tabs of a spreadsheet want it.
        remarks: What was asked and what was done, for formats that have a place beside the rows.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    remarks: tuple[str, ...] = ()


def document_cells(document: Document) -> SheetRow:
    """The first five of `DOCUMENT_COLUMNS`; issue and page are for who knows the issue."""
    return (
        document.id,
        document.title,
        document.genre,
        document.issuer,
        document.signed_date,
    )
