"""Reading what is held: one document, a list of them, an issue's contents."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gazette_search.errors import DocumentNotFoundError
from gazette_search.search.force.references import ReferenceReader
from gazette_search.search.force.validity import ValidityReader
from gazette_search.search.lookup.emptied import why_nothing
from gazette_search.search.lookup.filters import allowed, issues_named
from gazette_search.search.lookup.handles import the_one
from gazette_search.search.lookup.number_directory import as_cited
from gazette_search.search.lookup.versions import versions_of
from gazette_search.search.reports import (
    CitedBy,
    HeldDocument,
    IssueContents,
    Listing,
    ShownDocument,
)
from gazette_search.workflows.opening import answered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gazette_search.index.catalog import IssueRow
    from gazette_search.index.snapshot import Snapshot
    from gazette_search.models import Document
    from gazette_search.search.force.validity import Validity
    from gazette_search.search.results import Filters, Sort
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
    return answered(home, on_progress, lambda opened: _show(opened.snapshot, number, as_of))


def _show(snapshot: Snapshot, number: str, as_of: date | None) -> ShownDocument:
    ordinal = the_one(snapshot.catalog, number)
    held = _held(snapshot, [ordinal], as_of)[0]
    cited = {citation.number for citation in held.document.citations}
    return ShownDocument(
        held,
        _citing(snapshot, ordinal),
        frozenset(cited.intersection(map(as_cited, snapshot.catalog.numbers))),
        _cited_validity(snapshot, held.document, as_of) if as_of else {},
        versions_of(snapshot, ordinal),
    )


def _held(snapshot: Snapshot, ordinals: Iterable[int], as_of: date | None) -> list[HeldDocument]:
    """Documents with their issues and, as of a day, their validity."""
    pairs = [(snapshot.document(ordinal), snapshot.issue(ordinal)) for ordinal in ordinals]
    if as_of is None:
        return [HeldDocument(*pair) for pair in pairs]
    validities = ValidityReader(snapshot, as_of)
    return [HeldDocument(*pair, validities.of_document(*pair)) for pair in pairs]


def _cited_validity(snapshot: Snapshot, document: Document, as_of: date) -> dict[str, Validity]:
    """What is said of the documents that one cites, held or not."""
    reader = ReferenceReader(snapshot, as_of)
    titles = {citation.number: citation.title for citation in document.citations}
    judged = {number: reader.validity_of(number, title) for number, title in titles.items()}
    return {number: one for number, one in judged.items() if one.status != "none"}


def _citing(snapshot: Snapshot, ordinal: int) -> tuple[CitedBy, ...]:
    number = as_cited(snapshot.catalog.numbers[ordinal])
    found = []
    for other, cites in enumerate(snapshot.catalog.cites):
        if number in cites and other != ordinal:
            document = snapshot.document(other)
            found += [
                CitedBy(document.id, citation.relation, citation.lines)
                for citation in document.citations
                if citation.number == number
            ]
    return tuple(found)


def list_documents(
    home: Home,
    filters: Filters,
    sort: Sort = "relevance",
    limit: int = 0,
    offset: int = 0,
    on_progress: Progress | None = None,
    *,
    as_of: date | None = None,
) -> Listing:
    """Documents held; `relevance` means in the order in which they were printed."""

    def listed(opened: Opened) -> Listing:
        catalog = opened.snapshot.catalog
        ordinals = sorted(allowed(catalog, filters))
        if sort != "relevance":
            ordinals.sort(key=lambda ordinal: catalog.dates[ordinal], reverse=sort == "newest")
        page = ordinals[offset : offset + limit if limit else None]
        held = tuple(_held(opened.snapshot, page, as_of))
        notes = () if ordinals else why_nothing(catalog, filters, set(range(len(catalog))))
        facets = _facets(opened.snapshot, ordinals)
        return Listing(held, len(ordinals), facets, opened.state, notes)

    return answered(home, on_progress, listed)


def _facets(snapshot: Snapshot, ordinals: list[int]) -> dict[str, tuple[tuple[str, int], ...]]:
    catalog = snapshot.catalog
    issues = [_issue_name(row) for row in catalog.issues]
    columns = {
        "issue": [issues[catalog.issue[ordinal]] for ordinal in ordinals],
        "genre": [catalog.genres[ordinal] for ordinal in ordinals],
        "issuer": [catalog.issuers[ordinal] for ordinal in ordinals],
        "year": [catalog.dates[ordinal][:4] for ordinal in ordinals],
    }
    return {
        name: tuple(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))
        for name, values in columns.items()
    }


def _issue_name(row: IssueRow) -> str:
    """2020年第2期; the file's name where it does not say which issue it is."""
    named = row.year is not None and row.number is not None
    return f"{row.year}年第{row.number}期" if named else PurePosixPath(row.file).stem


def contents(home: Home, issue: str, on_progress: Progress | None = None) -> IssueContents:
    """The contents of one issue, read from its file.

    Raises:
        DocumentNotFoundError: When no issue, or more than one, is meant.
    """
    from gazette_search.ingestion.pipeline import read_issue

    catalog = answered(home, on_progress, lambda opened: opened.snapshot.catalog)
    rows = [catalog.issues[index] for index in sorted(issues_named(catalog, issue))]
    if len(rows) != 1:
        names = "、".join(f"{row.year}-{row.number:02}" for row in catalog.issues if row.number)
        reason = "对应不止一期" if rows else "没有这一期"
        raise DocumentNotFoundError(f"“{issue}”{reason}。库内有：{names}")
    found = read_issue(home.path / rows[0].file, rows[0].file)
    held = frozenset(document.number for document in found.documents if document.number)
    return IssueContents(found.info, found.toc, held)
