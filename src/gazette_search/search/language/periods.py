"""Periods as a query names them: 2019, 2019-04, 2019年4月1日, 2019..2020, ..2020-06, 去年."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from gazette_search.search.language.relative_periods import relative_period

_YEAR = r"(?P<year>\d{4})"
_YEARS = rf"{_YEAR}\s*年?"
_DAYS = (
    _YEARS,
    rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)?",  # 20200311, 202003
    rf"{_YEAR}(?P<mark>[-./])(?P<month>\d\d?)(?:(?P=mark)(?P<day>\d\d?))?",
    rf"{_YEAR}\s*年\s*(?P<month>\d\d?)\s*月(?:\s*(?P<day>\d\d?)\s*[日号])?",
)


class PeriodError(ValueError):
    """Text that names no period.

    Attributes:
        offset: Where in the text it is wrong.
        reason: What is wrong there, in Chinese.
    """

    def __init__(self, offset: int, reason: str) -> None:
        self.offset, self.reason = offset, reason
        super().__init__(reason)


def read_period(
    text: str, *, years: bool = False, today: date | None = None
) -> tuple[date | None, date | None]:
    """First and last day of a period, both included; None where it is open.

    Args:
        text: A year, month or day, one told from today, or a range of them with `..`, width-folded.
        years: Whether only whole years make sense.
        today: From which 去年 is told; the day where the reader is when None.

    Raises:
        PeriodError: The text is no period, a day does not exist, or the range runs backwards.
    """
    today = today or datetime.now().astimezone().date()
    first, dots, last = text.partition("..")
    if not first and not last:
        raise PeriodError(0, "缺少日期")
    since = _bounds(first, 0, today, years=years)[0] if first else None
    behind = len(first) + len(dots)
    if not dots:
        return since, _bounds(first, 0, today, years=years)[1]
    until = _bounds(last, behind, today, years=years)[1] if last else None
    if since and until and since > until:
        raise PeriodError(0, f"起始日期 {first} 晚于截止日期 {last}")
    return since, until


def _bounds(text: str, offset: int, today: date, *, years: bool) -> tuple[date, date]:
    """First and last day of one year, month or day."""
    told = relative_period(text, today)
    if told and (not years or _is_whole_years(*told)):
        return told
    forms = (_YEARS,) if years else _DAYS
    match = next(filter(None, (re.fullmatch(form, text, re.ASCII) for form in forms)), None)
    if match is None:
        raise PeriodError(offset, f"“{text}”不是{'年份' if years else '日期'}")
    year, month, day = (_part(match, name) for name in ("year", "month", "day"))
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise PeriodError(offset, f"没有 {text} 这个日期") from None
    return first, first if day else month_end(first.replace(month=month or 12))


def _is_whole_years(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _part(match: re.Match[str], name: str) -> int | None:
    digits = match.groupdict().get(name)
    return int(digits) if digits else None


def month_end(day: date) -> date:
    """The last day of the month."""
    if day.month == 12:  # apart, for there is no year 10000
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(days=1)
