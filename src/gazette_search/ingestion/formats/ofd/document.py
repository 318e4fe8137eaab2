"""An OFD file as lines: its pages with their templates, through the same geometry as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.geometry import limits
from gazette_search.ingestion.formats.geometry.page import Page
from gazette_search.ingestion.formats.geometry.reading import read_pages
from gazette_search.ingestion.formats.ofd.drawing import Canvas, box_of
from gazette_search.ingestion.formats.source_text import SourceText, SourceWarning
from gazette_search.ingestion.formats.zipped import Package, beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_ROOT = "OFD.xml"
_A4 = (595.3, 841.9)


def read_ofd(raw: bytes, file: str) -> SourceText:
    """The text of an OFD file.

    Args:
        raw: What the file holds.
        file: Its name for messages.

    Raises:
        SourceFileError: It is damaged or beyond the limits.
    """
    package = Package(raw, file)
    pages: list[Page] = []
    scans: list[int] = []
    total = 0
    for root in _roots(package):
        for page, image_area in _Document(package, root).pages(len(pages)):
            pages.append(page)
            total += len(page.glyphs)
            if len(pages) > limits.MOST_PAGES or total > limits.MOST_GLYPHS:
                raise SourceFileError(
                    file, f"超过 {limits.MOST_PAGES} 页或 {limits.MOST_GLYPHS} 个字，没有读"
                )
            if (
                len(page.glyphs) < limits.FEW_GLYPHS
                and image_area > limits.SCAN_SHARE * page.width * page.height
            ):
                scans.append(page.number)
    return SourceText(
        "ofd",
        read_pages(pages),
        whole_paragraphs=True,
        pages=len(pages),
        warnings=tuple(SourceWarning("scanned", "是图像，没有文字", page) for page in scans),
    )


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


class _Document:
    """One document of a file: its pages, templates and composite units."""

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
        self._size = _size(area) or _A4

    def pages(self, before: int) -> Iterator[tuple[Page, float]]:
        """Each page with the area that images cover.

        Args:
            before: How many pages stand before the first.
        """
        for number, element in enumerate(_all(self._root, "Page"), before + 1):
            path = beside(self._path, element.get("BaseLoc", ""))
            if path not in self._package:
                continue  # a page that was taken out leaves its entry
            content = self._package.xml(path)
            width, height = _size(next(_all(content, "Area"), None)) or self._size
            canvas = Canvas(self._unit)
            for template in _all(content, "Template"):
                self._draw_template(canvas, template.get("TemplateID", ""))
            for layers in _all(content, "Content"):
                canvas.draw(layers)
            yield Page(number, width, height, canvas.glyphs, canvas.rules), canvas.image_area

    def _draw_template(self, canvas: Canvas, name: str) -> None:
        path = self._templates.get(name)
        if path is None or path not in self._package:
            return
        if path not in self._contents:
            self._contents[path] = self._package.xml(path)
        for layers in _all(self._contents[path], "Content"):
            canvas.draw(layers)

    def _unit(self, name: str) -> Element | None:
        """The content of a composite unit (CompositeGraphicUnit) of the resources."""
        if self._units is None:
            self._units = {}
            for element in (*_all(self._root, "PublicRes"), *_all(self._root, "DocumentRes")):
                path = beside(self._path, (element.text or "").strip())
                for unit in (
                    _all(self._package.xml(path), "CompositeGraphicUnit")
                    if path in self._package
                    else ()
                ):
                    content = next(_all(unit, "Content"), None)
                    if content is not None:
                        self._units[unit.get("ID", "")] = content
        return self._units.get(name)


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
