"""What of a document gets a vector of its own: stretches of its text.

A stretch is a row of a table or a run of sentences of one block, short enough to be shown whole.
Neither title nor headings are put in front of it: with them the vectors of a document grow alike
(measured on 172 questions: nDCG@10 lower by .03 to .09).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazette_search.analysis.scan import unit_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.models import Block, BlockKind

# What says something by itself: 责任单位：市财政局 does not, a heading or title says what follows.
# With them a third more vectors find no more (nDCG@10 of 12,000 articles .417 with, .420 without).
EMBEDDED_KINDS: frozenset[BlockKind] = frozenset(("paragraph", "item", "table", "note"))
# As long as a passage is shown. Whole blocks (up to 690 characters) and single sentences find as
# well within .01, show more characters or take twice as many vectors.
LONGEST = 160
SHORTEST = 4
KEY_SIZE = 8


class Stretch(NamedTuple):
    """A place in a document, and what stands there.

    Attributes:
        block: Index of the block.
        start: Code point of the block's clean text where it begins.
        end: Where it ends.
        text: Its clean text, cells of a row set apart by spaces.
    """

    block: int
    start: int
    end: int
    text: str

    @property
    def key(self) -> bytes:
        """What the vector of this text goes by: equal texts share one."""
        from hashlib import blake2b  # a query needs none of it, and it loads OpenSSL

        return blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=KEY_SIZE).digest()


def stretches(blocks: Sequence[Block]) -> Iterator[Stretch]:
    """All stretches of a document in the order of its text."""
    for index, block in enumerate(blocks):
        if block.kind in EMBEDDED_KINDS:
            for start, end in _cut(block):
                text = block.text[start:end].replace("\t", " ").strip()
                if len(text) >= SHORTEST:
                    yield Stretch(index, start, end, text)


def _cut(block: Block) -> Iterator[tuple[int, int]]:
    """Rows of a table; of any other block as many sentences at a time as are not too long."""
    starts = unit_starts(block)
    first = starts[0]
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
        if start > first and (block.kind == "table" or end - first > LONGEST):
            yield first, start
            first = start
    yield first, len(block.text)
