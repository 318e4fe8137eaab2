"""Plain lines for grep, cut, sort and editors: one passage or document a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.force_wording import remark, status_label
from gazette_search.export.sources import source_of
from gazette_search.export.wording import (
    RELATIONS,
    from_here,
    issue_key,
    one_line,
    place_text,
    source_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette_search.search.force.references import References
    from gazette_search.search.reports import (
        CheckReport,
        EmbedReport,
        IndexReport,
        IssueContents,
        Listing,
        ShownDocument,
    )
    from gazette_search.search.results import SearchResult


def search_to_plain(result: SearchResult) -> str:
    """As `grep -n` writes: file:line:number:text; a hit without passages gives its title."""
    lines: list[str] = []
    for hit in result.hits:
        number = hit.document.id
        found = [(source_of(hit, passage), passage.text) for passage in hit.passages]
        found = found or [(source_of(hit), hit.document.title)]
        lines += [f"{from_here(place)}:{number}:{one_line(text)}" for place, text in found]
    return _joined(lines)


def search_to_numbers(result: SearchResult) -> str:
    """Only the document numbers."""
    return _joined(hit.document.id for hit in result.hits)


def listing_to_plain(listing: Listing) -> str:
    """Number, date, issue, page, place, title and what is said of its force, tab-separated."""
    return _joined(
        _fields(
            document.id,
            document.signed_date,
            issue_key(issue),
            document.page,
            from_here(source_place(document, issue)),
            document.title,
            remark(held.validity),
        )
        for held in listing.documents
        for document, issue in ((held.document, held.issue),)
    )


def listing_to_numbers(listing: Listing) -> str:
    """Only the document numbers."""
    return _joined(held.document.id for held in listing.documents)


def references_to_plain(found: References) -> str:
    """Direction, relation, number, place, status and sentence of each mention, tab-separated."""
    sides = (("被引用", found.cited_by), ("引用", found.rests_on))
    return _joined(
        _fields(
            side,
            RELATIONS[link.citation.relation],
            link.number,
            from_here(place_text(link.place)),
            status_label(link.validity),
            link.sentence,
        )
        for side, links in sides
        for link in links
    )


def contents_to_plain(contents: IssueContents) -> str:
    """Page, number, whether the body is there, and title, tab-separated."""
    return _joined(
        _fields(
            entry.page,
            entry.document_number,
            "有" if entry in contents.held else "无",
            entry.title,
        )
        for entry in contents.entries
    )


def document_to_plain(shown: ShownDocument) -> str:
    """The clean text, one block or table row a line, cells tab-separated."""
    blocks = shown.held.document.blocks
    lines = (line for block in blocks for line in block.text.split("\n"))
    return _joined("\t".join(one_line(cell) for cell in line.split("\t")) for line in lines)


def check_to_plain(report: CheckReport) -> str:
    """As compilers write: file:line: code: message."""
    return _joined(
        f"{from_here(one_line(p.file))}:{p.line or 1}: {p.code}: {one_line(p.message)}"
        for p in report.problems
    )


def index_to_plain(report: IndexReport) -> str:
    """What happened to each file, tab-separated."""
    changes = {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": tuple(bad.file for bad in report.failed),
    }
    return _joined(
        _fields(change, from_here(file)) for change, files in changes.items() for file in files
    )


def embed_to_plain(report: EmbedReport) -> str:
    """Model, vectors made now, vectors in all; tab-separated."""
    return _joined([_fields(report.model, report.made, report.stretches)])


def _fields(*values: object) -> str:
    return "\t".join("" if value is None else one_line(str(value)) for value in values)


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def joined_lines(text: str, more: str) -> str:
    """Lines behind lines, the first of them begun anew."""
    return text + ("" if not text or text.endswith("\n") else "\n") + more


def with_last_line(text: str, note: str) -> str:
    """Lines with a sentence after them."""
    return f"{text}{one_line(note)}\n"
