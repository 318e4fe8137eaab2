from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builders import ANSWER, LONG
from gazette_search.cli.excerpt import excerpt
from gazette_search.cli.terminal import display_width
from gazette_search.export.marked import Marked, mark


def marked(text: str, word: str) -> Marked:
    start = text.index(word)
    return mark(text, ((start, start + len(word)),))


def test_what_fits_is_whole() -> None:
    text = marked(ANSWER, "低保")
    assert excerpt(text, 60) is text


def test_the_match_is_kept_and_reading_begins_after_a_pause() -> None:
    part = excerpt(marked(LONG, "提标资金"), 60)
    assert part.text == "…合理测算提标资金需求。各地区财政部门要及时筹措落实所需资金…"
    assert part.runs()[1] == ("提标资金", True)


def test_the_beginning_and_the_end_have_no_ellipsis() -> None:
    assert excerpt(marked(LONG, "连续发放"), 60).text.startswith("“连续发放价格")
    assert excerpt(marked(LONG, "区政府"), 60).text.endswith("区政府）")


def test_the_part_with_most_matches_wins() -> None:
    start = LONG.index("财政部门")
    far = LONG.index("财政等部门")
    text = mark(LONG, ((4, 5), (start, start + 4), (far, far + 5)))
    assert "财政等部门" in excerpt(text, 100).text


def test_without_matches_the_beginning_is_shown() -> None:
    assert excerpt(mark(LONG), 40).text.startswith("“连续发放")


@given(
    st.text(st.sampled_from("低保，。a1"), max_size=120),
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 8)), max_size=5),
    st.integers(20, 80),
)
def test_an_excerpt_fits_and_its_matches_are_the_text_s(
    text: str, places: list[tuple[int, int]], columns: int
) -> None:
    whole = mark(text, [(start, start + length) for start, length in places])
    part = excerpt(whole, columns)
    assert display_width(part.text) <= columns
    assert part.text.strip("…") in text
    matched = {piece for piece, match in whole.runs() if match}
    for piece, match in part.runs():
        assert not match or any(piece in other for other in matched)
    assert not whole.spans or part.spans
