from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.text.likeness import (
    bigrams,
    dice,
    distance,
    holds_in_order,
    is_within,
    overlap,
)


def test_what_two_sets_share() -> None:
    assert dice(frozenset("abc"), frozenset("bcd")) == pytest.approx(2 / 3)
    assert dice(frozenset(), frozenset("a")) == 0
    assert dice(frozenset(), frozenset()) == 0


def test_what_two_bags_share() -> None:
    assert overlap(Counter("aab"), Counter("abb")) == pytest.approx(2 / 3)
    assert overlap(Counter("a"), Counter("abbbbb"), least=0.5) == 0
    assert overlap(Counter(), Counter("a")) == 0


def test_neighbouring_characters() -> None:
    assert list(bigrams("低保标准")) == ["低保", "保标", "标准"]
    assert list(bigrams("低")) == []


@pytest.mark.parametrize(
    ("whole", "part", "holds"),
    [
        ("发展和改革委员会", "发改委", True),
        ("发展和改革委员会", "委发改", False),
        ("人民政府", "民政", True),
        ("", "", True),
        ("", "市", False),
    ],
)
def test_an_abbreviation_stands_in_its_long_form(whole: str, part: str, holds: bool) -> None:
    assert holds_in_order(whole, part) is holds


@given(st.text("市县民政局", max_size=9), st.sets(st.integers(0, 8)))
def test_whatever_is_left_of_a_text_stands_in_it(text: str, kept: set[int]) -> None:
    assert holds_in_order(text, "".join(c for n, c in enumerate(text) if n in kept))


@given(st.text("甲乙丙", max_size=9), st.text("甲乙丙", max_size=9), st.integers(0, 4))
def test_a_bound_on_the_distance_is_the_distance(one: str, other: str, most: int) -> None:
    assert is_within(one, other, most) == (distance(one, other) <= most)
