"""Writing issues to a cluster: under a build that nobody sees until it is published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.analysis.terms import GRAM
from gazette_search.index.catalog import CatalogPart
from gazette_search.index.manifest import GenerationRun, Segment
from gazette_search.index.opensearch.connection import WRITER_SECONDS, Connection
from gazette_search.index.opensearch.engine import records_of
from gazette_search.index.opensearch.rendering import (
    posted_document,
    posted_issue,
    record_fields,
)
from gazette_search.index.writing import WrittenPart, catalog_entry, issue_row
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.analysis.analyzer import AnalyzedDocument, Analyzer
    from gazette_search.index.document_store import Slot
    from gazette_search.index.manifest import Source
    from gazette_search.index.opensearch.connection import ClusterAddress, Json
    from gazette_search.index.opensearch.rendering import Posted
    from gazette_search.models import Issue

_NOWHERE: Slot = (0, 0, 0)  # records of a cluster lie in no file


@dataclass(frozen=True, slots=True)
class ClusterPart(WrittenPart):
    """What writing some issues gave, besides what is in the cluster.

    Attributes:
        words: Lines of the dictionary that stand in them, the first being the total.
        pairs: Pairs of characters that stand side by side in them.
    """

    words: tuple[str, ...] = ()
    pairs: frozenset[str] = frozenset()


def write_issues(
    address: ClusterAddress,
    index: str,
    build: int,
    issues: Iterable[tuple[Source, Issue]],
    analyzer: Analyzer,
) -> ClusterPart:
    """Write issues and their documents; what is sent twice is there once.

    Args:
        address: Of the cluster.
        index: The index to write to.
        build: Which writing it is.
        issues: Each with its source; the source's document count is set here.
        analyzer: Turns documents into terms.

    Raises:
        ClusterError: When something was not written.
    """
    cluster = Connection(address, seconds=WRITER_SECONDS)
    try:
        draft = _Draft(index, build, analyzer)
        cluster.bulk(line for found, issue in issues for line in draft.lines(found, issue))
    finally:
        cluster.close()
    return draft.part()


class _Draft:
    """What is known of the issues that have been written."""

    def __init__(self, index: str, build: int, analyzer: Analyzer) -> None:
        self._index = index
        self._build = build
        self._analyzer = analyzer
        self._sources: list[Source] = []
        self._catalog: list[CatalogPart] = []
        self._words: set[str] = set()
        self._pairs: set[str] = set()

    def lines(self, found: Source, issue: Issue) -> Iterator[Json]:
        """Of a bulk request: the issue and its documents."""
        source = replace(found, documents=len(issue.documents))
        row = replace(issue_row(source, issue), store=source.store.rpartition("/")[2])
        entries = []
        words: set[str] = set()
        for place, document in enumerate(issue.documents):
            analyzed = self._analyzer.analyze(document)
            entries.append(catalog_entry(analyzed, _NOWHERE, _NOWHERE))
            words |= analyzed.words
            self._pairs |= _pairs(analyzed)
            posted = posted_document(row, entries[-1], place, analyzed, self._build)
            yield from self._posted(posted)
        yield from self._posted(posted_issue(row, source, entries, sorted(words), self._build))
        self._words |= words
        self._sources.append(source)
        self._catalog.append(CatalogPart(row, tuple(entries)))

    def part(self) -> ClusterPart:
        """All of it."""
        runs = tuple(GenerationRun(s.file, s.sha256, s.documents) for s in self._sources)
        lines = self._analyzer.dictionary(self._words)
        return ClusterPart(
            Segment("", runs),
            tuple(self._sources),
            tuple(self._catalog),
            tuple(lines),
            frozenset(self._pairs),
        )

    def _posted(self, posted: Posted) -> Iterator[Json]:
        place = {"_id": posted.identifier, "routing": posted.routing}
        yield {"index": {"_index": self._index, **place}}
        yield posted.fields
        if posted.record:
            yield {"index": {"_index": records_of(self._index), **place}}
            yield record_fields(posted.record)


def _pairs(analyzed: AnalyzedDocument) -> set[str]:
    return {
        term
        for term in analyzed.terms[GRAM]
        if len(term) == 2 and not (term[0].isascii() or term[1].isascii())
    }
