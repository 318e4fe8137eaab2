"""The scan record: what ranking reads of a document, and nothing else.

A document's blocks are normalised and joined into one search text; each character knows whether a
word starts there. Ranking and phrase search run over this text with `str.find`, at the speed of C,
instead of over position lists. The text is divided into *units*, the smallest pieces that can be
shown: the sentences of a paragraph, the rows of a table.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, get_args

from gazette_search.models.block import BlockKind
from gazette_search.text.sentences import sentence_starts
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from array import array

    from gazette_search.models import Block

# One byte a kind in the record; the index fingerprint changes with it.
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
TITLES: frozenset[BlockKind] = frozenset(("title", "attachment_title"))
BLOCK_SEPARATOR = "\n"
NO_PARENT = -1


@dataclass(frozen=True, slots=True)
class TextWords:
    r"""The text of a document and its words: enough to tell whether something stands in it.

    Attributes:
        text: Search text of all blocks, one after the other, each followed by "\\n".
        boundaries: One byte a character of `text`: 1 where a word starts.
    """

    text: str
    boundaries: bytes

    def is_boundary(self, offset: int) -> bool:
        """Whether a word starts, or the text ends, at `offset`."""
        return offset >= len(self.text) or bool(self.boundaries[offset])


@dataclass(frozen=True, slots=True)
class Scan(TextWords):
    """A document as ranking sees it.

    Attributes:
        starts: Where each unit begins in `text`, ascending.
        blocks: The document's block that each unit belongs to.
        kinds: Index into `KINDS` of each unit's block.
        parents: First unit of the heading above each unit, or `NO_PARENT`.
    """

    starts: array[int]
    blocks: array[int]
    kinds: bytes
    parents: array[int]

    def unit_at(self, offset: int) -> int:
        """The unit that holds the character at `offset`."""
        return bisect_right(self.starts, offset) - 1

    def end_of(self, unit: int) -> int:
        """Where a unit ends in `text`."""
        return self.starts[unit + 1] if unit + 1 < len(self.starts) else len(self.text)

    def text_of(self, unit: int) -> str:
        """The search text of a unit."""
        return self.text[self.starts[unit] : self.end_of(unit)]


def unit_starts(block: Block) -> list[int]:
    """Where each unit begins in a block's clean text: rows of a table, sentences of the rest."""
    if block.kind != "table":
        return sentence_starts(block.text)
    starts = [0]
    at = block.text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = block.text.find("\n", at + 1)
    return starts
