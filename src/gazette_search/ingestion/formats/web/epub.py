"""EPUB books: their pages in the order of the spine (EPUB 3.3, OCF 3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.source_text import SourceText, spaced
from gazette_search.ingestion.formats.text import decode_bytes
from gazette_search.ingestion.formats.web.flow import lines_of
from gazette_search.ingestion.formats.zipped import Package, beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.ingestion.formats.source_text import SourceLine

_CONTAINER = "META-INF/container.xml"
_ROOT = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OPF = "{http://www.idpf.org/2007/opf}"


def read_epub(raw: bytes, file: str) -> SourceText:
    """The text of a book.

    Args:
        raw: What the file holds.
        file: Its name for messages.

    Raises:
        SourceFileError: It is damaged or beyond the limits.
    """
    package = Package(raw, file)
    lines: list[SourceLine] = []
    for path in _spine(package):
        # An XML declaration would be a comment to a parser of HTML, and a DTD is never expanded.
        body = LexborHTMLParser(decode_bytes(package.read(path), file)).body
        if body is not None:
            lines += lines_of(body, file)
    return SourceText("epub", spaced(lines), whole_paragraphs=True)


def _spine(package: Package) -> Iterator[str]:
    """Paths of the pages in reading order; the table of contents for devices is none of them."""
    root = package.xml(_CONTAINER).find(f".//{_ROOT}")
    if root is None:
        raise SourceFileError(package.file, "EPUB 没有说明从哪里读起")
    path = root.get("full-path", "")
    opf = package.xml(path)
    manifest = {
        item.get("id", ""): item
        for item in opf.iter(f"{_OPF}item")
        if "nav" not in item.get("properties", "").split()
    }
    for reference in opf.iter(f"{_OPF}itemref"):
        item = manifest.get(reference.get("idref", ""))
        if item is not None and reference.get("linear") != "no":
            target = beside(path, item.get("href", ""))
            if target in package:
                yield target
