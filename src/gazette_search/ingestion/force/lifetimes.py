"""When something begins and ends to apply, read from one sentence.

自发布之日起施行, 从2018年7月1日起执行, 有效期5年, 执行期限截至2021年12月31日. Only a clause that
says this and nothing more is read: 自2020年1月1日起实施排污许可管理 is a task, no beginning. Who it
is said of is for the caller to judge.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from gazette_search.text.dates import PRINTED_DAY, PrintedDay, parse_day
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass
from gazette_search.vocabulary import either

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gazette_search.text.dates import Grain


_NUMERAL = rf"(?:\d{{1,3}}|[{NUMERAL_CHARACTERS}]{{1,4}})"
_PERIOD = r"(?:(?:执行|实施|施行|有效|试行|暂行|适用|政策)期限?|有效(?:时间|期间))"
_IS = r"(?:暂|限|定|为|是|:|共|设定|规定)*"
_UNTIL = (
    rf"(?:一直|截止|截|延长|顺延|延续|延期|止|有效)*(?:至|到)(?P<until>{PRINTED_DAY})(?:为?止)?"
)
_SPAN = rf"(?P<count>半|{_NUMERAL})(?P<unit>年|个月)"
_LATER = rf"(?:起)?满?(?P<days>{_NUMERAL})个?(?:工作)?[日天]之?后"
_SET = r"(?:标准|价格|收费|费率|税率|税额|比例|额度|限额)"


def _from() -> str:
    when = (
        rf"(?P<own>本[^，,]{{1,8}}?)?(?:(?P<event>{either('leads', 'issue')}(?=之日)|即日)(?:之日)?"
        rf"|(?P<day>{PRINTED_DAY})(?:零时)?)"
    )
    return rf"(?:自|从|于|由)?{when}(?:{_LATER})?(?:起|开始|后)*"


def _applies() -> str:
    return r"(?:正式|开始|全面|统一|贯彻|暂时|组织|依法|如期|予以)*" + either("beginnings", "apply")


def _ends() -> str:
    return rf"(?:自行|自动|即行)(?:{either('endings', 'repeal')}|终止)"


def _forms() -> dict[str, str]:
    """Each is matched up to the end of a clause. The first that fits is taken."""
    start, applies = _from(), _applies()
    return {
        "range": (
            rf"(?:{_PERIOD}|有效|执行){_IS}(?:自|从)?{start}"
            rf"(?:-|—|–|~|至|到)(?P<until>{PRINTED_DAY})(?:为?止)?"
        ),
        "span_from": rf"{_PERIOD}{_IS}(?:自|从){start}(?:计?算)?{_SPAN}",
        "from_span": rf"(?:自|从){start}(?:{applies}|{_PERIOD}{_IS})?{_SPAN}内?(?:有效)?",
        "from_until": rf"(?:自|从){start}(?:{applies})?(?:有效期?)?{_UNTIL}",
        "from": rf"(?:自|从|于|由){start}{applies}",
        "from_bare": rf"{start}{applies}",
        "from_named": rf"(?:实施|施行|执行|生效)(?:时间|日期){_IS}(?:自|从)?{start}",
        "until": rf"(?:{_PERIOD}|执行|施行|实施|有效|适用|试行){_IS}{_UNTIL}",
        "lapses_from": rf"(?:自|从|于)(?P<lapsed>{PRINTED_DAY})起?{_ends()}",
        "span": rf"(?:{_PERIOD}|执行|试行|施行|有效|暂定){_IS}{_SPAN}",
        # 从2020年5月1日起执行每人每月600元的标准 begins what it sets.
        "from_set": rf"(?:自|从|于|由){start}{applies}(?P<sets>[^,]{{1,40}}{_SET})",
        # Under a heading 执行时间 a day needs no verb: 从2019年7月1日起，按新标准核算。
        "headed": rf"(?:^|自|从|于|由){start}[^,]{{0,30}}",
    }


_FORM_NAMES = (
    "range", "span_from", "from_span", "from_until", "from", "from_bare", "from_named", "until",
    "lapses_from", "span", "from_set",
)  # fmt: skip
_TRIGGER = Lazy(
    lambda: (rf"{either('beginnings')}|{either('endings', 'repeal')}|期|暂定|终止|有效|执行时间")
)
# 《…（试行）》 keeps its remark, any other is left out.
_REMARK = Lazy(r"(《[^《》]*》)|\([^()]*\)")
_START_COMMA = Lazy(r"(?<=起),")
_WISHED = Lazy(lambda: rf"(?:{either('leads', 'wish')}|计划$)")
_EARLIEST_YEAR, _LAST_YEAR = 1900, 2200
_DAY: Grain = "day"
_LONGEST = 300  # characters of a clause that is worth reading


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A beginning, an end or a length of time.

    Attributes:
        kind: What is said.
        who: The clause up to it; empty when the clause begins with it.
        before: The clauses of the sentence before that one.
        day: First day of application or, of `expires`, the last one.
        grain: How exactly it is printed.
        event: What the first day hangs on, empty when a day is named.
        days: Days after the event.
        months: Length of a term.
        own: Whether it hangs on the document itself: 本决定公告之日.
        sets: Whether it is what the clause sets that begins, not a document.
    """

    kind: Literal["effective", "expires", "term"]
    who: str
    before: str
    day: date | None = None
    event: str = ""
    days: int = 0
    months: int = 0
    own: bool = False
    grain: Grain = "day"
    sets: bool = False


