from __future__ import annotations

from array import array

import pytest

from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.occurrences import is_whole, occurrences, pairs_of
from gazette_search.analysis.scan import Scan


def scan(*words: str) -> Scan:
    """A scan of one unit in which these words stand side by side."""
    boundaries = b"".join(b"\1" + bytes(len(word) - 1) for word in words)
    return Scan(
        "".join(words) + "\n",
        boundaries + b"\1",
        array("i", [0]),
        array("i", [0]),
        b"\5",
        array("i", [-1]),
    )


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (("城市", "供热", "服务"), "供热", True),
        (("提供", "热线", "电话"), "供热", False),
        (("老年人", "社区", "服务"), "人社", False),
        (("人社", "部门"), "人社", True),
        (("社会保障", "体系"), "会保", True),  # inside one word: nothing was torn apart
        (("低保", "标准"), "低保标准", True),
        (("新", "低保标准", "从"), "低保", True),  # one end suffices
    ],
)
def test_an_occurrence_that_tears_two_words_apart_is_accidental(
    words: tuple[str, ...], text: str, expected: bool
) -> None:
    one = scan(*words)
    assert [is_whole(one, at, at + len(text)) for at in occurrences(one, text)] == [expected]


@pytest.mark.parametrize(
    ("source", "text", "places"),
    [
        ("葫政办发〔2020〕23号", "3号", []),
        ("葫政办发〔2020〕23号", "23号", [1]),
        ("葫政办发〔2020〕3号", "3号", [1]),
        ("投入 3000 万元", "3000万元", [1]),
        ("投入 13000 万元", "3000万元", []),
        ("5G+ 工业互联网", "5g", [1]),
        ("15G流量", "5g", []),
        ("不低于4%", "4%", [1]),
        ("每人每月600元", "600元", [1]),
        ("完成60%以上", "60", []),
        ("完成60.5%以上", "60", []),
        ("完成3.5%以上", "5%", []),
        ("不高于5‰", "5", []),
        ("完成60%以上", "完成60", []),
    ],
)
def test_numbers_and_latin_words_stand_only_as_a_whole(
    source: str, text: str, places: list[int]
) -> None:
    assert len(list(occurrences(scan(search_text(source)), text))) == len(places)


def test_every_place_is_found_also_overlapping_ones() -> None:
    assert list(occurrences(scan("哈哈哈哈"), "哈哈")) == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("低", ["低"]),
        ("低保", ["低保"]),
        ("低保标准", ["低保", "保标", "标准"]),
        ("2020 23号", ["2020 23", "23号"]),
        ("", []),
    ],
)
def test_a_text_is_looked_up_by_its_pairs(text: str, terms: list[str]) -> None:
    assert pairs_of(text) == terms
