from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.ingestion.formats.geometry.page import Rule
from gazette_search.ingestion.formats.recognition.seen import (
    SeenLine,
    SeenPage,
    is_stroke,
    lies_in,
    seen_from_lines,
    seen_to_lines,
)

tenths = st.integers(-9999, 9999).map(lambda n: n / 10)
corners = st.tuples(*[tenths] * 8)
scores = st.integers(0, 1000).map(lambda n: n / 1000)
lines = st.builds(SeenLine, st.text(min_size=1), corners, scores)
pages = st.builds(
    SeenPage,
    st.integers(1, 3000),
    tenths,
    tenths,
    st.lists(lines, max_size=4).map(tuple),
    st.lists(st.builds(Rule, tenths, tenths, tenths, tenths), max_size=3).map(tuple),
    st.just("rapidocr 3.10.0"),
)


@settings(deadline=None)
@given(st.lists(pages, max_size=4, unique_by=lambda page: page.number))
def test_pages_come_back_from_what_is_kept_of_them(seen: list[SeenPage]) -> None:
    assert [*seen_from_lines(seen_to_lines(seen)).values()] == seen


@pytest.mark.parametrize("damaged", [b"{", b"[]", b'{"number": 1}', b"\xff\xfe"])
def test_what_is_no_page_is_refused(damaged: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        seen_from_lines(damaged)


def box(x0: float, y0: float, x1: float, y1: float) -> SeenLine:
    return SeenLine("文", (x0, y0, x1, y0, x1, y1, x0, y1), 1.0)


def test_lines_and_strokes_that_lie_in_a_box() -> None:
    large = box(0, 0, 100, 40)
    assert lies_in(box(10, 10, 60, 60), large) is True
    assert lies_in(box(10, 30, 60, 90), large) is False
    assert is_stroke(Rule(10, 20, 40, 20), large) is True
    assert is_stroke(Rule(10, 20, 140, 20), large) is False
