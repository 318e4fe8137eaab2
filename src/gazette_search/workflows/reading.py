"""Reading what is held: one document, a list of them, an issue's contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.errors import DocumentNotFoundError
from gazette_search.index.conditions import (
    EVERYTHING,
    AllOf,
    Cites,
    NegatedCondition,
    Numbered,
    OfIssue,
)
from gazette_search.search.force.references import ReferenceReader
from gazette_search.search.force.validity import ValidityReader
from gazette_search.search.lookup.emptied import why_nothing
from gazette_search.search.lookup.facets import facets_of
from gazette_search.search.lookup.filters import allowed, issue_named
from gazette_search.search.lookup.handles import the_one
from gazette_search.search.lookup.number_directory import as_cited, as_headed
from gazette_search.search.lookup.versions import versions_of
from gazette_search.search.reports import (
    CitedBy,
    HeldDocument,
    IssueContents,
    Listing,
    ShownDocument,
)
from gazette_search.workflows.opening import answered
from gazette_search.workflows.searching import force_filter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import Row, RowOrder, SearchIndex
    from gazette_search.models import Document, IssueInfo
    from gazette_search.search.force.validity import Status, Validity
    from gazette_search.search.lookup.filter_set import Filters
    from gazette_search.search.results import Sort
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress


def show(
    home: Home, number: str, on_progress: Progress | None = None, *, as_of: date | None = None
) -> ShownDocument:
    """One document, by its number however it is written, its id, its title or its place.

    Args:
        home: Where the index is.
        number: What it is called: 葫政办发2020 23号, 无号-3f2a9c1e, 2020-02:1097, a title.
        on_progress: Told how far a first indexing has come.
        as_of: The day for which validity is judged; None judges none.

    Raises:
        DocumentNotFoundError: When no document, or more than one, has it.
    """
    return answered(
        home,
        on_progress,
        lambda opened: shown_row(opened.index, the_one(opened.index, number), as_of),
    )


def shown_row(index: SearchIndex, row: Row, as_of: date | None) -> ShownDocument:
    """A document with what it cites, what cites it, and its other versions."""
    held = held_documents(index, [row], as_of)[0]
    cited = frozenset(citation.number for citation in held.document.citations)
    return ShownDocument(
        held,
        _citing(index, row),
        _held_of(index, cited),
        _cited_validity(index, held.document, as_of) if as_of else {},
        versions_of(index, row),
    )


def held_documents(
    index: SearchIndex, rows: Sequence[Row], as_of: date | None
) -> list[HeldDocument]:
    """Documents with their issues and, as of a day, their validity."""
    index.fetch([row.ordinal for row in rows])
    pairs = [(index.document(row.ordinal), index.issue(row.ordinal)) for row in rows]
    if as_of is None:
        return [HeldDocument(*pair) for pair in pairs]
    validities = ValidityReader(index, as_of)
    validities.expect(document for document, _ in pairs)
    return [HeldDocument(*pair, validities.of_document(*pair)) for pair in pairs]


def _cited_validity(index: SearchIndex, document: Document, as_of: date) -> dict[str, Validity]:
    """What is said of the documents that one cites, held or not."""
    reader = ReferenceReader(index, as_of)
    titles = {citation.number: citation.title for citation in document.citations}
    reader.expect(titles)
    judged = {number: reader.validity_of(number, title) for number, title in titles.items()}
    return {number: one for number, one in judged.items() if one.status != "none"}


def _held_of(index: SearchIndex, cited: frozenset[str]) -> frozenset[str]:
    """Those of some numbers, as texts cite them, that documents bear."""
    rows = index.rows(Numbered(cited | frozenset(map(as_headed, cited))))
    return cited & frozenset(as_cited(row.number) for row in rows)


def _citing(index: SearchIndex, row: Row) -> tuple[CitedBy, ...]:
    number = as_cited(row.number)
    others = index.rows(Cites(frozenset((number,))))
    index.fetch([other.ordinal for other in others])
    return tuple(
        CitedBy(other.number, citation.relation, citation.lines)
        for other in others
        if other.ordinal != row.ordinal
        for citation in index.document(other.ordinal).citations
        if citation.number == number
    )


def list_documents(
    home: Home,
    filters: Filters,
    sort: Sort = "relevance",
    limit: int = 0,
    offset: int = 0,
    on_progress: Progress | None = None,
    *,
    as_of: date | None = None,
    statuses: Sequence[Status] = (),
) -> Listing:
    """Documents held; `relevance` means in the order in which they were printed.

    Args:
        home: Where the index is.
        filters: What narrows the list.
        sort: In which order.
        limit: Most documents; 0 for all.
        offset: Documents to pass over first.
        on_progress: Told how far a first indexing has come.
        as_of: The day for which validity is judged; None judges none.
        statuses: Of which documents must be on that day; empty asks for none.
    """

    def listed(opened: Opened) -> Listing:
        index = opened.index
        passing: Condition = allowed(index, filters)
        told: tuple[str, ...] = ()
        if force := force_filter(index, statuses, as_of):
            rows = index.rows(passing)
            kept = {*force.passing([row.ordinal for row in rows])}
            out = frozenset(row.number for row in rows if row.ordinal not in kept)
            passing, told = AllOf((passing, NegatedCondition(Numbered(out)))), force.notes()
        order: RowOrder = "printed" if sort == "relevance" else sort
        page = index.rows(passing, order, offset, limit or None)
        held = tuple(held_documents(index, page, as_of))
        total = index.counts([passing])[0]
        notes = () if total or told else why_nothing(index, filters, EVERYTHING)
        return Listing(held, total, facets_of(index, passing), opened.state, (*told, *notes))

    return answered(home, on_progress, listed)


def contents(home: Home, issue: str, on_progress: Progress | None = None) -> IssueContents:
    """The contents of one issue, read from its file.

    Raises:
        DocumentNotFoundError: When no issue, or more than one, is meant.
    """
    from gazette_search.ingestion.pipeline import read_issue

    info = answered(home, on_progress, lambda opened: _the_issue(opened.index, issue))
    found = read_issue(home.path / info.file, info.file)
    held = frozenset(document.number for document in found.documents if document.number)
    return IssueContents(found.info, found.toc, held)


def _the_issue(index: SearchIndex, name: str) -> IssueInfo:
    named = issue_named(index, name)
    found = index.issues(named) if named else []
    if len(found) == 1:
        return found[0]
    reason = "对应不止一期" if found else "没有这一期"
    held = "、".join(f"{one.year}-{one.number:02}" for one in index.issues(OfIssue()) if one.number)
    raise DocumentNotFoundError(f"“{name}”{reason}。库内有：{held}")
