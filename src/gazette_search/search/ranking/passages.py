"""The places of a document that answer, cut to whole sentences or table rows."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from gazette_search.analysis.normalizer import normalize, search_offsets
from gazette_search.analysis.scan import unit_starts
from gazette_search.search.ranking.telling import told_first
from gazette_search.search.results import Passage
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.index.vectors import NearStretch
    from gazette_search.models import Block, Document
    from gazette_search.search.ranking.places import Evidence, UnitScore
    from gazette_search.search.understanding.questions import AnswerType
    from gazette_search.search.understanding.traits import Trait

# A passage grows by neighbouring sentences and paragraphs up to so many characters, by the rank of
# its hit: most readers find their answer in the first. With 160 for all, and no paragraph joined,
# the answer was seen in the first three hits of 65 % of 60 everyday queries, 498 characters long;
# so in 75 %, 549 long. 320, 120, 80 showed as many and took 640.
WINDOWS = (240, 160, 100)
# A hit behind the first with less than this share of the best score shows the less: of 130 queries
# with an answer 108 showed it in the first hit, none in a hit below 0.4 of it, which took a fifth
# of what there was to read. It saved 40 characters in 464 and no answer was seen less.
WORTH_THE_WINDOW = 0.8
# A further passage must be at least so good, measured against the first of its hit, and against the
# best of the page: beside an answer, what a document that lacks half of the words has is no second.
WORTH_SHOWING = 0.35
WORTH_BESIDE = 0.5
CELL = " | "
# Blocks that are read on to from one to the next.
_READ_ON = frozenset(("paragraph", "item", "heading", "responsibility"))

OPENING = 80  # characters of the first sentences of a text, at least

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class BestPassages:
    """What a hit shows of a document.

    Attributes:
        passages: The one that answers first.
        further: The blocks of the other units that are worth showing, one for each unit.
    """

    passages: tuple[Passage, ...]
    further: tuple[int, ...] = ()


class BlockPiece(NamedTuple):
    """A stretch of a block's clean text."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a document is shown.

    Attributes:
        limit: Most passages.
        context: Neighbouring blocks to add before and after.
        wanted: The kind of thing that was asked for.
        traits: What else the answer does.
        rank: Of the hit, from 1.
        share: Its score, of that of the best hit.
        best: Worth of the best unit of the page.
    """

    limit: int
    context: int = 0
    wanted: AnswerType | None = None
    traits: tuple[Trait, ...] = ()
    rank: int = 1
    share: float = 1.0
    best: float = 0.0

    @property
    def who(self) -> bool:
        """Whether the lines that say who is responsible belong to a passage: they were asked."""
        return self.wanted is not None and self.wanted.asks_who

    @property
    def window(self) -> int:
        """How many characters a passage grows to."""
        size = WINDOWS[min(self.rank, len(WINDOWS)) - 1]
        return size if self.rank == 1 else int(size * min(1.0, self.share / WORTH_THE_WINDOW))


def best_passages(
    document: Document,
    evidence: Evidence,
    scored: Sequence[UnitScore],
    extent: Extent,
) -> BestPassages:
    """The best passages, and where there are more.

    Args:
        document: The document that `evidence` was gathered from.
        evidence: Its places.
        scored: Its units, best first.
        extent: How much is shown, and what for.
    """
    cutter = _Cutter(document, evidence, extent.window)
    chosen: list[tuple[list[BlockPiece], Passage]] = []
    told = told_first(document, evidence, scored, extent.wanted, extent.traits)
    least = max(
        WORTH_BESIDE * extent.best, *(WORTH_SHOWING * item.worth for item in scored[:1]), 0.0
    )
    worth = [*told[:1], *takewhile(lambda item: item.worth >= least, told[1:])]
    for item in worth:
        if len(chosen) >= extent.limit:
            break
        pieces = cutter.around(item.unit)
        taken = [piece for others, _ in chosen for piece in others]
        if not any(_overlap(piece, other) for piece in pieces for other in taken):
            passage = cutter.cut(pieces, extent.context)
            if extent.who:
                passage = _with_responsibility(document, pieces[-1].block, passage)
            chosen.append((pieces, passage))
    seen = [piece for pieces, _ in chosen for piece in pieces]
    shown = {unit for piece in seen for unit in cutter.units_in(piece)}
    further = tuple(evidence.scan.blocks[item.unit] for item in worth if item.unit not in shown)
    return BestPassages(tuple(passage for _, passage in chosen), further)


def _with_responsibility(document: Document, index: int, passage: Passage) -> Passage:
    """The passage with the 责任单位 lines that follow its block."""
    following = list(
        takewhile(lambda block: block.kind == "responsibility", document.blocks[index + 1 :])
    )
    if not following:
        return passage
    text = "\n".join([passage.text, *(block.text for block in following)])
    return replace(passage, text=text, lines=(passage.lines[0], following[-1].lines[1]))


def opening_passage(document: Document) -> tuple[Passage, ...]:
    """The first sentence of the text, for a hit whose words stand only in form or metadata."""
    for block in document.blocks:
        if block.kind in ("paragraph", "item"):
            end = next((s for s in unit_starts(block) if s >= OPENING), len(block.text))
            lines = (block.lines[0], block.line_at(end - 1))
            return (Passage(block.text[:end], block.path, lines, kind=block.kind),)
    return ()


def cut_stretch(document: Document, evidence: Evidence, near: NearStretch, context: int) -> Passage:
    """The stretch of a document that is nearest in meaning, as a passage."""
    piece = BlockPiece(near.block, near.start, near.end)
    return _Cutter(document, evidence, WINDOWS[0]).cut([piece], context)


def with_nearest(
    passages: tuple[Passage, ...], nearest: Passage, limit: int, *, first: bool
) -> tuple[Passage, ...]:
    """The passages with the one nearest in meaning, unless it is seen already.

    Args:
        passages: Chosen by words.
        nearest: Chosen by meaning.
        limit: Most passages.
        first: Whether meaning alone found the document, and so shows why.
    """
    if first:
        others = [passage for passage in passages if not _same_place(passage, nearest)]
        return (nearest, *others)[:limit]
    if any(_same_place(passage, nearest) for passage in passages) or limit < 2:
        return passages
    return (*passages[: limit - 1], nearest)


def _same_place(one: Passage, other: Passage) -> bool:
    """Whether one of two passages shows what the other does."""
    return one.text in other.text or other.text in one.text


def pages_of(document: Document, blocks: Iterable[int]) -> tuple[int, ...]:
    """Pages of the file on which some blocks of a document begin; none where it has no pages."""
    pages = (document.page_at(document.blocks[block].lines[0]) for block in {*blocks})
    return tuple(sorted({page for page in pages if page is not None}))


def highlight(text: str, evidence_texts: Sequence[str]) -> tuple[Range, ...]:
    """Where any of the search texts stands in a clean text."""
    normal = normalize(text)
    ranges = []
    for wanted in evidence_texts:
        at = normal.text.find(wanted)
        while wanted and at >= 0:
            ranges.append((normal.offsets[at], normal.offsets[at + len(wanted) - 1] + 1))
            at = normal.text.find(wanted, at + len(wanted))
    return _merged(ranges)


@dataclass(slots=True)
class _Cutter:
    """Cuts windows out of one document's blocks."""

    document: Document
    evidence: Evidence
    size: int
    _starts: dict[int, list[int]] = field(default_factory=dict)

    def window(self, unit: int) -> tuple[int, Range]:
        """The block of a unit and the range of its clean text to show."""
        scan = self.evidence.scan
        index = scan.blocks[unit]
        block = self.document.blocks[index]
        starts = self._starts_of(index)
        first = bisect_left(scan.blocks, index)
        place = min(unit - first, len(starts) - 1)
        ends = [*starts[1:], len(block.text)]
        if block.kind == "table":
            return index, (starts[place], ends[place])
        left = right = place
        while True:  # the following sentence first: what follows explains
            if right + 1 < len(starts) and ends[right + 1] - starts[left] <= self.size:
                right += 1
            elif left and ends[right] - starts[left - 1] <= self.size:
                left -= 1
            else:
                return index, (starts[left], ends[right])

    def units_in(self, piece: BlockPiece) -> Iterator[int]:
        """The units that begin in a piece."""
        first = bisect_left(self.evidence.scan.blocks, piece.block)
        for place, start in enumerate(self._starts_of(piece.block)):
            if piece.start <= start < piece.end:
                yield first + place

    def _starts_of(self, index: int) -> list[int]:
        """Where the units of a block begin, found once."""
        if index not in self._starts:
            self._starts[index] = unit_starts(self.document.blocks[index])
        return self._starts[index]

    def around(self, unit: int) -> list[BlockPiece]:
        """The window of a unit and, where it is a whole block, neighbours that fit beside it."""
        index, window = self.window(unit)
        blocks = self.document.blocks
        pieces = [BlockPiece(index, *window)]
        left = self.size - (window[1] - window[0])
        is_whole = window == (0, len(blocks[index].text))
        if not is_whole or blocks[index].kind not in _READ_ON or left <= 0:
            return pieces
        for step in (1, -1):
            at = index + step
            while 0 <= at < len(blocks) and self._goes_with(blocks[index], blocks[at], step):
                left -= len(blocks[at].text)
                if left < 0:
                    break
                pieces.insert(
                    len(pieces) if step > 0 else 0, BlockPiece(at, 0, len(blocks[at].text))
                )
                at += step
        return pieces

    def _goes_with(self, block: Block, other: Block, step: int) -> bool:
        """Whether a neighbour is read on to: of the same section, or what a heading heads."""
        if other.kind not in _READ_ON or other.part != block.part:
            return False
        if other.path == block.path:
            return other.kind != "heading" or (step < 0 and block.kind == "heading")
        return step > 0 and block.kind == "heading" and other.path == (*block.path, block.text)

    def cut(self, pieces: Sequence[BlockPiece], context: int) -> Passage:
        """The passage of a few neighbouring pieces."""
        texts, ranges, at = [], [], 0
        for piece in pieces:
            text, found = self._cut_piece(piece)
            texts.append(text)
            ranges += [(start + at, end + at) for start, end in found]
            at += len(text) + 1
        first, last = pieces[0], pieces[-1]
        blocks = self.document.blocks
        lines = (
            blocks[first.block].line_at(first.start),
            blocks[last.block].line_at(max(last.start, last.end - 1)),
        )
        return Passage(
            text="\n".join(texts),
            path=blocks[first.block].path,
            lines=lines,
            highlights=_merged(ranges),
            kind=blocks[first.block].kind,
            before=tuple(b.text for b in blocks[max(0, first.block - context) : first.block]),
            after=tuple(b.text for b in blocks[last.block + 1 : last.block + 1 + context]),
        )

    def _cut_piece(self, piece: BlockPiece) -> tuple[str, list[Range]]:
        """The text of a piece and what is matched in it."""
        block, start = self.document.blocks[piece.block], piece.start
        text = block.text[start : piece.end].rstrip("\n")
        ranges = [
            (max(s, start) - start, min(e, start + len(text)) - start)
            for s, e in self._clean_ranges(piece.block)
            if s < start + len(text) and e > start
        ]
        return _with_header(block, start, text, ranges) if block.kind == "table" else (text, ranges)

    def _clean_ranges(self, index: int) -> list[Range]:
        """Matched ranges of a block's clean text."""
        scan = self.evidence.scan
        base = scan.starts[bisect_left(scan.blocks, index)]
        offsets = search_offsets(self.document.blocks[index].text)
        return [
            (offsets[start - base], offsets[end - 1 - base] + 1)
            for start, end, _ in self.evidence.places
            if base <= start and end - base <= len(offsets)
        ]


def _with_header(
    block: Block, start: int, text: str, ranges: list[Range]
) -> tuple[str, list[Range]]:
    """A table row with cells set apart, under the header row."""
    shifted = [(_shift(text, s), _shift(text, e)) for s, e in ranges]
    row = text.replace("\t", CELL).rstrip()
    header = block.text.split("\n", 1)[0].replace("\t", CELL).rstrip()
    if start == 0:
        return row, shifted
    lead = len(header) + 1
    return f"{header}\n{row}", [(s + lead, e + lead) for s, e in shifted]


def _shift(text: str, offset: int) -> int:
    return offset + text.count("\t", 0, offset) * (len(CELL) - 1)


def _overlap(one: BlockPiece, other: BlockPiece) -> bool:
    return one.block == other.block and one.start < other.end and other.start < one.end


def _merged(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Ascending ranges without overlap; neighbours become one."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return tuple(merged)
