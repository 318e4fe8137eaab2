from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import block, document
from gazette_search.search.comparing.comparison import Comparison, Pair, Side, compare

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex
    from gazette_search.models import Block, Document


def words(side: Side | None) -> list[str]:
    return [side.block.text[start:end] for start, end in side.ranges] if side else []


def of(*blocks: Block) -> Document:
    return document(blocks=blocks)


def paragraph(text: str, *path: str) -> Block:
    return block(text, path=path)


def heading(text: str, *path: str) -> Block:
    return block(text, kind="heading", path=path, level=len(path) + 1)


def pairs(comparison: Comparison) -> list[Pair]:
    return [pair for section in comparison.sections for pair in section.pairs]


def held(index: LocalIndex, number: str) -> Document:
    return index.document(list(index.snapshot.catalog.numbers).index(number))


def test_changed_words_are_told_apart_from_layout() -> None:
    one = paragraph("农村低保标准，全市统一提高到每人每年 4260 元。")
    other = paragraph("农村低保标准：全市统一提高到每人每年4425元。")
    (pair,) = pairs(compare(of(one), of(other)))
    assert (pair.change, words(pair.left), words(pair.right)) == ("changed", ["4260"], ["4425"])


def test_what_changed_in_a_long_paragraph_is_as_small_as_in_a_short_one() -> None:
    """However often a character stands in it, it is one that both sides have."""
    rates = "每人每月六百元，" * 40
    one, other = paragraph(f"城市{rates}按月发放。"), paragraph(f"农村{rates}逐季发放。")
    (pair,) = pairs(compare(of(one), of(other), list))
    assert (words(pair.left), words(pair.right)) == (["城市", "按月"], ["农村", "逐季"])


def test_width_and_spaces_alone_are_no_change() -> None:
    one, other = paragraph("从 2019 年 7 月 1 日起执行。"), paragraph("从2019年7月1日起执行。")
    assert [pair.change for pair in pairs(compare(of(one), of(other)))] == ["same"]


def test_words_are_cut_as_the_caller_says() -> None:
    one, other = paragraph("由市财政局、市民政局负责"), paragraph("由市财政局、市审计局负责")
    by_character = pairs(compare(of(one), of(other)))[0]
    by_word = pairs(compare(of(one), of(other), lambda text: re.findall("市..局|.", text)))[0]
    assert (words(by_character.left), words(by_character.right)) == (["民政"], ["审计"])
    assert (words(by_word.left), words(by_word.right)) == (["市民政局"], ["市审计局"])


def test_sections_are_paired_by_heading_whatever_their_number() -> None:
    left = of(
        heading("二、资金筹集"),
        paragraph("各地区要足额筹集资金。", "二、资金筹集"),
        heading("三、工作要求"),
        paragraph("各地区要加强领导。", "三、工作要求"),
    )
    right = of(
        heading("二、执行时间"),
        paragraph("自发布之日起执行。", "二、执行时间"),
        heading("三、资金筹集"),
        paragraph("各地区要足额筹集资金。", "三、资金筹集"),
        heading("四、工作要求"),
        paragraph("各地区要切实加强领导。", "四、工作要求"),
    )
    sections = [(s.left, s.right) for s in compare(left, right).sections]
    assert sections == [
        (None, ("二、执行时间",)),
        (("二、资金筹集",), ("三、资金筹集",)),
        (("三、工作要求",), ("四、工作要求",)),
    ]


def test_a_paragraph_that_moved_to_another_section_is_found() -> None:
    left = of(
        heading("一、提高标准"),
        paragraph("城市低保标准：全市统一提高到每人每月540元。", "一、提高标准"),
    )
    right = of(
        heading("一、提高标准"),
        heading("（一）最低生活保障。", "一、提高标准"),
        paragraph(
            "城市低保标准，全市统一提高到每人每月575元。", "一、提高标准", "（一）最低生活保障。"
        ),
    )
    changed = [pair for pair in pairs(compare(left, right)) if pair.change == "changed"]
    assert [(words(pair.left), words(pair.right)) for pair in changed] == [(["540"], ["575"])]
    assert compare(left, right).count("removed") == 0


