from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.analysis.homophones import (
    READINGS,
    SHAPES,
    corrections,
    from_pinyin,
    is_slip,
    looks_alike,
    readings,
    sounds_alike,
)
from gazette_search.analysis.units import pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

# As the gazette has it; 普查 stands in two of them.
TEXTS = (
    "葫芦岛市开展第四次全国经济普查",
    "普查的标准时点为2018年12月31日",
    "提高城乡最低生活保障标准",
    "低保标准每人每年4425元",
    "推进徐大堡核电项目前期工作",
    "茨山桥南断面水质目标",
    "符合条件的特困人员和孤儿",
    "应急纾困资金",
    "棚户区改造房屋征收",
)
PAIRS = frozenset(pair for text in TEXTS for pair in pairs(text))


def counted(runs: Sequence[str]) -> list[int]:
    """In how many texts each run stands."""
    return [sum(run in text for text in TEXTS) for run in runs]


def best(run: str) -> tuple[str, str] | None:
    found = corrections(run, counted, PAIRS)
    return (found[0].text, found[0].reason) if found else None


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("保", {"bao"}),
        ("堡", {"bao", "bu", "pu"}),
        ("行", {"xing", "hang", "heng"}),
        ("绿", {"lv", "lu"}),
        ("A", set()),
    ],
)
def test_readings(char: str, expected: set[str]) -> None:
    assert readings(char) == expected


@pytest.mark.parametrize(
    ("one", "other", "sound", "shape"),
    [
        ("宝", "堡", True, False),
        ("谱", "普", True, True),
        ("底", "低", True, True),
        ("己", "巳", False, True),
        ("戊", "戌", False, True),
        ("侯", "候", True, True),
        ("茨", "次", True, True),
        ("葫", "市", False, False),
    ],
)
def test_characters_that_are_mistaken(one: str, other: str, sound: bool, shape: bool) -> None:
    assert sounds_alike(one, other) is sounds_alike(other, one) is sound
    assert looks_alike(one, other) is looks_alike(other, one) is shape


@pytest.mark.parametrize(
    ("typed", "meant", "reason"),
    [
        ("底保标准", "低保标准", "底→低（同音）"),
        ("徐大宝", "徐大堡", "宝→堡（同音）"),
        ("徐大宝核电", "徐大堡核电", "宝→堡（同音）"),
        ("经济谱查", "经济普查", "谱→普（同音）"),
        ("特因人员", "特困人员", "因→困（形近）"),
        ("次山桥南", "茨山桥南", "次→茨（同音）"),
        ("房屋争收", "房屋征收", "争→征（同音）"),
        ("房屋真收", "房屋征收", "真→征（近音）"),
        ("经纪普察", "经济普查", "纪→济（同音），察→查（同音）"),
        ("茨山南桥", "茨山桥南", "南桥→桥南（换位）"),
        ("茨桥山南", "茨山桥南", "桥山→山桥（换位）"),
        ("最低活保障", "最低生活保障", "少“生”字"),
        ("最低生生活保障", "最低生活保障", "多“生”字"),
    ],
)
def test_the_first_correction(typed: str, meant: str, reason: str) -> None:
    assert best(typed) == (meant, reason)


# Too short, too long, without any like it in the texts, and right as it is.
@pytest.mark.parametrize("run", ["", "低", "最低生活保障标准每年", "gb标", "烟花爆竹", "低保"])
def test_runs_that_are_not_corrected(run: str) -> None:
    assert corrections(run, counted, PAIRS) == []


def test_of_equal_cost_the_more_frequent_comes_first() -> None:
    texts = ("提高标准", "提高标准", "提告标准")
    known = frozenset(pair for text in texts for pair in pairs(text))
    found = corrections("提稿标准", lambda runs: list(map(texts.count, runs)), known)
    assert [one.text for one in found] == ["提高标准", "提告标准"]


def test_no_more_than_the_limit() -> None:
    texts = ("市区", "市曲", "市驱")
    found = corrections(
        "市屈", lambda runs: list(map(texts.count, runs)), frozenset(texts), limit=2
    )
    assert len(found) == 2


@given(st.text(st.sampled_from("低底保宝堡标准普谱查察经济最生活障"), min_size=2, max_size=8))
def test_corrections_exist_and_are_ranked(run: str) -> None:
    found = corrections(run, counted, PAIRS)
    assert [one.cost for one in found] == sorted(one.cost for one in found)
    for one in found:
        assert one.text != run
        assert counted([one.text]) > [0]
        assert all(left + right in PAIRS for left, right in pairwise(one.text))


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("dibao", ["低保", "地保"]),
        ("Di Bao", ["低保", "地保"]),
        ("di'bao", ["低保", "地保"]),
        ("guer", ["孤儿"]),
        ("nüxing", ["女性"]),
        ("nvxing", ["女性"]),
        ("xian", ["西安"]),
        ("xi'an", ["西安"]),
        ("huludao", ["葫芦岛"]),
        ("bao", []),
        ("hello", []),
        ("低保", []),
        ("", []),
        ("an" * 40, []),
    ],
)
def test_from_pinyin(latin: str, expected: list[str]) -> None:
    words = ["低保", "地保", "孤儿", "女性", "西安", "先", "葫芦岛", "保", "保障"]
    assert from_pinyin(latin, words) == expected


def test_every_reading_and_shape_group_is_well_formed() -> None:
    readings_of_file = [
        line.split(" ") for line in READINGS.read_text(encoding="utf-8").splitlines()[2:]
    ]
    assert all(
        len(parts) == 2 and parts[0].isascii() and parts[0].islower() for parts in readings_of_file
    )
    groups = SHAPES.read_text(encoding="utf-8").splitlines()[2:]
    for group in " ".join(groups).split():
        assert len(group) == len(set(group)) > 1
        assert all(readings(char) for char in group)


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("葫政办法", "葫政办发", True),
        ("护政办发", "葫政办发", True),
        ("葫政办拔", "葫政办拨", True),  # looks alike
        ("葫办发", "葫政办发", True),
        ("葫政办发发", "葫政办发", True),
        ("葫政办发", "葫政办发", False),
        ("辽政办发", "葫政办发", False),
        ("护政办法", "葫政办发", False),
        ("葫发", "葫政办发", False),
        ("", "葫政办发", False),
        ("政葫办发", "葫政办发", False),
    ],
)
def test_slips(typed: str, meant: str, slip: bool) -> None:
    assert is_slip(typed, meant) is slip
    assert is_slip(meant, typed) is slip
