"""The pages of a file as text, those that are images by what a machine saw on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.geometry.reading import read_pages
from gazette_search.ingestion.formats.recognition.placing import page_of
from gazette_search.ingestion.formats.source_text import SourceText, SourceWarning
from gazette_search.text.misread_amounts import misread_amounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.ingestion.formats.geometry.page import Page
    from gazette_search.ingestion.formats.recognition.seen import SeenPage, SeenPages
    from gazette_search.ingestion.formats.source_text import (
        FileFormat,
        SourceLine,
        WarningCode,
    )

# What says that a page is still to be recognised.
_UNREAD: frozenset[WarningCode] = frozenset(("scanned", "text-layer-doubtful"))
HOW_TO_READ = "要识别请运行 gsearch index --ocr"
_UNSURE = 0.8  # of what scored less on pages of 100 dpi and more, half was wrong


def scanned(number: int) -> SourceWarning:
    """What is told of a page that is an image."""
    return SourceWarning("scanned", f"是图像，没有文字；{HOW_TO_READ}", number)


def laid_out(
    kind: FileFormat, pages: Sequence[Page], warnings: Sequence[SourceWarning], seen: SeenPages
) -> SourceText:
    """The text of pages.

    Args:
        kind: What the file is.
        pages: All of them, as the file draws them.
        warnings: Of what the file draws.
        seen: What a machine saw; it stands for what the file draws on those pages.
    """
    unread = {one.page for one in warnings if one.code in _UNREAD and one.page is not None}
    taken = [
        _seen(page, seen[page.number]) if page.number in unread and page.number in seen else page
        for page in pages
    ]
    lines = read_pages(taken)
    told = [one for one in warnings if one.code not in _UNREAD or one.page not in seen]
    told += [w for number in sorted(unread & seen.keys()) for w in _told(seen[number])]
    told += _amounts(lines)
    told.sort(key=lambda one: one.code)  # pages that share a warning are told in one
    return SourceText(kind, lines, whole_paragraphs=True, pages=len(pages), warnings=tuple(told))


def unread_pages(text: SourceText) -> list[int]:
    """The pages of a text that only their images tell, in order."""
    return sorted({one.page for one in text.warnings if one.code in _UNREAD and one.page})


def _seen(page: Page, seen: SeenPage) -> Page:
    """What was seen; rules that the file draws itself are truer than what is seen of them."""
    return page_of(seen, page.rules)


def _told(seen: SeenPage) -> Iterator[SourceWarning]:
    yield SourceWarning("machine-read", "由图像识别而来，请以原件为准", seen.number)
    unsure = sum(one.score < _UNSURE for one in seen.lines)
    if unsure:
        yield SourceWarning("recognition-doubtful", f"有 {unsure} 行识别得没有把握", seen.number)


def _amounts(lines: Iterable[SourceLine]) -> Iterator[SourceWarning]:
    """Amounts whose unit machines misread, each where it stands."""
    for line in lines:
        for amount in misread_amounts(line.text) if line.machine_read else ():
            shown = line.text[amount.start : amount.end]
            message = f"“{shown}”可能是{amount.likely}，请核对原件"
            yield SourceWarning("amount-doubtful", message, line.page)
