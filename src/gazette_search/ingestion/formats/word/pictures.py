"""Scanned pages pasted into a Word file: pictures as large as text would be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.geometry.page import A4
from gazette_search.ingestion.formats.word.names import COMPATIBILITY, local, unify, w
from gazette_search.ingestion.formats.word.parts import find_parts, relations_of
from gazette_search.ingestion.formats.zipped import Package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    # Where a drawing's picture lies in the file, and its number among those of the file from 1.
    Scans = dict[Element, tuple[int, str]]

# Of an A4 page. Half a page pasted between margins is a third of it, a chart a fifth.
_LEAST = 0.25
_EMU = 12_700  # in a point
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d+(?:\.\d+)?)(pt|in|cm|mm|px)?", re.ASCII)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}
_LARGEST = 200_000_000  # bytes of a picture, as of a file


def scans_of(package: Package, main: str, root: Element) -> Scans:
    """The pictures of a file that are pages, by the drawings that show them.

    Args:
        package: The file.
        main: Path of its main part.
        root: Of that part.
    """
    targets = relations_of(package, main)
    found: Scans = {}
    for drawing in _drawings(root):
        part = next((targets[name] for name in _named(drawing) if name in targets), "")
        if part in package and _area(drawing) > _LEAST * A4[0] * A4[1]:
            found[drawing] = len(found) + 1, part
    return found


def picture_of(raw: bytes, number: int) -> bytes:
    """The file of a picture that is a page.

    Args:
        raw: The Word file.
        number: Of the picture, as `scans_of` counts.

    Raises:
        SourceFileError: The file is damaged, or has no such picture.
    """
    package = Package(raw, "")
    main = find_parts(package)["officeDocument"]
    for place, part in scans_of(package, main, unify(package.xml(main))).values():
        if place == number:
            return package.read(part, _LARGEST)
    raise SourceFileError("", f"没有第 {number} 幅图")


def _drawings(element: Element) -> Iterator[Element]:
    """Drawings in the order of the text; a fallback repeats what stands before it."""
    for child in element:
        if local(child) in ("drawing", "pict", "object"):
            yield child
        elif child.tag != f"{COMPATIBILITY}Fallback" and child.tag != w("del"):
            yield from _drawings(child)


def _named(drawing: Element) -> Iterator[str]:
    """Names of the relations to the pictures of a drawing."""
    for element in drawing.iter():
        if local(element) in ("blip", "imagedata"):
            for key, name in element.attrib.items():
                if key.rpartition("}")[2] in ("embed", "id"):
                    yield name


def _area(drawing: Element) -> float:
    """What a drawing covers, in square points; 0 where it does not say."""
    for element in drawing.iter():
        if local(element) == "extent":
            sides = [element.get("cx", ""), element.get("cy", "")]
            if all(side.isdecimal() and len(side) < 12 for side in sides):
                return int(sides[0]) * int(sides[1]) / _EMU**2
        if style := element.get("style"):
            sized = {
                one[1]: float(one[2]) * _POINTS[one[3] or "px"] for one in _LENGTH.finditer(style)
            }
            if len(sized) == 2:
                return sized["width"] * sized["height"]
    return 0.0
