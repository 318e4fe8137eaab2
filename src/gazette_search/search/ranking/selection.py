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
from itertools import chain, islice
from typing import TYPE_CHECKING

from gazette_search.index import bounds
from gazette_search.index.bounds import ROUNDING, IndexQuery
from gazette_search.index.conditions import AllOf, Cites, Numbered
from gazette_search.search.lookup.editions import newest_first
from gazette_search.search.ranking.places import gather
from gazette_search.search.ranking.read_text import ANSWERS, ReadText
from gazette_search.search.ranking.scores import TUNING
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.index.bounds import Candidate, Order, Weighted, WeightedPair
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex
    from gazette_search.search.ranking.places import Evidence, Held, UnitScore
    from gazette_search.search.ranking.ranks import Fusion
    from gazette_search.search.understanding.compiler import CompiledQuery

# Places that people look at: what is decided over several hits is decided over these, so that it
# is the same for every page.
FIRST_PLACES = 10
# A partial match holds at least this share of what any document could hold of the query.
LEAST = 0.2
BY_PAIRS = 100
# Above any score that words can give.
OWN_NUMBER = 10.0
CITED_NUMBER = 5.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document in the order of the result.

    Attributes:
        score: Without the passage part where the document was not read.
        known: What the index knew before it was read; None of a document that no word found.
        read: Its text, where it was read.
        fusion: Its place when meaning was looked for too.
    """

    ordinal: int
    score: float
    missing: tuple[str, ...]
    known: Candidate | None = None
    read: ReadText | None = None
    fusion: Fusion | None = None

    @property
    def evidence(self) -> Evidence | None:
        """All that its text holds of the query, where it was read."""
        return self.read.evidence if self.read else None

    @property
    def units(self) -> Sequence[UnitScore]:
        """The units that hold something, best first."""
        return self.read.units if self.read else ()


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


def index_query(
    compiled: CompiledQuery,
    weighted: tuple[Weighted, ...],
    pairs: tuple[WeightedPair, ...],
    narrowing: Condition,
    *,
    partial: bool,
) -> IndexQuery:
    """What a compiled query asks of an index, those by bound first.

    Args:
        compiled: The query.
        weighted: Its concepts.
        pairs: Its character pairs.
        narrowing: What documents meet besides.
        partial: Whether documents that lack some of the words follow.
    """
    best = ANSWERS if compiled.answer else 1.0
    fixed = [r.condition for r in compiled.requirements if not r.droppable]
    words = tuple(r.condition for r in compiled.requirements if r.droppable)
    held = sum(item.share for item in weighted if item.documents)
    return IndexQuery(
        weighted,
        AllOf((narrowing, *fixed)),
        words,
        replace(TUNING, passage=TUNING.passage * best),
        tuple(_bonuses(compiled)),
        partial=LEAST * held if partial and words else 0.0,
        pairs=pairs,
        by_pairs=BY_PAIRS if len(words) > 1 else 0,
    )


class Ranker:
    """Ranks the documents of one index that answer one query."""

    def __init__(self, index: SearchIndex, compiled: CompiledQuery, asked: IndexQuery) -> None:
        """Takes the compiled query and what of it the index is asked for."""
        self.asked = asked
        self._index = index
        self._compiled = compiled
        self._weights = [item.share for item in asked.weighted]
        self._labels = [r.label for r in compiled.requirements if r.droppable]

    def rank(self, depth: int) -> Ranking:
        """Full matches, then the others, by score; ties by date, newest first, then by number.

        Args:
            depth: How many places must be exact; 0 for all.
        """
        candidates = self._index.candidates(self.asked)
        waiting = iter(candidates)
        needed = max(depth, FIRST_PLACES) if depth else candidates.total
        full, left = self._read_while_needed(islice(waiting, candidates.full), needed)
        places = self._in_order(full, FIRST_PLACES)
        if len(full) < needed:
            partial, behind = self._read_while_needed(waiting, needed - len(full))
            places += self._in_order(partial, FIRST_PLACES - len(full))
            left += behind
        return Ranking(places, map(self._unread, chain(left, waiting)), candidates.total)

    def _in_order(self, read: list[Ranked], looked_at: int) -> list[Ranked]:
        """By score, but close versions of one notice by date among the places that people see."""
        read.sort(key=_number)
        read.sort(key=_date, reverse=True)
        read.sort(key=lambda item: -item.score)
        if looked_at <= 0 or _names_a_year(self._compiled):
            return read
        return [*_newest_versions_first(read[:looked_at]), *read[looked_at:]]

    def dated(self, order: Order, depth: int) -> Ranking:
        """Full matches, then the others, by date; those of one day by score.

        Args:
            order: Newest or oldest first.
            depth: How many places must be exact; 0 for all.
        """
        candidates = self._index.candidates(replace(self.asked, order=order))
        needed = max(depth, FIRST_PLACES) if depth else candidates.total
        ranked: list[Ranked] = []
        for one in candidates:
            if len(ranked) >= needed and self._is_later(one, ranked[-1]):
                break
            ranked.append(self._read(one))
        ranked.sort(key=lambda item: (-item.score, _number(item)))
        ranked.sort(key=_date, reverse=order == "newest")
        ranked.sort(key=lambda item: bool(item.missing))
        return Ranking(ranked, (), candidates.total)

    def _is_later(self, one: Candidate, last: Ranked) -> bool:
        """Whether a document cannot stand before the last one read, whatever its score."""
        return one.facts.date != _date(last) or bool(one.facts.missing) != bool(last.missing)

    def _read_while_needed(
        self, candidates: Iterable[Candidate], needed: int
    ) -> tuple[list[Ranked], list[Candidate]]:
        """Read documents until the places to be shown are settled.

        Returns:
            Those read that can be shown, and those that were looked at and cannot.
        """
        ranked: list[Ranked] = []
        left: list[Candidate] = []
        best: list[float] = []  # a heap of the scores of the places
        for one in candidates:
            if len(best) >= needed and one.bound < best[0] * (1 - ROUNDING):
                left.append(one)
                break
            item = self._read(one)
            if len(best) < needed:
                heappush(best, item.score)
            elif item.score >= best[0]:
                heappushpop(best, item.score)
            else:
                left.append(one)
                continue
            ranked.append(item)
        return ranked, left

    def _unread(self, one: Candidate) -> Ranked:
        return Ranked(one.facts.ordinal, one.frequency + one.title, self._missing(one), one)

    def _missing(self, one: Candidate) -> tuple[str, ...]:
        return tuple(self._labels[word] for word in one.facts.missing)

    def read(self, item: Ranked) -> Ranked:
        """The same document with its best passages, where it was not read for its place."""
        if item.read is not None:
            return item
        if item.known is not None:
            return replace(self._read(item.known), fusion=item.fusion)
        evidence = gather(self._index.scan(item.ordinal), self._compiled.concepts)
        return replace(item, read=ReadText(evidence, self._weights))

    def _read(self, one: Candidate) -> Ranked:
        """Score one document with its best passage."""
        compiled = self._compiled
        evidence = gather(self._index.scan(one.facts.ordinal), compiled.concepts)
        text = ReadText(evidence, self._weights, _around(one, compiled), compiled.answer)
        score = bounds.score(one, TUNING.passage * text.best, self.asked.scale)
        return Ranked(one.facts.ordinal, score, self._missing(one), one, text)


def _number(item: Ranked) -> str:
    return item.known.facts.number if item.known else ""


def _date(item: Ranked) -> str:
    return item.known.facts.date if item.known else ""


def _newest_versions_first(top: list[Ranked]) -> list[Ranked]:
    """Let the date decide between close versions of one notice."""
    order = newest_first(
        [item.score for item in top],
        [item.known.facts.titles if item.known else "" for item in top],
        [_date(item) for item in top],
    )
    return [top[index] for index in order]


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