def test_rows_of_a_table_are_compared_by_what_they_are_about() -> None:
    head = "序号\t名称\t负责人"
    left = of(block(f"{head}\n1\t市公安局\t王伟\n2\t市教育局\t李明", kind="table", lines=(5, 7),
                    line_starts=((0, 5), (9, 6), (20, 7))))  # fmt: skip
    right = of(block(f"{head}\n1\t市教育局\t张华\n2\t市应急局\t王伟", kind="table"))
    found = compare(left, right)
    assert [pair.change for pair in pairs(found)] == ["same", "removed", "changed", "added"]
    changed = pairs(found)[2]
    assert changed.left
    assert changed.right
    assert changed.left.block.text == "2\t市教育局\t李明"
    assert changed.left.block.lines == (7, 7)
    assert words(changed.right) == ["1", "张华"]


def test_the_same_responsible_units_make_no_sections_alike() -> None:
    units_line = "责任单位：各县（市）区政府，杨家杖子经济开发区管委会，市政府各部门"

    def item(text: str) -> Document:
        lead = heading(text)
        return of(lead, block(units_line, kind="responsibility", path=(text,)))

    found = compare(item("18. 复制推广自贸区经验。"), item("2. 规模以上工业增加值增长7%。"))
    assert all(section.left is None or section.right is None for section in found.sections)


def test_form_is_left_out() -> None:
    blocks = [paragraph("葫芦岛市人民政府"), paragraph("2019年5月30日")]
    signed = [
        block(b.text, kind=kind) for b, kind in zip(blocks, ("signature", "date"), strict=True)
    ]
    assert compare(of(*signed), of()).sections == ()


# Every figure that changed from 2019 to 2020, read by hand: 2019-04.txt lines 617 to 629 against
# 2020-02.txt lines 1109 to 1119.
@pytest.mark.parametrize(
    ("before", "after"), [("575", "600"), ("4260", "4425"), ("11530", "11600")]
)
def test_the_standards_of_two_years(index: LocalIndex, before: str, after: str) -> None:
    found = compare(held(index, "葫政办发〔2019〕55号"), held(index, "葫政办发〔2020〕23号"))
    changes = [(words(p.left), words(p.right)) for p in pairs(found) if p.change == "changed"]
    assert ([before], [after]) in changes


def test_what_only_one_year_sets(index: LocalIndex) -> None:
    found = compare(held(index, "葫政办发〔2019〕55号"), held(index, "葫政办发〔2020〕23号"))
    only_left = [s.left[-1] for s in found.sections if s.left and s.right is None]
    assert any("孤儿" in name for name in only_left)
    assert any("60 年代" in name for name in only_left)


def test_the_two_lists_of_authorities_have_no_row_in_common(index: LocalIndex) -> None:
    found = compare(held(index, "葫政告字〔2019〕2号"), held(index, "葫政告字〔2019〕9号"))
    rows = [
        pair
        for pair in pairs(found)
        for side in (pair.left or pair.right,)
        if side and side.block.kind == "table"
    ]
    counts = {change: sum(p.change == change for p in rows) for change in ("removed", "added")}
    assert counts == {"removed": 28, "added": 7}  # 2019-04.txt:88-115, 2020-01.txt:204-211


@given(st.lists(st.text("低保标准提高到每人月元540575。", min_size=1), max_size=6))
def test_a_document_is_the_same_as_itself(texts: list[str]) -> None:
    own = of(*map(paragraph, texts))
    assert all(pair.change == "same" for pair in pairs(compare(own, own)))


@given(st.lists(st.text("低保标准5每人", min_size=1), max_size=5),
       st.lists(st.text("低保标准5每人", min_size=1), max_size=5))  # fmt: skip
def test_no_block_is_lost_and_ranges_lie_inside(ones: list[str], others: list[str]) -> None:
    found = pairs(compare(of(*map(paragraph, ones)), of(*map(paragraph, others))))
    for side, texts in (("left", ones), ("right", others)):
        sides = [own for pair in found if (own := getattr(pair, side))]
        assert sorted(own.block.text for own in sides) == sorted(texts)
        for own in sides:
            assert all(0 <= start < end <= len(own.block.text) for start, end in own.ranges)
