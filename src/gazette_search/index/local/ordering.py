"""Documents in the order of what their scores can be at most."""

from __future__ import annotations

from heapq import heapify, heappop, nsmallest
from typing import TYPE_CHECKING

from gazette_search.analysis.terms import GRAM
from gazette_search.index.bounds import Facts, candidate, pair_saturation, saturated, titled
from gazette_search.index.conditions import AllOf
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from gazette_search.index.bounds import Candidate, IndexQuery, Totals
    from gazette_search.index.local.matching import Matcher
    from gazette_search.index.local.selecting import Selector
    from gazette_search.index.snapshot import Postings, Snapshot


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is looked into to answer queries."""

    snapshot: Snapshot
    totals: Totals
    selector: Selector
    matcher: Matcher


class LocalCandidates:
    """The documents that answer one query; what is not asked for is not put in order."""

    def __init__(self, asked: IndexQuery, holdings: Holdings) -> None:
        self._asked = asked
        self._catalog = holdings.snapshot.catalog
        self._totals = holdings.totals
        self._postings = [holdings.matcher.concept(item.concept) for item in asked.weighted]
        self._pairs = [holdings.snapshot.postings(GRAM, pair.text) for pair in asked.pairs]
        find = holdings.selector.find
        self._words = [find(word) for word in asked.words]
        self._bonuses = [(find(condition), bonus) for condition, bonus in asked.bonuses]
        self._full = find(AllOf((asked.fixed, *asked.words)))
        self._partial = set[int]()
        if asked.partial:
            rest = find(asked.fixed) - self._full
            self._partial = self._covering(asked.partial) & rest
            self._partial.update(self._nearest_by_pairs(rest - self._partial))

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._full) + len(self._partial)

    @property
    def full(self) -> int:
        """How many of them are full matches; they come first."""
        return len(self._full)

    def __iter__(self) -> Iterator[Candidate]:
        """In the order that the query asks for, partial matches only when it comes to them."""
        for wanted in (self._full, self._partial):
            bounds = self._bounds(wanted)
            if self._asked.order == "bound":
                waiting = [(-bound, ordinal) for ordinal, bound in bounds.items()]
                heapify(waiting)
                while waiting:
                    yield self._candidate(heappop(waiting)[1])
            else:
                dates = self._catalog.dates
                ordered = sorted(bounds, key=lambda ordinal: (-bounds[ordinal], ordinal))
                ordered.sort(key=dates.__getitem__, reverse=self._asked.order == "newest")
                yield from map(self._candidate, ordered)

    def _covering(self, share: float) -> set[int]:
        """Documents that hold such a share of the query; most concepts are enough by themselves."""
        found = set[int]()
        light: dict[int, float] = {}
        for item, postings in zip(self._asked.weighted, self._postings, strict=True):
            if item.share >= share:
                found |= postings.keys()
            else:
                for ordinal in postings:
                    light[ordinal] = light.get(ordinal, 0.0) + item.share
        return found.union(ordinal for ordinal, covers in light.items() if covers >= share)

    def _nearest_by_pairs(self, rest: AbstractSet[int]) -> set[int]:
        """Of the rest those with the largest part of pairs; of equal ones as printed."""
        if not self._asked.by_pairs:
            return set()
        known = dict.fromkeys(rest, 0.0)
        self._add_pairs(known, 1.0)
        best = nsmallest(
            self._asked.by_pairs, ((-part, ordinal) for ordinal, part in known.items() if part)
        )
        return {ordinal for _, ordinal in best}

    def _bounds(self, wanted: AbstractSet[int]) -> dict[int, float]:
        """The bound of each document wanted: as `bounds.candidate` has it, all at once."""
        scale, catalog = self._asked.scale, self._catalog
        known = dict.fromkeys(wanted, 0.0)
        covered = dict.fromkeys(wanted, 0.0)
        for item, postings in zip(self._asked.weighted, self._postings, strict=True):
            for ordinal in _smaller_first(postings, known):
                frequency = saturated(
                    postings[ordinal], catalog.lengths[ordinal], scale, self._totals
                )
                title = titled(item.concept, catalog.titles[ordinal])
                known[ordinal] += item.share * (
                    scale.frequency * frequency + scale.title * title + scale.passage
                )
                covered[ordinal] += item.share
        by_pairs = dict.fromkeys(wanted, 0.0)
        self._add_pairs(by_pairs, scale.pairs)
        return {
            ordinal: self._adjusted(ordinal, reach, covered[ordinal], by_pairs[ordinal])
            for ordinal, reach in known.items()
        }

    def _add_pairs(self, known: dict[int, float], factor: float) -> None:
        """Add the part of pairs to what is known of documents."""
        lengths, totals = self._catalog.lengths, self._totals
        bounds: dict[int, float] = {}
        for pair, postings in zip(self._asked.pairs, self._pairs, strict=True):
            weight = factor * pair.share
            for ordinal in _smaller_first(postings, known):
                times = postings[ordinal]
                bound = bounds.get(ordinal)
                if bound is None:
                    bound = bounds[ordinal] = pair_saturation(lengths[ordinal], totals)
                known[ordinal] += weight * times / (times + bound)

    def _adjusted(self, ordinal: int, reach: float, covered: float, pairs: float) -> float:
        scale = self._asked.scale
        if ordinal not in self._full:
            reach *= covered**scale.coverage
        recency = 1 + scale.recent * self._totals.recency(self._catalog.dates[ordinal])
        return (reach + pairs) * recency + self._bonus(ordinal)

    def _bonus(self, ordinal: int) -> float:
        return max((b for documents, b in self._bonuses if ordinal in documents), default=0.0)

    def _candidate(self, ordinal: int) -> Candidate:
        catalog = self._catalog
        facts = Facts(
            ordinal=ordinal,
            number=catalog.numbers[ordinal],
            titles=catalog.titles[ordinal],
            date=catalog.dates[ordinal],
            length=catalog.lengths[ordinal],
            frequencies={
                index: postings[ordinal]
                for index, postings in enumerate(self._postings)
                if ordinal in postings
            },
            pairs={
                index: postings[ordinal]
                for index, postings in enumerate(self._pairs)
                if ordinal in postings
            },
            missing=tuple(n for n, found in enumerate(self._words) if ordinal not in found),
            bonus=self._bonus(ordinal),
        )
        return candidate(self._asked, facts, self._totals)


def _smaller_first(postings: Postings, wanted: dict[int, float]) -> Sequence[int]:
    """Ordinals in both, found by walking the smaller."""
    if len(postings) <= len(wanted):
        return [ordinal for ordinal in postings if ordinal in wanted]
    return [ordinal for ordinal in wanted if ordinal in postings]
