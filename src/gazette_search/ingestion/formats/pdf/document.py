"""A PDF as lines, inside the process that reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.pdf.pages import PdfDocument
from gazette_search.ingestion.formats.plausible import doubtful_among
from gazette_search.ingestion.formats.recognition.pages import HOW_TO_READ, laid_out, scanned
from gazette_search.ingestion.formats.recognition.seen import NOTHING_SEEN
from gazette_search.ingestion.formats.source_text import SourceWarning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.ingestion.formats.pdf.pages import PdfPage
    from gazette_search.ingestion.formats.recognition.seen import SeenPages
    from gazette_search.ingestion.formats.source_text import SourceText


def pdf_text(raw: bytes, file: str, seen: SeenPages = NOTHING_SEEN) -> SourceText:
    """The text of a PDF, with what is to be known about it.

    Args:
        raw: What the file holds.
        file: Its name for messages.
        seen: What a machine saw on its pages; it stands for them.

    Raises:
        SourceFileError: It is damaged, locked or beyond the limits.
    """
    read = list(PdfDocument(raw, file).read())
    # What a machine read over an image is text of a machine, whoever ran it.
    pages = [replace(one.page, machine_read=one.is_layer) for one in read]
    return laid_out("pdf", pages, tuple(_warnings(read)), seen)


def _warnings(read: list[PdfPage]) -> Iterator[SourceWarning]:
    doubtful = doubtful_among(
        {one.page.number: "".join(glyph.text for glyph in one.page.glyphs) for one in read}
    )
    for one in read:
        if one.is_scan:
            yield scanned(one.page.number)
        elif one.page.number in doubtful:
            yield SourceWarning(
                "text-layer-doubtful", f"文字层与所印的字不符；{HOW_TO_READ}", one.page.number
            )
        elif one.is_layer:
            yield SourceWarning("machine-read", "文字层是由图像识别而来", one.page.number)
