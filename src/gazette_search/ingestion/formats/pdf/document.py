"""A PDF as lines, inside the process that reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.geometry.reading import read_pages
from gazette_search.ingestion.formats.pdf.pages import PdfDocument
from gazette_search.ingestion.formats.plausible import is_doubtful
from gazette_search.ingestion.formats.source_text import SourceText, SourceWarning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.ingestion.formats.pdf.pages import PdfPage


def pdf_text(raw: bytes, file: str) -> SourceText:
    """The text of a PDF, with what is to be known about it.

    Args:
        raw: What the file holds.
        file: Its name for messages.

    Raises:
        SourceFileError: It is damaged, locked or beyond the limits.
    """
    read = list(PdfDocument(raw, file).read())
    # What a machine read over an image is text of a machine, whoever ran it.
    pages = [replace(one.page, machine_read=one.is_layer) for one in read]
    return SourceText(
        "pdf",
        read_pages(pages),
        whole_paragraphs=True,
        pages=len(pages),
        warnings=tuple(_warnings(read)),
    )


def _warnings(read: list[PdfPage]) -> Iterator[SourceWarning]:
    for one in read:
        if one.is_scan:
            yield SourceWarning("scanned", "是图像，没有文字", one.page.number)
        elif is_doubtful(glyph.text for glyph in one.page.glyphs):
            yield SourceWarning("text-layer-doubtful", "文字层与所印的字不符", one.page.number)
        elif one.is_layer:
            yield SourceWarning("machine-read", "文字层是由图像识别而来", one.page.number)
