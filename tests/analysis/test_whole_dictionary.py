from __future__ import annotations

from itertools import pairwise

import pytest

from gazette_search.analysis.segmenter import dictionary_path
from gazette_search.analysis.whole_dictionary import (
    is_part_of_word,
    is_word,
    made_of_words,
    whole_lines_in,
)

OUT_OF_ORDER = 7


def test_nearly_every_word_of_the_file_is_found() -> None:
    with dictionary_path().open(encoding="utf-8") as stream:
        words = [line.split(" ", 1)[0] for line in stream]
    han = [word for word in words if all("\u4e00" <= char <= "\u9fff" for char in word)]
    assert len(han) > 300_000
    assert sum(one > other for one, other in pairwise(han)) <= 2
    sample = [*han[::20], *han[70_000:80_000]]  # one of the places is among these
    assert sum(not is_word(word) for word in sample) <= OUT_OF_ORDER


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("找房东修", {"找", "房", "东", "修", "房东"}),
        ("女厕所", {"女", "厕", "所", "厕所", "女厕所", "女厕"}),
        ("", set()),
        ("xyz", set()),
    ],
)
def test_the_words_that_stand_in_a_text_are_found(text: str, words: set[str]) -> None:
    found = dict(line.split(" ") for line in whole_lines_in(text))
    assert found.keys() == words
    assert all(int(digits) >= 0 for digits in found.values())


@pytest.mark.parametrize(
    ("run", "whole", "made"),
    [
        ("烟花", True, True),
        ("烟花爆竹", True, True),
        ("房东修", False, False),  # 修 is no word of two characters
        ("房东鸽子", False, True),
        ("底保", False, False),
    ],
)
def test_what_is_a_word_and_what_is_made_of_words(run: str, whole: bool, made: bool) -> None:
    assert (is_word(run), made_of_words(run)) == (whole, made)


@pytest.mark.parametrize(
    ("run", "part"),
    [
        ("登革", True),  # 登革热
        ("不遇", True),  # 怀才不遇
        ("畅所", True),  # 畅所欲言
        ("勒比", False),  # 加勒比 ends with it, which is no half
        ("敏心", False),  # the name of a person
        ("洛杉矶市长", False),
        ("底保", False),
    ],
)
def test_what_begins_a_longer_word_or_is_half_of_one(run: str, part: bool) -> None:
    assert is_part_of_word(run) == part
