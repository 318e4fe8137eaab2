"""Files that are images: photographs and scans of pages, a TIFF of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.geometry import limits
from gazette_search.ingestion.formats.geometry.page import A4, Page
from gazette_search.ingestion.formats.recognition.pages import laid_out, scanned
from gazette_search.ingestion.formats.recognition.seen import NOTHING_SEEN

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.recognition.seen import SeenPages
    from gazette_search.ingestion.formats.source_text import SourceText

_TIFF = {b"II*\0": "little", b"MM\0*": "big"}
_ENTRY = 12  # bytes of an entry of a directory (TIFF 6.0, section 2)


def read_image(raw: bytes, file: str, seen: SeenPages = NOTHING_SEEN) -> SourceText:
    """The text of an image: what a machine saw on it, else none.

    Args:
        raw: What the file holds.
        file: Its name for messages.
        seen: What a machine saw on its pages.

    Raises:
        SourceFileError: It has more pages than any issue.
    """
    pages = count_images(raw)
    if pages > limits.MOST_PAGES:
        raise SourceFileError(file, f"超过 {limits.MOST_PAGES} 页，没有读")
    numbers = range(1, pages + 1)
    warnings = [scanned(number) for number in numbers]
    return laid_out("image", [Page(number, *A4) for number in numbers], warnings, seen)


def count_images(raw: bytes) -> int:
    """How many images a file holds: more than one only in TIFF, whose directories make a chain."""
    order = _TIFF.get(raw[:4])
    if order is None:
        return 1
    seen: set[int] = set()
    place = 4
    while True:
        start = int.from_bytes(raw[place : place + 4], order)  # type: ignore[arg-type]
        if not 8 <= start < len(raw) or start in seen or len(seen) > limits.MOST_PAGES:
            return max(1, len(seen))
        seen.add(start)
        entries = int.from_bytes(raw[start : start + 2], order)  # type: ignore[arg-type]
        place = start + 2 + _ENTRY * entries
