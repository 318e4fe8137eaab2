"""The images of an OFD page, where they lie on it (GB/T 33190-2016, clauses 7.9 and 10)."""

from __future__ import annotations

from typing import NamedTuple

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.ofd.document import documents_of
from gazette_search.ingestion.formats.zipped import Package


class PlacedImage(NamedTuple):
    """An image of a page.

    Attributes:
        x: Left edge, in points.
        y: Upper edge, in points.
        width: In points.
        height: In points.
        raw: The file of the image.
    """

    x: float
    y: float
    width: float
    height: float
    raw: bytes


def images_of(raw: bytes, number: int) -> tuple[float, float, list[PlacedImage]]:
    """Width and height of a page in points, and its images in the order in which they are drawn.

    Args:
        raw: The OFD file.
        number: Of the page, counted from 1 over all documents of the file.

    Raises:
        SourceFileError: The file is damaged, or has no such page.
    """
    package = Package(raw, "")
    before = 0
    for document in documents_of(package):
        for page, canvas in document.pages(before):
            before = page.number
            if page.number != number:
                continue
            placed = [
                PlacedImage(x, y, width, height, found)
                for x, y, width, height, name in canvas.images
                if (found := document.media(name)) is not None
            ]
            return page.width, page.height, placed
    raise SourceFileError("", f"没有第 {number} 页")
