"""What a document holds of a query, unit by unit: read from its scan record."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from math import log2
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from gazette_search.analysis.occurrences import is_whole, occurrences
from gazette_search.analysis.scan import BLOCK_KINDS, NO_PARENT, TITLES
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from gazette_search.analysis.scan import Scan
    from gazette_search.index.concepts import Concept
    from gazette_search.models import BlockKind

# Places kept of one surface in one document: enough to find its best passages, and a bound on what
# a word on every line can cost.
MOST_PLACES = 400

# Units looked at below one heading.
MOST_BELOW = 40

# How much a concept counts for a sentence when it stands not in it but near it.
IN_BLOCK = 0.6  # in another sentence of the same paragraph, or another row of a table
IN_HEADER = 0.9  # in the header row of the table, which is shown with each row
IN_HEADING = 0.75  # in a heading above, 1 where the heading names nothing else
IN_TITLE = 0.4  # in the document's title

# Up to so many characters a sentence loses nothing; each doubling costs it this much.
BRIEF = 40
LENGTHY = 0.08

# How well a unit of each kind serves as an answer.
KIND_FACTOR: dict[BlockKind, float] = {
    "title": 0.6,
    "attachment_title": 0.6,
    "heading": 0.8,
    "caption": 0.7,
    "responsibility": 0.6,
    "attachment_note": 0.4,
    "masthead": 0.1,
    "number": 0.2,
    "addressee": 0.1,
    "signature": 0.1,
    "date": 0.2,
    "disclosure": 0.1,
    "attachment_label": 0.1,
}
# What a header row names stands in the rows below it.
HEADER_FACTOR = 0.8
_FACTORS = tuple(KIND_FACTOR.get(kind, 1.0) for kind in BLOCK_KINDS)
_HEADING = BLOCK_KINDS.index("heading")
_TABLE = BLOCK_KINDS.index("table")
_TITLES = frozenset(BLOCK_KINDS.index(kind) for kind in TITLES)

Held = dict[int, float]  # best weight of each concept, by its index


class UnitScore(NamedTuple):
    """How well a unit answers; a tuple because a page of hits makes thousands.

    Attributes:
        score: Between 0 and 1; 1 where every concept stands in it as typed.
        worth: The same, less for a long sentence: the order in which passages are shown.
        unit: Index in the scan.
        reached: Concepts in it, its block, its headings or the title.
    """

    score: float
    worth: float
    unit: int
    reached: AbstractSet[int]


@dataclass(slots=True)
class Evidence:
    """All that one document holds of the query's concepts.

    Attributes:
        places: (start, end, concept) of every occurrence, in the order found.
        units: Concepts by unit.
    """

    scan: Scan
    places: list[tuple[int, int, int]] = field(default_factory=list)
    units: dict[int, Held] = field(default_factory=dict)


def gather(scan: Scan, concepts: Sequence[Concept]) -> Evidence:
    """Find every concept in a document; accidental occurrences count for exact ones only."""
    evidence = Evidence(scan)
    for index, concept in enumerate(concepts):
        for surface in concept.surfaces:
            weight, size, places = surface.weight, len(surface.text), 0
            for start in occurrences(scan, surface.text):
                if concept.exact or is_whole(scan, start, start + size):
                    evidence.places.append((start, start + size, index))
                    held = evidence.units.setdefault(scan.unit_at(start), {})
                    if weight > held.get(index, 0.0):
                        held[index] = weight
                    places += 1
                if places >= MOST_PLACES:
                    break
    return evidence


def by_worth(scored: Iterable[UnitScore]) -> list[UnitScore]:
    """Best first; ties in the order of the text."""
    return sorted(sorted(scored, key=attrgetter("unit")), key=attrgetter("worth"), reverse=True)


class UnitScorer:
    """Scores the units of one document by what stands in them and around them.

    What stands around them is put together when it is asked for: a unit that holds all that the
    document does gains nothing by it.
    """

    def __init__(
        self, evidence: Evidence, weights: Sequence[float], around: Held | None = None
    ) -> None:
        """Takes all that is known of the document.

        Args:
            evidence: Its places.
            weights: Share of each concept; they sum to 1.
            around: What holds for the whole document, as a year that its date gives.
        """
        self._scan = evidence.scan
        self._units = evidence.units
        self._weights = weights
        self._title = dict(around or {})
        for unit, held in self._units.items():
            if self._scan.kinds[unit] in _TITLES:
                _raise_to(self._title, held, 1.0)
        self._about = _Aboutness(evidence)
        self._above: dict[int, Held] = {}  # by the heading
        self._near: dict[int, Held] = {}  # by the block

    def scores(self) -> dict[int, float]:
        """The score of each unit that holds something, as in `UnitScore`."""
        scan = self._scan
        everything = self._title.copy()
        for held in self._units.values():
            if held != everything:
                _raise_to(everything, held, 1.0)
        scored = {}
        for unit, held in self._units.items():
            near = held if held == everything else self._around(unit)
            score = 0.0
            for concept, weight in enumerate(self._weights):
                inside, outside = held.get(concept, 0.0), near.get(concept, 0.0)
                score += weight * (inside if inside > outside else outside)  # noqa: FURB136 -- max() costs more than the rest
            factor = HEADER_FACTOR if is_header(scan, unit) else _FACTORS[scan.kinds[unit]]
            scored[unit] = score * factor
        return scored

    def reached(self, unit: int) -> AbstractSet[int]:
        """The concepts in a unit, its block, its headings or the title."""
        return self._around(unit).keys() | self._units[unit].keys()

    def _around(self, unit: int) -> Held:
        """What stands near a unit."""
        block = self._scan.blocks[unit]
        together = self._blocks[block]
        if together is self._units[unit]:  # alone in its block
            return self._given_above(unit)
        near = self._near.get(block)
        if near is None:
            near = self._near[block] = self._given_above(unit).copy()
            _raise_to(near, together, IN_BLOCK)
            _raise_to(near, self._headers.get(block, {}), IN_HEADER)
        return near

    def _given_above(self, unit: int) -> Held:
        """What title and headings give: the same for all units right below one heading."""
        parent = self._scan.parents[unit]
        above = self._above.get(parent)
        if above is None:
            above = self._above[parent] = {}
            _raise_to(above, self._title, IN_TITLE)
            for heading in headings_above(self._scan, unit):
                if held := self._blocks.get(self._scan.blocks[heading]):
                    _raise_to(above, held, self._about[heading])
        return above

    @cached_property
    def _blocks(self) -> dict[int, Held]:
        """All that the units of each block hold."""
        blocks: dict[int, Held] = {}
        for unit, held in self._units.items():
            block = self._scan.blocks[unit]
            if block in blocks:
                blocks[block] = blocks[block].copy()
                _raise_to(blocks[block], held, 1.0)
            else:
                blocks[block] = held
        return blocks

    @cached_property
    def _headers(self) -> dict[int, Held]:
        """What header rows hold, by the block of their table."""
        scan = self._scan
        return {scan.blocks[u]: held for u, held in self._units.items() if is_header(scan, u)}


class _Aboutness(dict[int, float]):
    """How far what a heading holds counts for the text below it, by the heading's unit.

    七、房屋征收补偿方式 is about 征收补偿; one that names it among other things is less so.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def __missing__(self, heading: int) -> float:
        scan = self._evidence.scan
        start, end = scan.starts[heading], scan.end_of(heading) - 1
        covered = {
            place
            for first, last, _ in self._evidence.places
            if start <= first < end
            for place in range(first, last)
        }
        share = len(covered) / max(1, end - start)
        self[heading] = IN_HEADING + (1 - IN_HEADING) * share
        return self[heading]


