"""XLSX: workbooks, with real dates and numbers, and texts that are never formulas.

Written by XlsxWriter, which is told of each cell what it is: of 10,000 rows it took a third of the
time to import and half of the memory that openpyxl took, which guesses (`=1+1` becomes a formula,
`#N/A` an error).
"""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from gazette_search.errors import UsageError
from gazette_search.export.registry import Format
from gazette_search.export.sheets import Share
from gazette_search.export.xml_text import for_xml
from gazette_search.text.widths import print_width

if TYPE_CHECKING:
    from gazette_search.export.sheets import Sheet, SheetValue

FONT = "宋体"
GB2312 = 134  # the character set of the font, for a machine that has to take another
MOST_ROWS = 1_048_576  # of a sheet, the header among them (ECMA-376, as Excel limits it)
MOST_CHARACTERS = 32_767  # of a cell
CUT = "……（太长，没有写全）"
# Days are counted from 1900, and Excel takes that year for a leap year: what is earlier than this
# is another day in every program (1895-01-01 is read as 1894-12-31).
FIRST_DAY = date(1900, 3, 1)
WIDEST_COLUMN = 40  # columns; longer texts wrap, and a page in print stays legible
PADDING = 2  # columns; without it the last character of a number is cut in print


def sheet_to_xlsx(sheet: Sheet) -> bytes:
    """A workbook of one sheet, and of a second one with what was asked and done.

    Raises:
        UsageError: There are more rows than a sheet can have.
    """
    if len(sheet.rows) >= MOST_ROWS:
        raise UsageError(f"共 {len(sheet.rows)} 行，Excel 一张表只有 {MOST_ROWS} 行，请写成 .csv")
    from xlsxwriter import Workbook

    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        look = _Look(book)
        _write(book.add_worksheet(sheet.name), sheet, look)
        if sheet.remarks:
            beside = book.add_worksheet("说明")
            beside.set_column(0, 0, WIDEST_COLUMN, look.text)
            for row, remark in enumerate(sheet.remarks):
                beside.write_string(row, 0, _safe(remark), look.text)
    return written.getvalue()


class _Look:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        shared = {"font_name": FONT, "font_charset": GB2312, "valign": "top"}
        self.header = book.add_format({**shared, "bold": True, "bottom": 1})
        self.text = book.add_format({**shared, "text_wrap": True})
        self.number = book.add_format(shared)
        self.share = book.add_format({**shared, "num_format": "0.0%"})
        self.day = book.add_format({**shared, "num_format": "yyyy-mm-dd", "align": "left"})


def _write(page: Any, sheet: Sheet, look: _Look) -> None:
    widths = [_width(name) for name in sheet.header]
    for column, name in enumerate(sheet.header):
        page.write_string(0, column, _safe(name), look.header)
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _write_cell(page, number, column, value, look)
            widths[column] = max(widths[column], _width(value))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(width, WIDEST_COLUMN) + PADDING)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _write_cell(page: Any, row: int, column: int, value: SheetValue, look: _Look) -> None:
    if isinstance(value, date) and value >= FIRST_DAY:
        page.write_datetime(row, column, value, look.day)
    elif isinstance(value, int | float):
        page.write_number(
            row, column, value, look.share if isinstance(value, Share) else look.number
        )
    elif value is not None and value != "":
        page.write_string(row, column, _safe(str(value)), look.text)


def _safe(text: str) -> str:
    """Text that a cell takes."""
    safe = for_xml(text)
    return safe if len(safe) <= MOST_CHARACTERS else safe[: MOST_CHARACTERS - len(CUT)] + CUT


def _width(value: SheetValue) -> int:
    """Columns: a Han character takes two."""
    return max(round(2 * print_width(line)) for line in str(value).split("\n"))


FORMAT = Format(
    "xlsx",
    "Excel 工作簿，一段一行，日期和数可以排序、计算",
    sheet=sheet_to_xlsx,
    suffixes=(".xlsx",),
    whole=True,
    needs=("xlsxwriter", "office"),
    binary=True,
)
