"""完成时限: the terms that a text sets, each with its last day.

A term without a year (年底前, 5月底前) takes the document's year, or a later one that the text
names before it (2020年，市政府将…，5月底前…).
"""

from __future__ import annotations

import re
from datetime import date

from gazette_search.models.duty import Deadline
from gazette_search.text.dates import DAY_OF_MONTH, YEAR, last_of_month, number_of
from gazette_search.text.numerals import parse_numeral
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width

_THIS_CENTURY = rf"(?=20|二){YEAR}"
_WHOSE = (
    rf"(?:(?P<year>{_THIS_CENTURY}) ?年|(?P<relative>[今本当明])年|(?P<unsure>次年|翌年))?[的 ]?"
)
_MONTH = r"(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月(?!以|内)份? ?"
_PART = rf"(?:(?P<day>{DAY_OF_MONTH}) ?[日号]|(?P<third>[上中下]旬)|(?P<month_end>[底末]))"
# 2021-10-31, 2021.10.31, 2021-10: year, month and day between the same marks.
_NUMERIC = (
    r"(?<![\d.-])(?P<numeric>20\d\d(?P<mark>[-./])(?:1[0-2]|0?[1-9])(?:(?P=mark)\d{1,2})?)(?!\d)"
)
_QUARTER = r"第?(?P<quarter>[一二三四1-4])季度[底末]?|(?P<half>[上下]半年)"
_BEFORE = r" ?(?:之前|以前|前)"
_RECURRING = r"每(?:半?年|季|月|周|旬)度?[^，。；、,;\n]{0,8}(?:[底末日号旬]|季度)(?:之前|以前|前)"
_TERM_FORM = (
    rf"(?P<until>[到至])?(?:{_NUMERIC} ?[底末]?|{_WHOSE}"
    rf"(?:{_MONTH}{_PART}?|(?P<year_end>年?[底末])|{_QUARTER}))(?P<before>{_BEFORE})?"
)
_TERM = Lazy(_TERM_FORM)
_TIME = Lazy(rf"(?P<recurring>{_RECURRING})|{_TERM_FORM}|(?P<named>{_THIS_CENTURY}) ?年")
_YEAR = Lazy(rf"({_THIS_CENTURY}) ?年?(?!\d)")
# 底 needs no 前 where the work is said to be done by then (10月底竣工).
_DONE = re.compile(
    r"，?(?:前|全[面部])?(?:完成|竣工|完工|建成|通车|投入|交付|投产|启用|上线|实现|达到|出台|印发)"
)
# Not terms: the past (已), a condition (12月31日前登记的企业), a period (自…, 3月至5月底).
_NO_TERM_BEHIND = re.compile(
    r"已|的|[^，。；\n]{0,12}的(?:[，、。；]|企业|人员|单位|项目|车辆|居民|家庭)"
)
_NO_TERM_BEFORE = re.compile(r"(?:截[止至]?|自|从|凡|原|每|[-—~至、]) ?$")
_STANDING = re.compile(r"持续|长期|常年|全年|立即|即时|适时|随时|按(?:时|期|照|规定)|根据")
_STANDING_ITEM = re.compile(r"(?:持续|长期|常年)(?:推进|坚持|实施|开展|执行|落实|进行)?")
_TIMELY = re.compile("前|持续|长期|常年")  # one of these stands in every term of a list
_LONGEST = 60  # characters behind 完成时限：
_LAST_MONTH = 12


def find_deadlines(text: str, year: int | None) -> tuple[Deadline, ...]:
    """Terms that running text sets, in order, each wording once.

    Args:
        text: Clean text of the task.
        year: The document's year; terms of an earlier year are history and left out.
    """
    folded = fold_width(text).replace(",", "，").replace(";", "；")
    found: dict[str, Deadline] = {}
    meant = year
    for match in _TIME.finditer(folded):
        named = match["year"] or match["named"]
        if match["recurring"]:
            found.setdefault(match[0], Deadline(match[0]))
        elif not match["named"] and _sets_term(match, folded) and not _is_past(match, year):
            printed = text[match.end("until") if match["until"] else match.start() : match.end()]
            found.setdefault(printed.strip(), Deadline(printed.strip(), _last_day(match, meant)))
        if named and year:
            meant = max(year, number_of(named) or year)
    return tuple(found.values())


def parse_deadline(text: str, year: int | None) -> Deadline | None:
    """What stands behind 完成时限：, or None where it names no time at all."""
    text = text.strip(" 。；，;,")
    if not text or len(text) > _LONGEST:
        return None
    folded = fold_width(text)
    terms = [*_TERM.finditer(folded)]
    years = [year for found in _YEAR.finditer(folded) if (year := number_of(found[1]))]
    days = [day for term in terms if (day := _last_day(term, years[-1] if years else year))]
    if days:
        return Deadline(text, max(days))
    if years and not terms:
        return Deadline(text, date(max(years), _LAST_MONTH, 31))
    return Deadline(text) if terms or "前" in text or _STANDING.search(text) else None


def is_deadline(text: str) -> bool:
    """Whether an item of a list is a term and no unit: 2019年5月底前完成, 长期坚持."""
    if not _TIMELY.search(text):
        return False
    folded = fold_width(text)
    term = _TERM.match(folded)
    if term and term["before"]:
        return len(folded) - term.end() <= len("完成并持续推进")
    return bool(_STANDING_ITEM.fullmatch(folded))


def _sets_term(match: re.Match[str], folded: str) -> bool:
    """Whether a time in running text is a term for the work."""
    start, end = match.span()
    if _NO_TERM_BEHIND.match(folded, end) or _NO_TERM_BEFORE.search(
        folded[max(0, start - 3) : start]
    ):
        return False
    is_bare_end = match["year_end"] in ("底", "末")
    if is_bare_end and not (match["year"] or match["relative"] or match["unsure"]):
        return False  # 底 alone ends many words
    if match["before"]:
        return True
    is_end = bool(match["month_end"] or match["year_end"])
    return is_end and bool(match["until"] or _DONE.match(folded, end))


def _is_past(match: re.Match[str], year: int | None) -> bool:
    printed = match["year"] or (match["numeric"] or "")[:4]
    return bool(year and printed and (number_of(printed) or year) < year)


def _last_day(match: re.Match[str], year: int | None) -> date | None:
    """The last day of the printed time; None where its year is unsure or there is no such day."""
    year = number_of(match["year"]) if match["year"] else year
    try:
        if match["numeric"]:
            return _numeric_day(*match["numeric"].split(match["mark"]))
        if match["unsure"] or year is None:
            return None
        return _day_in(match, year + (match["relative"] == "明"))
    except ValueError:
        return None


def _day_in(match: re.Match[str], year: int) -> date:
    if match["month"]:
        month = parse_numeral(match["month"]) or 0
        if match["day"]:
            return date(year, month, number_of(match["day"]) or 0)
        if match["third"] in ("上旬", "中旬"):
            return date(year, month, 10 if match["third"] == "上旬" else 20)
        return last_of_month(year, month)
    if match["quarter"]:
        return last_of_month(year, 3 * (parse_numeral(match["quarter"]) or 0))
    return last_of_month(year, 6 if match["half"] == "上半年" else _LAST_MONTH)


def _numeric_day(year: str, month: str, day: str = "") -> date:
    """2021-10-31, or the last day of 2021-10."""
    if day:
        return date(int(year), int(month), int(day))
    return last_of_month(int(year), int(month))
