from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.search.language.ast import DateRange
from gazette_search.search.language.parser import parse
from gazette_search.search.language.periods import PeriodError, read_period
from gazette_search.search.language.relative_periods import relative_period

TODAY = date(2026, 11, 27)  # a Friday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("今年", "2026-01-01", "2026-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("前年", "2024-01-01", "2024-12-31"),
        ("明年", "2027-01-01", "2027-12-31"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("上个月", "2026-10-01", "2026-10-31"),
        ("上月", "2026-10-01", "2026-10-31"),
        ("下个月", "2026-12-01", "2026-12-31"),
        ("今天", "2026-11-27", "2026-11-27"),
        ("昨天", "2026-11-26", "2026-11-26"),
        ("本周", "2026-11-23", "2026-11-29"),
        ("上周", "2026-11-16", "2026-11-22"),
        ("近三年", "2023-11-28", "2026-11-27"),
        ("近3年", "2023-11-28", "2026-11-27"),
        ("最近两年", "2024-11-28", "2026-11-27"),
        ("过去十年", "2016-11-28", "2026-11-27"),
        ("近半年", None, None),
        ("近6个月", "2026-05-28", "2026-11-27"),
        ("近一个月", "2026-10-28", "2026-11-27"),
        ("近30天", "2026-10-29", "2026-11-27"),
        ("近一周", "2026-11-21", "2026-11-27"),
        ("近9999年", "0001-01-01", "2026-11-27"),
        ("近0年", None, None),
        ("近年", None, None),
        ("今", None, None),
        ("去年度", None, None),
    ],
)
def test_periods_told_from_today(text: str, first: str | None, last: str | None) -> None:
    told = relative_period(text, TODAY)
    assert told == (first and last and (date.fromisoformat(first), date.fromisoformat(last)))


@pytest.mark.parametrize(
    ("today", "text", "first"),
    [
        ("2024-02-29", "近一年", "2023-03-01"),
        ("2026-03-31", "近一个月", "2026-03-01"),
        ("2026-05-31", "近3个月", "2026-03-01"),
        ("2026-01-15", "上个月", "2025-12-01"),
        ("2026-01-01", "近一年", "2025-01-02"),
    ],
)
def test_at_the_end_of_months_and_years(today: str, text: str, first: str) -> None:
    told = relative_period(text, date.fromisoformat(today))
    assert told
    assert told[0].isoformat() == first


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)), st.integers(1, 40))
def test_longer_times_hold_shorter_ones(today: date, count: int) -> None:
    spans = [relative_period(f"近{n}个月", today) for n in (count, count + 1)]
    assert spans[0]
    assert spans[1]
    assert spans[1][0] < spans[0][0] <= spans[0][1] == spans[1][1] == today


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("前年..去年", "2024-01-01", "2025-12-31"),
        ("2019..去年", "2019-01-01", "2025-12-31"),
        ("近三年..", "2023-11-28", None),
        ("..上个月", None, "2026-10-31"),
    ],
)
def test_ranges_of_them(text: str, since: str | None, until: str | None) -> None:
    read = [day and day.isoformat() for day in read_period(text, today=TODAY)]
    assert read == [since, until]


def test_a_year_field_takes_whole_years_of_them() -> None:
    assert read_period("去年", years=True, today=TODAY)[0] == date(2025, 1, 1)
    with pytest.raises(PeriodError):
        read_period("上个月", years=True, today=TODAY)


@pytest.mark.parametrize("query", ["日期:去年", "年份：去年", "date:去年"])
def test_in_a_query(query: str) -> None:
    year = date.today().year - 1  # noqa: DTZ011 -- as the reader's calendar has it
    node = parse(query)
    assert isinstance(node, DateRange)
    assert (node.since, node.until) == (date(year, 1, 1), date(year, 12, 31))
