"""Where in a document a reader wants to stand: at a line, or at words that were shown to him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from gazette_search.models import Block, Document

# Signs that stand between the cells of a row, and differ between a block and what is shown of it.
_BETWEEN_CELLS = frozenset(" \t\n|　")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document.

    Attributes:
        block: Index of the block.
        offset: In its text, in code points.
        worded: Whether the words looked for stand there; a line alone may hold others by now.
    """

    block: int
    offset: int
    worded: bool = True


def find_spot(document: Document, line: int | None, words: str = "") -> Spot | None:
    """Where some words stand, the nearest to a line; else where that line is.

    Args:
        document: Where to look.
        line: Source line, None where it is not known.
        words: The first of those that were shown; empty when only the line counts.

    Returns:
        None where the document has neither.
    """
    blocks = [*enumerate(document.blocks)]
    if line is not None:
        blocks.sort(key=lambda pair: _distance(pair[1], line))
    wanted = _squeezed(words)[0]
    for number, block in blocks if wanted else ():
        text, offsets = _squeezed(block.text)
        at = text.find(wanted)
        if at >= 0:
            return Spot(number, offsets[at])
    if line is None or not document.lines[0] <= line <= document.lines[1]:
        return None
    if not blocks:
        return None
    number, block = blocks[0]
    starts = (offset for offset, own in block.line_starts if own >= line)
    return Spot(number, next(starts, 0), worded=not wanted)


def line_of_spot(document: Document, spot: Spot) -> int:
    """The source line of a spot."""
    return document.blocks[spot.block].line_at(spot.offset)


def _distance(block: Block, line: int) -> int:
    first, last = block.lines
    return max(first - line, line - last, 0)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """A text without what stands between cells, and where each character came from."""
    offsets = [n for n, character in enumerate(text) if character not in _BETWEEN_CELLS]
    return "".join(text[n] for n in offsets), offsets
