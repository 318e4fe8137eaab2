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
from gazette_search.search.lookup.bearers import Bearers
from gazette_search.search.lookup.collections import in_collections, is_in
from gazette_search.search.lookup.emptied import MOST_NAMED, why_nothing
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
    from gazette_search.models import IssueInfo
    from gazette_search.search.force.validity import Status, Validity
    from gazette_search.search.lookup.filter_set import Filters
    from gazette_search.search.results import Sort
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress


def show(
    home: Home,
    number: str,
    on_progress: Progress | None = None,
    *,
    as_of: date | None = None,
    collections: Sequence[str] = (),
) -> ShownDocument:
    """One document, by its number however it is written, its id, its title or its place.

    Args:
        home: Where the index is.
        number: What it is called: 葫政办发2020 23号, 无号-3f2a9c1e, 2020-02:1097, a title.
        on_progress: Told how far a first indexing has come.
        as_of: The day for which validity is judged; None judges none.
        collections: Folders of the corpus in which it may lie; any when there is none.

    Raises:
        UnknownCollectionError: There is no such folder.
        DocumentNotFoundError: When no document, or more than one, has it.
    """

    def shown(opened: Opened) -> ShownDocument:
        row = the_one(opened.index, number, in_collections(opened.index, collections))
        return shown_row(opened.index, row, as_of)

    return answered(home, on_progress, shown)


def shown_row(index: SearchIndex, row: Row, as_of: date | None) -> ShownDocument:
    """A document with what it cites, what cites it, and its other versions."""
    held = held_documents(index, [row], as_of)[0]
    cited = frozenset(citation.number for citation in held.document.citations)
    return ShownDocument(
        held,
        _citing(index, row),
        _held_of(index, cited),
        _cited_validity(index, held, as_of) if as_of else {},
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


def _cited_validity(index: SearchIndex, held: HeldDocument, as_of: date) -> dict[str, Validity]:
    """What is said of the documents that one cites, held or not."""
    reader, document = ReferenceReader(index, as_of), held.document
    citations = {citation.number: citation for citation in document.citations}
    reader.expect(citations.values())
    judged = {
        number: reader.validity_of(citation, document, held.issue)
        for number, citation in citations.items()
    }
    return {number: one for number, one in judged.items() if one.status != "none"}


def _held_of(index: SearchIndex, cited: frozenset[str]) -> frozenset[str]:
    """Those of some numbers, as texts cite them, that documents bear."""
    rows = index.rows(Numbered(cited | frozenset(map(as_headed, cited))))
    return cited & frozenset(as_cited(row.number) for row in rows)


def _citing(index: SearchIndex, row: Row) -> tuple[CitedBy, ...]:
    number, bearers = as_cited(row.number), Bearers(index)
    others = index.rows(Cites(frozenset((number,))))
    index.fetch([other.ordinal for other in others])

    def means_it(other: Row, title: str | None) -> bool:
        document, issue = index.document(other.ordinal), index.issue(other.ordinal)
        return row in bearers.meant(number, title, document, issue)

    return tuple(
        CitedBy(other.number, citation.relation, citation.lines)
        for other in others
        if other.ordinal != row.ordinal
        for citation in index.document(other.ordinal).citations
        if citation.number == number and means_it(other, citation.title)
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


def contents(
    home: Home,
    issue: str,
    on_progress: Progress | None = None,
    *,
    collections: Sequence[str] = (),
) -> IssueContents:
    """The contents of one issue, read from its file.

    Args:
        home: Where the index is.
        issue: What it is called: 2020-02, 2020年第2期, 总第63期, 青河/2020-02.
        on_progress: Told how far a first indexing has come.
        collections: Folders of the corpus in which it may lie; any when there is none.

    Raises:
        UnknownCollectionError: There is no such folder.
        DocumentNotFoundError: When no issue, or more than one, is meant.
    """
    from gazette_search.ingestion.pipeline import read_issue
    from gazette_search.ingestion.structure.titles import title_wording

    info = answered(home, on_progress, lambda opened: _the_issue(opened.index, issue, collections))
    found = read_issue(home.path / info.file, info.file)
    numbers = {document.number for document in found.documents} - {None}
    titles = {title_wording(document.title) for document in found.documents}
    held = frozenset(
        entry
        for entry in found.toc
        if entry.document_number in numbers or title_wording(entry.title) in titles
    )
    listed = {entry.document_number for entry in found.toc}
    unlisted = sorted((number for number in numbers - listed if number), key=str)
    return IssueContents(found.info, found.toc, held, tuple(unlisted))


def _the_issue(index: SearchIndex, name: str, collections: Sequence[str]) -> IssueInfo:
    named = issue_named(index, name)
    found = index.issues(named) if named else []
    if collections:
        found = [issue for issue in found if is_in(index, issue, collections)]
    if len(found) == 1:
        return found[0]
    if found:
        raise DocumentNotFoundError(f"“{name}”对应不止一期：{_handles(found)}。请写其中一期")
    numbered = [one for one in index.issues(OfIssue()) if one.number]
    raise DocumentNotFoundError(f"“{name}”没有这一期。库内有：{_handles(numbered)}")


def _handles(issues: Sequence[IssueInfo]) -> str:
    more = "…" if len(issues) > MOST_NAMED else ""
    return more + "、".join(map(_handle, issues[-MOST_NAMED:]))


def _handle(issue: IssueInfo) -> str:
    """What names an issue and no other: 2020-02, 青河/2020-02."""
    folder = f"{issue.collection}/" if issue.collection else ""
    return f"{folder}{issue.year}-{issue.number:02}" if issue.number else issue.file
