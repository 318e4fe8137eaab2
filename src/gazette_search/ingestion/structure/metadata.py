"""Elements around a document's text (GB/T 9704-2012, 7.3): title, addressee, signature, date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette_search.ingestion.structure.titles import genre_of
from gazette_search.text.dates import find_dates, parse_date
from gazette_search.text.widths import fold_width, print_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazette_search.ingestion.layout.lines import Line

_TITLE_LINES = 6
# 主送机关 names agencies and closes with a colon; 通告如下： closes a first paragraph.
_ADDRESSEE = re.compile(
    r"[^。；：:]{0,600}"
    r"(?:政府|委员会|[局委办厅院部处所行校会]|单位|部门|公司|企业|机构|组织|团体|同志)[）)”]?[:：]"
)
_NO_ADDRESSEE = re.compile(r"如下|下列|以下|为了|根据|按照|现将|现就|决定|要求|应当|条件|包括")
_RUN_IN_ADDRESSEE = re.compile(
    r"(?P<addressee>各[^。；：:]{1,150}(?:政府|部门|单位|委员会|管委会)[）)]?)[：:](?=\S)"
)
_AGENCY = re.compile(
    r"[\u4e00-\u9fff（）()“”、 ]{2,40}"
    r"(?:政府|办公[室厅]|委员会|管委会|委|局|厅|署|部|院|指挥部|领导小组|公司|中心|联合会|法院|检察院|军区|支行|分局|总队|支队|学院|大学|医院|协会|联社|集团)"
)
_OFFICIAL = re.compile(r"(?:代?理?[省市县区]长|主任|局长|院长)[:： ]{1,4}[\u4e00-\u9fff ]{2,8}")
_SIGNED_LINE = re.compile(
    r"(?P<agency>[\u4e00-\u9fff（）() ]{4,40}?) {0,8}"
    r"(?P<date>[0-9〇○一二三四五六七八九零 ]{4,8}年.{3,10}日)"
)
_TITLE_AGENCY = re.compile(
    r"(?P<agency>(?:[\u4e00-\u9fff（）() ]{2,30}?"
    r"(?:政府办公[室厅]|政府|委员会|办公[室厅]|委|局|厅|院|指挥部)){1,3}?)"
    r" ?(?:关于|印发|转发|批转|令|通告|公告|公布|发布|废止|修改)"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """署名, 成文日期 and 附注 of a document.

    Attributes:
        signature: Lines of the signature; the date may share the last.
        date_line: The line with the date.
        disclosure: （此件公开发布）, or None.
        issuer: Who signed, or None when a date stands alone.
        signed_date: The date.
    """

    signature: tuple[Line, ...]
    date_line: Line
    disclosure: Line | None
    issuer: str | None
    signed_date: date

    @property
    def first(self) -> int:
        """Number of its first line."""
        return (self.signature or (self.date_line,))[0].number

    @property
    def last(self) -> int:
        """Number of its last line."""
        return (self.disclosure or self.date_line).number


def find_title(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the title, which may be several, at the start of a document's lines."""
    taken: list[Line] = []
    for line in lines[:_TITLE_LINES]:
        if line.kind not in ("text", "masthead") or line.marker or _ends_prose(line.text):
            break
        is_whole = bool(taken) and genre_of("".join(part.text for part in taken)) is not None
        if is_whole and not _goes_on_as_title(line):
            break
        if taken and (_AGENCY.fullmatch(line.text) or print_width(line.text) > 60):
            break
        taken.append(line)
    return tuple(taken)


def _ends_prose(text: str) -> bool:
    return text[-1] in "。；：:;，," or "。" in text


def _goes_on_as_title(line: Line) -> bool:
    """Whether a line behind a 文种 still belongs to the title: …实施意见 / 的通知."""
    return line.text.startswith("的") and genre_of(line.text) is not None and len(line.text) < 30


def find_addressee(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the 主送机关 at the start of what follows the title, or none."""
    text = ""
    for index, line in enumerate(lines[:4]):
        if line.kind not in ("text", "masthead") or line.marker or "。" in line.text:
            return ()
        text += line.text
        if line.text[-1] in "：:":
            is_addressee = _ADDRESSEE.fullmatch(text) and not _NO_ADDRESSEE.search(text)
            return tuple(lines[: index + 1]) if is_addressee else ()
    return ()


def addressee_in(text: str) -> str | None:
    """The 主送机关 that runs into the first paragraph, or None."""
    match = _RUN_IN_ADDRESSEE.match(text[:200])
    if not match or _NO_ADDRESSEE.search(match["addressee"]):
        return None
    return match["addressee"]


def find_closing(lines: Sequence[Line]) -> Closing | None:
    """The first signature with a date below it, else the first date on a line of its own."""
    alone: Closing | None = None
    for index, line in enumerate(lines):
        signed = _signed_line(line)
        if signed:
            return Closing((line,), line, _disclosure(lines, index), *signed)
        day = parse_date(line.text) if line.kind == "date" else None
        if day is None:
            continue
        signature = _signature(lines, index)
        closing = Closing(signature, line, _disclosure(lines, index), issuer_of(signature), day)
        if signature:
            return closing
        alone = alone or closing
    return alone


def _signature(lines: Sequence[Line], date_index: int) -> tuple[Line, ...]:
    """The lines directly above a date that name agencies."""
    start = date_index
    while start and date_index - start < 4 and _is_signature(lines[start - 1]):
        start -= 1
    return tuple(lines[start:date_index])


def _is_signature(line: Line) -> bool:
    if line.kind not in ("text", "masthead") or line.marker or line.depth or len(line.text) > 40:
        return False
    return bool(_AGENCY.fullmatch(line.text) or _OFFICIAL.fullmatch(line.text))


def _signed_line(line: Line) -> tuple[str, date] | None:
    """Agency and date of a line that holds both and nothing else."""
    if line.kind != "text" or len(line.text) > 60 or line.marker:
        return None
    match = _SIGNED_LINE.fullmatch(fold_width(line.text))
    if not match or not _AGENCY.fullmatch(match["agency"].strip()):
        return None
    dates = find_dates(match["date"])
    return (match["agency"].replace(" ", ""), dates[0][2]) if dates else None


def _disclosure(lines: Sequence[Line], date_index: int) -> Line | None:
    following = lines[date_index + 1] if date_index + 1 < len(lines) else None
    return following if following is not None and following.kind == "disclosure" else None


def issuer_of(signature: Sequence[Line]) -> str | None:
    """The 发文机关 that signed; several are parted by 、."""
    names: list[str] = []
    for line in signature:
        name = line.text.replace(" ", "")
        if _OFFICIAL.fullmatch(line.text):
            continue
        # 葫芦岛市人民政府 / 办公室: one name that the print broke.
        if names and name in ("办公室", "办公厅"):
            names[-1] += name
        else:
            names.append(name)
    return "、".join(names) or None


def issuer_in_title(title: str) -> str | None:
    """The agency that opens the title, for documents without a signature."""
    match = _TITLE_AGENCY.match(title)
    return match["agency"].replace(" ", "") if match else None
