"""Documents in the order of what their scores can be at most."""

from __future__ import annotations

from heapq import heapify, heappop
from typing import TYPE_CHECKING

from gazette_search.index.bounds import Facts, candidate, saturated, titled
from gazette_search.index.conditions import AllOf
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from gazette_search.index.bounds import Candidate, IndexQuery, Totals
    from gazette_search.index.catalog import Catalog
    from gazette_search.index.local.matching import Matcher
    from gazette_search.index.local.selecting import Selector
    from gazette_search.index.snapshot import Postings


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is looked into to answer queries."""

    catalog: Catalog
    totals: Totals
    selector: Selector
    matcher: Matcher


class LocalCandidates:
    """The documents that answer one query; what is not asked for is not put in order."""

    def __init__(self, asked: IndexQuery, holdings: Holdings) -> None:
        self._asked = asked
        self._catalog = holdings.catalog
        self._totals = holdings.totals
        self._postings = [holdings.matcher.concept(item.concept) for item in asked.weighted]
        find = holdings.selector.find
        self._words = [find(word) for word in asked.words]
        self._bonuses = [(find(condition), bonus) for condition, bonus in asked.bonuses]
        full = find(AllOf((asked.fixed, *asked.words)))
        self._wanted = full
        if asked.partial:
            self._wanted = full | self._partial(find(asked.fixed) - full, asked.partial)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._wanted)

    def __iter__(self) -> Iterator[Candidate]:
        """In the order that the query asks for."""
        bounds = self._bounds()
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

    def _partial(self, rest: AbstractSet[int], share: float) -> set[int]:
        """Documents that hold enough of the words to be worth showing."""
        some = rest & set[int]().union(*self._postings)
        covered = {ordinal: self._coverage(ordinal) for ordinal in some}
        bound = share * max(covered.values(), default=0.0)
        return {ordinal for ordinal, covers in covered.items() if covers >= bound}

    def _coverage(self, ordinal: int) -> float:
        shares = zip(self._asked.weighted, self._postings, strict=True)
        return sum(item.share for item, postings in shares if ordinal in postings)

    def _bounds(self) -> dict[int, float]:
        """The bound of each document wanted: as `bounds.candidate` has it, all at once."""
        scale, catalog = self._asked.scale, self._catalog
        known = dict.fromkeys(self._wanted, 0.0)
        covered = dict.fromkeys(self._wanted, 0.0)
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
        return {
            ordinal: self._adjusted(ordinal, reach, covered[ordinal])
            for ordinal, reach in known.items()
        }

    def _adjusted(self, ordinal: int, reach: float, covered: float) -> float:
        scale = self._asked.scale
        if not all(ordinal in documents for documents in self._words):
            reach *= covered**scale.coverage
        reach *= 1 + scale.recent * self._totals.recency(self._catalog.dates[ordinal])
        return reach + self._bonus(ordinal)

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
            missing=tuple(n for n, found in enumerate(self._words) if ordinal not in found),
            bonus=self._bonus(ordinal),
        )
        return candidate(self._asked, facts, self._totals)


def _smaller_first(postings: Postings, wanted: dict[int, float]) -> Sequence[int]:
    """Ordinals in both, found by walking the smaller."""
    if len(postings) <= len(wanted):
        return [ordinal for ordinal in postings if ordinal in wanted]
    return [ordinal for ordinal in wanted if ordinal in postings]
