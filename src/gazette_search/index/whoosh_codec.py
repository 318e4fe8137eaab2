"""How whoosh writes and reads our term files: its own extension point, a codec.

Whoosh gathers, sorts and commits; the bytes are those of `term_file`. Only building an index
imports this. A search reads the term file by itself, without whoosh and without the pickles that
whoosh keeps beside it; a test holds both readers to the same answers.
"""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo

from gazette_search.analysis.terms import FIELDS
from gazette_search.index.term_file import POSTINGS, TERMS, TermFile, TermFileWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.index.posting_pool import TermPostings


class TermFileCodec(base.Codec):  # type: ignore[misc]
    """Counted terms without lengths, positions or stored fields."""

    length_stats = False

    def per_document_writer(self, _storage: Any, _segment: Any) -> _DocumentCounter:
        """Nothing is kept of a document by whoosh."""
        return _DocumentCounter()

    def field_writer(self, storage: Any, segment: Any) -> _PostingsWriter:
        """Writes the two files of a segment."""
        return _PostingsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> _TermsReader:
        """Reads them back."""
        return _TermsReader(storage, segment)

    def per_document_reader(self, _storage: Any, segment: Any) -> _DocumentsReader:
        """Knows how many documents there are."""
        return _DocumentsReader(segment)

    def new_segment(self, _storage: Any, indexname: str) -> TermFileSegment:
        """A segment to be written."""
        return TermFileSegment(indexname)


class TermFileSegment(base.Segment):  # type: ignore[misc]
    """A segment whose documents are never deleted; the manifest says which are live."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._documents = 0

    def codec(self) -> TermFileCodec:
        """The codec that wrote it."""
        return TermFileCodec()

    def make_filename(self, ext: str) -> str:
        """Our files go by one name; a directory holds one segment."""
        return ext

    def should_assemble(self) -> bool:
        """Loose files are read where they stand."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Told when the segment is finished."""
        self._documents = doccount

    def doc_count_all(self) -> int:
        """Its documents."""
        return self._documents

    def deleted_count(self) -> int:
        """None is."""
        return 0

    def is_deleted(self, _docnum: int) -> bool:
        """None is."""
        return False


class _DocumentCounter(base.PerDocumentWriter):  # type: ignore[misc]
    is_closed = False

    def start_doc(self, docnum: int) -> None:
        pass

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


class _PostingsWriter(base.FieldWriter):  # type: ignore[misc]
    is_closed = False

    def __init__(self, storage: Any, segment: Any) -> None:
        self._create = [partial(segment.create_file, storage, name) for name in (TERMS, POSTINGS)]

    def add_postings(self, _schema: Any, _lengths: Any, items: Any) -> None:
        """Take the terms of a `PostingPool`, each with all its postings at once.

        Whoosh's own loop makes a tuple of five for each posting and three calls (7.4 of the
        30.7 ms that indexing took a document).
        """
        terms, postings = (create() for create in self._create)
        with closing(terms), closing(postings):
            write_terms(terms.raw_file(), postings.raw_file(), items)

    def close(self) -> None:
        self.is_closed = True


def write_terms(terms: BinaryIO, postings: BinaryIO, items: Iterable[TermPostings]) -> None:
    """Write the two files of a segment from terms in ascending order."""
    fields = sorted(FIELDS)
    places = {name: place for place, name in enumerate(fields)}
    writer = TermFileWriter(terms, postings, fields)
    for field, term, documents, counts in items:
        writer.add(places[field], term, documents, counts)
    writer.finish()


class _File:
    """A file of whoosh's storage as `term_file.Bytes`."""

    def __init__(self, storage: Any, name: str) -> None:
        self.size = storage.file_length(name)
        self._file = storage.open_file(name)

    def read(self, start: int, end: int) -> bytes:
        return bytes(self._file.get(start, end - start))

    def close(self) -> None:
        self._file.close()


class _TermsReader(base.TermsReader):  # type: ignore[misc]
    def __init__(self, storage: Any, segment: Any) -> None:
        self._files = [_File(storage, segment.make_filename(name)) for name in (TERMS, POSTINGS)]
        self._terms = TermFile(*self._files)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._terms.holds(term[0], term[1].decode())

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in self._terms.fields:
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for key, _ in self._terms.entries_from(fieldname, prefix):
            yield fieldname, key[1:]

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Any, TermInfo]]:
        for field, term in self.terms_from(fieldname, prefix):
            yield (field, term), self.term_info(field, term)

    def items(self) -> Iterator[tuple[Any, TermInfo]]:
        for field in self._terms.fields:
            yield from self.items_from(field, b"")

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        documents, counts = self._terms.postings(fieldname, text.decode())
        return TermInfo(weight=sum(counts), df=len(documents))

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        documents, counts = self._terms.postings(fieldname, text.decode())
        term = (fieldname, text)
        weights = [float(count) for count in counts]
        return ListMatcher([*documents], weights, format=format_, scorer=scorer, term=term)

    def indexed_field_names(self) -> tuple[str, ...]:
        return self._terms.fields

    def close(self) -> None:
        for file in self._files:
            file.close()


class _DocumentsReader(base.PerDocumentReader):  # type: ignore[misc]
    def __init__(self, segment: Any) -> None:
        self._documents: int = segment.doc_count_all()

    def doc_count(self) -> int:
        return self._documents

    def doc_count_all(self) -> int:
        return self._documents

    def has_deletions(self) -> bool:
        return False

    def is_deleted(self, _docnum: int) -> bool:
        return False

    def deleted_docs(self) -> frozenset[int]:
        return frozenset()

    def stored_fields(self, _docnum: int) -> dict[str, Any]:
        return {}
