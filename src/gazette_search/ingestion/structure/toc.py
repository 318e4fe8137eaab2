"""The contents (目录) and the title page: what names an issue and what it announces.

Five layouts are known, and no issue prints the next one's: entries with leaders …… or ..... or
none, the number bare or in brackets, on the title's line or on the next, with or without list
marks. An entry is therefore read as: lines up to a page number or to the next entry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search import vocabulary
from gazette_search.ingestion.document_numbers import find_document_numbers
from gazette_search.ingestion.structure.metadata import find_addressee
from gazette_search.ingestion.structure.source_facts import read_facts
from gazette_search.ingestion.structure.titles import line_wording, title_wording
from gazette_search.models import DocumentNumber, IssueInfo, TocEntry
from gazette_search.text.dates import find_dates
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
_PAGE_FIRST = re.compile(r"(?P<page>\d{1,3}) +(?=[\u4e00-\u9fff《“])")
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
_TITLE_END = Lazy(
    lambda: rf"{vocabulary.either('genres', 'official', 'title')}(?:\([^()]{{1,12}}\))?$"
)
_LIST_MARK = re.compile(r"(?:\d{1,2}[.、．] ?|[·•] ?)(?=[^\d ])")
# Lines over which a number or the end of a title may be broken.
_LAST = 4


_FEWEST = 2  # entries that make a list without a heading one of contents
_LONGEST_ENTRY = 300  # characters; no title is as long
_SENTENCE = 30
_SHORTEST_ADDRESSEE = 4  # 编委：


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in front of the documents.

    Attributes:
        info: Year, number, serial and date of the issue.
        entries: The contents in printed order.
        end: How many of the content lines title page and contents take.
    """

    info: IssueInfo
    entries: tuple[TocEntry, ...]
    end: int = 0


def parse_contents(lines: Sequence[Line], file: str) -> Contents:
    """Read title page and contents, which end at the first line that is neither.

    Args:
        lines: Content lines of the file.
        file: Its name.
    """
    front = lines[: _end_of_front(lines)]
    groups = list(_before_again(_groups(front)))
    entries = [group.entry for group in groups if group.entry]
    is_headed = any(_HEADINGS.fullmatch(line.folded.replace(" ", "")) for line in front)
    told = len({e.document_number or e.title for e in entries if e.page or e.document_number})
    if not (is_headed or told >= _FEWEST or any(entry.page for entry in entries)):
        entries, groups = [], []
    end = max((group.end for group in groups), default=0)
    end = max(end, _end_of_title_page(front, end))
    return Contents(_info(front, end, file), tuple(entries), end)


def _end_of_front(lines: Sequence[Line]) -> int:
    """Where text begins for sure: a sentence, an addressee, a masthead over a number, metadata."""
    for index, line in enumerate(lines):
        text = line.folded
        if len(text) < 40 and _IMPRINT.match(text):
            return index
        if len(text) > _LONGEST_ENTRY or (
            "。" in text and len(text) > _SENTENCE and not _page(text)
        ):
            return index
        below = lines[index + 1] if index + 1 < len(lines) else None
        is_masthead = line.kind == "masthead" and below is not None and below.head is not None
        is_beside = line.head is not None and line.head.masthead is not None
        if is_masthead or is_beside or (line.head is None and read_facts(lines, index)):
            return index
        if (
            text.endswith(":")
            and len(text) > _SHORTEST_ADDRESSEE
            and find_addressee(lines[index : index + 1])
        ):
            return index
    return len(lines)


def _end_of_title_page(lines: Sequence[Line], start: int) -> int:
    """Where lines that name the issue end, when they stand alone or behind the contents."""
    while start < len(lines) and _is_title_page(lines[start].folded):
        start += 1
    return start


def _info(lines: Sequence[Line], end: int, file: str) -> IssueInfo:
    """Issue and date stand on short lines; the first of each counts, dates up to `end` only."""
    year = number = serial = published = None
    for place, line in enumerate(lines):
        if len(line.text) > 60 or line.kind == "row":
            continue
        text = line.folded
        issue, whole = _ISSUE.search(text), _SERIAL.search(text)
        if issue and number is None:
            year, number = parse_numeral(issue["year"]), parse_numeral(issue["number"])
        if whole and serial is None:
            serial = parse_numeral(whole["serial"])
        dates = find_dates(text) if place < end else None
        if dates and published is None:
            published = dates[0][2]
    return IssueInfo(file, year, number, serial, published)


def _before_again(groups: Iterable[_Group]) -> Iterator[_Group]:
    """The entries up to one that names a document again, without a page: there it begins."""
    seen: set[object] = set()
    for group in groups:
        entry = group.entry
        if entry:
            names = {title_wording(entry.title), entry.document_number} - {None, ""}
            if entry.page is None and seen & names:
                return
            seen |= names
        yield group


