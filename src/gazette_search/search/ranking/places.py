"""What a document holds of a query, unit by unit: read from its scan record."""

from __future__ import annotations

from dataclasses import field
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
    """How well a unit answers; a tuple because a search makes tens of thousands.

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
            size, places = len(surface.text), 0
            for start in occurrences(scan, surface.text):
                if concept.exact or is_whole(scan, start, start + size):
                    evidence.places.append((start, start + size, index))
                    held = evidence.units.setdefault(scan.unit_at(start), {})
                    held[index] = max(held.get(index, 0.0), surface.weight)
                    places += 1
                if places >= MOST_PLACES:
                    break
    return evidence


def score_units(
    evidence: Evidence, weights: Sequence[float], around: Held | None = None
) -> list[UnitScore]:
    """Score the units that hold something, best first; ties in the order of the text.

    Args:
        evidence: Of one document.
        weights: Share of each concept; they sum to 1.
        around: What holds for the whole document, as a year that its date gives.
    """
    scan = evidence.scan
    blocks: dict[int, Held] = {}
    headers: dict[int, Held] = {}  # the same of header rows, by their table
    title: Held = dict(around or {})
    for unit, held in evidence.units.items():
        _raise_to(blocks.setdefault(scan.blocks[unit], {}), held, 1.0)
        if scan.kinds[unit] in _TITLES:
            _raise_to(title, held, 1.0)
        elif scan.kinds[unit] == _TABLE and is_header(scan, unit):
            headers[scan.blocks[unit]] = held
    about = _Aboutness(evidence)
    nearby: dict[int, Held] = {}  # the same for all units of a block
    scored = []
    for unit, held in evidence.units.items():
        block = scan.blocks[unit]
        if block not in nearby:
            near = nearby[block] = {}
            _raise_to(near, blocks[block], IN_BLOCK)
            if header := headers.get(block):
                _raise_to(near, header, IN_HEADER)
            for heading in headings_above(scan, unit):
                if held_there := blocks.get(scan.blocks[heading]):
                    _raise_to(near, held_there, about[heading])
            _raise_to(near, title, IN_TITLE)
        reached = nearby[block].copy()
        _raise_to(reached, held, 1.0)
        score = 0.0
        for concept, weight in reached.items():
            score += weights[concept] * weight
        score *= HEADER_FACTOR if held is headers.get(block) else _FACTORS[scan.kinds[unit]]
        worth = score * _brevity(scan.end_of(unit) - scan.starts[unit])
        scored.append(UnitScore(score, worth, unit, reached.keys()))
    return by_worth(scored)


def by_worth(scored: Iterable[UnitScore]) -> list[UnitScore]:
    """Best first; ties in the order of the text."""
    return sorted(sorted(scored, key=attrgetter("unit")), key=attrgetter("worth"), reverse=True)


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


def _brevity(length: int) -> float:
    """A sentence that says it in few words answers better than one that mentions it in passing."""
    return 1.0 if length <= BRIEF else 1 / (1 + LENGTHY * log2(length / BRIEF))


def worth_of(scan: Scan, unit: int, score: float) -> float:
    """What a unit with a score is worth: by its kind, and less for a long one."""
    length = scan.end_of(unit) - scan.starts[unit]
    return score * _FACTORS[scan.kinds[unit]] * _brevity(length)


def title_share(scan: Scan, scored: Iterable[UnitScore]) -> float:
    """The share of the query's weight that a title holds, the best of those of a document."""
    titles = (item for item in scored if scan.kinds[item.unit] in _TITLES)
    return max((item.score / _FACTORS[scan.kinds[item.unit]] for item in titles), default=0.0)


def is_header(scan: Scan, unit: int) -> bool:
    """Whether a row is the first of its table, and not the only one."""
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
