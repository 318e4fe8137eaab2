"""Lines of a column, and whether one was broken off because no more went into it."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.formats.geometry.columns import PageColumn
    from gazette_search.ingestion.formats.geometry.runs import GlyphRun, Piece

_NEVER_FIRST = "，。；：、）》〉”’！？」』】〕…,.;:!?)]%％"
_OPENING = "（《〈“‘「『【〔(["
_UNBROKEN = re.compile(r"[A-Za-z0-9.,:/\-+%‰°@_]")
# Justified lines end at the edge; a line that ends so near was full whatever follows.
_FULL = 1.2  # characters
_SLACK = 0.35
_BALANCED = 0.8  # characters; punctuation at an end shifts a centred line by half of one
# A gap so wide before a page number parts it from a title of the contents.
_NUMBER_GAP = 1.5
_PAGE_REFERENCE = re.compile(r"[(（]?\s*\d{1,4}\s*[)）]?")
_ENDS_WITH_LEADER = re.compile(r"(?:[.…·．]\s*){3,}[(（]?\s*\d{1,4}\s*[)）]?$")


@dataclass(slots=True)
class PlacedLine:
    """A line of print.

    Attributes:
        text: Its characters.
        pieces: Its glyphs, left to right.
        x0: Left edge.
        x1: Right edge.
        baseline: Where it stands.
        size: Of its type.
        column: Where it stands.
        page: Of the file.
        is_entry: Whether it closes an entry of the contents with its page number.
        notes: Marks of the notes that it refers to.
    """

    text: str
    pieces: list[Piece]
    x0: float
    x1: float
    baseline: float
    size: float
    column: PageColumn
    page: int
    is_entry: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def indent(self) -> float:
        """Distance from the left edge of the column, in characters of its size."""
        return (self.x0 - self.column.left) / self.size

    @property
    def is_balanced(self) -> bool:
        """Whether it leaves as much room on the left as on the right, be it none."""
        left, right = self.x0 - self.column.left, self.column.right - self.x1
        if self.text[-1:] in _NEVER_FIRST:  # may hang over the edge, wholly or by its blank half
            return -_BALANCED * self.size <= left - right <= (1 + _BALANCED) * self.size
        return abs(left - right) <= _BALANCED * self.size

    @property
    def is_centered(self) -> bool:
        """Whether it leaves some room, and as much on the left as on the right."""
        return self.is_balanced and self.x0 - self.column.left > 0.7 * self.size

    def is_full_before(self, following: PlacedLine) -> bool:
        """Whether the first word of the line that follows would not have fitted behind it."""
        room = self.column.right - self.x1
        return room <= _FULL * self.size or room < first_word(following.pieces) + _SLACK * self.size


def line_of(runs: Sequence[GlyphRun], column: PageColumn, page: int) -> PlacedLine:
    """The line that runs on one baseline make."""
    pieces = [piece for run in runs for piece in run.pieces]
    size = max(runs, key=lambda run: len(run.pieces)).size
    text = runs[0].text if len(runs) == 1 else " ".join(run.text for run in runs)
    is_entry = bool(_ENDS_WITH_LEADER.search(text))
    if len(runs) > 1 and not is_entry:
        gap = runs[-1].x0 - runs[-2].x1
        is_entry = gap > _NUMBER_GAP * size and bool(_PAGE_REFERENCE.fullmatch(runs[-1].text))
    return PlacedLine(
        text, pieces, runs[0].x0, max(run.x1 for run in runs), runs[0].baseline, size, column, page,
        is_entry,
    )  # fmt: skip


def first_word(pieces: Sequence[Piece]) -> float:
    """Width of what may not be parted at the beginning of a line (GB/T 15834: 避头尾)."""
    if not pieces:
        return 0.0
    end = 0
    while end < len(pieces) - 1 and pieces[end].glyph.text in _OPENING:
        end += 1
    if _UNBROKEN.match(pieces[end].glyph.text):
        while end + 1 < len(pieces) and _UNBROKEN.match(pieces[end + 1].glyph.text):
            end += 1
    while end + 1 < len(pieces) and pieces[end + 1].glyph.text in _NEVER_FIRST:
        end += 1
    # 〔2020〕24号: figures stay with the bracket before them (UAX #14, LB30); LibreOffice keeps
    # them with any mark (局、92493).
    while pieces[end].glyph.text in _NEVER_FIRST and end + 1 < len(pieces):
        if not _UNBROKEN.match(pieces[end + 1].glyph.text):
            break
        end += 1
        while end + 1 < len(pieces) and _UNBROKEN.match(pieces[end + 1].glyph.text):
            end += 1
    return pieces[end].glyph.x1 - pieces[0].glyph.x0


def joined(before: str, after: str) -> str:
    """Two halves of a line that was broken; Latin words and figures are parted by a space."""
    if not before or not after:
        return before + after
    if re.match(r"[A-Za-z0-9]", after) and re.search(r"[A-Za-z0-9,;:.]$", before):
        return f"{before} {after}"
    return before + after
