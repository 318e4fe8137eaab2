from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.search.language.periods import PeriodError, month_end, read_period

Y2019 = (date(2019, 1, 1), date(2019, 12, 31))
APRIL = (date(2019, 4, 1), date(2019, 4, 30))
DAY = (date(2020, 3, 11), date(2020, 3, 11))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019", Y2019),
        ("2019年", Y2019),
        ("2019-04", APRIL),
        ("2019-4", APRIL),
        ("2019.4", APRIL),
        ("2019/04", APRIL),
        ("201904", APRIL),
        ("2019年4月", APRIL),
        ("2019 年 4 月", APRIL),
        ("2020-03-11", DAY),
        ("2020.3.11", DAY),
        ("20200311", DAY),
        ("2020年3月11日", DAY),
        ("2020 年 3 月 11 日", DAY),
        ("2020年3月11号", DAY),
        ("2019..2020", (date(2019, 1, 1), date(2020, 12, 31))),
        ("2019-04-01..2019-06-30", (date(2019, 4, 1), date(2019, 6, 30))),
        ("2019.4..2020年2月", (date(2019, 4, 1), date(2020, 2, 29))),
        ("..2020-06", (None, date(2020, 6, 30))),
        ("2019-04..", (date(2019, 4, 1), None)),
        ("2020..2020", (date(2020, 1, 1), date(2020, 12, 31))),
        ("9999-12", (date(9999, 12, 1), date(9999, 12, 31))),
    ],
)
def test_a_period_is_read_with_both_its_ends(
    text: str, period: tuple[date | None, date | None]
) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    ("text", "offset", "reason"),
    [
        ("..", 0, "缺少日期"),
        ("2020-13", 0, "没有 2020-13 这个日期"),
        ("2020-00", 0, "没有 2020-00 这个日期"),
        ("2020-02-30", 0, "没有 2020-02-30 这个日期"),
        ("2019-02-29", 0, "没有 2019-02-29 这个日期"),
        ("0000", 0, "没有 0000 这个日期"),
        ("2019..2020-13", 6, "没有 2020-13 这个日期"),
        ("2020..2019", 0, "起始日期 2020 晚于截止日期 2019"),
        ("2020-06..2020-05-31", 0, "起始日期 2020-06 晚于截止日期 2020-05-31"),
        ("后年", 0, "“后年”不是日期"),
        ("近年", 0, "“近年”不是日期"),
        ("近零年", 0, "“近零年”不是日期"),
        ("20", 0, "“20”不是日期"),
        ("2019-2020", 0, "“2019-2020”不是日期"),
        ("2019...2020", 6, "“.2020”不是日期"),
        ("2020-3/11", 0, "“2020-3/11”不是日期"),
        ("2019..x", 6, "“x”不是日期"),
    ],
)
def test_what_is_no_period_is_refused_with_its_place(text: str, offset: int, reason: str) -> None:
    with pytest.raises(PeriodError) as caught:
        read_period(text)
    assert (caught.value.offset, caught.value.reason) == (offset, reason)


def test_a_year_field_takes_whole_years_only() -> None:
    assert read_period("2018年..2019", years=True) == (date(2018, 1, 1), date(2019, 12, 31))
    with pytest.raises(PeriodError, match="“2019-04”不是年份"):
        read_period("2019-04", years=True)


@given(st.dates())
def test_a_month_ends_where_the_next_one_begins(day: date) -> None:
    end = month_end(day)
    assert (end.year, end.month) == (day.year, day.month)
    assert end == date.max or date.fromordinal(end.toordinal() + 1).day == 1


@given(st.text(alphabet="0129-./年月日 .", max_size=24))
def test_any_text_is_a_period_that_runs_forward_or_is_refused(text: str) -> None:
    since, until = _period_or_open(text)
    assert since is None or until is None or since <= until


def _period_or_open(text: str) -> tuple[date | None, date | None]:
    try:
        return read_period(text)
    except PeriodError:
        return None, None
