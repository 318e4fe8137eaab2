"""The face for programs: a home of gazettes, and what can be asked of it.

The command line and this module call the same workflows; nothing is decided here.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gazette_search.export import comparing, duties, figures, json_export
from gazette_search.export import trend as trend_export
from gazette_search.export.citing.styles import CITING_STYLES
from gazette_search.export.citing.works import work_of
from gazette_search.models.reported import write_with
from gazette_search.search.comparing.comparison import ComparedDocuments
from gazette_search.search.duties import DutyList, DutyRequest
from gazette_search.search.figures.timeline import Timeline
from gazette_search.search.force.references import References
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.reports import (
    CheckReport,
    EmbedReport,
    IndexReport,
    IssueContents,
    Listing,
    ShownDocument,
)
from gazette_search.search.results import SearchRequest, SearchResult
from gazette_search.search.trends import Trend, TrendRequest
from gazette_search.values import dataclass
from gazette_search.workflows import (
    checking,
    embedding,
    reading,
    references,
    searching,
    trends,
    updating,
)
from gazette_search.workflows import comparing as comparisons
from gazette_search.workflows import duties as tasks
from gazette_search.workflows import figures as timelines
from gazette_search.workflows.home import find_home
from gazette_search.workflows.meaning import need_embedder

if TYPE_CHECKING:
    from gazette_search.search.force.validity import Status
    from gazette_search.search.results import Sort
    from gazette_search.search.trends import TrendKey
    from gazette_search.workflows.home import Home

for _kind, _writer in (
    (SearchResult, json_export.search_fields),
    (ShownDocument, json_export.document_fields),
    (Listing, lambda listing: {"documents": json_export.listing_fields(listing)}),
    (IssueContents, json_export.contents_fields),
    (References, json_export.references_fields),
    (Timeline, figures.timeline_fields),
    (Trend, trend_export.trend_fields),
    (DutyList, duties.duties_fields),
    (ComparedDocuments, comparing.comparison_fields),
    (CheckReport, json_export.check_fields),
    (IndexReport, json_export.index_fields),
    (EmbedReport, json_export.embed_fields),
):
    write_with(_kind, _writer)

_ANY = Filters()


@dataclass(frozen=True, slots=True)
class Gazette:
    """A home of gazettes that can be asked.

    Every question opens the current index for itself, so that an object may live as long as a
    program and sees each update. Where there is no index yet, the first question builds it.

    Every method raises GazetteSearchError, of which `str()` is a Chinese sentence for people.
    """

    home: Home

    @classmethod
    def open(cls, path: str | Path | None = None) -> Gazette:
        """The home at a path, else the one that the command line would take.

        Raises:
            HomeNotFoundError: There is none.
        """
        return cls(find_home(Path(path) if path is not None else None))

    def search(  # noqa: PLR0913 -- named at every call
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        filters: Filters = _ANY,
        passages: int = 2,
        strict: bool = False,
        as_of: date | None = None,
        words_only: bool = False,
        statuses: tuple[Status, ...] = (),
        facets: bool = False,
    ) -> SearchResult:
        """Ranked documents with the passages that answer.

        Args:
            query: In the query language of the command line.
            limit: Most hits; 0 for all.
            offset: Hits to pass over first.
            sort: The order of the hits.
            filters: What narrows the search.
            passages: Most passages a hit.
            strict: Whether to leave out partial matches and corrections.
            as_of: The day for which validity is judged; None judges none.
            words_only: Whether not to look for meaning, where there are vectors for it.
            statuses: Of which the documents must be on that day; empty asks for none.
            facets: Whether to count how all that is found divides by issue, year, genre, issuer.

        Raises:
            QuerySyntaxError: The query cannot be read; it knows the place.
        """
        request = SearchRequest(
            query,
            limit=limit,
            offset=offset,
            sort=sort,
            filters=filters,
            passages=passages,
            strict=strict,
            as_of=as_of,
            words_only=words_only,
            statuses=statuses,
            facets=facets,
        )
        return searching.search(self.home, request)

    def show(self, number: str, *, as_of: date | None = None) -> ShownDocument:
        """One document with its blocks, citations and aliases, however its number is written.

        Raises:
            DocumentNotFoundError: No document, or more than one, is meant.
        """
        return reading.show(self.home, number, as_of=as_of)

    def list(
        self,
        *,
        filters: Filters = _ANY,
        sort: Sort = "relevance",
        limit: int = 0,
        offset: int = 0,
        as_of: date | None = None,
        statuses: tuple[Status, ...] = (),
    ) -> Listing:
        """The documents held, as printed, with counts by issue, year, genre and issuer."""
        return reading.list_documents(
            self.home, filters, sort, limit, offset, as_of=as_of, statuses=statuses
        )

    def cite(self, *numbers: str, style: str = "gongwen", gazette: str = "") -> str:
        """References to documents, ready to paste or to import.

        Args:
            numbers: However each is written.
            style: `gongwen`, `gbt7714`, `bibtex`, `ris` or `csl-json`.
            gazette: The name of the gazette that printed them, to be cited as parts of it.

        Raises:
            DocumentNotFoundError: No document, or more than one, is meant.
            KeyError: There is no such style.
        """
        held = (self.show(number).held for number in numbers)
        return CITING_STYLES[style].write(work_of(one.document, one.issue, gazette) for one in held)

    def contents(self, issue: str) -> IssueContents:
        """The contents of an issue: 2020-02, 2020年第2期, 总第63期.

        Raises:
            DocumentNotFoundError: No issue, or more than one, is meant.
        """
        return reading.contents(self.home, issue)

    def references(self, number: str, *, as_of: date | None = None) -> References:
        """What a document rests on, who cites it, and whether it is in force; held or not.

        Args:
            number: However it is written.
            as_of: The day for which validity is judged; today when None.

        Raises:
            DocumentNotFoundError: Nothing that is held or cited has the number.
        """
        return references.references(self.home, number, as_of or _today())

    def timeline(self, query: str, *, limit: int = 0, filters: Filters = _ANY) -> Timeline:
        """The figures that answer a query, in order of effect; `limit` counts series."""
        request = SearchRequest(query, limit=limit, filters=filters)
        return timelines.timeline(self.home, request)

    def trend(self, *queries: str, by: TrendKey = "year", filters: Filters = _ANY) -> Trend:
        """How many documents hold all that each query asks for, by time, organ or genre."""
        return trends.trend(self.home, TrendRequest(queries, by, filters))

    def duties(
        self,
        unit: str = "",
        *,
        before: date | None = None,
        after: date | None = None,
        filters: Filters = _ANY,
    ) -> DutyList:
        """Who has to do what by when: duties of a unit (all when empty), due between two days."""
        return tasks.duties(self.home, DutyRequest(unit, before, after, filters=filters))

    def diff(self, left: str, right: str) -> ComparedDocuments:
        """Two documents section by section.

        Raises:
            DocumentNotFoundError: One of them is not held.
        """
        return comparisons.diff(self.home, left, right)

    def check(self) -> CheckReport:
        """Where every line of the corpus went, and what it lacks or contradicts."""
        return checking.check(self.home)

    def update(self, *, rebuild: bool = False, force: bool = False) -> IndexReport:
        """Bring the index up to date with the corpus.

        Args:
            rebuild: Read everything anew.
            force: Go on although most of what is held has vanished.

        Raises:
            IndexLockedError: Another writer is at it.
        """
        return updating.update_index(self.home, rebuild=rebuild, force=force)

    def embed(self, *, threads: int = 1) -> EmbedReport:
        """Give every text that has none a vector, for searching by meaning; resumable.

        Args:
            threads: For the model of the extra `semantic`.

        Raises:
            EmbedderError: There is no model, or it does not answer.
            IndexLockedError: Another process is at it.
        """
        return embedding.embed(self.home, need_embedder(threads))


def _today() -> date:
    return date.today()  # noqa: DTZ011 -- the day where the reader is
