"""Putting documents in order: exact for what is shown, without reading what cannot be.

Frequencies and titles come from the index; the passage part needs a document's scan record, which
takes a good part of a millisecond to read and search. What the passage part can give at most is
known beforehand, for no sentence holds more of the query than its document does. So documents are
read in the order of that bound until none left can reach the places shown (the threshold algorithm
of Fagin, Lotem and Naor 2003, with one list): the result is that of reading all of them.
"""

from __future__ import annotations

from dataclasses import replace
from heapq import heappush, heappushpop
from itertools import chain
from typing import TYPE_CHECKING

from gazette_search.index import bounds
from gazette_search.index.bounds import ROUNDING, IndexQuery
from gazette_search.index.conditions import AllOf, Cites, Numbered
from gazette_search.search.lookup.editions import newest_first
from gazette_search.search.ranking.places import (
    Evidence,
    Held,
    UnitScore,
    by_worth,
    gather,
    score_units,
)
from gazette_search.search.ranking.scores import TUNING
from gazette_search.search.understanding.questions import answers
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.analysis.scan import Scan
    from gazette_search.index.bounds import Candidate, Order, Weighted
    from gazette_search.index.concepts import Concept
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex
    from gazette_search.search.ranking.ranks import Fusion
    from gazette_search.search.understanding.compiler import CompiledQuery
    from gazette_search.search.understanding.questions import AnswerType

# A sentence that holds the kind of thing that was asked for (an amount, a date) gains this factor.
ANSWERS = 1.6
ANSWER_DEPTH = 30  # units looked at for that
SERIES_DEPTH = 10
# Above any score that words can give.
OWN_NUMBER = 10.0
CITED_NUMBER = 5.0
# So many full matches are read to find one with every word in one place. Of 156 judged and typical
# queries over 4,400 documents 3 find none in all that they read, 2,404 at most.
LOOKED_THROUGH = 1000


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document in the order of the result.

    Attributes:
        score: Without the passage part where the document was not read.
        known: What the index knew before it was read; None of a document that no word found.
        together: Whether one place, with its headings and title, holds every wanted word.
        fusion: Its place when meaning was looked for too.
    """

    ordinal: int
    score: float
    missing: tuple[str, ...]
    known: Candidate | None = None
    together: bool = False
    evidence: Evidence | None = None
    units: tuple[UnitScore, ...] = ()
    fusion: Fusion | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The documents that answer.

    Attributes:
        places: Best first; as many as were asked for at least, when there are so many.
        rest: Those that were not read, in the order of what they can reach.
        total: How many there are.
    """

    places: list[Ranked]
    rest: Iterable[Ranked]
    total: int

    @property
    def together(self) -> bool:
        """Whether one of them holds every wanted word in one place."""
        return any(item.together for item in self.places)


def index_query(
    compiled: CompiledQuery, weighted: tuple[Weighted, ...], narrowing: Condition
) -> IndexQuery:
    """What a compiled query asks of an index: its full matches, those by bound first.

    Args:
        compiled: The query.
        weighted: Its concepts.
        narrowing: What documents meet besides.
    """
    best = ANSWERS if compiled.answer else 1.0
    fixed = [r.condition for r in compiled.requirements if not r.droppable]
    return IndexQuery(
        weighted,
        AllOf((narrowing, *fixed)),
        tuple(r.condition for r in compiled.requirements if r.droppable),
        replace(TUNING, passage=TUNING.passage * best),
        tuple(_bonuses(compiled)),
    )


