from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import block
from gazette_search.meaning.stretches import LONGEST, Stretch, stretches

SENTENCE = "城市低保标准，全市统一提高到每人每月六百元，由各县（市）区按月发放到户。"


def texts(*blocks: object) -> list[str]:
    return [stretch.text for stretch in stretches(blocks)]  # type: ignore[arg-type]


def test_a_short_block_is_one_stretch() -> None:
    assert texts(block(SENTENCE)) == [SENTENCE]


def test_a_long_block_is_cut_between_sentences() -> None:
    found = texts(block(SENTENCE * 9))
    assert "".join(found) == SENTENCE * 9
    assert len(found) == 3
    assert all(len(text) <= LONGEST and text.endswith("。") for text in found)


def test_a_sentence_longer_than_that_stays_whole() -> None:
    long = "以及" * LONGEST + "。"
    assert texts(block(f"{SENTENCE}{long}{SENTENCE}")) == [SENTENCE, long, SENTENCE]


def test_each_row_of_a_table_stands_alone() -> None:
    table = block("序号\t项目\t金额\n1\t城市低保\t600元\n2\t农村低保\t4425元", kind="table")
    assert texts(table) == ["序号 项目 金额", "1 城市低保 600元", "2 农村低保 4425元"]


@pytest.mark.parametrize(
    "kind",
    ["masthead", "number", "title", "addressee", "heading", "responsibility", "signature", "date"],
)
def test_what_says_nothing_by_itself_has_no_stretch(kind: str) -> None:
    assert texts(block("责任单位：市财政局、市民政局", kind=kind)) == []


@pytest.mark.parametrize("text", ["", "。", "略。", "\n\n", " \t "])
def test_next_to_nothing_has_none(text: str) -> None:
    assert texts(block(text)) == []


def test_equal_texts_share_a_key_wherever_they_stand() -> None:
    one, other = stretches((block(SENTENCE), block(SENTENCE, kind="item")))
    assert (one.block, other.block) == (0, 1)
    assert one.key == other.key
    assert one.key != Stretch(0, 0, 9, SENTENCE[:-1]).key


@given(st.lists(st.text("市县。；！\n甲乙丙1，", max_size=400), max_size=4))
@settings(deadline=None)
def test_stretches_cover_the_text_in_order(bodies: list[str]) -> None:
    blocks = [block(body) for body in bodies]
    last = (0, 0)
    for stretch in stretches(blocks):
        assert (stretch.block, stretch.start) >= last
        assert blocks[stretch.block].text[stretch.start : stretch.end].strip() == stretch.text
        last = (stretch.block, stretch.end)
