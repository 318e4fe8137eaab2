"""One physical line: its clean text and what it can be by its own form alone.

Classification looks at a single line. Whether a number really heads a document, or a short line
is a title, is decided later from its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from gazette_search.ingestion.layout.cleaning import clean, clean_row
from gazette_search.ingestion.layout.head_numbers import HeadNumber, is_masthead, read_head
from gazette_search.ingestion.layout.markup_tables import markup_rows
from gazette_search.ingestion.layout.numbering import Marker, find_marker
from gazette_search.text.dates import parse_date
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.formats.source_text import SourceLine, SourceText

LineKind = Literal[
    "blank",
    "layout",  # ---, a page number, an image: marks of the page, no text
    "row",  # of a table
    "number",  # nothing but a 发文字号, perhaps behind a masthead
    "order",  # nothing but 第12号
    "damaged",  # was a 发文字号
    "masthead",
    "date",
    "disclosure",  # （此件公开发布）
    "label",  # 附件 1:
    "note",  # 附件：1. …, an 附件说明
    "responsibility",  # 责任单位：…
    "footnote",  # of the line above, as its file says
    "text",
]

LineSetting = Literal[
    "print",  # as printed: a page or a print line may have broken it
    "whole",  # a whole paragraph, or the first part of one that is
    "rest",  # goes on with the line above, which the end of a page broke off
]


@dataclass(frozen=True, slots=True)
class Line:
    """A source line.

    Attributes:
        number: Counted from 1.
        text: Clean text.
        kind: What it can be by its form.
        depth: Number of # in front of it; unreliable as a level (2020-01:310, 345).
        bullet: Whether a Markdown bullet stood in front of it.
        marker: Its 结构层次序数.
        after_blank: Whether blank lines stand before it.
        setting: What its ends are.
        folded: The text after `fold_width`, which every reader of a line asks for.
        head: What a line of the kinds `number`, `order` and `damaged` says.
    """

    number: int
    text: str
    kind: LineKind
    depth: int = 0
    bullet: bool = False
    marker: Marker | None = None
    after_blank: bool = True
    setting: LineSetting = "print"
    folded: str = ""
    head: HeadNumber | None = None

    def __post_init__(self) -> None:
        """Fold the text once for all who read the line."""
        if self.text and not self.folded:
            object.__setattr__(self, "folded", fold_width(self.text))

    @property
    def is_content(self) -> bool:
        """Neither blank nor a layout mark."""
        return self.kind not in ("blank", "layout")


# Longer lines are prose, whatever they begin with; keeps every pattern away from huge lines.
_SHORT = 120
_RULE = re.compile(r"[-—_=*·.~# ]{3,}|[#*>-]{1,6}|```.*|!\[.*\]\(.*\)|<!--.*-->|</?table>")
_PAGE_NUMBER = re.compile(
    r"[-—–·•]+ ?\d{1,3} ?[-—–·•]+|第? ?\d{1,3} ?页(?: ?[/共] ?共? ?\d{1,3} ?页)?"
)
_DISCLOSURE = re.compile(
    r"\((?:此件|本文|此文)?[^()。，]{0,12}公开[^()。，]{0,12}\)|\((?:此件|本文)[^()。]{2,20}\)"
)
_LABEL = re.compile(r"附件 ?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})? ?[-—]? ?:?")
_NOTE = re.compile(r"附件 ?: ?(?=.)|附件 ?[0-9一二三四五六七八九十]{1,2} ?: ?(?=.)")
_RESPONSIBILITY = re.compile(
    r"\(?(?:责任|牵头|配合|主办|协办|承办|主管|参与|参加|协助|落实|完成|督办|分管|市级|县级)"
    r"(?:责任|牵头)?(?:单位|领导|部门|处室|科室|时限|时间|人)(?:及[^:，。]{1,8})? ?:"
)

_DATE_BEGINS = frozenset("0123456789一二〇○")

_WHOLE: dict[LineKind, re.Pattern[str]] = {
    "layout": re.compile(f"{_RULE.pattern}|{_PAGE_NUMBER.pattern}"),
    "disclosure": _DISCLOSURE,
    "label": _LABEL,
    "note": re.compile(f"(?:{_NOTE.pattern}).*"),
}


def classify_source(source: SourceText) -> list[Line]:
    """Every line of a file's text, in order."""
    if not source.whole_paragraphs:
        return classify_lines(source.text)
    lines: list[Line] = []
    for number, given in enumerate(source.lines, start=1):
        line = _given(number, given)
        # Only the rows of one table stand without a blank line between.
        beside = bool(lines) and lines[-1].kind == line.kind == "row"
        lines.append(replace(line, after_blank=False) if beside else line)
    return lines


