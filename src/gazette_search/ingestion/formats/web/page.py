"""A web page as lines: its title, its text, and what it says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from gazette_search.ingestion.formats.source_text import SourceLine, SourceText, spaced
from gazette_search.ingestion.formats.text import decode_bytes
from gazette_search.ingestion.formats.web.content import find_content, is_furniture, metadata
from gazette_search.ingestion.formats.web.flow import lines_of
from gazette_search.ingestion.formats.web.markup import is_hidden

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def read_html(raw: bytes, file: str) -> SourceText:
    """The text of a web page.

    Whatever encoding the page declares, it is UTF-8 where it can be, else GB18030: pages that
    declare gb2312 hold characters of GBK, and an engine that believes them stops at the first.

    Args:
        raw: What the file holds.
        file: Its name for messages.

    Raises:
        SourceFileError: It cannot be decoded or nests deeper than any page.
    """
    page = LexborHTMLParser(decode_bytes(raw, file))
    content = find_content(page)
    if content is None:
        return SourceText("html", (), whole_paragraphs=True)
    lines = lines_of(content, file, _is_no_text)
    title = _title(page, content, lines, file)
    return SourceText(
        "html",
        spaced([*title, *lines]),
        whole_paragraphs=True,
        metadata=metadata(page),
    )


def _is_no_text(node: LexborNode) -> bool:
    return is_hidden(node) or is_furniture(node)


def _title(
    page: LexborHTMLParser, content: LexborNode, lines: list[SourceLine], file: str
) -> list[SourceLine]:
    """The heading that stands above the text, outside its container."""
    if content.css_first("h1") is not None:
        return []
    heading = page.css_first("h1")
    found = lines_of(heading, file) if heading is not None else []
    texts = {"".join(line.text.split()) for line in lines}
    return [line for line in found if "".join(line.text.split()) not in texts]
