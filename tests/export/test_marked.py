from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gazette_search.export.marked import Marked, mark
from gazette_search.text.safety import sanitize

TEXT = st.text(st.sampled_from("低保标准，。1\x1b\u200b\n \t"), max_size=30)


def test_runs_are_cut_where_matches_begin_and_end() -> None:
    text = mark("农村低保标准，全市统一提高", ((2, 6),))
    assert text.runs() == [("农村", False), ("低保标准", True), ("，全市统一提高", False)]


def test_highlights_move_with_what_is_dropped_before_them() -> None:
    assert mark("\x1b农\u200b村低保", ((3, 6),)) == Marked("农村低保", ((1, 4),))


def test_highlights_that_touch_become_one() -> None:
    assert mark("低保标准", ((0, 2), (2, 4))).spans == ((0, 4),)


def test_highlight_past_the_end_is_cut() -> None:
    assert mark("低保", ((1, 9), (7, 9))).spans == ((1, 2),)


@given(TEXT, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_runs_are_the_safe_text(text: str, ends: list[tuple[int, int]]) -> None:
    marked = mark(text, [(min(pair), max(pair)) for pair in ends])
    assert "".join(piece for piece, _ in marked.runs()) == marked.text == sanitize(text)
    for (_, end), (start, _) in zip(marked.spans, marked.spans[1:], strict=False):
        assert end < start
