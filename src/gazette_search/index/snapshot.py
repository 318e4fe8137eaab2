"""A read-only view of one generation: the same for as long as it is open, whatever writers do."""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from gazette_search.analysis.dictionary import Dictionary
from gazette_search.errors import IndexDamagedError
from gazette_search.index.catalog import CATALOG, Catalog
from gazette_search.index.catalog import catalog_from_json as read_catalog
from gazette_search.index.codecs import decode_document, decode_scan, decode_words, inflate
from gazette_search.index.document_store import StoreReader
from gazette_search.index.files import read_vouched
from gazette_search.index.inverted import SegmentReader
from gazette_search.index.sealed import SEAL, read_seal
from gazette_search.models import IssueInfo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette_search.analysis.scan import Scan, TextWords
    from gazette_search.index.document_store import Slot
    from gazette_search.index.generations import IndexDirectory
    from gazette_search.index.manifest import Manifest, Segment, Source
    from gazette_search.index.vectors import Vectors
    from gazette_search.models import Document

DICTIONARY = "dictionary.txt"
SEGMENTS = "segments"
NOT_LIVE = -1
# A query may have to look into every document, and a scan takes 15 kB. Memory that is used again
# also makes reading 4,400 of them a third faster than memory that is new each time.
SCANS_KEPT = 256
DOCUMENTS_KEPT = 32  # a page of hits is drawn, and asked for its validity

Postings = dict[int, float]
Decoded = TypeVar("Decoded")


class Snapshot:
    """One generation, opened part by part as a query needs it.

    Documents go by their ordinal, the row in the catalog. Every part is checked against the
    manifest before anything interprets it.
    """

    def __init__(self, directory: IndexDirectory, manifest: Manifest) -> None:
        self._root = directory.path / manifest.generation
        self._digests = dict(manifest.files)
        self._postings: dict[tuple[str, str], Postings] = {}
        self._scans: dict[int, Scan] = {}
        self._documents: dict[int, Document] = {}
        self._stores = StoreReader(self._root)
        self._vectors: list[Vectors] = []
        self.manifest = manifest

    @cached_property
    def catalog(self) -> Catalog:
        """All documents held, one row each."""
        return read_catalog(self._read(CATALOG))

    @cached_property
    def dictionary(self) -> Dictionary:
        """The segmentation dictionary, cut down to words that occur here."""
        return Dictionary(self._read(DICTIONARY))

    def words(self, source: Source) -> list[str]:
        """The part of the dictionary that stands in one issue."""
        lines = _decoded(inflate, self._read(source.words), source.words)
        return lines.decode("utf-8").splitlines()

    def postings(self, field: str, term: str) -> Postings:
        """Frequency of a term by ordinal; live documents only."""
        key = (field, term)
        if key not in self._postings:
            self._postings[key] = {
                ordinals[document]: frequency
                for reader, ordinals in self._segments
                for document, frequency in reader.postings(field, term)
                if ordinals[document] != NOT_LIVE
            }
        return self._postings[key]

    def holds(self, field: str, term: str) -> bool:
        """Whether any segment has the term; dead documents count."""
        return any((field, term) in reader for reader, _ in self._segments)

    def terms_from(self, field: str, prefix: str) -> list[str]:
        """Terms of a field that start so, ascending; some may be of documents gone since."""
        found = {term for reader, _ in self._segments for term in reader.terms_from(field, prefix)}
        return sorted(found)

    def scan(self, ordinal: int) -> Scan:
        """The scan record of a document."""
        scan = self._scans.get(ordinal)
        if scan is None:
            place, record = self._slot(ordinal, self.catalog.scans[ordinal])
            scan = _decoded(decode_scan, record, place)
            if len(self._scans) >= SCANS_KEPT:
                del self._scans[next(iter(self._scans))]
            self._scans[ordinal] = scan
        return scan

    def words_of(self, ordinal: int) -> TextWords:
        """The text of a document and its words, for a look that is not kept."""
        if ordinal in self._scans:
            return self._scans[ordinal]
        place, record = self._slot(ordinal, self.catalog.scans[ordinal])
        return _decoded(decode_words, record, place)

    def document(self, ordinal: int) -> Document:
        """The whole document."""
        document = self._documents.get(ordinal)
        if document is None:
            place, record = self._slot(ordinal, self.catalog.records[ordinal])
            document = _decoded(decode_document, record, place)
            if len(self._documents) >= DOCUMENTS_KEPT:
                del self._documents[next(iter(self._documents))]
            self._documents[ordinal] = document
        return document

    def issue(self, ordinal: int) -> IssueInfo:
        """The issue that printed a document."""
        return issue_info(self.catalog, self.catalog.issue[ordinal])

    @property
    def has_vectors(self) -> bool:
        """Whether any model made vectors of this generation."""
        return any(path.startswith("vectors/") for path in self._digests)

    def vectors(self, log: Path) -> Vectors | None:
        """The vectors of one log in this generation; None when it, or the log, is not there."""
        from gazette_search.index.vector_log import DIRECTORY, VectorLog
        from gazette_search.index.vectors import Vectors

        place = f"{DIRECTORY}/{log.name}"
        if place not in self._digests or not log.exists():
            return None
        vectors = Vectors(self._read(place), VectorLog(log), place)
        self._vectors.append(vectors)
        return vectors

    def close(self) -> None:
        """Let go of the files."""
        self._stores.close()
        for vectors in self._vectors:
            vectors.close()
        for reader, _ in self.__dict__.get("_segments", ()):
            reader.close()

    @cached_property
    def _segments(self) -> list[tuple[SegmentReader, array[int]]]:
        bases = self._first_ordinals()
        opened = []
        for segment in self.manifest.segments:
            directory = f"{SEGMENTS}/{segment.name}"
            sums = read_seal(self._read(f"{directory}/{SEAL}"))
            reader = SegmentReader(self._root / directory, sums)
            opened.append((reader, _ordinals(segment, bases)))
        return opened

    def _first_ordinals(self) -> dict[tuple[str, str], int]:
        bases, ordinal = {}, 0
        for source in self.manifest.sources:
            bases[source.file, source.sha256] = ordinal
            ordinal += source.documents
        return bases

    def _read(self, path: str) -> bytes:
        return read_vouched(self._root / path, self._digests.get(path, ""), path)

    def _slot(self, ordinal: int, slot: Slot) -> tuple[str, bytes]:
        place = self.catalog.issues[self.catalog.issue[ordinal]].store
        if place not in self._digests:
            raise IndexDamagedError(place, "不在清单里")
        return place, self._stores.read(place, slot)


def _decoded(decode: Callable[[bytes], Decoded], record: bytes, place: str) -> Decoded:
    try:
        return decode(record)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
        raise IndexDamagedError(place, "里的记录读不懂") from problem


def issue_info(catalog: Catalog, issue: int) -> IssueInfo:
    """What names an issue of the catalog."""
    from datetime import date

    row = catalog.issues[issue]
    published = date.fromisoformat(row.published) if row.published else None
    return IssueInfo(row.file, row.year, row.number, row.serial, published, row.format)


def _ordinals(segment: Segment, bases: dict[tuple[str, str], int]) -> array[int]:
    """The ordinal of each document of a segment, or `NOT_LIVE`."""
    ordinals = array("i")
    for run in segment.runs:
        base = bases.get((run.file, run.sha256))
        if base is None:
            ordinals.extend([NOT_LIVE] * run.documents)
        else:
            ordinals.extend(range(base, base + run.documents))
    return ordinals
