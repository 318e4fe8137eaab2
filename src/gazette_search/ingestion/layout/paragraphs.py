"""A run of clean text that remembers which source line each of its characters comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.models import Block
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.models import BlockKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Source lines that belong together.

    Attributes:
        lines: In order, at least one.
        text: Their joined clean text.
        starts: Where each line begins in the text: (offset, line number).
    """

    lines: tuple[Line, ...]
    text: str
    starts: tuple[tuple[int, int], ...]

    @property
    def first(self) -> Line:
        """The line that opens it."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The line that closes it."""
        return self.lines[-1]

    def block(
        self,
        kind: BlockKind,
        *,
        path: tuple[str, ...] = (),
        level: int = 0,
        marker: str = "",
        part: int = 0,
    ) -> Block:
        """The block with this text."""
        extent = (self.first.number, self.last.number)
        return Block(kind, self.text, extent, path, self.starts, level, marker, part)


def join_pieces(
    pieces: Iterable[tuple[Line, str]], separator: str = "", also: Sequence[Line] = ()
) -> Paragraph:
    """A paragraph from the text that each line contributes.

    Args:
        pieces: Lines with their text, in order.
        separator: What stands between two pieces; counted to the line before it.
        also: Lines that belong to the paragraph and contribute no text, as repeated headers.
    """
    lines, texts, offset = list(also), [], 0
    starts: list[tuple[int, int]] = []
    for line, text in pieces:
        if starts:
            offset += len(separator)
        lines.append(line)
        texts.append(text)
        starts.append((offset, line.number))
        offset += len(text)
    lines.sort(key=lambda line: line.number)
    return Paragraph(tuple(lines), separator.join(texts), tuple(starts))


def without(paragraph: Paragraph, positions: set[int]) -> Paragraph:
    """The paragraph without the characters at these positions; the lines keep their starts."""
    dropped, removed = sorted(positions), 0
    starts: list[tuple[int, int]] = []
    for start, number in paragraph.starts:
        while removed < len(dropped) and dropped[removed] < start:
            removed += 1
        starts.append((start - removed, number))
    text = "".join(c for i, c in enumerate(paragraph.text) if i not in positions)
    return Paragraph(paragraph.lines, text, tuple(starts))
