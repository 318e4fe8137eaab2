from __future__ import annotations

from dataclasses import replace
from math import e, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.index.bounds import (
    BY_PARTS,
    DATED,
    MENTIONED,
    Facts,
    IndexQuery,
    Scale,
    Totals,
    Weighted,
    candidate,
    concept_frequency,
    saturated,
    score,
    spread_of,
    titled,
)
from gazette_search.index.concepts import Concept, Surface
from gazette_search.index.conditions import EVERYTHING

SCALE = Scale(
    k1=2.5, b=0.1, frequency=0.35, pairs=0.2, title=0.25, passage=1.0, coverage=1.0, recent=0.08
)
TOTALS = Totals(documents=3, length=100.0, spread=0.9, oldest="2018-01-01", newest="2020-01-01")
LOW_INCOME = Concept("低保", (Surface("低保"), Surface("最低生活保障", 0.95)))
ORPHANS = Concept("孤儿", (Surface("孤儿"),))
ASKED = IndexQuery(
    (Weighted(LOW_INCOME, 0.75, 1), Weighted(ORPHANS, 0.25, 1)), EVERYTHING, (), SCALE
)
FACTS = Facts(
    0, "清政办发〔2020〕1号", "最低生活保障标准", "2018-01-01", 100, {0: 2.0}, {}, (), 0.0
)


def frequency_of(frequency: float, length: int) -> float:
    return saturated(frequency, length, SCALE, TOTALS)


@given(frequency=st.floats(0.01, 1e6), length=st.integers(1, 10_000))
def test_frequency_saturates_below_1(frequency: float, length: int) -> None:
    once, twice = frequency_of(frequency, length), frequency_of(2 * frequency, length)
    assert 0 < frequency_of(frequency, 2 * length) < once < twice < 1


def test_a_title_counts_by_its_best_form() -> None:
    assert titled(LOW_INCOME, "农村低保\n最低生活保障") == 1.0
    assert titled(LOW_INCOME, "最低生活保障") == 0.95
    assert titled(LOW_INCOME, "孤儿") == 0.0


def test_the_parts_of_a_score_are_shares_of_the_query() -> None:
    one = candidate(ASKED, FACTS, TOTALS)
    assert one.coverage == 0.75
    assert one.title == SCALE.title * 0.75 * 0.95
    assert one.frequency == SCALE.frequency * (0.75 * frequency_of(2.0, 100))
    assert one.bound == one.frequency + one.title + 0.75


@pytest.mark.parametrize(
    ("lengths", "spread"),
    [
        ([], 0.0),
        ([500], 0.0),
        ([500] * 9, 0.0),
        # e¹ and e³ characters lie e from their mean, however many there are of either.
        ([e - 1, e**3 - 1], 1.0),
        ([e - 1, e**3 - 1] * 50, 1.0),
        ([e - 1, e - 1, e**4 - 1], sqrt(2)),
    ],
)
def test_the_spread_of_lengths_is_that_of_any_number_of_them(
    lengths: list[float], spread: float
) -> None:
    assert spread_of(lengths) == pytest.approx(spread)  # type: ignore[arg-type]


@given(passage=st.floats(0, 1), frequencies=st.dictionaries(st.integers(0, 1), st.floats(0.1, 50)))
def test_no_passage_takes_a_score_above_the_bound(
    passage: float, frequencies: dict[int, float]
) -> None:
    for missing in ((), (1,)):
        facts = replace(FACTS, frequencies=frequencies, missing=missing, date="2019-05-01")
        one = candidate(ASKED, facts, TOTALS)
        assert score(one, passage * one.coverage, SCALE) <= one.bound


def test_what_is_missing_lowers_a_score_and_a_late_date_and_a_bonus_raise_it() -> None:
    whole = candidate(ASKED, FACTS, TOTALS).bound
    assert candidate(ASKED, replace(FACTS, missing=(1,)), TOTALS).bound == 0.75 * whole
    assert candidate(ASKED, replace(FACTS, date="2020-01-01"), TOTALS).bound == 1.08 * whole
    assert candidate(ASKED, replace(FACTS, bonus=5.0), TOTALS).bound == whole + 5.0


@pytest.mark.parametrize(
    ("date", "recency"), [("2018-01-01", 0.0), ("2019-01-01", 0.5), ("2020-01-01", 1.0), ("", 0.0)]
)
def test_a_date_lies_between_the_oldest_and_the_newest(date: str, recency: float) -> None:
    assert TOTALS.recency(date) == recency
    assert Totals(1, 1.0, 0.0, date, date).recency(date) == 0.0


def test_the_frequency_of_a_concept_is_that_of_all_its_forms() -> None:
    near = True
    standing = {"低保": 2.0, "最低生活保障": 10.0, "垃圾": 3.0, "收费": 1.0, "2019": 4.0}

    def frequency(concept: Concept, date: str = "2018-05-01") -> float | None:
        return concept_frequency(concept, lambda text, _: standing.get(text), lambda _: near, date)

    parts = (Concept("垃圾", (Surface("垃圾"),)), Concept("收费", (Surface("收费"),)))
    assert frequency(LOW_INCOME) == 2.0 + 0.95 * 10.0
    assert frequency(ORPHANS) is None
    by_parts = Concept("垃圾收费", (Surface("垃圾收费"),), parts=parts)
    assert frequency(by_parts) == BY_PARTS
    near = False
    assert frequency(by_parts) == (None if by_parts.close else BY_PARTS)
    year = Concept("2019", (Surface("2019"),), signed="2019")
    assert frequency(year) == MENTIONED * 4.0
    assert frequency(year, "2019-01-02") == DATED
    assert frequency(replace(year, surfaces=(Surface("2017"),), signed="2017")) is None
