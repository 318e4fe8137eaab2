"""The files of a segment as whoosh asks for them, each checked as it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from gazette_search.index.sealed import open_sealed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class SealedStorage(FileStorage):  # type: ignore[misc]
    """A directory that gives whoosh only bytes that were vouched for."""

    def __init__(self, directory: Path, sums: Mapping[str, Sequence[int]]) -> None:
        """Takes the checksums of the files by name."""
        super().__init__(str(directory), supports_mmap=False, readonly=True)
        self._sums = sums

    def list(self) -> list[str]:
        """The files that the seal names; whoosh would take a directory it cannot list for empty."""
        return [*self._sums]

    def open_file(self, name: str, **options: Any) -> StructFile:
        """Open a file of the segment for reading."""
        stream = open_sealed(Path(self.folder) / name, self._sums.get(name))
        return StructFile(stream, name=name, **options)
