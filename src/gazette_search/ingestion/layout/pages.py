"""Find the page breaks that fall behind a full stop, from the count of print lines on a page.

A paragraph that a page cut behind a full stop looks like two. The print tells more: a page holds
33 lines of 37 characters, and the first page of a document, with masthead and title, 21. From one
sure break (inside a sentence) to the next, the five issues read by hand have 54 distances of one
page: 41 are 33 or 34 lines, 47 are 32 to 36 (headings are set wider); the seven documents whose
own text fills their first page have 21 or 22 lines on it. All 4 breaks behind a full stop stand
where this count ends a page. Where it does, the first half fills its last print line, and the
halves stand between siblings that open alike (五是… | 会议由… / 六是…), they are put together.

Tried on the five issues with their pages broken anew at 11 other places (1,120 breaks, 35 behind a
full stop or the like): 17 of the 35 are found, nothing is joined that must not be.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from gazette_search.ingestion.layout.joins import ends_closed
from gazette_search.ingestion.layout.paragraphs import join_pieces
from gazette_search.ingestion.layout.print_line import GAZETTE, INDENT, PrintLine
from gazette_search.text.widths import print_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.ingestion.layout.paragraphs import Paragraph

_PAGE_LINES = 33
# Lines that a page may be off the count: headings set wider, titles on two lines.
_FEWER, _MORE = 1, 3
_FIRST_PAGE = range(20, 23)
# （责任单位：…） and （…按职责分工负责） close the paragraph before them.
_REMARK = re.compile(r"[（(](?:(?:责任|牵头|配合|主办)[^：:]{0,6}[：:]|[^（）()]{2,200}负责[）)]$)")
_REMARK_END = re.compile(r"(?:责任|牵头|配合|主办)[^：:]{0,6}[：:][^。]{2,400}[）)]$|负责[）)]$")
_LABEL = re.compile(r"[^，。：；（）]{2,12}：")


def join_at_page_ends(
    paragraphs: Sequence[Paragraph], lines_before: int | None, print_line: PrintLine = GAZETTE
) -> list[Paragraph]:
    """Put together neighbouring paragraphs that a page break behind a full stop parted.

    Args:
        paragraphs: Running text without titles between, in order.
        lines_before: Print lines between the head of the document and the text; None when
            something else (a table, an enclosed title) makes the count unsure.
        print_line: Of the issue; how many lines its pages hold is known for the gazette's own.
    """
    if print_line != GAZETTE or any(paragraph.first.setting != "print" for paragraph in paragraphs):
        return list(paragraphs)  # whole already
    ends = _page_ends(paragraphs, lines_before)
    joined: list[Paragraph] = []
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if index - 1 in ends and _goes_on(joined, paragraph, following):
            pieces = [*_pieces(joined[-1]), *_pieces(paragraph)]
            joined[-1] = join_pieces(pieces)
        else:
            joined.append(paragraph)
    return joined


def print_lines(paragraph: Paragraph) -> int:
    """How many print lines the paragraph takes."""
    return sum(_height(paragraph, index) for index in range(len(paragraph.lines)))


def _page_ends(paragraphs: Sequence[Paragraph], lines_before: int | None) -> set[int]:
    """Indexes of the paragraphs behind which the count puts the end of a page."""
    heights: list[int] = []
    breaks: list[int] = []  # positions of the sure page breaks, in print lines
    position = lines_before or 0
    for paragraph in paragraphs:
        for index, line in enumerate(paragraph.lines):
            if index and line.after_blank:
                breaks.append(position)
            position += _height(paragraph, index)
        heights.append(position)
    ends = set()
    for index, end in enumerate(heights[:-1]):
        place = bisect_right(breaks, end)
        before = breaks[place - 1] if place else None
        after = breaks[place] if place < len(breaks) else None
        if before is not None:
            is_end = _is_page(end - before) and (
                after is None or _is_page(after - end, unsure=True)
            )
        else:
            is_end = lines_before is not None and end in _FIRST_PAGE
        if is_end:
            ends.add(index)
    return ends


def _is_page(lines: int, *, unsure: bool = False) -> bool:
    """Whether so many lines make one page or two; further away the count proves nothing."""
    if lines > 2 * (_PAGE_LINES + _MORE):
        return unsure
    pages = max(1, round(lines / _PAGE_LINES))
    return -_FEWER * pages <= lines - pages * _PAGE_LINES <= _MORE * pages


def _goes_on(before: Sequence[Paragraph], half: Paragraph, following: Paragraph | None) -> bool:
    """Whether `half` is the rest of the last paragraph before it.

    The last print line of that paragraph and its siblings tell: it opens with a number or label,
    the half does not, and neither do its siblings on both sides have a second paragraph.
    """
    paragraph = before[-1]
    width = print_width(paragraph.last.text)
    if len(paragraph.lines) == 1:
        width += INDENT
    if not (GAZETTE.is_filled(width) and ends_closed(paragraph.text) and half.first.after_blank):
        return False
    if _REMARK.match(half.text):
        return not _REMARK_END.search(paragraph.text[-600:])
    opening = _opening(paragraph)
    if not opening or paragraph.text.endswith("：") or _opening(half) or following is None:
        return False
    marker = paragraph.first.marker
    is_first = marker is not None and marker.value == 1
    if not is_first and (len(before) < 2 or _opening(before[-2]) != opening):
        return False
    return _opening(following) in (opening, "heading") or _is_outer(following, paragraph)


def _opening(paragraph: Paragraph) -> str | None:
    """How a paragraph opens, when siblings would open alike."""
    line = paragraph.first
    if line.kind != "text" or line.bullet or line.depth:
        return "heading" if line.depth else line.kind
    if line.marker:
        return line.marker.kind
    return "label" if _LABEL.match(paragraph.text) else None


def _is_outer(following: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a section that encloses the paragraph ends before `following`."""
    outer, inner = following.first.marker, paragraph.first.marker
    return bool(outer and inner and outer.rank < inner.rank)


def _height(paragraph: Paragraph, index: int) -> int:
    """Print lines of one source line of the paragraph."""
    width = print_width(paragraph.lines[index].text) + (0 if index else INDENT)
    if index < len(paragraph.lines) - 1:  # ends at the right margin, give or take a few characters
        return max(1, round(width / GAZETTE.width))
    return max(1, math.ceil((width - 1) / GAZETTE.width))


def _pieces(paragraph: Paragraph) -> list[tuple[Line, str]]:
    """The lines of a paragraph with the text that each contributes."""
    starts = [start for start, _ in paragraph.starts]
    ends = [*starts[1:], len(paragraph.text)]
    return [
        (line, paragraph.text[start:end])
        for line, start, end in zip(paragraph.lines, starts, ends, strict=True)
    ]
