"""The contents (目录) and the title page: what names an issue and what it announces.

Five layouts are known, and no issue prints the next one's: entries with leaders …… or ..... or
none, the number bare or in brackets, on the title's line or on the next, with or without list
marks. An entry is therefore read as: lines up to a page number or to the next entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette_search.ingestion.document_numbers import find_document_numbers
from gazette_search.models import DocumentNumber, IssueInfo, TocEntry
from gazette_search.text.dates import find_dates
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.ingestion.layout.lines import Line

_N = rf"(?:\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,6}})"
_ISSUE = re.compile(
    rf"(?P<year>\d{{4}}|[{NUMERAL_CHARACTERS}]{{4}}) ?年? ?第 ?(?P<number>{_N}) ?期"
)
_SERIAL = re.compile(rf"总 ?(?:第 ?)?(?P<serial>{_N}) ?期")
_COLUMN_MARK = re.compile(r"[○◯〇●◎■◆▲★☆□◇【\[] ?")
# The page closes an entry: (2), ……2, .....(2), 第2页, a tab and 2.
_PAGE = re.compile(
    r"[ .…·•．。_—-]*(?:\( ?(?P<round>\d{1,3}) ?\)|第 ?(?P<named>\d{1,3}) ?页"
    r"|(?<=[ .…·•．_—\-\t])(?P<bare>\d{1,3}))[ .…·]*$"
)
_LEADERS = re.compile(r"[ .…·•．_—-]{2,}$|…$")
_HEADINGS = re.compile(
    r"目 ?录|目|录|contents|\(?季刊\)?|(?:目 ?录)? ?\(?[单双半]?月刊\)?|[\u4e00-\u9fff]{2,20}公报",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"编委会|编辑委员会|主 ?办 ?[:单]|主 ?编 ?:|编 ?辑 ?:|出 ?版 ?:|邮 ?编 ?:|地址 ?:"
)
_COLUMN = re.compile(
    r"[\u4e00-\u9fff“”（）() ]{2,20}"
    r"(?:文件|通告|公告|法规|规章|规定|政令|任免|决定|通知|公报|解读|选登|动态|要闻|大事记)"
)
_TITLE_END = re.compile(
    r"(?:通知|通告|公告|意见|决定|通报|批复|办法|规定|方案|命令|令|函|报告|议案|决议|公报|纪要|细则|规划)"
    r"(?:\([^()]{1,12}\))?$"
)
_LIST_MARK = re.compile(r"(?:\d{1,2}[.、．] ?|[·•] ?)(?=[^\d ])")
# Lines over which a number or the end of a title may be broken.
_LAST = 4


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in front of the documents.

    Attributes:
        info: Year, number, serial and date of the issue.
        entries: The contents in printed order.
    """

    info: IssueInfo
    entries: tuple[TocEntry, ...]


def parse_contents(lines: Sequence[Line], file: str) -> Contents:
    """Read title page and contents from the content lines in front of the first document."""
    contents = _up_to_imprint(lines)
    return Contents(_info(contents, file), tuple(_entries(contents)))


def _up_to_imprint(lines: Sequence[Line]) -> list[Line]:
    for index, line in enumerate(lines):
        if len(line.text) < 40 and _IMPRINT.match(fold_width(line.text)):
            return list(lines[:index])
    return list(lines)


def _info(lines: Sequence[Line], file: str) -> IssueInfo:
    """Issue and date stand on short lines; the first of each counts."""
    year = number = serial = published = None
    for line in lines:
        if len(line.text) > 60 or line.kind == "row":
            continue
        text = fold_width(line.text)
        issue, whole = _ISSUE.search(text), _SERIAL.search(text)
        if issue and number is None:
            year, number = parse_numeral(issue["year"]), parse_numeral(issue["number"])
        if whole and serial is None:
            serial = parse_numeral(whole["serial"])
        dates = find_dates(text)
        if dates and published is None:
            published = dates[0][2]
    return IssueInfo(file, year, number, serial, published)


def _entries(lines: Sequence[Line]) -> Iterator[TocEntry]:
    for column, group in _groups(lines):
        entry = _entry(group, column)
        if entry:
            yield entry


def _groups(lines: Sequence[Line]) -> Iterator[tuple[str | None, list[Line]]]:
    """The lines of one entry after the other, with the column above them."""
    column: str | None = None
    pending: list[Line] = []
    has_pages = any(_page(_folded(line)) for line in lines)
    for line in lines:
        text = _folded(line)
        heading = _column(line, is_between=not pending)
        is_heading = heading is not None or _is_title_page(text)
        if pending and (is_heading or line.bullet or _LIST_MARK.match(text)):
            yield column, pending
            pending = []
        column = heading or column
        if not is_heading:
            pending.append(line)
        if pending and (_page(text) or (not has_pages and _is_whole(pending))):
            yield column, pending
            pending = []
    if pending:
        yield column, pending


def _folded(line: Line) -> str:
    return fold_width(line.text)


def _page(text: str) -> int | None:
    # A number without a page ends in 号, so that (2018) or 4 is never taken for one.
    match = _PAGE.search(text, max(0, len(text) - 60))
    if not match or (match.start() == 0 and match["bare"]):
        return None
    return int(match["round"] or match["named"] or match["bare"])


def _column(line: Line, *, is_between: bool) -> str | None:
    """The name of a column (○ 葫政发文件), or None for any other line."""
    text = _folded(line)
    mark = _COLUMN_MARK.match(text)
    if find_document_numbers(text) or len(text) > 30:
        return None
    if mark:
        return text[mark.end() :].strip("】]").strip() or None
    is_name = is_between and not line.bullet and not _page(text) and "关于" not in text
    return text if is_name and _COLUMN.fullmatch(text) else None


def _is_title_page(text: str) -> bool:
    if len(text) > 60:
        return False
    is_dated = bool(find_dates(text)) and ("出版" in text or len(text) < 16)
    return bool(
        _HEADINGS.fullmatch(text) or _ISSUE.search(text) or _SERIAL.search(text) or is_dated
    )


def _is_whole(pending: Sequence[Line]) -> bool:
    """Whether the lines are an entry, in contents without pages.

    What makes it one stands on its last lines; in a text that is no contents nothing ever does.
    """
    text = "".join(_folded(line) for line in pending[-_LAST:])
    return bool(find_document_numbers(text) or _TITLE_END.search(text))


def _entry(lines: Sequence[Line], column: str | None) -> TocEntry | None:
    """The entry on these lines, or None when they hold neither number nor title."""
    text = " ".join(line.text.replace("\t", " ") for line in lines).strip()
    folded = fold_width(text)
    page = _page(folded)
    match = _PAGE.search(folded, max(0, len(folded) - 60)) if page is not None else None
    if match:
        text, folded = text[: match.start()], folded[: match.start()]
    numbers = find_document_numbers(folded)
    number: DocumentNumber | None = None
    if numbers:
        start, end, number = numbers[-1]
        text = (text[:start].rstrip(" (（[【") + " " + text[end:].lstrip(" )）]】")).strip()
    text = _LIST_MARK.sub("", _LEADERS.sub("", text.rstrip(" .…")), count=1).strip()
    if number is None and not (_TITLE_END.search(fold_width(text)) and len(text) > 6):
        return None
    return TocEntry(text, number, page, column, (lines[0].number, lines[-1].number))
