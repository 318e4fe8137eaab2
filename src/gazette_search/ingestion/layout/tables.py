"""Tables: tab-separated rows, put together over pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.layout.paragraphs import Paragraph, join_pieces
from gazette_search.text.numerals import parse_numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.layout.lines import Line


def join_rows(rows: Sequence[Line]) -> list[Paragraph]:
    """Tables from rows that stand together, blank lines aside.

    A page break repeats the header (2020-02:1255, 1263, 1274, 1284), which is kept once, or goes
    on with the next number in the first column.
    """
    tables: list[list[Line]] = []
    for row in rows:
        if tables and (not row.after_blank or _goes_on(tables[-1], row)):
            tables[-1].append(row)
        else:
            tables.append([row])
    return [_table(table) for table in tables]


def _goes_on(table: Sequence[Line], row: Line) -> bool:
    """Whether a row behind a blank line belongs to the table above it."""
    if row.text == table[0].text:
        return True
    cells, above = row.text.split("\t"), table[-1].text.split("\t")
    if len(cells) != len(above):
        return False
    number, previous = parse_numeral(cells[0]), parse_numeral(above[0])
    return number is not None and previous is not None and number == previous + 1


def _table(rows: Sequence[Line]) -> Paragraph:
    header = rows[0].text
    repeats = [row for row in rows[1:] if row.text == header and row.after_blank]
    kept = [row for row in rows if row not in repeats]
    return join_pieces(((row, row.text) for row in kept), "\n", also=repeats)