class Ranker:
    """Ranks the documents of one index that answer one query."""

    def __init__(self, index: SearchIndex, compiled: CompiledQuery) -> None:
        self._index = index
        self._compiled = compiled
        self._labels = [r.label for r in compiled.requirements if r.droppable]

    def rank(self, asked: IndexQuery, depth: int) -> Ranking:
        """Documents by score; ties by date, newest first, then by number.

        Args:
            asked: What to ask the index.
            depth: How many places must be exact; 0 for all.
        """
        candidates = self._index.candidates(asked)
        waiting = iter(candidates)
        read, left = self._read_while_needed(waiting, asked, depth or candidates.total)
        read.sort(key=_number)
        read.sort(key=_date, reverse=True)
        read.sort(key=lambda item: -item.score)
        if not _names_a_year(self._compiled):
            read = _newest_versions_first(read)
        return Ranking(read, map(self._unread, chain(left, waiting)), candidates.total)

    def dated(self, asked: IndexQuery, order: Order, depth: int) -> Ranking:
        """Documents by date, those of one day by score.

        Args:
            asked: What to ask the index.
            order: Newest or oldest first.
            depth: How many places must be exact; 0 for all.
        """
        candidates = self._index.candidates(replace(asked, order=order))
        ranked: list[Ranked] = []
        for one in candidates:
            if depth and len(ranked) >= depth and one.facts.date != _date(ranked[-1]):
                break
            ranked.append(self._read(one, asked))
        ranked.sort(key=lambda item: (-item.score, _number(item)))
        ranked.sort(key=_date, reverse=order == "newest")
        return Ranking(ranked, (), candidates.total)

    def _read_while_needed(
        self, candidates: Iterable[Candidate], asked: IndexQuery, depth: int
    ) -> tuple[list[Ranked], list[Candidate]]:
        """Read documents until the places to be shown are settled.

        Returns:
            Those read that can be shown, and those that were looked at and cannot.
        """
        needed = max(depth, SERIES_DEPTH)
        together = sum(concept.wanted for concept in self._compiled.concepts) <= 1
        ranked: list[Ranked] = []
        left: list[Candidate] = []
        best: list[float] = []  # a heap of the scores of the places
        for place, one in enumerate(candidates):
            settled = len(best) >= needed and one.bound < best[0] * (1 - ROUNDING)
            if settled and (together or place >= LOOKED_THROUGH):
                left.append(one)
                break
            item = self._read(one, asked)
            if len(best) < needed:
                heappush(best, item.score)
            elif item.score >= best[0]:
                heappushpop(best, item.score)
            elif together or not item.together:
                left.append(one)
                continue
            together = together or item.together
            ranked.append(item)
        return ranked, left

    def _unread(self, one: Candidate) -> Ranked:
        return Ranked(one.facts.ordinal, one.frequency + one.title, self._missing(one), one)

    def _missing(self, one: Candidate) -> tuple[str, ...]:
        return tuple(self._labels[word] for word in one.facts.missing)

    def _read(self, one: Candidate, asked: IndexQuery) -> Ranked:
        """Score one document with its best passage."""
        compiled = self._compiled
        evidence = gather(self._index.scan(one.facts.ordinal), compiled.concepts)
        units = score_units(
            evidence, [item.share for item in asked.weighted], _around(one, compiled)
        )
        units = _prefer_answers(units, evidence.scan, compiled.answer)
        passage = max((unit.score for unit in units), default=0.0)
        return Ranked(
            one.facts.ordinal,
            bounds.score(one, TUNING.passage * passage, asked.scale),
            self._missing(one),
            one,
            _stand_together(compiled.concepts, units),
            evidence,
            tuple(units),
        )


def _number(item: Ranked) -> str:
    return item.known.facts.number if item.known else ""


def _date(item: Ranked) -> str:
    return item.known.facts.date if item.known else ""


def _newest_versions_first(ranked: list[Ranked]) -> list[Ranked]:
    """Let the date decide between close versions of one notice, where people look."""
    top = ranked[:SERIES_DEPTH]
    order = newest_first(
        [item.score for item in top],
        [item.known.facts.titles if item.known else "" for item in top],
        [_date(item) for item in top],
    )
    return [*(top[index] for index in order), *ranked[SERIES_DEPTH:]]


def _around(one: Candidate, compiled: CompiledQuery) -> Held:
    """Concepts that a document holds by its date, wherever its text stands."""
    return {
        index: 1.0
        for index, concept in enumerate(compiled.concepts)
        if concept.signed and one.facts.date.startswith(concept.signed)
    }


def _bonuses(compiled: CompiledQuery) -> Iterator[tuple[Condition, float]]:
    """A document comes before those that cite it, and they before any other."""
    for wanted in compiled.numbers:
        yield Numbered(frozenset(wanted.held)), OWN_NUMBER
        yield Cites(frozenset(wanted.citing)), CITED_NUMBER


def _names_a_year(compiled: CompiledQuery) -> bool:
    """Whether the query itself says which version it wants."""
    return any(concept.signed for concept in compiled.concepts)


def _stand_together(concepts: Sequence[Concept], units: Sequence[UnitScore]) -> bool:
    """Whether one unit, with its headings and the title, holds every wanted concept."""
    wanted = [
        ({index}, {at for at, c in enumerate(concepts) if c in concept.parts})
        for index, concept in enumerate(concepts)
        if concept.wanted
    ]
    return not wanted or any(
        all(whole <= unit.reached or (parts and parts <= unit.reached) for whole, parts in wanted)
        for unit in units
    )


def _prefer_answers(
    units: list[UnitScore], scan: Scan, wanted: AnswerType | None
) -> list[UnitScore]:
    """Raise the units that hold the kind of thing asked for."""
    if wanted is None:
        return units
    raised = [
        unit._replace(score=unit.score * ANSWERS, worth=unit.worth * ANSWERS)
        if answers(wanted, scan.text[scan.starts[unit.unit] : scan.end_of(unit.unit)])
        else unit
        for unit in units[:ANSWER_DEPTH]
    ]
    return by_worth([*raised, *units[ANSWER_DEPTH:]])
