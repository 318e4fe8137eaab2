from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.text.dates import find_dates, parse_date
from gazette_search.text.numerals import to_numeral


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020年3月11日", date(2020, 3, 11)),
        ("2019 年 11 月 11 日", date(2019, 11, 11)),
        ("二〇二〇年四月十五日", date(2020, 4, 15)),
        ("二○一八年十二月三十一日", date(2018, 12, 31)),
        ("二O一八年六月二日", date(2018, 6, 2)),
        ("２０１９年５月１８日", date(2019, 5, 18)),
        ("2020-03-11", date(2020, 3, 11)),
        ("2020.3.11", date(2020, 3, 11)),
        (" 2018年1月19日 ", date(2018, 1, 19)),
    ],
)
def test_dates(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    ["2018年2月30日", "2018年13月1日", "2018年", "葫芦岛市人民政府 2018年3月5日", "", "3.14-15"],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_dates_in_a_sentence() -> None:
    text = "从2020年2月1日起执行，至二〇二一年一月三十一日止（2月30日除外）"
    found = find_dates(text)
    assert [text[start:end] for start, end, _ in found] == [
        "2020年2月1日",
        "二〇二一年一月三十一日",
    ]
    assert [day for _, _, day in found] == [date(2020, 2, 1), date(2021, 1, 31)]


@given(st.dates(date(1949, 10, 1), date(2099, 12, 31)))
def test_a_date_is_read_in_figures_and_in_numerals(day: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    assert parse_date(f"{day.year} 年{day.month}月 {day.day}日") == day
    assert parse_date(f"{year}年{to_numeral(day.month)}月{to_numeral(day.day)}日") == day
