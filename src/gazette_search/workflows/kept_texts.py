"""What was read from files, kept beside the index by their hash: no update reads a file again.

Reading a PDF takes a hundred times as long as reading its text. What is kept is a cache: a damaged
or missing entry is read anew, and entries of files that are gone go with the next update.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

from gazette_search.index.fingerprint import readers_mark
from gazette_search.index.manifest import Source
from gazette_search.system import SYSTEM
from gazette_search.workflows.kept_pages import KeptPages

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from gazette_search.ingestion.formats.source_text import SourceText
    from gazette_search.models import Issue

FOLDER = "texts"
_SUFFIX = ".json"


class KeptTexts:
    """The texts kept in the directory of an index.

    Args:
        index: The directory of the index.

    Attributes:
        pages: What machines saw on images of pages, which is part of the text of their files.
    """

    def __init__(self, index: Path) -> None:
        self._folder = index / FOLDER
        self._mark = readers_mark()
        self.pages = KeptPages(index)

    def read(self, raw: bytes, sha256: str, file: str) -> SourceText:
        """The text of a file, as it was kept or else read; text is read sooner than what is kept.

        Args:
            raw: What the file holds.
            sha256: Of that.
            file: Its name for messages.

        Raises:
            SourceFileError: It cannot be read.
        """
        from gazette_search.ingestion.formats.reading import is_plain, read_source_text

        if is_plain(raw, file):
            return read_source_text(raw, file)
        found = self.find(sha256)
        if found is None:
            found = read_source_text(raw, file, self.pages.find(sha256))
            self.keep(sha256, found)
        return found

    def find(self, sha256: str) -> SourceText | None:
        """The text of the file with this hash, None when it is not kept or not whole."""
        from gazette_search.ingestion.formats.codec import text_from_json

        try:
            check, _, content = self._path(sha256).read_bytes().partition(b"\n")
            return text_from_json(content) if int(check, 16) == crc32(content) else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep(self, sha256: str, text: SourceText) -> None:
        """Keep the text of a file; a full disk is no reason to fail."""
        from gazette_search.ingestion.formats.codec import text_to_json

        content = text_to_json(text)
        aside = self._folder / f".{sha256}.{os.getpid()}"
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)  # beside an index only: a check makes none
            aside.write_bytes(b"%08x\n" % crc32(content) + content)
            SYSTEM.rename_over(aside, self._path(sha256))
        with suppress(OSError):
            aside.unlink(missing_ok=True)

    def forget(self, sha256: str) -> None:
        """Let go of the text of a file of which more was seen since."""
        with suppress(OSError):
            self._path(sha256).unlink(missing_ok=True)

    def forget_all_but(self, hashes: Collection[str]) -> None:
        """Let go of what is kept of files that are gone, and of texts read by older rules."""
        self.pages.forget_all_but(hashes)
        wanted = {self._path(sha256).name for sha256 in hashes}
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in wanted:
                    path.unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}-{self._mark}{_SUFFIX}"


def read_whole(path: Path, file: str, kept: KeptTexts) -> tuple[Source, Issue]:
    """Read once: what is hashed is what is parsed, also when the file changes meanwhile."""
    from gazette_search.ingestion.formats.reading import read_source
    from gazette_search.ingestion.pipeline import parse_source

    with suppress(OSError):  # which reading will tell
        modified = path.stat().st_mtime_ns
    raw = read_source(path, file)
    sha256 = hashlib.sha256(raw).hexdigest()
    issue = parse_source(kept.read(raw, sha256, file), file)
    return Source(file, sha256, len(raw), modified, 0), issue
