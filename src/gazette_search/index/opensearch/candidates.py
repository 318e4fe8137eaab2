"""Candidates from a cluster: page by page, as they are taken."""

from __future__ import annotations

from heapq import heappop, heappush, merge
from typing import TYPE_CHECKING, Any, Protocol

from gazette_search.index.bounds import ROUNDING, candidate
from gazette_search.index.opensearch.bounding import BoundQuery
from gazette_search.index.opensearch.rendering import ISSUE_FIELDS, ROW_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.index.bounds import Candidate, IndexQuery, Totals
    from gazette_search.index.conditions import Condition
    from gazette_search.index.opensearch.connection import Json, Reply
    from gazette_search.index.opensearch.counting import Counts

# Of 265 judged and typical queries over 4,400 documents most read no more than the first page; the
# second is as long, each next twice as long. Every document comes with its text, 5 kB deflated; but
# for those found by pairs alone, a hundred, which a query comes to only with few full matches. Then
# partial ones are gone through as well: with 20 of them sent first 229 of 259 queries over 440
# documents took four requests or fewer, with 60 243, with 100 244, for as many texts.
FIRST_PAGE = 40
FEW = 10
FIRST_PARTIAL = 20
FIRST_OF_FEW = 60
LARGEST_PAGE = 500

PRINTED: tuple[Json, ...] = ({"file": "asc"}, {"place": "asc"})
TOLD = (*ROW_FIELDS, *ISSUE_FIELDS)
SENT = [*TOLD, "scan"]


class CandidateSource(Protocol):
    """What candidates are asked of: an index that is open."""

    @property
    def totals(self) -> Totals:
        """What scores need to know of all documents."""

    def search(self, bodies: Sequence[Json]) -> list[Reply]:
        """Search the documents of the generation."""

    def see(self, hit: Json) -> int:
        """The ordinal of a document that was sent."""

    def load_texts(self, ordinals: Iterable[int]) -> None:
        """Have the texts of documents sent that were not yet, all at once."""

    def text_counts(self, ordinal: int) -> Counts:
        """How often texts stand in a document."""

    def known_count(self, condition: Condition) -> int | None:
        """How many documents meet a condition, None where that was not counted."""


class ClusterCandidates:
    """The documents that answer one query."""

    def __init__(self, asked: IndexQuery, index: CandidateSource) -> None:
        self._asked = asked
        self._index = index
        self._bound = BoundQuery(asked, index.totals)
        queries = [self._page(self._bound.full, FIRST_PAGE)]
        if asked.partial:
            size = FIRST_OF_FEW if self._has_few() else FIRST_PARTIAL
            queries.append(self._page(self._bound.partial, size))
            if asked.by_pairs and asked.pairs:
                queries.append(self._others())
        full, *others = index.search(queries)
        self._full, self._partial = full, others[0] if others else None
        self._nearest: Reply | None = others[1] if len(others) > 1 else None

    @property
    def total(self) -> int:
        """How many there are."""
        nearest = len(self._nearest["hits"]["hits"]) if self._nearest else 0
        return self.full + (_total(self._partial) if self._partial else 0) + nearest

    @property
    def full(self) -> int:
        """How many of them are full matches; they come first."""
        return _total(self._full)

    def __iter__(self) -> Iterator[Candidate]:
        """In the order that the query asks for, partial matches only when it comes to them."""
        yield from self._tier(self._bound.full, self._full, full=True)
        if self._partial is None:
            return
        partial = self._tier(self._bound.partial, self._partial, full=False)
        hits = _hits(self._nearest)
        self._index.load_texts([self._index.see(hit) for hit in hits])
        nearest = [self._candidate(hit, full=False) for hit in hits]
        yield from self._merged(partial, nearest)

    def _merged(self, one: Iterator[Candidate], others: list[Candidate]) -> Iterator[Candidate]:
        if self._asked.order == "newest":

            def newest(item: Candidate) -> tuple[str, float]:
                return item.facts.date, item.bound

            return merge(one, sorted(others, key=newest, reverse=True), key=newest, reverse=True)

        def first(item: Candidate) -> tuple[str, float]:
            return item.facts.date if self._asked.order == "oldest" else "", -item.bound

        return merge(one, sorted(others, key=first), key=first)

    def _tier(self, query: Json, answer: Reply, *, full: bool) -> Iterator[Candidate]:
        """All that a query finds, in order.

        The cluster gives documents out by the highest score that they can have, in single
        precision. One that was taken is given on when none that is still to come can be above it.
        """
        waiting: list[tuple[float, int, Candidate]] = []
        date = None
        for place, hit in enumerate(self._sent(query, answer)):
            most = hit["_score"] * (1 + ROUNDING)
            if self._asked.order != "bound" and hit["_source"].get("date", "") != date:
                date, most = hit["_source"].get("date", ""), -1.0
            while waiting and -waiting[0][0] >= most:
                yield heappop(waiting)[2]
            one = self._candidate(hit, full=full)
            heappush(waiting, (-one.bound, place, one))
        while waiting:
            yield heappop(waiting)[2]

    def _sent(self, query: Json, answer: Reply) -> Iterator[Json]:
        """All that a query finds, from its first page on."""
        total = _total(answer)
        given, size = 0, FIRST_PAGE
        while hits := _hits(answer):
            yield from hits
            given += len(hits)
            if given >= total:
                return
            size = min(max(given, FIRST_PAGE), LARGEST_PAGE)
            body = self._page(query, size)
            body |= {"search_after": hits[-1]["sort"], "track_total_hits": False}
            (answer,) = self._index.search([body])

    def _page(self, query: Json, size: int) -> Json:
        order: Sequence[Json] = ({"_score": "desc"}, *PRINTED)
        if self._asked.order != "bound":
            newest = self._asked.order == "newest"
            by_date = {
                "order": "desc" if newest else "asc",
                "missing": "_last" if newest else "_first",
            }
            order = ({"date": by_date}, *order)
        return self._body(query, size, order, SENT)

    def _others(self) -> Json:
        order: Sequence[Json] = ({"_score": "desc"}, *PRINTED)
        sent = SENT if self._has_few() else [*TOLD]
        return self._body(self._bound.others, self._asked.by_pairs, order, sent)

    def _has_few(self) -> bool:
        """Whether so few documents hold one of the words that full matches cannot fill a page."""
        counts = map(self._index.known_count, self._asked.words)
        return any(count is not None and count < FEW for count in counts)

    def _body(self, query: Json, size: int, order: Sequence[Json], sent: list[str]) -> Json:
        return {
            "query": query,
            "size": size,
            "sort": [*order],
            "track_scores": True,
            "track_total_hits": True,
            "_source": sent,
        }

    def _candidate(self, hit: Json, *, full: bool) -> Candidate:
        ordinal = self._index.see(hit)
        known: dict[str, Any] = hit["_source"]
        names = frozenset(hit.get("matched_queries", ()))
        facts = self._bound.facts(
            ordinal, known, names, self._index.text_counts(ordinal), full=full
        )
        return candidate(self._asked, facts, self._index.totals)


def _total(answer: Reply) -> int:
    return int(answer["hits"]["total"]["value"])


def _hits(answer: Reply | None) -> list[Json]:
    return [*answer["hits"]["hits"]] if answer else []
