"""When something begins and ends to apply, read from one sentence.

自发布之日起施行, 从2018年7月1日起执行, 有效期5年, 执行期限截至2021年12月31日. Only a clause that
says this and nothing more is read: 自2020年1月1日起实施排污许可管理 is a task, no beginning. Who it
is said of is for the caller to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from gazette_search.text.dates import parse_date
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMERAL = rf"(?:\d{{1,3}}|[{NUMERAL_CHARACTERS}]{{1,4}})"
_DAY = (
    rf"(?:\d{{4}}|[{NUMERAL_CHARACTERS}]{{4}})年"
    rf"(?:{_NUMERAL}月(?:{_NUMERAL}[日号]|底|末)?|底|末)?"
)
_EVENTS = "公开发布|发布|公布|公告|印发|下发|签发|发文|颁布|颁发|出台|成文"
_WHEN = (
    rf"(?P<own>本[^，,]{{1,8}}?)?(?:(?P<event>(?:{_EVENTS})(?=之日)|即日)(?:之日)?|(?P<day>{_DAY}))"
)
_LATER = rf"(?:起)?满?(?P<days>{_NUMERAL})个?(?:工作)?[日天]之?后"
_FROM = rf"(?:自|从|于|由)?{_WHEN}(?:{_LATER})?(?:起|开始|后)*"
_APPLIES = (
    r"(?:正式|开始|全面|统一|贯彻|暂时|组织|依法|如期|予以)*"
    r"(?:施行|实施|执行|生效|起效|试行|实行|启用)"
)
_PERIOD = r"(?:(?:执行|实施|施行|有效|试行|暂行|适用|政策)期限?|有效(?:时间|期间))"
_IS = r"(?:暂|限|定|为|是|:|共|设定|规定)*"
_UNTIL = rf"(?:一直|截止|截|延长|顺延|延续|延期|止|有效)*(?:至|到)(?P<until>{_DAY})(?:为?止)?"
_SPAN = rf"(?P<count>半|{_NUMERAL})(?P<unit>年|个月)"

# Each is matched up to the end of a clause. Tried in this order, the first that fits is taken.
_PATTERNS = {
    "range": (
        rf"(?:{_PERIOD}|有效|执行){_IS}(?:自|从)?{_FROM}"
        rf"(?:-|—|–|~|至|到)(?P<until>{_DAY})(?:为?止)?"
    ),
    "span_from": rf"{_PERIOD}{_IS}(?:自|从){_FROM}(?:计?算)?{_SPAN}",
    "from_span": rf"(?:自|从){_FROM}(?:{_APPLIES}|{_PERIOD}{_IS})?{_SPAN}内?(?:有效)?",
    "from_until": rf"(?:自|从){_FROM}(?:{_APPLIES})?(?:有效期?)?{_UNTIL}",
    "from": rf"(?:自|从|于|由){_FROM}{_APPLIES}",
    "from_bare": rf"{_FROM}{_APPLIES}",
    "from_named": rf"(?:实施|施行|执行|生效)(?:时间|日期){_IS}(?:自|从)?{_FROM}",
    "until": rf"(?:{_PERIOD}|执行|施行|实施|有效|适用|试行){_IS}{_UNTIL}",
    "lapses_from": (
        rf"(?:自|从|于)(?P<lapsed>{_DAY})起?(?:自行|自动|即行)(?:废止|失效|终止|停止(?:执行|实施))"
    ),
    "span": rf"(?:{_PERIOD}|执行|试行|施行|有效|暂定){_IS}{_SPAN}",
}
_TRIGGER = re.compile(r"[施试实执]\s*行|实\s*施|[生起有失]\s*效|启\s*用|[废终停]\s*止|期|暂\s*定")
# 《…（试行）》 keeps its remark, any other is left out.
_REMARK = re.compile(r"(《[^《》]*》)|\([^()]*\)")
_START_COMMA = re.compile(r"(?<=起),")
_WISHED = re.compile(r"拟|建议|力争|争取|预计|计划$|原则上|是否|不得|应当?$")
_LAST_YEAR = 2200
_LONGEST = 300  # characters of a clause that is worth reading


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A beginning, an end or a length of time.

    Attributes:
        kind: What is said.
        who: The clause up to it; empty when the clause begins with it.
        before: The clauses of the sentence before that one.
        day: First day of application or, of `expires`, the last one.
        event: What the first day hangs on, empty when a day is named.
        days: Days after the event.
        months: Length of a term.
        own: Whether it hangs on the document itself: 本决定公告之日.
    """

    kind: Literal["effective", "expires", "term"]
    who: str
    before: str
    day: date | None = None
    event: str = ""
    days: int = 0
    months: int = 0
    own: bool = False


def read_lifetimes(sentence: str) -> list[Lifetime]:
    """What one sentence says of beginning, end and term, in its order."""
    if not _TRIGGER.search(sentence):
        return []
    text = "".join(fold_width(sentence).split())
    text = _START_COMMA.sub("", _REMARK.sub(_keep_title, text)).rstrip("。;!?")
    found: list[Lifetime] = []
    start = 0
    for clause in text.split(","):
        if len(clause) <= _LONGEST:
            found += _read(clause, text[max(0, start - _LONGEST) : start])
        start += len(clause) + 1
    return found


def _keep_title(match: re.Match[str]) -> str:
    return match[1] or ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_PATTERNS[name]})$")


def _read(clause: str, before: str) -> Iterator[Lifetime]:
    for name in _PATTERNS:
        match = _pattern(name).search(clause)
        if match:
            who = clause[: match.start()]
            if not _WISHED.search(who):
                yield from _lifetimes(match.groupdict(), who, before)
            return


def _lifetimes(said: dict[str, str | None], who: str, before: str) -> Iterator[Lifetime]:
    """The values of one match; a day that no calendar has gives nothing."""
    if said.get("event") or said.get("day"):
        day = _day(said["day"] or "", last=False)
        if day or said["event"]:
            days = parse_numeral(said.get("days") or "0") or 0
            if day and days:
                day, days = day + timedelta(days=days), 0
            event, own = said["event"] or "", bool(said.get("own"))
            yield Lifetime("effective", who, before, day, event, days, own=own)
    until = _day(said.get("until") or "", last=True)
    lapsed = _day(said.get("lapsed") or "", last=False)
    if lapsed:
        until = lapsed - timedelta(days=1)
    if until:
        yield Lifetime("expires", who, before, until)
    months = _months(said.get("count"), said.get("unit"))
    if months:
        yield Lifetime("term", who, before, months=months)


def _day(text: str, *, last: bool) -> date | None:
    """A day; of a year or a month its first or last one."""
    whole = parse_date(text)
    if whole or not text:
        return whole if whole and whole.year < _LAST_YEAR else None
    year_text, _, rest = text.partition("年")
    year, month = parse_numeral(year_text), parse_numeral(rest.rstrip("底末").removesuffix("月"))
    last = last or rest.endswith(("底", "末"))
    if rest.endswith(("日", "号")) or not year or not 1900 <= year < _LAST_YEAR:
        return None
    if month is None:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if not 1 <= month <= 12:
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1) if last else date(year, month, 1)


def _months(count: str | None, unit: str | None) -> int:
    if count == "半":
        return 6 if unit == "年" else 0
    value = parse_numeral(count or "") or 0
    months = value * 12 if unit == "年" else value
    return months if months <= 1200 else 0
