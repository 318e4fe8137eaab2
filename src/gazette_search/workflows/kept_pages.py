"""What machines saw on images of pages, kept beside the index: no page is ever recognised twice.

A page takes seconds where reading its text takes milliseconds, so what was seen is kept as it is,
page by page, and outlives every change of the rules that make text of it.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from gazette_search.ingestion.formats.recognition.seen import SeenPage

RECOGNISED = "recognised"
_SUFFIX = ".json"


class KeptPages:
    """The recognised pages kept in the directory of an index.

    Args:
        index: The directory of the index.
    """

    def __init__(self, index: Path) -> None:
        self._folder = index / RECOGNISED

    def find(self, sha256: str) -> dict[int, SeenPage]:
        """The pages of the file with this hash, those that are whole."""
        pages: dict[int, SeenPage] = {}
        with suppress(OSError):
            for path in (self._folder / sha256).iterdir():
                if path.suffix == _SUFFIX and not path.name.startswith("."):
                    pages |= _read(path)
        return pages

    def keep(self, sha256: str, page: SeenPage) -> None:
        """Keep a page; a full disk is no reason to fail."""
        from gazette_search.ingestion.formats.recognition.seen import seen_to_lines

        content = seen_to_lines([page])
        folder = self._folder / sha256
        aside = folder / f".{page.number}.{os.getpid()}"
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)  # beside an index only
            folder.mkdir(exist_ok=True)
            aside.write_bytes(b"%08x\n" % crc32(content) + content)
            SYSTEM.rename_over(aside, folder / f"{page.number:05d}{_SUFFIX}")
        with suppress(OSError):
            aside.unlink(missing_ok=True)

    def forget_all_but(self, hashes: Collection[str]) -> None:
        """Let go of the pages of files that are gone."""
        with suppress(OSError):
            for folder in self._folder.iterdir():
                if folder.name not in hashes:
                    shutil.rmtree(folder, ignore_errors=True)


def _read(path: Path) -> dict[int, SeenPage]:
    from gazette_search.ingestion.formats.recognition.seen import seen_from_lines

    try:
        check, _, content = path.read_bytes().partition(b"\n")
        return seen_from_lines(content) if int(check, 16) == crc32(content) else {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
