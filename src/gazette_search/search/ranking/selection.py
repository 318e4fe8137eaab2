"""Putting documents in order: exact for what is shown, without reading what cannot be.

Frequencies and titles come from the index; the passage part needs a document's scan record, which
takes a good part of a millisecond to read and search. What the passage part can give at most is
known beforehand, for no sentence holds more of the query than its document does. So documents are
read in the order of that bound until none left can reach the places shown (the threshold algorithm
of Fagin, Lotem and Naor 2003, with one list): the result is that of reading all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

from gazette_search.search.lookup.editions import newest_first
from gazette_search.search.ranking.places import (
    Evidence,
    Held,
    UnitScore,
    by_worth,
    gather,
    score_units,
)
from gazette_search.search.ranking.scores import TUNING, coverage, frequency_parts, title_parts
from gazette_search.search.understanding.questions import answers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gazette_search.analysis.scan import Scan
    from gazette_search.index.snapshot import Snapshot
    from gazette_search.search.lookup.concepts import Concept
    from gazette_search.search.ranking.fusion import Fusion
    from gazette_search.search.ranking.scores import Weighted
    from gazette_search.search.understanding.compiler import CompiledQuery
    from gazette_search.search.understanding.questions import AnswerType

# A sentence that holds the kind of thing that was asked for (an amount, a date) gains this factor.
ANSWERS = 1.6
ANSWER_DEPTH = 30  # units looked at for that
SERIES_DEPTH = 10
# Above any score that words can give.
OWN_NUMBER = 10.0
CITED_NUMBER = 5.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document in the order of the result.

    Attributes:
        score: Without the passage part where the document was not read.
        together: Whether one place, with its headings and title, holds every wanted word.
        fusion: Its place when meaning was looked for too.
    """

    ordinal: int
    score: float
    missing: tuple[str, ...]
    together: bool = False
    evidence: Evidence | None = None
    units: tuple[UnitScore, ...] = ()
    fusion: Fusion | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A document before its text is read: the highest score it can reach, and what is sure."""

    bound: float
    base: float
    ordinal: int


class Ranker:
    """Ranks documents of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._catalog = snapshot.catalog

    def rank(
        self,
        ordinals: Collection[int],
        compiled: CompiledQuery,
        weighted: Sequence[Weighted],
        depth: int,
    ) -> list[Ranked]:
        """Documents by score; ties by date, newest first, then by number.

        Args:
            ordinals: The documents.
            compiled: The query.
            weighted: Its concepts.
            depth: How many places must be exact; 0 for all.
        """
        read, rest = self._read_while_needed(
            self._candidates(ordinals, compiled, weighted), compiled, weighted, depth
        )
        read.sort(key=lambda item: self._catalog.numbers[item.ordinal])
        read.sort(key=lambda item: self._catalog.dates[item.ordinal], reverse=True)
        read.sort(key=lambda item: -item.score)
        if not _names_a_year(compiled):
            read = self._newest_versions_first(read)
        return [*read, *(Ranked(o.ordinal, o.base, _missing(o.ordinal, compiled)) for o in rest)]

    def _candidates(
        self, ordinals: Collection[int], compiled: CompiledQuery, weighted: Sequence[Weighted]
    ) -> list[_Candidate]:
        """The documents by what they can reach, best first."""
        wanted = set(ordinals)
        frequencies = frequency_parts(weighted, wanted, self._catalog.lengths)
        titles = title_parts(weighted, wanted)
        best = ANSWERS if compiled.answer else 1.0
        candidates = []
        for ordinal in wanted:
            base = TUNING.frequency * frequencies.get(ordinal, 0.0)
            base += TUNING.title * titles.get(ordinal, 0.0)
            reach = base + TUNING.passage * best * coverage(weighted, ordinal)
            bound = self._adjusted(reach, ordinal, compiled, weighted)
            candidates.append(_Candidate(bound, base, ordinal))
        candidates.sort(key=lambda one: (-one.bound, one.ordinal))
        return candidates

    def _read_while_needed(
        self,
        candidates: list[_Candidate],
        compiled: CompiledQuery,
        weighted: Sequence[Weighted],
        depth: int,
    ) -> tuple[list[Ranked], list[_Candidate]]:
        """Read documents until the places to be shown are settled; the rest stand behind them.

        They are kept apart, for their bounds do not compare with the scores of those read.
        """
        needed = max(depth, SERIES_DEPTH) if depth else len(candidates)
        several = sum(concept.wanted for concept in compiled.concepts) > 1
        ranked: list[Ranked] = []
        best: list[float] = []  # a heap of the scores of the places
        together = not several
        for place, one in enumerate(candidates):
            if len(best) >= needed and together and one.bound < best[0]:
                return ranked, candidates[place:]
            item = self._read(one, compiled, weighted)
            together = together or item.together
            if len(best) < needed:
                heappush(best, item.score)
            elif item.score < best[0]:  # it will not be shown
                item = replace(item, evidence=None, units=())
            else:
                heappushpop(best, item.score)
            ranked.append(item)
        return ranked, []

    def _read(
        self, one: _Candidate, compiled: CompiledQuery, weighted: Sequence[Weighted]
    ) -> Ranked:
        """Score one document with its best passage."""
        evidence = gather(self._snapshot.scan(one.ordinal), compiled.concepts)
        units = score_units(
            evidence, [item.share for item in weighted], self._around(one.ordinal, compiled)
        )
        units = _prefer_answers(units, evidence.scan, compiled.answer)
        passage = max((unit.score for unit in units), default=0.0)
        score = self._adjusted(one.base + TUNING.passage * passage, one.ordinal, compiled, weighted)
        return Ranked(
            one.ordinal,
            score,
            _missing(one.ordinal, compiled),
            _stand_together(compiled.concepts, units),
            evidence,
            tuple(units),
        )

    def _adjusted(
        self,
        score: float,
        ordinal: int,
        compiled: CompiledQuery,
        weighted: Sequence[Weighted],
    ) -> float:
        """Less for what is missing, a little more for the new, far more for a number asked for."""
        if any(ordinal not in r.documents for r in compiled.requirements):
            score *= coverage(weighted, ordinal) ** TUNING.coverage
        score *= 1 + TUNING.recent * self._recency(ordinal)
        return score + _number_bonus(ordinal, compiled)

    def _newest_versions_first(self, ranked: list[Ranked]) -> list[Ranked]:
        """Let the date decide between close versions of one notice, where people look."""
        catalog = self._catalog
        top = ranked[:SERIES_DEPTH]
        order = newest_first(
            [item.score for item in top],
            [catalog.titles[item.ordinal] for item in top],
            [catalog.dates[item.ordinal] for item in top],
        )
        return [*(top[index] for index in order), *ranked[SERIES_DEPTH:]]

    def _around(self, ordinal: int, compiled: CompiledQuery) -> Held:
        """Concepts that a document holds by its date, wherever its text stands."""
        date = self._catalog.dates[ordinal]
        return {
            index: 1.0
            for index, concept in enumerate(compiled.concepts)
            if concept.signed and date.startswith(concept.signed)
        }

    def _recency(self, ordinal: int) -> float:
        """Where a document's date lies between the oldest and the newest held: 0 to 1."""
        oldest, newest = self._span_of_days
        if newest == oldest or not self._catalog.dates[ordinal]:
            return 0.0
        return (_day(self._catalog.dates[ordinal]) - oldest) / (newest - oldest)

    @cached_property
    def _span_of_days(self) -> tuple[int, int]:
        days = [_day(date) for date in self._catalog.dates if date]
        return min(days, default=0), max(days, default=0)


def _missing(ordinal: int, compiled: CompiledQuery) -> tuple[str, ...]:
    return tuple(r.label for r in compiled.requirements if ordinal not in r.documents)


def _number_bonus(ordinal: int, compiled: CompiledQuery) -> float:
    """A document comes before those that cite it, and they before any other."""
    bonus = 0.0
    for wanted in compiled.numbers:
        if ordinal in wanted.held:
            bonus = max(bonus, OWN_NUMBER)
        elif ordinal in wanted.citing:
            bonus = max(bonus, CITED_NUMBER)
    return bonus


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


def _day(date: str) -> int:
    """Days since year 0, near enough to compare dates."""
    year, month, day = date.split("-")
    return int(year) * 372 + int(month) * 31 + int(day)
