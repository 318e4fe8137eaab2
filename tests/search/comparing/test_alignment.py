from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.search.comparing.alignment import aligned


def same(one: str, other: str) -> float:
    return float(one == other)


@pytest.mark.parametrize(
    ("ones", "others", "expected"),
    [
        ("", "", []),
        ("ab", "", [("a", None), ("b", None)]),
        ("abc", "axc", [("a", "a"), ("b", None), (None, "x"), ("c", "c")]),
        ("abc", "bcd", [("a", None), ("b", "b"), ("c", "c"), (None, "d")]),
    ],
)
def test_alignment(ones: str, others: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert aligned(ones, others, same) == expected


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_every_item_stands_once_and_in_order(ones: str, others: str) -> None:
    pairs = aligned(ones, others, same)
    assert "".join(one for one, _ in pairs if one) == ones
    assert "".join(other for _, other in pairs if other) == others
    assert all(one == other for one, other in pairs if one and other)


@given(st.text("abc", max_size=8))
def test_a_sequence_agrees_with_itself(items: str) -> None:
    assert aligned(items, items, same) == [(item, item) for item in items]
