"""Periods told from today: 今年, 去年, 上个月, 近三年, 近30天."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from gazette_search.text.numerals import parse_numeral
from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    import re

_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "大前年": -3, "明年": 1}
_MONTHS = {"本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_DAYS = {"今天": 0, "昨天": -1, "前天": -2, "明天": 1}
_WEEKS = {"本周": 0, "这周": 0, "上周": -1}
# 近三年 counts back from today, as people and reports count (截至今天的三年), not whole years.
_LATELY = Lazy(
    r"(?:最近|近|过去)(?P<count>[0-9]{1,4}|[一二两三四五六七八九十百]{1,5})"
    r"(?:个)?(?P<unit>年|月|周|星期|天|日)"
)


def relative_period(text: str, today: date) -> tuple[date, date] | None:
    """First and last day of a period told from today; None when the text tells none.

    Args:
        text: Width-folded, as 去年 or 近三年.
        today: The day from which it is told.
    """
    if text in _YEARS:
        return _year(today.year + _YEARS[text])
    if text in _MONTHS:
        first = _month_begins(today, _MONTHS[text])
        return first, _month_begins(first, 1) - timedelta(1)
    if text in _DAYS:
        day = today + timedelta(_DAYS[text])
        return day, day
    if text in _WEEKS:
        monday = today - timedelta(today.weekday() - 7 * _WEEKS[text])
        return monday, monday + timedelta(6)
    match = _LATELY.fullmatch(text)
    return _lately(match, today) if match else None


def _lately(match: re.Match[str], today: date) -> tuple[date, date] | None:
    digits = match["count"].replace("两", "二")
    count = int(digits) if digits.isascii() else parse_numeral(digits)
    if not count:
        return None
    unit = match["unit"]
    try:
        if unit in "年月":
            return _months_before(today, count * (12 if unit == "年" else 1)), today
        return today - timedelta(count * (1 if unit in "天日" else 7) - 1), today
    except (ValueError, OverflowError):  # before the year 1
        return date.min, today


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _month_begins(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _months_before(today: date, months: int) -> date:
    """The day after the same day so many months ago; of 31 May, one month ago, 1 May."""
    first = _month_begins(today, -months)
    last = _month_begins(first, 1) - timedelta(1)
    return first.replace(day=min(today.day, last.day)) + timedelta(1)
