from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.search.understanding.notations import (
    dated,
    notation_spans,
    other_notations,
)
from gazette_search.text.numerals import parse_numeral, to_numeral


def texts(run: str) -> list[str]:
    return [surface.text for surface in other_notations(run)]


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("第十条", ["第10条"]),
        ("第10条", ["第十条"]),
        ("第一百二十三条", ["第123条"]),
        ("30天", ["三十天"]),
        ("十五个工作日", ["15个工作日"]),
        ("4425元", ["四千四百二十五元", "4425余元", "4425多元", "4425"]),
        ("三千六百四十三户", ["3643户", "3643余户", "3643多户", "3643"]),
        ("六十多个", ["60多个", "60余个", "60个", "六十余个", "六十个"]),
        ("200余名", ["二百余名", "200多名", "200名", "200"]),
        ("一个", []),  # counts nothing
        ("三农", []),  # 农 measures nothing
        ("元", []),
        ("低保", []),
    ],
)
def test_a_number_before_its_unit_is_looked_for_in_either_notation(
    typed: str, others: list[str]
) -> None:
    found = texts(typed)
    assert typed not in found
    assert len(found) == len(set(found))
    assert set(others) <= set(found)
    assert bool(others) == bool(found)


def test_what_was_typed_weighs_more_than_another_notation_and_that_than_the_bare_number() -> None:
    weights = {surface.text: surface.weight for surface in other_notations("4425元")}
    assert 1 > weights["四千四百二十五元"] > weights["4425余元"] > weights["4425"] > 0


@given(value=st.integers(2, 9999), unit=st.sampled_from(["条", "元", "户", "个月", "万元"]))
def test_both_notations_lead_to_each_other(value: int, unit: str) -> None:
    figures, han = f"{value}{unit}", f"{to_numeral(value)}{unit}"
    assert parse_numeral(to_numeral(value)) == value
    assert han in texts(figures)
    assert figures in texts(han)


@pytest.mark.parametrize(
    ("run", "spans"),
    [
        ("棚户区3643户", ["3643户"]),
        ("二〇二〇年三月低保标准", ["二〇二〇年三月"]),
        ("民法典第一百八十条", ["第一百八十条"]),
        ("三农政策", []),
        ("五保户", []),
    ],
)
def test_where_numbers_and_dates_stand(run: str, spans: list[str]) -> None:
    found = [run[start:end] for start, end in notation_spans(run)]
    assert found[: len(spans)] == spans  # a date before the numbers in it
    assert all(any(part in span for span in spans) for part in found)


@pytest.mark.parametrize(
    ("typed", "signed", "other"),
    [
        ("2020年3月", "2020-03", "二〇二〇年三月"),
        ("二〇二〇年三月", "2020-03", "2020年3月"),
        ("二〇一八年六月二十六日", "2018-06-26", "2018年6月26日"),
        ("2018", "2018", None),
    ],
)
def test_a_date_is_the_same_in_either_notation(typed: str, signed: str, other: str | None) -> None:
    (concept,) = dated(typed)
    assert concept.signed == signed
    assert other is None or other in [surface.text for surface in concept.surfaces]


@pytest.mark.parametrize("typed", ["2020年13月", "3020年", "低保", "二十年"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert dated(typed) == []