@dataclass(frozen=True, slots=True)
class _Group:
    """The lines of one entry, as far as they hold one, and where they end."""

    entry: TocEntry | None
    end: int


def _group(lines: Sequence[Line], column: str | None, end: int) -> _Group:
    return _Group(_entry(lines, column), end)


def _groups(lines: Sequence[Line]) -> Iterator[_Group]:
    """The lines of one entry after the other; they end where an entry's title stands again."""
    column: str | None = None
    pending: list[Line] = []
    has_pages = any(_page(line.folded) for line in lines)
    seen: set[str] = set()
    are_numbered = False  # entries have their number on a line of its own
    for index, line in enumerate(lines):
        text = line.folded
        if not pending and _is_again(lines, index, seen):
            return
        heading = _column(line, is_between=not pending)
        is_heading = heading is not None or _is_title_page(text)
        is_listed = line.bullet or bool(_LIST_MARK.match(text))
        if pending and (is_heading or is_listed):
            # In contents with pages, lines without one that nothing closes are no entry.
            if is_listed or not has_pages or find_document_numbers(_joined(pending)):
                yield _group(pending, column, index)
            pending = []
        column = heading or column
        if not is_heading:
            pending.append(line)
        below = _is_numbered_below(lines, index + 1, seen, as_before=are_numbered)
        is_whole = not has_pages and _is_whole(pending, is_numbered_below=below)
        if pending and (_page(text) or is_whole):
            are_numbered = are_numbered or pending[-1].kind == "number"
            group = _group(pending, column, index + 1)
            seen.add(_compared(group.entry) or text)
            yield group
            pending = []
    if pending and not has_pages:
        yield _group(pending, column, len(lines))


def _compared(entry: TocEntry | None) -> str:
    """The title of an entry, to be known again where the document begins."""
    return title_wording(entry.title) if entry else ""


def _is_again(lines: Sequence[Line], index: int, seen: set[str]) -> bool:
    """Whether lines are the title of an entry, without a page: the document itself begins.

    Its masthead and number may stand above it.
    """
    while index < len(lines) and lines[index].kind in ("masthead", "number", "damaged", "order"):
        index += 1
    text = ""
    for line in lines[index : index + 4]:
        if _page(line.folded):
            return False
        text += line_wording(line)
        if text in seen:
            return True
    return False


def _joined(lines: Sequence[Line]) -> str:
    return "".join(line.folded for line in lines)


def _page(text: str) -> int | None:
    # A number without a page ends in 号, so that (2018) or 4 is never taken for one.
    match = _PAGE.search(text, max(0, len(text) - 60))
    if not match or (match.start() == 0 and match["bare"]):
        return None
    return int(match["round"] or match["named"] or match["bare"])


def _column(line: Line, *, is_between: bool) -> str | None:
    """The name of a column (○ 葫政发文件), or None for any other line."""
    text = line.folded
    mark = _COLUMN_MARK.match(text)
    if find_document_numbers(text, text) or len(text) > 30:
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


def _is_whole(pending: Sequence[Line], *, is_numbered_below: bool) -> bool:
    """Whether the lines are an entry, in contents without pages; the number may stand below.

    What makes it one stands on its last lines; in a text that is no contents nothing ever does.
    """
    text = _joined(pending[-_LAST:])
    if find_document_numbers(text, text):
        return True
    return bool(_TITLE_END.search(text)) and not is_numbered_below


def _is_numbered_below(
    lines: Sequence[Line], index: int, seen: set[str], *, as_before: bool
) -> bool:
    """Whether a line is the number of the entry above it, and not of the first document."""
    is_number = index < len(lines) and lines[index].kind == "number"
    return is_number and (as_before or not _is_again(lines, index, seen))


def _entry(lines: Sequence[Line], column: str | None) -> TocEntry | None:
    """The entry on these lines, or None when they hold neither number nor title."""
    text = " ".join(line.text.replace("\t", " ") for line in lines).strip()
    text = text.strip("| ").replace(" | ", " ")  # cells of a row that stands alone
    folded = fold_width(text)
    page = _page(folded)
    first = _PAGE_FIRST.match(folded) if page is None else None
    if first:
        page, text, folded = int(first["page"]), text[first.end() :], folded[first.end() :]
    match = _PAGE.search(folded, max(0, len(folded) - 60)) if page and not first else None
    if match:
        text, folded = text[: match.start()], folded[: match.start()]
    numbers = find_document_numbers(folded, folded)
    number: DocumentNumber | None = None
    if numbers:
        start, end, number = numbers[-1]
        text = (text[:start].rstrip(" (（[【") + " " + text[end:].lstrip(" )）]】")).strip()
    text = _LIST_MARK.sub("", _LEADERS.sub("", text.rstrip(" .…")), count=1).strip()
    if number is None and not (_TITLE_END.search(fold_width(text)) and len(text) > 6):
        return None
    return TocEntry(text, number, page, column, (lines[0].number, lines[-1].number))
