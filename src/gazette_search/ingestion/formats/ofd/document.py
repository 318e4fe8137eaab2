"""An OFD file as lines: its pages with their templates, through the same geometry as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.geometry import limits
from gazette_search.ingestion.formats.geometry.page import A4, Page
from gazette_search.ingestion.formats.ofd.drawing import Canvas, box_of
from gazette_search.ingestion.formats.recognition.pages import laid_out, scanned
from gazette_search.ingestion.formats.recognition.seen import NOTHING_SEEN
from gazette_search.ingestion.formats.zipped import Package, beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from gazette_search.ingestion.formats.recognition.seen import SeenPages
    from gazette_search.ingestion.formats.source_text import SourceText, SourceWarning

_ROOT = "OFD.xml"


def read_ofd(raw: bytes, file: str, seen: SeenPages = NOTHING_SEEN) -> SourceText:
    """The text of an OFD file.

    Args:
        raw: What the file holds.
        file: Its name for messages.
        seen: What a machine saw on its pages; it stands for those that are images.

    Raises:
        SourceFileError: It is damaged or beyond the limits.
    """
    pages: list[Page] = []
    scans: list[SourceWarning] = []
    total = 0
    for document in documents_of(Package(raw, file)):
        for page, canvas in document.pages(len(pages)):
            pages.append(page)
            total += len(page.glyphs)
            if len(pages) > limits.MOST_PAGES or total > limits.MOST_GLYPHS:
                raise SourceFileError(
                    file, f"超过 {limits.MOST_PAGES} 页或 {limits.MOST_GLYPHS} 个字，没有读"
                )
            if _is_scan(page, canvas):
                scans.append(scanned(page.number))
    return laid_out("ofd", pages, scans, seen)


def _is_scan(page: Page, canvas: Canvas) -> bool:
    area = sum(width * height for _, _, width, height, _ in canvas.images)
    return limits.is_scan(len(page.glyphs), area, page.width * page.height)


def documents_of(package: Package) -> Iterator[OfdDocument]:
    """The documents that a file holds, in order."""
    return (OfdDocument(package, root) for root in _roots(package))


def _roots(package: Package) -> Iterator[str]:
    """Paths of the documents that a file holds."""
    found = [
        (element.text or "").strip()
        for element in package.xml(_ROOT).iter()
        if element.tag.endswith("}DocRoot")
    ]
    if not found:
        raise SourceFileError(package.file, "OFD 里没有文档")
    return (beside(_ROOT, path) for path in found)


class OfdDocument:
    """One document of a file: its pages, templates, composite units and media.

    Args:
        package: The file.
        path: Of the document's root in it.
    """

    def __init__(self, package: Package, path: str) -> None:
        self._package = package
        self._path = path
        self._root = package.xml(path)
        self._templates = {
            template.get("ID", ""): beside(path, template.get("BaseLoc", ""))
            for template in _all(self._root, "TemplatePage")
        }
        self._contents: dict[str, Element] = {}
        self._units: dict[str, Element] | None = None
        area = next(_all(self._root, "PageArea"), None)
        self._size = _size(area) or A4

    def pages(self, before: int) -> Iterator[tuple[Page, Canvas]]:
        """Each page with all that it draws.

        Args:
            before: How many pages stand before the first.
        """
        for number, element in enumerate(_all(self._root, "Page"), before + 1):
            path = beside(self._path, element.get("BaseLoc", ""))
            if path not in self._package:
                continue  # a page that was taken out leaves its entry
            content = self._package.xml(path)
            width, height = _size(next(_children(content, "Area"), None)) or self._size
            canvas = Canvas(self._unit)
            for template in _children(content, "Template"):
                self._draw_template(canvas, template.get("TemplateID", ""))
            for layers in _children(content, "Content"):
                canvas.draw(layers)
            yield Page(number, width, height, canvas.glyphs, canvas.rules), canvas

    def _draw_template(self, canvas: Canvas, name: str) -> None:
        path = self._templates.get(name)
        if path is None or path not in self._package:
            return
        if path not in self._contents:
            self._contents[path] = self._package.xml(path)
        for layers in _children(self._contents[path], "Content"):
            canvas.draw(layers)

    def media(self, name: str) -> bytes | None:
        """The file of an image of the resources, None when there is none of this name."""
        for path, media in self._resources("MultiMedia"):
            if media.get("ID") == name:
                file = next(_all(media, "MediaFile"), None)
                place = "" if file is None else (file.text or "").strip()
                if place in self._package:
                    return self._package.read(place)
                beneath = beside(path, place)
                return self._package.read(beneath) if beneath in self._package else None
        return None

    def _unit(self, name: str) -> Element | None:
        """The content of a composite unit (CompositeGraphicUnit) of the resources."""
        if self._units is None:
            self._units = {}
            for _, unit in self._resources("CompositeGraphicUnit"):
                content = next(_all(unit, "Content"), None)
                if content is not None:
                    self._units[unit.get("ID", "")] = content
        return self._units.get(name)

    def _resources(self, kind: str) -> Iterator[tuple[str, Element]]:
        """The resources of a kind, each with a path in the folder that its files are named from."""
        for element in (*_all(self._root, "PublicRes"), *_all(self._root, "DocumentRes")):
            path = beside(self._path, (element.text or "").strip())
            if path not in self._package:
                continue
            root = self._package.xml(path)
            folder = beside(path, root.get("BaseLoc", "").rstrip("/") + "/-")
            yield from ((folder, item) for item in _all(root, kind))


def _children(element: Element, name: str) -> Iterator[Element]:
    """What a page holds besides its objects, which are many (7.7)."""
    return (child for child in element if child.tag.rpartition("}")[2] == name)


def _all(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element.iter() if child.tag.rpartition("}")[2] == name)


def _size(area: Element | None) -> tuple[float, float] | None:
    """Width and height of a page area: what is printed of it."""
    if area is None:
        return None
    for name in ("ApplicationBox", "CropBox", "PhysicalBox"):
        box = next(_all(area, name), None)
        if box is not None:
            width, height = box_of(box.text)
            if width > 0 and height > 0:
                return width, height
    return None
