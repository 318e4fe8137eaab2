"""A web page as lines: its title, its text, and what it says about itself."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.source_text import SourceLine, SourceText, spaced
from gazette_search.ingestion.formats.text import decode_bytes
from gazette_search.ingestion.formats.web.content import find_content, is_furniture, metadata
from gazette_search.ingestion.formats.web.flow import lines_of
from gazette_search.ingestion.formats.web.markup import is_hidden

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What may be left open in a page, so that it costs the parser no more than it is worth. Pages that
# forget end tags come to some hundreds.
_MOST_OPEN = 5_000
_ENDED = re.compile(
    "<(/?)(?:div|span|font|b|i|u|a|em|strong|section|article|center|form|table|ul|ol|dl"
    "|blockquote|small|big|label)(?=[\\s>/])",
    re.IGNORECASE,
)


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
    text = decode_bytes(raw, file)
    if _nesting(text) > _MOST_OPEN:
        raise SourceFileError(file, "网页嵌套太深，没有读")
    page = LexborHTMLParser(text)
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


def _nesting(text: str) -> int:
    """How many elements that need an end tag are open at once, at most."""
    steps = (-1 if tag[1] else 1 for tag in _ENDED.finditer(text))
    return max(accumulate(steps, lambda depth, step: max(0, depth + step)), default=0)


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