def read_lifetimes(sentence: str, *, headed: bool = False) -> list[Lifetime]:
    """What one sentence says of beginning, end and term, in its order.

    Args:
        sentence: As printed.
        headed: Whether it stands under a heading 执行时间.
    """
    text = "".join(sentence.split())
    if not headed and not _TRIGGER.search(text):
        return []
    text = fold_width(text)
    text = _START_COMMA.sub("", _REMARK.sub(_keep_title, text)).rstrip("。;!?")
    found: list[Lifetime] = []
    start = 0
    for clause in text.split(","):
        if len(clause) <= _LONGEST:
            found += _read(clause, text[max(0, start - _LONGEST) : start], headed=headed)
        start += len(clause) + 1
    return found


def _keep_title(match: re.Match[str]) -> str:
    return match[1] or ""


def _whole(name: str) -> Lazy:
    return Lazy(lambda: rf"(?:{_forms()[name]})$")


_PATTERNS = tuple(map(_whole, _FORM_NAMES))
_HEADED = _whole("headed")


def _read(clause: str, before: str, *, headed: bool) -> Iterator[Lifetime]:
    for pattern in (*_PATTERNS, *((_HEADED,) if headed else ())):
        match = pattern.search(clause)
        if match:
            who = clause[: match.start()]
            if not _WISHED.search(who):
                yield from _lifetimes(match.groupdict(), who, before)
            return


def _lifetimes(said: dict[str, str | None], who: str, before: str) -> Iterator[Lifetime]:
    """The values of one match; a day that no calendar has gives nothing."""
    if said.get("event") or said.get("day"):
        begins = _day(said["day"], last=False)
        if begins or said["event"]:
            day, grain = (begins.day, begins.grain) if begins else (None, _DAY)
            days = parse_numeral(said.get("days") or "0") or 0
            if day and days:
                day, days = day + timedelta(days=days), 0
            event, own = said["event"] or "", bool(said.get("own"))
            sets = bool(said.get("sets"))
            yield Lifetime(
                "effective", who, before, day, event, days, own=own, grain=grain, sets=sets
            )
    until = _day(said.get("until"), last=True)
    lapsed = _day(said.get("lapsed"), last=False)
    if lapsed:
        until = PrintedDay(lapsed.day - timedelta(days=1), "day")
    if until:
        yield Lifetime("expires", who, before, until.day, grain=until.grain)
    months = _months(said.get("count"), said.get("unit"))
    if months:
        yield Lifetime("term", who, before, months=months)


def _day(text: str | None, *, last: bool) -> PrintedDay | None:
    """A day; of a year or a month its first or last one."""
    found = parse_day(text, last=last) if text else None
    return found if found and _EARLIEST_YEAR <= found.day.year < _LAST_YEAR else None


def _months(count: str | None, unit: str | None) -> int:
    if count == "半":
        return 6 if unit == "年" else 0
    value = parse_numeral(count or "") or 0
    months = value * 12 if unit == "年" else value
    return months if months <= 1200 else 0
