"""Questions that are asked while browsing; they take time, so no screen waits for them."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from gazette_search.cli.browse.narrowing import Narrowing, facet_counts
from gazette_search.export.wording import remarks
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.results import Hit, SearchRequest
from gazette_search.values import dataclass
from gazette_search.workflows.reading import list_documents, show
from gazette_search.workflows.references import references
from gazette_search.workflows.searching import search

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from gazette_search.cli.browse.narrowing import FacetCounts
    from gazette_search.search.force.references import References
    from gazette_search.search.reports import ShownDocument
    from gazette_search.workflows.home import Home

MOST_BROWSED = (
    100  # more than anybody reads through; narrowing asks again, so nothing is out of reach
)
_KEPT_ANSWERS = 24

Answered = TypeVar("Answered")


@dataclass(frozen=True, slots=True)
class BrowseAnswer:
    """What one query finds under one narrowing.

    Attributes:
        total: Documents found; more than `hits` when only the best are listed.
        facets: Values of each facet with their counts among the hits.
        sampled: Whether the facets count the best hits only.
        notes: What was done to find them, for people.
        words: What to mark in a document.
    """

    query: str
    narrowing: Narrowing
    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, FacetCounts]
    sampled: bool = False
    notes: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    hits: tuple[Hit, ...]
    total: int
    notes: tuple[str, ...]
    words: str

    @property
    def complete(self) -> bool:
        return len(self.hits) >= self.total


class Enquiry:
    """Asks one home as of one day, and keeps what was answered last.

    Attributes:
        home: Where the index is.
        as_of: The day for which validity is judged.
    """

    def __init__(self, home: Home, as_of: date) -> None:
        self.home = home
        self.as_of = as_of
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._turn = Lock()

    def find(self, query: str, narrowing: Narrowing) -> BrowseAnswer:
        """Hits of a query, the newest documents when it is empty.

        Raises:
            QuerySyntaxError: The query cannot be read.
        """
        query = query.strip()
        wide = self._asked(query, Narrowing())
        asked = wide if wide.complete else self._asked(query, narrowing)
        hits = tuple(hit for hit in asked.hits if narrowing.admits(hit))
        counted = asked.complete or narrowing.validity
        return BrowseAnswer(
            query,
            narrowing,
            hits,
            len(hits) if counted else asked.total,
            facet_counts(wide.hits, narrowing),
            not wide.complete,
            asked.notes,
            asked.words,
        )

    def read(self, document_id: str) -> ShownDocument:
        """One document.

        Raises:
            DocumentNotFoundError: It went with an update of the index.
        """
        return self._once(
            ("read", document_id), lambda: show(self.home, document_id, as_of=self.as_of)
        )

    def references(self, document_id: str) -> References:
        """What a document cites and who cites it.

        Raises:
            DocumentNotFoundError: Nobody knows it.
        """
        return self._once(
            ("references", document_id), lambda: references(self.home, document_id, self.as_of)
        )

    def _asked(self, query: str, narrowing: Narrowing) -> _Asked:
        filters = _filters(narrowing)
        return self._once((query, filters), lambda: self._ask(query, filters))

    def _ask(self, query: str, filters: Filters) -> _Asked:
        if not query:
            listing = list_documents(self.home, filters, "newest", MOST_BROWSED, as_of=self.as_of)
            hits = tuple(
                Hit(rank, 0.0, held.document, held.issue, validity=held.validity)
                for rank, held in enumerate(listing.documents, start=1)
            )
            return _Asked(hits, listing.total, (), "")
        request = SearchRequest(query, limit=MOST_BROWSED, filters=filters, as_of=self.as_of)
        result = search(self.home, request)
        marked = " ".join((result.suggestion or query, *result.terms))
        return _Asked(result.hits, result.total, tuple(remarks(result)), marked)

    def _once(self, key: Hashable, ask: Callable[[], Answered]) -> Answered:
        """The answer kept, else a new one; several threads may ask."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]  # kept under this key
        answer = ask()
        with self._turn:
            self._kept[key] = answer
            while len(self._kept) > _KEPT_ANSWERS:
                self._kept.popitem(last=False)
        return answer


def _filters(narrowing: Narrowing) -> Filters:
    """What an index can narrow by; validity is judged document by document."""
    year = int(narrowing.year) if narrowing.year else 0
    return Filters(
        since=date(year, 1, 1) if year else None,
        until=date(year, 12, 31) if year else None,
        genres=(narrowing.genre,) if narrowing.genre else (),
        issuers=(narrowing.issuer,) if narrowing.issuer else (),
    )
