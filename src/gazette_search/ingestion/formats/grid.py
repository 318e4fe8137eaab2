"""Tables of HTML and Word as rows of text: one line a row, tabs between cells.

A merged cell gives its text once, at its upper left; the places that it covers are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.source_text import SourceLine
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Wider than any printed table; what claims more is cut, so that a span costs nothing.
_MOST_COLUMNS = 500
# A cell with so much of the text, and so many paragraphs, is a frame for the page's text.
_FRAME_SHARE = 0.5
_FRAME_TEXT = 300


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Attributes:
        lines: What stands in it, in order.
        columns: How many columns it spans.
        rows: How many rows it spans.
    """

    lines: tuple[SourceLine, ...]
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """All of it on one line."""
        joined = " ".join(line.text for line in self.lines if line.text and line.origin != "note")
        return " ".join(joined.replace("\t", " ").split())


def lay_out(rows: Sequence[Sequence[Cell]], page: int | None = None) -> Iterator[SourceLine]:
    """The lines of a table, an empty one before and behind; a frame gives its paragraphs.

    Args:
        rows: Its cells in order, without those that spans cover.
        page: Where it stands.
    """
    yield SourceLine("")
    if is_frame(rows):
        yield from (line for row in rows for cell in row for line in cell.lines)
    else:
        for row, texts in zip(rows, fill(rows), strict=True):
            if any(texts):
                first = next((line.page for cell in row for line in cell.lines), page)
                yield SourceLine("\t".join(texts), first, "row")
        for row in rows:
            for cell in row:
                yield from (line for line in cell.lines if line.origin == "note")
    yield SourceLine("")


def is_frame(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table is drawn around text rather than made of it."""
    cells = [cell for row in rows for cell in row]
    if all(len(row) <= 1 for row in rows):
        return True
    sizes = [len(cell.text) for cell in cells]
    largest = max(sizes, default=0)
    widest = cells[sizes.index(largest)] if cells else None
    return (
        widest is not None
        and largest > _FRAME_TEXT
        and largest > _FRAME_SHARE * sum(sizes)
        and len(widest.lines) > 2
    )


def fill(rows: Sequence[Sequence[Cell]]) -> Iterator[list[str]]:
    """The texts of each row by column; spans from above leave their places empty."""
    covered: dict[int, int] = {}  # column -> rows still covered
    for row in rows:
        texts: list[str] = []
        cells = iter(row)
        cell = next(cells, None)
        while (cell or len(texts) in covered) and len(texts) < _MOST_COLUMNS:
            place = len(texts)
            if covered.get(place, 0) > 0:
                covered[place] -= 1
                texts.append("")
                continue
            covered.pop(place, None)
            if cell is None:
                break
            width = min(max(1, cell.columns), _MOST_COLUMNS - place)
            if cell.rows > 1:
                covered |= dict.fromkeys(range(place, place + width), cell.rows - 1)
            texts += [cell.text, *[""] * (width - 1)]
            cell = next(cells, None)
        yield texts
