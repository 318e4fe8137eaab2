"""Rows of ruled tables, put together where a page broke the table or a row of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.geometry.lines import first_word, joined
from gazette_search.ingestion.formats.geometry.runs import text_of
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.ingestion.formats.geometry.grids import Grid
    from gazette_search.ingestion.formats.geometry.runs import GlyphRun, Piece

_SAME_EDGE = 4.0  # points
_PADDING = 8.0  # points; Word leaves 5.4 between the text of a cell and its edge
_GOES_ON = "，、,（(“《—的和与及或"
_CLOSED = "。；;！？.!?"


@dataclass(slots=True)
class PlacedCell:
    """A cell's text and what tells whether it was broken off.

    Attributes:
        text: On one line.
        room: Left free behind its last line.
        word: Width of its first word.
    """

    text: str = ""
    room: float = 0.0
    word: float = 0.0


@dataclass(slots=True)
class PlacedRow:
    """A row: its cells and the page where it begins."""

    cells: list[PlacedCell]
    page: int

    @property
    def text(self) -> str:
        """The cells with tabs between."""
        return "\t".join(cell.text for cell in self.cells)


@dataclass(slots=True)
class Table:
    """A table as far as pages have shown it.

    Attributes:
        rows: So far.
        xs: Edges of its columns where it begins.
        header: Its first rows, which are repeated where it goes on.
        last_page: Page of its last part.
        last_right: Right edge of its last part.
    """

    rows: list[PlacedRow]
    xs: tuple[float, ...]
    header: list[str]
    last_page: int
    last_right: float


def read_table(grid: Grid, runs: Iterable[GlyphRun], page: int) -> Table:
    """The rows of a grid with the text that stands in them.

    Args:
        grid: Its rulings.
        runs: Those of the page that lie in it.
        page: Of the file.
    """
    inside: dict[tuple[int, int], list[Piece]] = {}
    for run in runs:
        for piece in run.pieces:
            glyph = piece.glyph
            # The middle of a character: descenders touch the rule below in tight rows.
            place = grid.place((glyph.x0 + glyph.x1) / 2, glyph.baseline - 0.35 * glyph.size)
            inside.setdefault(place, []).append(piece)
    rows = []
    for row in range(grid.rows):
        cells = [
            _cell(inside.get((row, column), ()), grid.right_edge((row, column)))
            for column in range(grid.columns)
        ]
        if any(cell.text for cell in cells):
            rows.append(PlacedRow(cells, page))
    header = [row.text for row in rows[:3]]
    return Table(rows, grid.xs, header, page, grid.xs[-1])


def _cell(pieces: Sequence[Piece], right: float) -> PlacedCell:
    if not pieces:
        return PlacedCell()
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.glyph.baseline):
        base = lines[-1][0].glyph if lines else None
        near = base and abs(piece.glyph.baseline - base.baseline) <= (
            0.75 if piece.script or lines[-1][0].script else 0.3
        ) * max(base.size, piece.glyph.size)
        if near:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda piece: piece.glyph.x0)
    text = ""
    for index, line in enumerate(lines):
        own = text_of(line).strip()
        if index:
            above = lines[index - 1][-1].glyph
            is_full = right - above.x1 < first_word(line) + _PADDING + 0.5 * above.size
            own = own if is_full or not text else f" {own}"
        text = joined(text, own)
    return PlacedCell(text, right - lines[-1][-1].glyph.x1, first_word(lines[0]))


def goes_on(table: Table, following: Table) -> bool:
    """Whether a table at the top of a page or column is the rest of the one right before it."""
    if not following.rows or len(table.xs) != len(following.xs):
        return False
    page = following.rows[0].page
    in_next_column = page == table.last_page and following.xs[0] >= table.last_right
    if page != table.last_page + 1 and not in_next_column:
        return False
    shift = following.xs[0] - table.xs[0]  # margins of left and right pages differ
    pairs = zip(table.xs, following.xs, strict=True)
    return all(abs(b - a - shift) <= _SAME_EDGE for a, b in pairs)


def extend_table(table: Table, following: Table) -> None:
    """Add the rest of a table: its repeated header is dropped and a broken row is mended."""
    rows = following.rows
    repeated = 0
    while (
        repeated < min(len(rows), len(table.header))
        and rows[repeated].text == table.header[repeated]
    ):
        repeated += 1
    rows = rows[repeated:]
    if rows and table.rows and _is_rest(table.rows[-1], rows[0]):
        for cell, rest in zip(table.rows[-1].cells, rows[0].cells, strict=True):
            if rest.text:
                cell.text, cell.room = joined(cell.text, rest.text), rest.room
        rows = rows[1:]
    table.rows += rows
    table.last_page, table.last_right = following.last_page, following.last_right


def _is_rest(row: PlacedRow, rest: PlacedRow) -> bool:
    """Whether every cell of a row goes on with the one above it, which its page cut off."""
    pairs = [(a, b) for a, b in zip(row.cells, rest.cells, strict=True) if b.text]
    opens_empty = not rest.cells[0].text
    return bool(pairs) and all(_goes_on(a, b, opens_empty=opens_empty) for a, b in pairs)


def _goes_on(cell: PlacedCell, rest: PlacedCell, *, opens_empty: bool) -> bool:
    if not cell.text:
        return False
    if cell.text[-1] in _GOES_ON:
        return True
    return cell.room < rest.word + _PADDING and (opens_empty or cell.text[-1] not in _CLOSED)
