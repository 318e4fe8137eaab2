from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from builders import passage
from gazette_search.export.neighbours import in_context

if TYPE_CHECKING:
    from gazette_search.search.results import Passage

BLOCKS = [f"第{n}段的文字。" for n in range(30)]


def at(place: int, context: int) -> Passage:
    """A passage that is a whole block, with so many blocks around it."""
    return passage(
        BLOCKS[place],
        lines=(place, place),
        highlights=(),
        before=tuple(BLOCKS[max(0, place - context) : place]),
        after=tuple(BLOCKS[place + 1 : place + 1 + context]),
    )


def shown(group: list[Passage]) -> list[str]:
    return [text for one in group for text in (*one.before, one.text, *one.after)]


def test_neighbours_are_shown_once_and_in_order() -> None:
    (group,) = in_context([at(11, 2), at(10, 2)])
    assert shown(group) == BLOCKS[8:14]


def test_passages_far_apart_stay_the_best_first() -> None:
    groups = in_context([at(20, 2), at(3, 2)])
    assert [[one.text for one in group] for group in groups] == [[BLOCKS[20]], [BLOCKS[3]]]


def test_a_sentence_cut_out_of_a_block_is_not_shown_again_with_it() -> None:
    cut = passage("一句。", lines=(5, 5), highlights=(), after=("下一段。",))
    other = passage("下一段。", lines=(6, 6), highlights=(), before=("又一句。一句。",))
    assert shown(*in_context([cut, other])) == ["一句。", "下一段。"]


@given(
    st.lists(st.integers(0, 29), unique=True, min_size=1, max_size=6),
    st.integers(0, 4),
)
def test_every_block_around_is_shown_and_none_twice(places: list[int], context: int) -> None:
    groups = in_context([at(place, context) for place in places])
    wanted = {
        BLOCKS[n]
        for place in places
        for n in range(max(0, place - context), min(30, place + context + 1))
    }
    texts = [text for group in groups for text in shown(group)]
    assert sorted(texts) == sorted(wanted)
    assert all(shown(group) == sorted(shown(group), key=BLOCKS.index) for group in groups)
    assert groups[0][0].text in texts
    assert any(one.text == BLOCKS[places[0]] for one in groups[0])
