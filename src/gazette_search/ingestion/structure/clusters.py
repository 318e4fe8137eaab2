"""Elements that stand together as the head of a document would: masthead, number, title, metadata.

Only their forms and order are looked at; whether they head a document is decided in `heads`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.layout.head_numbers import HeadNumber, read_head
from gazette_search.ingestion.structure.source_facts import FactBlock, read_facts
from gazette_search.ingestion.structure.title_lines import (
    can_be_title,
    find_title,
    has_title_shape,
    is_agency,
    issuer_in,
)
from gazette_search.ingestion.structure.titles import title_wording, unquoted
from gazette_search.text.patterns import Lazy
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.ingestion.structure.title_lines import AnnouncedTitles

_NONE = range(0)
_SUFFIX = Lazy(r"(?:办公[室厅])? ?(?:文件|公告|通告|令)")
# 份号, 密级 and 紧急程度 stand above the masthead, 签发人 beside or below the number
# (GB/T 9704-2012, 7.2.1 to 7.2.6).
_ABOVE = Lazy(r"\d{6}|(?:绝密|机密|秘密)(?:★.{0,8})?|特急|加急|特提|平急|急件")
_SIGNATORY = Lazy(r"签发人? ?: ?[\u4e00-\u9fff·、 ]{2,30}")
# What can stand at the end of a line when the next one holds the rest of a broken number.
_BROKEN = Lazy(r"[\u4e00-\u9fff]{2,12} ?[〔\[(【]? ?\d{0,4} ?[〕\])】]? ?(?:第? ?\d{0,4})?")
_REST = Lazy(r"[〔\[(【]? ?\d{0,4} ?[〕\])】]? ?第? ?\d{1,5} ?号|号")
_UNREADABLE = Lazy(r".{0,24}[\d〔\[(【〕\])】]{2}.{0,24}")
# 会议纪要 / 第15期 / 青河市人民政府办公室 2021年6月8日: what is counted has its count below.
_IN_PARTS = Lazy(r"(?:纪要|简报|通报|公报)$")
_COUNT = r"[\d一二三四五六七八九十百]{1,5}"
_PART_LINE = Lazy(
    rf"\(?(?:[〔\[(]?\d{{4}}[〕\])]?年?)? ?(?:总 ?)?第 ?{_COUNT} ?期\)?"
    rf"(?: ?\(总第? ?{_COUNT} ?期\))?"
    r"|[\u4e00-\u9fff]{4,30} *\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
)
_MASTHEAD_LINES = 8
_NUMBER_WIDTH = 30
_NOTE_LINES = 6  # of an export in front of the text
_SHORTEST_STATED = 6  # characters of a title


@dataclass(frozen=True, slots=True)
class Cluster:
    """Extents of the elements in the sequence of lines; empty ranges where there are none.

    Attributes:
        start: The first line.
        end: Behind the last line.
        masthead: 发文机关标志, with 份号 and 密级 above it.
        number: 发文字号, with 签发人 below it.
        title: 标题.
        facts: Metadata; also a title printed a second time above it.
        block: What the metadata says.
        head: What the number line says.
    """

    start: int
    end: int
    masthead: range = _NONE
    number: range = _NONE
    title: range = _NONE
    facts: range = _NONE
    block: FactBlock | None = None
    head: HeadNumber | None = None

    def title_text(self, lines: Sequence[Line]) -> str:
        """The title without spaces."""
        return "".join(lines[place].text for place in self.title).replace(" ", "")


def read_cluster(lines: Sequence[Line], start: int, titles: AnnouncedTitles) -> Cluster | None:
    """The elements that stand together from `start` on, or None when there is no such element."""
    reader = _Reader(lines, start, titles)
    while reader.place < len(lines) and reader.read_one():
        pass
    return reader.cluster() if reader.place > start else None


class _Reader:
    """Takes one element after the other, each kind once."""

    def __init__(self, lines: Sequence[Line], start: int, titles: AnnouncedTitles) -> None:
        self.lines, self.start, self.place, self.titles = lines, start, start, titles
        self.masthead = self.number = self.title = self.facts = _NONE
        self.block: FactBlock | None = None
        self.head: HeadNumber | None = None

    def cluster(self) -> Cluster:
        return Cluster(
            self.start, self.place, self.masthead, self.number, self.title, self.facts,
            self.block, self.head,
        )  # fmt: skip

    def read_one(self) -> bool:
        """Take the element at the place; False when there is none."""
        return self._again() or self._facts() or self._masthead() or self._number() or self._title()

    def _again(self) -> bool:
        """Leave what a page prints twice, number and title, to its metadata: the second counts."""
        if not (self.title and self.number) or self.masthead or self.facts:
            return False
        place = self.place
        found = read_number(self.lines, place)
        if found and self.head and found[1].number == self.head.number:
            place = found[0]
        if not _same_title(self.lines, self.title, place):
            return False
        self.facts = range(self.start, self.place)
        self.number = self.title = _NONE
        self.head = None
        return True

    def _take(self, end: int) -> range:
        taken = range(self.place, end)
        self.place = end
        return taken

    def _facts(self) -> bool:
        self.block = self.block or read_facts(self.lines, self.place)
        if self.block is None or self.facts:
            return False
        if self.title and not self.number:  # the page names the document above its metadata
            again = self.place + self.block.lines
            same = _same_title(self.lines, self.title, again)
            if same:
                self.place = self.title.start
                self.title = _NONE
                self.facts = self._take(again)
                return True
        self.facts = self._take(self.place + self.block.lines)
        self._skip_notes()
        return True

    def _skip_notes(self) -> None:
        """Leave to the metadata what an export says of itself in front of the title it states."""
        stated = title_wording(unquoted(self.block.value("title") or "")) if self.block else ""
        if len(stated) < _SHORTEST_STATED or self.title or self.number:
            return
        for place in range(self.place + 1, min(self.place + _NOTE_LINES, len(self.lines))):
            printed = find_title(self.lines[place : place + 9])
            wording = title_wording(unquoted("".join(line.text for line in printed)))
            # A program may have cut the title that it states.
            if printed and wording.startswith(stated):
                self.facts = range(self.facts.start, place)
                self.place = place
                return

    def _masthead(self) -> bool:
        if self.masthead or self.number or self.title:
            return False
        end = _masthead_end(self.lines, self.place)
        again = _masthead_end(self.lines, end)
        if end > self.place and _text(self.lines, self.place, end) == _text(self.lines, end, again):
            end = again  # a page names itself by the masthead too
        if end > self.place and _IN_PARTS.search(self.lines[end - 1].folded):
            while end < len(self.lines) and _PART_LINE.fullmatch(self.lines[end].folded):
                end += 1
        self.masthead = self._take(end)
        return bool(self.masthead)

    def _number(self) -> bool:
        if self.number:
            return False
        is_inside = bool(self.masthead or self.title)
        found = read_number(self.lines, self.place)
        if found and found[1].form == "order" and not (is_inside or found[1].masthead):
            return False
        if found is None:
            if self.masthead and not self.title and self._is_unreadable():
                self.number = self._take(self.place + 1)
                return True
            return False
        end, self.head = found
        if end < len(self.lines) and _SIGNATORY.fullmatch(self.lines[end].folded):
            end += 1
        self.number = self._take(end)
        return True

    def _is_unreadable(self) -> bool:
        """Whether a short line under a masthead and above a title was a number."""
        line = self.lines[self.place]
        if line.kind != "text" or len(line.text) > _NUMBER_WIDTH:
            return False
        below = find_title(self.lines[self.place + 1 : self.place + 9])
        is_number = bool(_UNREADABLE.fullmatch(line.folded)) and not has_title_shape((line,))
        return is_number and has_title_shape(below)

    def _title(self) -> bool:
        if self.title:
            return False
        line = self.lines[self.place]
        if not can_be_title(line):
            return False
        announced = self.titles.at(self.lines, self.place)
        found = announced or self._printed_title()
        is_sure = bool(announced) or bool(self.masthead or self.number)
        if not found or not (is_sure or has_title_shape(found)):
            return False
        self.title = self._take(self.place + len(found))
        return True

    def _printed_title(self) -> tuple[Line, ...]:
        """The title by its form; in front of any other element it ends at a masthead."""
        found = find_title(self.lines[self.place : self.place + 9])
        if self.masthead or self.number:
            return found
        if any(_opens_title(found, length) for length in range(1, len(found))):
            return ()  # the lines above the one that opens it are the end of something else
        for length, line in enumerate(found):
            below = self.place + length + 1
            is_masthead = line.kind == "masthead" and below < len(self.lines)
            if is_masthead and read_number(self.lines, below):
                return found[:length]
        return found


def _opens_title(found: Sequence[Line], length: int) -> bool:
    """Whether a title begins behind the first lines: 余蔚平 财政部副部长 / 国务院关于…的通知."""
    above = "".join(line.text for line in found[:length])
    is_title = issuer_in("".join(line.folded for line in found[length:])) is not None
    return is_title and not is_agency(above)


def _text(lines: Sequence[Line], start: int, end: int) -> str:
    return "".join(line.folded for line in lines[start:end]).replace(" ", "")


def _same_title(lines: Sequence[Line], title: range, place: int) -> bool:
    again = "".join(line.text for line in find_title(lines[place : place + 9]))
    first = "".join(lines[at].text for at in title)
    return bool(again) and title_wording(unquoted(again)) == title_wording(unquoted(first))


def read_number(lines: Sequence[Line], place: int) -> tuple[int, HeadNumber] | None:
    """The number that begins at a line: the place behind it, and what it says.

    A print line may break it: 青政办发〔2021〕 / 12号.
    """
    line = lines[place]
    if line.head and line.head.form != "damaged":
        return place + 1, line.head
    if (
        place + 1 < len(lines)
        and len(line.text) <= _NUMBER_WIDTH
        and _BROKEN.fullmatch(line.folded)
    ):
        rest = lines[place + 1]
        if _REST.fullmatch(rest.folded):
            whole = read_head(line.folded + rest.folded)
            if whole and whole.form == "number":
                return place + 2, whole
    return (place + 1, line.head) if line.head else None


def _masthead_end(lines: Sequence[Line], place: int) -> int:
    """Behind the masthead that begins at a line; the place itself when there is none.

    It may stand on several lines: the agencies of a joint document with 文件 below or beside them.
    """
    index = place
    while index < min(place + 3, len(lines)) and _ABOVE.fullmatch(lines[index].folded):
        index += 1
    first, has_suffix = index, False
    while index < min(first + _MASTHEAD_LINES, len(lines)):
        line = lines[index]
        if (
            line.kind == "masthead" and not has_suffix and (index == first or _joins(lines, first))
        ) or (_SUFFIX.fullmatch(line.folded) and index > first and not has_suffix):
            has_suffix = True
        elif not (line.kind == "text" and len(line.text) <= 40 and is_agency(line.text)):
            break
        index += 1
    if not has_suffix:
        return place
    # Agencies below 文件 belong to it only when the number follows.
    while (
        index > first + 1 and lines[index - 1].kind == "text" and not _is_suffix(lines[index - 1])
    ):
        if index < len(lines) and read_number(lines, index):
            break
        index -= 1
    return index


def _is_suffix(line: Line) -> bool:
    return bool(_SUFFIX.fullmatch(line.folded))


def _joins(lines: Sequence[Line], first: int) -> bool:
    """Whether agencies above a masthead belong to it and are no signature without a date."""
    above = lines[first - 1] if first else None
    return above is None or above.kind in ("date", "disclosure")
