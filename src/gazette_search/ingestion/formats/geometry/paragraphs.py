"""Paragraphs from lines: a line goes on when it was full and the next is not indented.

GB/T 9704-2012 (7.3.3) indents the first line of a paragraph by two characters and begins the others
at the edge; titles are centred (7.3.1). Files that part paragraphs by space instead are read by it.
"""

from __future__ import annotations

import re
from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.geometry.lines import joined
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.ingestion.formats.geometry.lines import PlacedLine

_FLUSH = 0.6  # characters by which the lines of one paragraph begin apart
_SAME_SIZE = 0.07
_HANGING = 8.0  # characters; a label is no longer (附件：1.)
# Of the usual distance of lines: so much more parts paragraphs.
_PARTED = 1.3
# Inside a sentence: headings in another font stand up to 1.5 apart.
_PARTED_INSIDE = 1.7
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_FIRST_INDENT = 3.0  # characters, of a first line within an indented paragraph
_TITLE = 1.08  # of the body's size
_TITLE_DISTANCE = 2.6  # sizes, between the lines of one title
_LEADER = re.compile(r"(?:[.…·．]\s*){3,}")
_LABEL = re.compile(
    r"(?:附件|注|备注|附|说明)\s*\d*\s*[:：]|[(（]?[一二三四五六七八九十0-9]{1,3}[、.．)）]|[①-⑳●○■◆▪·•*-]"
)
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）]|\d{1,2}[.．、](?!\d)"
    r"|第[一二三四五六七八九十百零〇0-9]{1,5}[条章节编]"
)
_CLOSED = "。；：！？.;:!?”）》"


@dataclass(slots=True)
class PlacedParagraph:
    """Lines that belong together."""

    lines: list[PlacedLine] = field(default_factory=list)

    @property
    def last(self) -> PlacedLine:
        """The line that closes it so far."""
        return self.lines[-1]

    def pieces(self) -> list[tuple[str, int]]:
        """Its text on each page that it stands on, with the page."""
        found: list[tuple[str, int]] = []
        for line in self.lines:
            if found and found[-1][1] == line.page:
                found[-1] = (joined(found[-1][0], line.text), line.page)
            else:
                found.append((line.text, line.page))
        return found


@dataclass(frozen=True, slots=True)
class Body:
    """How the body of a file is set: the size of its type and the distance of its baselines.

    The distance is 0 where too few lines show it.
    """

    size: float
    distance: float


def body_of(lines: Sequence[PlacedLine], size: float) -> Body:
    """How lines are set whose body has the given size."""
    distances = sorted(
        below.baseline - above.baseline
        for above, below in pairwise(lines)
        if above.column == below.column
        and above.page == below.page
        and abs(above.size - size) <= _SAME_SIZE * size
        and abs(below.size - size) <= _SAME_SIZE * size
        and 0 < below.baseline - above.baseline < 4 * size
    )
    return Body(size, distances[len(distances) // 2] if distances else 0.0)


def find_paragraphs(lines: Iterable[PlacedLine], body: Body) -> list[PlacedParagraph]:
    """The paragraphs of lines in reading order.

    Args:
        lines: With nothing between them.
        body: How the file's body is set.
    """
    paragraphs: list[PlacedParagraph] = []
    for line in lines:
        if paragraphs and line_continues(paragraphs[-1], line, body):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(PlacedParagraph([line]))
    return paragraphs


def line_continues(paragraph: PlacedParagraph, line: PlacedLine, body: Body) -> bool:
    """Whether a line goes on with a paragraph."""
    last = paragraph.last
    if last.is_entry:
        return False
    if _LEADER.match(line.text):
        return True
    if abs(line.size - last.size) > _SAME_SIZE * last.size or not last.is_full_before(line):
        return False
    beside = line.page == last.page and line.column == last.column
    step = line.baseline - last.baseline
    if _is_title(paragraph, line, body):
        return beside and step <= _TITLE_DISTANCE * line.size
    parted = _PARTED if last.text[-1:] in _CLOSED else _PARTED_INSIDE
    if beside and body.distance and step > parted * max(body.distance, 1.2 * line.size):
        return False
    return _is_flush(paragraph, line)


def _is_title(paragraph: PlacedParagraph, line: PlacedLine, body: Body) -> bool:
    """Whether a line is the next of a centred title.

    In the size of the body, a first line that is indented and as far from the right edge is none.
    """
    if not line.is_balanced or not all(above.is_balanced for above in paragraph.lines):
        return False
    if _DATE.match(line.text):  # 2020年3月15日出版, below the number of the issue
        return False
    if line.size > _TITLE * body.size:
        return True
    return line.is_centered and paragraph.last.text[-1:] not in _CLOSED


def _is_flush(paragraph: PlacedParagraph, line: PlacedLine) -> bool:
    """Whether a line begins where the paragraph's lines do, its first aside."""
    first = paragraph.lines[0]
    if len(paragraph.lines) > 1:
        return abs(line.indent - paragraph.lines[1].indent) <= _FLUSH and not _opens(
            paragraph, line
        )
    if first.indent > _HANGING:
        return False  # no first line is indented so far: signatures and dates stand at the right
    if line.indent <= _FLUSH:
        return not _opens(paragraph, line)
    if _FLUSH < first.indent - line.indent <= _FIRST_INDENT:
        return True
    hangs = first.indent + _FLUSH < line.indent <= first.indent + _HANGING
    return hangs and bool(_LABEL.match(first.text)) and not _MARKER.match(line.text)


def _opens(paragraph: PlacedParagraph, line: PlacedLine) -> bool:
    """Whether a line opens a paragraph by its number though it is not indented.

    Only where paragraphs are not indented: elsewhere 三、 at the edge is the rest of 二、三、.
    """
    first = paragraph.lines[0]
    if first.indent > _FLUSH or first.is_centered:
        return False
    return bool(_MARKER.match(line.text)) and paragraph.last.text[-1:] in _CLOSED
