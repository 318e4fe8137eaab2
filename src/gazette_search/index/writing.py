"""Indexing issues: one segment of the inverted index and a document store for each issue."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.index.catalog import AnnouncedRow, CatalogEntry, CatalogPart, IssueRow
from gazette_search.index.codecs import deflate, encode_document, encode_scan
from gazette_search.index.document_store import StoreWriter
from gazette_search.index.inverted import SegmentWriter
from gazette_search.index.manifest import GenerationRun, Segment, Source
from gazette_search.index.snapshot import SEGMENTS
from gazette_search.models import SELF, about_key
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gazette_search.analysis.analyzer import AnalyzedDocument, Analyzer
    from gazette_search.index.document_store import Slot
    from gazette_search.models import Issue


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """What indexing some issues gave: one segment and their catalog rows."""

    segment: Segment
    sources: tuple[Source, ...]
    catalog: tuple[CatalogPart, ...]


def write_part(
    aside: Path, name: str, issues: Iterable[tuple[Source, Issue]], analyzer: Analyzer
) -> WrittenPart:
    """Index issues into one new segment and their document stores.

    Args:
        aside: Directory of the generation being built.
        name: Of the segment.
        issues: Each with its source; the source's document count is set here.
        analyzer: Turns documents into terms.
    """
    sources, parts = [], []
    with closing(SegmentWriter(aside / SEGMENTS / name)) as segment:
        for found, issue in issues:
            source = replace(found, documents=len(issue.documents))
            analyzed = [analyzer.analyze(document) for document in issue.documents]
            for document in analyzed:
                segment.add(document.terms)
            sources.append(source)
            parts.append(_write_store(aside, source, issue, analyzed))
            _write_words(aside, source, analyzed, analyzer)
        segment.commit()
    runs = tuple(GenerationRun(source.file, source.sha256, source.documents) for source in sources)
    return WrittenPart(Segment(name, runs), tuple(sources), tuple(parts))


def _write_store(
    aside: Path, source: Source, issue: Issue, analyzed: Sequence[AnalyzedDocument]
) -> CatalogPart:
    path = aside / source.store
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as stream:
        writer = StoreWriter(stream)
        entries = tuple(_write_document(writer, document) for document in analyzed)
    return CatalogPart(issue_row(source, issue), entries)


def issue_row(source: Source, issue: Issue) -> IssueRow:
    """What the catalog says of an issue."""
    info = issue.info
    published = info.published.isoformat() if info.published else None
    return IssueRow(
        source.file,
        info.year,
        info.number,
        info.serial,
        published,
        source.store,
        source.documents,
        info.format,
        tuple(_announced(issue)),
    )


def _announced(issue: Issue) -> Iterator[AnnouncedRow]:
    """What stands in the contents only; a number that they misprint belongs to what is printed."""
    printed = {str(document.number) for document in issue.documents}
    titles = {"".join((document.toc_title or "").split()) for document in issue.documents}
    for entry in issue.toc:
        number = str(entry.document_number or "")
        if number and number not in printed and "".join(entry.title.split()) not in titles:
            yield AnnouncedRow(number, entry.title, entry.page)


def _write_words(
    aside: Path, source: Source, analyzed: Sequence[AnalyzedDocument], analyzer: Analyzer
) -> None:
    words = frozenset[str]().union(*(document.words for document in analyzed))
    lines = "\n".join(analyzer.dictionary(words))
    (aside / source.words).write_bytes(deflate(lines.encode()))


def _write_document(writer: StoreWriter, analyzed: AnalyzedDocument) -> CatalogEntry:
    scan = writer.append(encode_scan(analyzed.scan))
    return catalog_entry(analyzed, scan, writer.append(encode_document(analyzed.document)))


def catalog_entry(analyzed: AnalyzedDocument, scan: Slot, record: Slot) -> CatalogEntry:
    """What the catalog says of a document whose records lie at these places."""
    document = analyzed.document
    return CatalogEntry(
        number=document.id,
        titles=analyzed.titles,
        date=document.signed_date.isoformat() if document.signed_date else "",
        genre=document.genre or "",
        issuer=document.issuer or "",
        line=document.lines[0],
        length=analyzed.length,
        cites=tuple(dict.fromkeys(citation.number for citation in document.citations)),
        acts=tuple(
            dict.fromkeys(
                about_key(s.about) for s in document.statements if s.about not in (None, SELF)
            )
        ),
        duties=len(document.duties),
        scan=scan,
        record=record,
    )