def brevity(scan: Scan, unit: int) -> float:
    """A sentence that says it in few words answers better than one that mentions it in passing."""
    length = scan.end_of(unit) - scan.starts[unit]
    return 1.0 if length <= BRIEF else 1 / (1 + LENGTHY * log2(length / BRIEF))


def worth_of(scan: Scan, unit: int, score: float) -> float:
    """What a unit with a score is worth: by its kind, and less for a long one."""
    return score * _FACTORS[scan.kinds[unit]] * brevity(scan, unit)


def title_share(scan: Scan, scored: Iterable[UnitScore]) -> float:
    """The share of the query's weight that a title holds, the best of those of a document."""
    titles = (item for item in scored if scan.kinds[item.unit] in _TITLES)
    return max((item.score / _FACTORS[scan.kinds[item.unit]] for item in titles), default=0.0)


def is_header(scan: Scan, unit: int) -> bool:
    """Whether a unit is the first row of its table, and not the only one."""
    if scan.kinds[unit] != _TABLE:
        return False
    block = scan.blocks[unit]
    following = unit + 1 < len(scan.blocks) and scan.blocks[unit + 1] == block
    return following and (unit == 0 or scan.blocks[unit - 1] != block)


def headings_above(scan: Scan, unit: int) -> list[int]:
    """First units of the headings above a unit, the nearest first."""
    above = []
    parent = scan.parents[unit]
    while parent != NO_PARENT:
        above.append(parent)
        parent = scan.parents[parent]
    return above


def units_below(evidence: Evidence) -> Iterator[int]:
    """Units that hold nothing themselves and stand below a heading that does.

    集中供养对象，全市统一提高到每人每月1700元 says what orphans get only by the heading above it.
    """
    scan = evidence.scan
    for heading in [unit for unit in evidence.units if scan.kinds[unit] == _HEADING]:
        for unit in range(heading + 1, min(heading + 1 + MOST_BELOW, len(scan.starts))):
            if heading not in headings_above(scan, unit):
                break
            if unit not in evidence.units:
                yield unit


def _raise_to(best: Held, held: Held, factor: float) -> None:
    for concept, weight in held.items():
        if weight * factor > best.get(concept, 0.0):
            best[concept] = weight * factor
