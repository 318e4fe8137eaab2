"""Dates as printed: 2020年3月11日, 2020 年 3 月 11 日, 二〇二〇年四月十五日, 2020-03-11.

The one reader of dates: whoever finds a date in a text of its own form takes the forms of year,
month and day from here, so that a date that one command reads is read by all.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from gazette_search.text.numerals import DIGITS, parse_numeral
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    import re

_DIGIT = "".join(DIGITS)
# OCR reads the circle of 二〇二〇 as a letter, too.
_ROUND = str.maketrans("OoΟ", "〇〇〇")
_GAP = " ?"
# Forms of folded text, for use in patterns; each is read by `number_of`.
YEAR = rf"(?:(?<!\d)\d{{4}}|(?<![{_DIGIT}OoΟ])[一二][{_DIGIT}OoΟ]{{3}})"
MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
DAY_OF_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"

_DATE = Lazy(
    rf"(?P<year>{YEAR}){_GAP}年{_GAP}(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}}){_GAP}月{_GAP}"
    rf"(?P<day>{DAY_OF_MONTH}){_GAP}[日号]"
    r"|(?<![\d.-])(?P<iso_year>\d{4})(?P<mark>[-./])(?P<iso_month>\d{1,2})(?P=mark)"
    r"(?P<iso_day>\d{1,2})(?![\d-])"
)
# 2020年, 2020年2月, 2020年2月底: a day, a month or a year, in folded text without spaces.
PRINTED_DAY = (
    rf"(?:{YEAR}年(?:{MONTH}月(?:{DAY_OF_MONTH}[日号]|份?[底末]?)|度|[底末])?"
    r"|(?<![\d.-])\d{4}-\d{1,2}-\d{1,2}(?![\d-])|(?<![\d.-])\d{4}\.\d{1,2}\.\d{1,2}(?![\d.]))"
)
_PRINTED_DAY = Lazy(
    rf"(?P<year>{YEAR})年(?:度|(?P<month>{MONTH})月份?(?P<end>底|末)?|(?P<year_end>底|末))?"
)

Grain = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day as exactly as it is printed: of a month or a year the first, or the last one."""

    day: date
    grain: Grain


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """Whole dates with their start and end in the text; impossible ones (2月30日) are left out."""
    folded = fold_width(text)
    found = ((match, _value(match)) for match in _DATE.finditer(folded))
    return [(match.start(), match.end(), day) for match, day in found if day]


def parse_date(text: str) -> date | None:
    """The date that the text is, or None when it is anything else."""
    text = text.strip()
    if len(text) > 30:
        return None
    match = _DATE.fullmatch(fold_width(text))
    return _value(match) if match else None


def parse_day(text: str, *, last: bool = False) -> PrintedDay | None:
    """The day, month or year that the text is, or None when it is anything else.

    Args:
        text: As `PRINTED_DAY` matches it.
        last: Whether the last day of a month or year is meant, as behind 至; 底 always means it.
    """
    whole = parse_date(text)
    if whole:
        return PrintedDay(whole, "day")
    match = _PRINTED_DAY.fullmatch(text)
    year = number_of(match["year"]) if match else None
    if not match or not year:
        return None
    last = last or bool(match["end"] or match["year_end"])
    if not match["month"]:
        return PrintedDay(date(year, 12, 31) if last else date(year, 1, 1), "year")
    month = number_of(match["month"]) or 0
    return PrintedDay(last_of_month(year, month) if last else date(year, month, 1), "month")


def number_of(text: str) -> int | None:
    """The value of a printed year, month or day: 二〇二〇 → 2020, 十一 → 11."""
    return parse_numeral(text.translate(_ROUND))


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:
        return date(year, month, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _value(match: re.Match[str]) -> date | None:
    prefix = "iso_" if match["iso_year"] else ""
    year, month, day = (number_of(match[prefix + name]) for name in ("year", "month", "day"))
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
