"""The places of a document that answer, cut to whole sentences or table rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import normalize
from gazette_search.analysis.scan import unit_starts
from gazette_search.search.ranking.places import by_worth
from gazette_search.search.results import Passage
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.index.vectors import NearStretch
    from gazette_search.models import Block, Document
    from gazette_search.search.ranking.places import Evidence, UnitScore

# A passage grows by neighbouring sentences of its paragraph up to so many characters: three lines
# of a wide terminal, enough for a reader to judge the sentence by.
WINDOW = 160
# A further passage must be at least so good, measured against the first.
WORTH_SHOWING = 0.35
CELL = " | "
# A match inside a quoted title is worth this much of one in the sentence's own words; looked at for
# so many of the best units.
ONLY_QUOTED = 0.8
TOLD_DEPTH = 12
_QUOTED = re.compile("《[^《》]*》")

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


def best_passages(
    document: Document,
    evidence: Evidence,
    scored: Sequence[UnitScore],
    limit: int,
    context: int,
    *,
    who: bool = False,
) -> BestPassages:
    """The best passages, and where there are more.

    Args:
        document: The document that `evidence` was gathered from.
        evidence: Its places.
        scored: Its units, best first.
        limit: Most passages.
        context: Neighbouring blocks to add before and after.
        who: Whether the lines that say who is responsible belong to a passage: they were asked for.
    """
    cutter = _Cutter(document, evidence)
    chosen: list[tuple[int, Range, Passage]] = []
    told = cutter.told_first(scored)
    worth = [*takewhile(lambda item: item.worth >= WORTH_SHOWING * scored[0].worth, told)]
    for item in worth:
        if len(chosen) >= limit:
            break
        block, window = cutter.window(item.unit)
        if not any(block == other and _overlap(window, taken) for other, taken, _ in chosen):
            passage = cutter.cut(block, window, context)
            if who:
                passage = _with_responsibility(document, block, passage)
            chosen.append((block, window, passage))
    shown = {unit for block, window, _ in chosen for unit in cutter.units_in(block, window)}
    further = tuple(evidence.scan.blocks[item.unit] for item in worth if item.unit not in shown)
    return BestPassages(tuple(passage for _, _, passage in chosen), further)


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
            end = next((s for s in unit_starts(block) if s >= WINDOW // 2), len(block.text))
            lines = (block.lines[0], block.line_at(end - 1))
            return (Passage(block.text[:end], block.path, lines, kind=block.kind),)
    return ()


def cut_stretch(document: Document, evidence: Evidence, near: NearStretch, context: int) -> Passage:
    """The stretch of a document that is nearest in meaning, as a passage."""
    return _Cutter(document, evidence).cut(near.block, (near.start, near.end), context)


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
            if right + 1 < len(starts) and ends[right + 1] - starts[left] <= WINDOW:
                right += 1
            elif left and ends[right] - starts[left - 1] <= WINDOW:
                left -= 1
            else:
                return index, (starts[left], ends[right])

    def units_in(self, index: int, window: Range) -> Iterator[int]:
        """The units of a block that begin in a range of its clean text."""
        first = bisect_left(self.evidence.scan.blocks, index)
        for place, start in enumerate(self._starts_of(index)):
            if window[0] <= start < window[1]:
                yield first + place

    def _starts_of(self, index: int) -> list[int]:
        """Where the units of a block begin, found once."""
        if index not in self._starts:
            self._starts[index] = unit_starts(self.document.blocks[index])
        return self._starts[index]

    def told_first(self, scored: Sequence[UnitScore]) -> list[UnitScore]:
        """The best units anew, those behind that hold the words only in a title that they quote.

        根据《国有土地上房屋征收与补偿条例》 points to the answer, it does not give it.
        """
        top = [
            item._replace(worth=item.worth * ONLY_QUOTED) if self._only_quotes(item.unit) else item
            for item in scored[:TOLD_DEPTH]
        ]
        return [*by_worth(top), *scored[TOLD_DEPTH:]]

    def _only_quotes(self, unit: int) -> bool:
        """Whether all that a unit holds stands inside 《》."""
        scan = self.evidence.scan
        index = scan.blocks[unit]
        text = self.document.blocks[index].text
        if "《" not in text:
            return False
        first, last = scan.starts[unit], scan.end_of(unit)
        base = scan.starts[bisect_left(scan.blocks, index)]
        offsets = normalize(text).offsets
        places = {s for s, e, _ in self.evidence.places if first <= s and e <= last}
        places = {offsets[place - base] for place in places if place - base < len(offsets)}
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        return bool(places) and all(
            any(start < place < end for start, end in quoted) for place in places
        )

    def cut(self, index: int, window: Range, context: int) -> Passage:
        """The passage of a window."""
        block = self.document.blocks[index]
        start, end = window
        text = block.text[start:end].rstrip("\n")
        ranges = [
            (max(s, start) - start, min(e, start + len(text)) - start)
            for s, e in self._clean_ranges(index)
            if s < start + len(text) and e > start
        ]
        if block.kind == "table":
            text, ranges = _with_header(block, start, text, ranges)
        lines = (block.line_at(start), block.line_at(max(start, end - 1)))
        blocks = self.document.blocks
        return Passage(
            text=text,
            path=block.path,
            lines=lines,
            highlights=_merged(ranges),
            kind=block.kind,
            before=tuple(b.text for b in blocks[max(0, index - context) : index]),
            after=tuple(b.text for b in blocks[index + 1 : index + 1 + context]),
        )

    def _clean_ranges(self, index: int) -> list[Range]:
        """Matched ranges of a block's clean text."""
        scan = self.evidence.scan
        base = scan.starts[bisect_left(scan.blocks, index)]
        offsets = normalize(self.document.blocks[index].text).offsets
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


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _merged(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Ascending ranges without overlap; neighbours become one."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return tuple(merged)
