"""One segment of the inverted index: whoosh, behind the two things asked of it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gazette_search.errors import GazetteSearchError, IndexDamagedError
from gazette_search.index.files import refusal
from gazette_search.index.sealed import SealedFile, seal
from gazette_search.index.term_file import POSTINGS, TERMS, TermFile, TermFileWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


class SegmentWriter:
    """Writes documents to a new whoosh index in an empty directory."""

    def __init__(self, directory: Path) -> None:
        from whoosh.index import create_in

        from gazette_search.index.posting_pool import PostingPool
        from gazette_search.index.schema import schema
        from gazette_search.index.whoosh_codec import TermFileCodec

        directory.mkdir(parents=True)
        self._directory = directory
        self._writer = create_in(str(directory), schema()).writer(codec=TermFileCodec())
        self._pool = self._writer.pool = PostingPool(directory)

    def add(self, terms: Mapping[str, Mapping[str, int]]) -> None:
        """Add one document: counted terms by field."""
        self._pool.add(self._writer.docnum, terms)
        self._writer.add_document()  # which counts on; whoosh need not see the terms one by one

    def commit(self) -> None:
        """Finish the segment."""
        self._writer.commit(merge=False)
        if not self._writer.docnum:  # whoosh writes no segment of nothing
            terms, postings = (self._directory / name for name in (TERMS, POSTINGS))
            with terms.open("wb") as one, postings.open("wb") as other:
                TermFileWriter(one, other, ()).finish()
        for lock in self._directory.glob("*WRITELOCK"):
            lock.unlink()
        seal(self._directory)

    def close(self) -> None:
        """Let go of everything; what was not committed is worth nothing."""
        self._pool.cleanup()
        if not self._writer.is_closed:
            with suppress(OSError):
                self._writer.cancel()


class SegmentReader:
    """Reads the postings of one segment; whoosh is not needed for it.

    Parsing raises whatever damaged bytes lead to; here it is an `IndexDamagedError` each time, but
    for what the machine refuses.
    """

    def __init__(self, directory: Path, sums: Mapping[str, Sequence[int]]) -> None:
        """Takes the checksums of the segment's files besides its directory."""
        self._place = directory.name
        self._files = [SealedFile(directory / name, sums.get(name)) for name in (TERMS, POSTINGS)]
        with self._parsing():
            self._terms = TermFile(*self._files)

    def postings(self, field: str, term: str) -> Iterator[tuple[int, int]]:
        """(document of the segment, frequency) of a term, ascending; nothing for an unknown one."""
        with self._parsing():
            return zip(*self._terms.postings(field, term), strict=True)

    def terms_from(self, field: str, prefix: str) -> Iterator[str]:
        """Terms of a field that start so, ascending."""
        with self._parsing():
            yield from self._terms.terms_from(field, prefix)

    def __contains__(self, key: tuple[str, str]) -> bool:
        with self._parsing():
            return self._terms.holds(*key)

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files:
            file.close()

    @contextmanager
    def _parsing(self) -> Iterator[None]:
        try:
            yield
        except (GazetteSearchError, MemoryError):  # which say themselves what is wrong
            raise
        except OSError as problem:
            raise refusal(self._place, problem) from problem
        except Exception as problem:
            raise IndexDamagedError(self._place, "读不下去") from problem
