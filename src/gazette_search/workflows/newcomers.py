"""What an update brings: documents that are new, and issues that are there already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.ingestion.doubles import Printed, doubles, printed_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from gazette_search.index.catalog import CatalogPart
    from gazette_search.index.writing import WrittenPart
    from gazette_search.search.reports import NewIssue


def new_issues(read: Iterable[NewIssue], held: Iterable[CatalogPart]) -> list[NewIssue]:
    """Issues by file, each with the documents only that the index did not hold before.

    Args:
        read: Issues that were added or changed, with all their documents.
        held: Catalog rows of the old generation.
    """
    known = {printed_name(entry.number, entry.titles) for part in held for entry in part.entries}
    return [
        replace(
            one,
            documents=tuple(
                d for d in one.documents if printed_name(d.id, search_text(d.title)) not in known
            ),
        )
        for one in sorted(read, key=lambda one: one.issue.file)
    ]


def twins_among(kept: Iterable[CatalogPart], written: Iterable[WrittenPart]) -> dict[str, str]:
    """Files that print an issue which is taken from another file, with that file."""
    rows = (part for one in written for part in one.catalog)
    return doubles(map(printed_part, (*kept, *rows)))


def without_files(part: WrittenPart, files: Collection[str]) -> WrittenPart:
    """A part without some of its files: what stands in its segment of them is dead."""
    return replace(
        part,
        sources=tuple(source for source in part.sources if source.file not in files),
        catalog=tuple(rows for rows in part.catalog if rows.issue.file not in files),
    )


def printed_part(part: CatalogPart) -> Printed:
    """What a file prints, from its catalog rows."""
    row = part.issue
    issue = (row.year, row.number) if row.year and row.number else None
    documents = (printed_name(entry.number, entry.titles) for entry in part.entries)
    return Printed(row.file, issue, frozenset(documents))
