from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.index.conditions import Word
from gazette_search.search.understanding.suggestions import Suggestions

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex


@pytest.fixture(scope="module")
def suggestions(index: LocalIndex) -> Suggestions:
    return Suggestions(index)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("底保", "低保"),  # homophone
        ("徐大宝", "徐大堡"),
        ("谱查", "普查"),
        ("龙谭", "龙潭"),
        ("扶贪", "扶贫"),  # look alike
        ("低排方", "低排放"),
        ("dibao", "低保"),
        ("zhengfu", "政府"),
    ],
)
def test_a_slip_is_corrected_to_what_is_held(
    suggestions: Suggestions, typed: str, meant: str
) -> None:
    assert suggestions.correct(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        "烟花",  # 烟花爆竹 is a subject that these issues do not treat
        "烟花爆竹",
        "网约车",
        "疫苗",
        "墓地",
        "火星移民",
        "xyzabc",
        "github",
        "鑫",
    ],
)
def test_a_real_word_that_is_absent_is_never_corrected(suggestions: Suggestions, word: str) -> None:
    assert suggestions.correct(word) is None


def test_a_correction_is_always_held(index: LocalIndex, suggestions: Suggestions) -> None:
    for typed in ("底保", "徐大宝", "扶贪", "dibao"):
        meant = suggestions.correct(typed)
        assert meant
        assert all(index.counts([Word(meant)]))


def test_the_neighbour_decides_between_several(suggestions: Suggestions) -> None:
    """保护税 follows 环境, and 环境 stands in front of 保护 in some document."""
    assert suggestions.correct("保沪", before="环境", behind="税") == "保护"