def _given(number: int, given: SourceLine) -> Line:
    """A line whose file says what it is."""
    if given.origin == "note" or given.continues:
        text = clean(given.text.replace("\t", " "))[0]
        kind: LineKind = "footnote" if given.origin == "note" else "text"
        return Line(number, text, kind if text else "layout", setting="rest")
    line = classify(number, given.text, is_row=given.origin == "row")
    return replace(line, setting="whole")


def classify_lines(text: str) -> list[Line]:
    """Every line of the text, in order; only a line feed ends a line."""
    raws = text.split("\n")
    rows, tables = _table_rows(raws), markup_rows(raws)
    lines: list[Line] = []
    are_parted = _uses_blank_lines(raws)
    for number, raw in enumerate(raws, start=1):
        if number in tables:
            lines += _marked_up(number, tables[number], lines[-1:])
            continue
        line = classify(number, raw, is_row=number in rows)
        is_parted = not lines or lines[-1].kind in ("blank", "layout")
        after_blank = is_parted or not (are_parted or line.kind == "row")
        lines.append(line if after_blank else replace(line, after_blank=False))
    return lines


def _marked_up(number: int, rows: Sequence[str], above: Sequence[Line]) -> list[Line]:
    """The rows that begin on a line of a table in markup; a line without any is layout."""
    if not rows:
        return [Line(number, "", "layout")]
    # Of a table's lines only the first may follow a blank one.
    begins = not above or above[0].kind == "blank"
    return [
        Line(number, clean_row(row), "row", after_blank=begins and not place)
        for place, row in enumerate(rows)
    ]


def _uses_blank_lines(raws: list[str]) -> bool:
    """Whether blank lines part the paragraphs, so that lines without one between belong closer."""
    filled = [bool(raw.strip()) for raw in raws]
    beside = sum(above and line for above, line in pairwise(filled))
    return 2 * beside < sum(filled)


def classify(number: int, raw: str, *, is_row: bool = False) -> Line:
    """One line by its own form; `is_row` when its tabs separate the cells of a table."""
    if not raw.strip():
        return Line(number, "", "blank")
    if is_row:
        return Line(number, clean_row(raw), "row")
    text, depth, bullet = clean(raw.replace("\t", " "))
    if not text:
        return Line(number, "", "layout")
    folded = fold_width(text)
    head = read_head(folded)
    kind = head.form if head else _kind(folded)
    marker = find_marker(text, folded) if kind in ("text", "responsibility") else None
    return Line(number, text, kind, depth, bullet, marker, folded=folded, head=head)


def _table_rows(raws: list[str]) -> set[int]:
    """Numbers of the lines whose tabs separate cells.

    A tab at an end is an empty cell only in a table (2020-02:1256); elsewhere it is an indent.
    """
    inner = {number for number, raw in enumerate(raws, start=1) if "\t" in raw.strip()}
    rows = set(inner)
    for step in (1, -1):
        for number in sorted(inner, reverse=step < 0):
            beside = number + step
            while 0 < beside <= len(raws) and beside not in rows and "\t" in raws[beside - 1]:
                if not raws[beside - 1].strip():
                    break
                rows.add(beside)
                beside += step
    return rows


def _kind(folded: str) -> LineKind:
    """The kind of a line that is neither blank nor a row nor a number."""
    start = folded[:_SHORT]
    if _RESPONSIBILITY.match(start):
        return "responsibility"
    if len(folded) > _SHORT:
        return "note" if _NOTE.match(start) else "text"
    if folded[0] in _DATE_BEGINS and parse_date(folded):
        return "date"
    if is_masthead(start):
        return "masthead"
    return next((kind for kind, pattern in _WHOLE.items() if pattern.fullmatch(start)), "text")
