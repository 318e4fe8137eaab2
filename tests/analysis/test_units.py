from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.units import grams, pairs, unit_spans, units

GAZETTE_TEXT = st.text(st.sampled_from("葫芦岛市〔〕2018号5.%‰aV/- ，\n\t、"), max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("葫政发2018 5号", ["葫", "政", "发", "2018", "5", "号"]),
        ("年均4425元", ["年", "均", "4425", "元"]),
        ("增长3.5%和5‰", ["增", "长", "3.5%", "和", "5‰"]),
        ("30%40%", ["30%", "40%"]),
        ("gb t51267 2017", ["gb", "t51267", "2017"]),
        ("劣v类", ["劣", "v", "类"]),
        ("5.2.1节", ["5.2.1", "节"]),
        ("重点任务\n负责单位", ["重", "点", "任", "务", "负", "责", "单", "位"]),
        ("", []),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert units(text) == expected
    assert [text[start:end] for start, end in unit_spans(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("低保标准", ["低保", "保标", "标准"]),
        ("2017 2020年", ["2017 2020", "2020年"]),
        ("第13号", ["第13", "13号"]),
        ("30%40%", ["30% 40%"]),
        ("甲\n乙丙", ["乙丙"]),
        ("甲", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert list(pairs(text)) == expected


def test_grams_are_the_units_and_the_pairs() -> None:
    assert Counter(grams("低保低保")) == {"低": 2, "保": 2, "低保": 2, "保低": 1}


@given(GAZETTE_TEXT)
def test_units_hold_everything_but_separators(text: str) -> None:
    folded = search_text(text)
    assert "".join(units(folded)) == folded.replace(" ", "").replace("\n", "")


@given(GAZETTE_TEXT)
def test_a_pair_is_two_units(text: str) -> None:
    folded = search_text(text)
    assert all(len(units(pair)) == 2 for pair in pairs(folded))
    assert sum(1 for _ in pairs(folded)) == sum(
        max(0, len(units(row)) - 1) for row in folded.split("\n")
    )
