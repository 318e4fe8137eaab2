"""CSV for spreadsheets: RFC 4180, with Chinese headers, safe to open.

A cell that a spreadsheet would take for a formula gets a leading apostrophe (the OWASP advice
on CSV injection); full-width signs count, Chinese editions of Excel accept them. Numbers and dates
are none of them: they are written bare, dates by ISO 8601, so that they can be sorted and added.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from gazette_search.text.safety import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette_search.export.sheets import Sheet, SheetValue

FORMULA_SIGNS = (*"=+-@＝＋－＠",)


def sheet_to_csv(sheet: Sheet) -> str:
    """The rows under their header; remarks have no place in a table."""
    return _lines([sheet.header, *sheet.rows])


def joined_tables(text: str, more: str) -> str:
    """The rows of a table behind those of another.

    Raises:
        ValueError: Their columns are not the same.
    """
    if not text.strip("\ufeff\r\n"):
        return more
    header, new = (next(csv.reader(io.StringIO(one, newline="")), []) for one in (text, more))
    if [header[0].removeprefix("\ufeff"), *header[1:]] != new:
        raise ValueError("里面的列和这次的不同")
    _, _, rows = more.partition("\r\n")  # no header of ours has a line break in it
    return text + ("" if text.endswith("\n") else "\r\n") + rows


def with_last_row(text: str, note: str) -> str:
    """A table with a sentence in the first cell of one more row."""
    columns = len(next(csv.reader(io.StringIO(text, newline=""))))
    return text + _lines([(note, *[""] * (columns - 1))])


def _lines(rows: Iterable[tuple[SheetValue, ...]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: SheetValue) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = sanitize(value)
    harmless = not text.startswith(("\t", "\n")) and text.lstrip()[:1] not in FORMULA_SIGNS
    return text if harmless or not text.strip() else f"'{text}"
