from __future__ import annotations

import cProfile
import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.ingestion.formats.geometry.page import Page
from gazette_search.ingestion.formats.geometry.reading import read_pages
from typesetting import Sheet, break_lines, pages, prose, set_columns

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.source_text import SourceLine

ONE = ((80.0, 524.0),)
TWO = ((80.0, 290.0), (312.0, 522.0))
THREE = ((60.0, 200.0), (220.0, 360.0), (380.0, 520.0))


def texts(lines: tuple[SourceLine, ...]) -> list[str]:
    """Whole paragraphs and rows."""
    found: list[str] = []
    for line in lines:
        if line.continues:
            found[-1] += line.text
        elif line.text:
            found.append(line.text)
    return found


def read(*sheets: Sheet) -> list[str]:
    return texts(read_pages(pages(sheets)))


# Long paragraphs show the columns; among them stand lines as short as they like.
LENGTHS = st.lists(st.sampled_from([4, 12, 31]) | st.integers(90, 240), max_size=40).map(
    lambda lengths: [150, *lengths, 160]
)


@settings(deadline=None, max_examples=40)
@given(LENGTHS, st.sampled_from([ONE, TWO, THREE]), st.sampled_from([9.0, 10.5, 12.0]))
def test_paragraphs_come_back_from_any_columns(
    lengths: list[int], columns: tuple[tuple[float, float], ...], size: float
) -> None:
    """However few lines the last page has, in whichever column they end."""
    paragraphs = [prose(length, seed) for seed, length in enumerate(lengths)]
    assert read(*set_columns(paragraphs, columns, size=size)) == paragraphs


@pytest.mark.parametrize("columns", [TWO, THREE])
@pytest.mark.parametrize("last", [1, 2, 3])
def test_a_last_column_of_few_lines_is_a_column(
    columns: tuple[tuple[float, float], ...], last: int
) -> None:
    """A single line beside a column stands at its head; it is no end of the line before it."""
    lines = int((740 - 100) / (1.4 * 12)) + 1
    wide = int((columns[0][1] - columns[0][0]) / 12)
    full = "为" * (wide * lines * (len(columns) - 1) - 2)
    sheets = set_columns([full + "提" * wide * (last - 1) + "高。"], columns)
    assert len(sheets) == 1
    assert len({glyph.baseline for glyph in sheets[0].glyphs if glyph.x0 >= columns[-1][0]}) == last
    assert read(*sheets) == [full + "提" * wide * (last - 1) + "高。"]


def test_reading_a_page_costs_the_same_in_a_long_file() -> None:
    """Calls are counted, for they do not depend on what else the machine does."""
    sheets = set_columns([prose(120, seed) for seed in range(60)], TWO)

    def calls(count: int) -> float:
        profile = cProfile.Profile()
        made = pages([sheets[index % len(sheets)] for index in range(count)])
        profile.runcall(read_pages, made)
        return sum(entry.callcount for entry in profile.getstats()) / count

    assert calls(120) < 1.5 * calls(12)


@pytest.mark.parametrize("columns", [ONE, TWO, THREE])
def test_the_order_in_which_characters_are_drawn_does_not_matter(
    columns: tuple[tuple[float, float], ...],
) -> None:
    paragraphs = [prose(90, seed) for seed in range(30)]
    made = pages(set_columns(paragraphs, columns))
    chance = random.Random(7)  # noqa: S311 -- the same order every time
    shuffled = [
        Page(
            page.number,
            page.width,
            page.height,
            chance.sample(page.glyphs, len(page.glyphs)),
        )
        for page in made
    ]
    assert texts(read_pages(shuffled)) == paragraphs


def test_type_that_is_drawn_twice_to_look_bold_is_read_once() -> None:
    sheet = Sheet()
    sheet.text(80, 100, "城乡居民最低生活保障")
    sheet.text(80.4, 100, "城乡居民最低生活保障")
    assert read(sheet) == ["城乡居民最低生活保障"]


def test_every_line_knows_its_page_and_a_broken_paragraph_goes_on() -> None:
    paragraphs = [prose(150, seed) for seed in range(40)]
    sheets = set_columns(paragraphs, ONE)
    lines = read_pages(pages(sheets))
    assert texts(lines) == paragraphs
    assert {line.page for line in lines if line.text} == {*range(1, len(sheets) + 1)}
    assert {line.page for line in lines if line.continues} <= {*range(2, len(sheets) + 1)}
    for line in lines:
        drawn = "".join(glyph.text for glyph in sheets[(line.page or 1) - 1].glyphs)
        assert line.text in drawn


@pytest.mark.parametrize("number", ["— {} —", "{}", "- {} -", "第 {} 页", "·{}·"])
def test_running_heads_and_page_numbers_are_no_text(number: str) -> None:
    paragraphs = [prose(150, seed) for seed in range(60)]
    sheets = set_columns(paragraphs, TWO)
    for index, sheet in enumerate(sheets):
        sheet.text(220, 50, "青河市人民政府公报　2020年第2期", 10.5)
        sheet.centered(800, number.format(index + 7), 14, 80, 522)
    assert read(*sheets) == paragraphs


def test_the_last_row_of_a_table_may_be_numbered_as_its_page_is() -> None:
    sheets = set_columns([prose(150, seed) for seed in range(60)], ONE, bottom=660)
    for number, sheet in enumerate(sheets, start=1):
        sheet.table(80, 736, ((str(number), prose(8, 100 + number), prose(8, number)),), 100)
        sheet.centered(800, str(number), 12, 80, 524)
    rows = [line.split("\t")[0] for line in read(*sheets) if "\t" in line]
    assert rows == [str(number) for number in range(1, len(sheets) + 1)]


def test_a_masthead_that_tops_many_pages_is_no_running_head() -> None:
    sheets = []
    for seed in range(6):
        sheet = set_columns([prose(200, seed)], ONE, top=200)[0]
        sheet.centered(100, "青河市人民政府文件", 30, 80, 524)
        sheets.append(sheet)
    assert Counter(read(*sheets))["青河市人民政府文件"] == 6


def test_a_date_or_signature_at_the_right_edge_is_no_beginning_of_what_follows() -> None:
    sheet = set_columns([prose(300)], ONE)[0]
    sheet.text(524 - 12 * 8, 400, "青河市人民政府")
    sheet.text(524 - 12 * 6, 417, "2020年3月11日")
    sheet.text(80, 434, "附件：重点任务分工")
    sheet.text(104, 451, "（此件公开发布）")
    assert read(sheet)[1:] == [
        "青河市人民政府",
        "2020年3月11日",
        "附件：重点任务分工",
        "（此件公开发布）",
    ]


@pytest.mark.parametrize("columns", [ONE, TWO])
def test_a_title_over_several_lines_is_one(columns: tuple[tuple[float, float], ...]) -> None:
    title = "青河市人民政府办公室关于印发青河市河流断面水质污染补偿办法的通知"
    sheet = set_columns([prose(200, seed) for seed in range(9)], columns, top=340)[0]
    left, right = columns[0]
    sheet.centered(100, "青河市人民政府文件", 26, left, right)
    y = 180.0
    for line in break_lines(title, right - left, 20, 0):
        sheet.centered(y, line, 20, left, right)
        y += 34
    assert title in read(sheet)


def test_lines_that_are_centred_each_by_itself_stay_apart() -> None:
    sheet = set_columns([prose(200, seed) for seed in range(5)], ONE, top=260)[0]
    sheet.centered(100, "2020年第2期（总第63期）", 14, 80, 524)
    sheet.centered(120, "2020年3月15日出版", 14, 80, 524)
    assert read(sheet)[:2] == ["2020年第2期（总第63期）", "2020年3月15日出版"]


def test_an_entry_of_the_contents_is_one_line_and_ends_with_its_page() -> None:
    sheet = set_columns([prose(200, seed) for seed in range(5)], TWO, top=300)[0]
    sheet.text(80, 100, "青河市人民政府关于开展清理小张贴小")
    sheet.text(80, 117, "广告专项治理的通告")
    sheet.text(190, 117, ". " * 6)
    sheet.text(270, 117, "(7)")
    sheet.text(80, 134, "青河市人民政府关于做好第四次普查工")
    sheet.text(80, 151, "作的通知" + "…" * 10 + "(11)")
    assert read(sheet)[:2] == [
        "青河市人民政府关于开展清理小张贴小广告专项治理的通告……(7)",
        "青河市人民政府关于做好第四次普查工作的通知……(11)",
    ]


def test_a_raised_figure_is_marked_and_stays_in_its_place() -> None:
    sheet = Sheet()
    end = sheet.text(80, 100, "建筑面积45m")
    sheet.text(end + 6.5, 100, "—60m")
    sheet.text(end, 96, "2", 7)
    assert read(sheet) == ["建筑面积45m<sup>2</sup>—60m"]


@pytest.mark.parametrize("raised", [1, 2, 4])
def test_a_line_with_raised_figures_is_of_the_size_of_its_other_characters(raised: int) -> None:
    sheet, text = Sheet(), prose(185, 3)
    for index, line in enumerate(break_lines(text, 444, 12, 2)):
        end = sheet.text(80 + (0 if index else 24), 100 + 17 * index, line[:20])
        if index == 2:
            sheet.text(end, 96 + 17 * index, "2" * raised, 7)
            end += 4 * raised
        sheet.text(end, 100 + 17 * index, line[20:])
    (paragraph,) = read(sheet)
    assert re.sub(r"\[2+\]|<sup>2+</sup>", "", paragraph) == text


ROWS = (("地区", "城市", "农村"), ("青河区", "600", "4425"), ("白塔县", "570", "4260"))


def test_a_ruled_table_is_rows_between_the_paragraphs() -> None:
    sheet = set_columns([prose(120)], ONE)[0]
    sheet.table(80, 300, ROWS, 140)
    sheet.text(104, 420, "以上标准自2020年2月1日起执行。")
    lines = read_pages(pages([sheet]))
    assert [line.text for line in lines if line.origin == "row"] == ["\t".join(row) for row in ROWS]
    assert lines[-1].text == "以上标准自2020年2月1日起执行。"


def test_a_table_goes_on_over_a_page_with_its_header_repeated_and_a_row_broken() -> None:
    first, second = Sheet(), Sheet()
    first.table(80, 700, (("任务", "单位"), ("优化准入服务", "市卫生健康委、市民政局、市公")), 148)
    second.table(80, 100, (("任务", "单位"), ("", "安局"), ("加强监管", "市医保局")), 148)
    assert read(first, second) == [
        "任务\t单位",
        "优化准入服务\t市卫生健康委、市民政局、市公安局",
        "加强监管\t市医保局",
    ]


def test_a_merged_cell_stands_once() -> None:
    sheet = Sheet()
    sheet.table(80, 100, (("河流", "断面"), ("六股河", "孤家子"), ("", "小渔场")), 100)
    sheet.rules = [rule for rule in sheet.rules if not (rule.y0 == rule.y1 == 140.0)]
    sheet.rule(180, 140, 280, 140)
    assert read(sheet) == ["河流\t断面", "六股河\t孤家子", "\t小渔场"]


@pytest.mark.parametrize("columns", [2, 3])
def test_a_table_that_is_open_at_its_sides_has_all_its_columns(columns: int) -> None:
    sheet, rows = Sheet(), [row[:columns] for row in ROWS]
    sheet.table(80, 300, rows, 140)
    ends = (80.0, 80.0 + 140 * columns)
    sheet.rules = [rule for rule in sheet.rules if rule.x0 != rule.x1 or rule.x0 not in ends]
    lines = read_pages(pages([sheet]))
    assert [line.text for line in lines if line.origin == "row"] == ["\t".join(row) for row in rows]


def test_the_rule_of_a_running_head_that_touches_a_table_is_none_of_it() -> None:
    sheets = [Sheet() for _ in range(3)]
    for number, sheet in enumerate(sheets):
        sheet.text(80, 95, f"第{'一二三'[number]}页的文字在表的旁边")
        sheet.rule(60, 80, 560, 80)
        sheet.table(320, 80, (("甲", "乙"), ("丙", str(number))), 80)
    assert "第一页的文字在表的旁边" in read(*sheets)


@pytest.mark.parametrize("with_rule", [True, False])
def test_a_footnote_stands_behind_its_paragraph_and_its_mark_is_gone(with_rule: bool) -> None:
    sheet = set_columns([prose(300, seed) for seed in range(2)], ONE)[0]
    end = sheet.text(104, 400, "全市生产总值增长5.2%")
    sheet.text(end, 396, "1", 7)
    sheet.text(end + 4, 400, "。")
    if with_rule:
        sheet.rule(80, 700, 190, 700)
    sheet.text(80, 715, "1", 6)
    sheet.text(84, 718, "数据来自第四次全国经济普查。", 9)
    lines = [line for line in read_pages(pages([sheet])) if line.text]
    assert [(line.text, line.origin) for line in lines[2:]] == [
        ("全市生产总值增长5.2%。", "text"), ("注1：数据来自第四次全国经济普查。", "note"),
    ]  # fmt: skip


@pytest.mark.parametrize("size", [9, 12])
@pytest.mark.parametrize("marked", ["text", "table", "nowhere"])
def test_what_stands_under_a_short_rule_is_a_note_wherever_its_mark_is(
    marked: str, size: float
) -> None:
    sheet = set_columns([prose(300, seed) for seed in range(2)], ONE)[0]
    sheet.table(80, 400, (("指标", "增速"), ("全市生产总值", "5.2%")), 140)
    if marked == "table":
        sheet.text(180, 430, "1", 6)
    end = sheet.text(104, 500, "现将主要数据公布如下")
    if marked == "text":
        sheet.text(end, 496, "1", 7)
    sheet.text(end + 4, 500, "。")
    sheet.rule(80, 700, 190, 700)
    sheet.text(80, 718, "1数据来自第四次全国经济普查。", size)
    sheet.text(80, 732, "2按可比价格计算。", size)
    lines = [line for line in read_pages(pages([sheet])) if line.text]
    assert [(line.text, line.origin) for line in lines[-3:]] == [
        ("现将主要数据公布如下。", "text"),
        ("注1：数据来自第四次全国经济普查。", "note"),
        ("注2：按可比价格计算。", "note"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        (80, 700, 524, 700),  # as wide as the column
        (300, 700, 400, 700),  # inside of it
        (80, 100, 190, 100),  # under the head of the page
        (80, 740, 190, 740),  # below the line
    ],
)
def test_what_stands_under_another_rule_is_text(rule: tuple[float, float, float, float]) -> None:
    sheet = set_columns([prose(300, seed) for seed in range(2)], ONE)[0]
    sheet.rule(*rule)
    sheet.text(80, 718, "1数据来自第四次全国经济普查。", 9)
    last = [line for line in read_pages(pages([sheet])) if line.text][-1]
    assert (last.text, last.origin) == ("1数据来自第四次全国经济普查。", "text")


def test_a_page_of_nothing_but_notes_is_text() -> None:
    sheet = Sheet()
    sheet.rule(80, 300, 190, 300)
    sheet.text(80, 318, "1数据来自第四次全国经济普查，按当年价格计算并经省统计局核定。")
    assert read(sheet) == ["1数据来自第四次全国经济普查，按当年价格计算并经省统计局核定。"]


def test_a_mark_that_did_not_fit_behind_its_line_belongs_to_it() -> None:
    sheet = set_columns([prose(300, seed) for seed in range(2)], ONE)[0]
    sheet.text(104, 400, "全市生产总值增长5.2%。")
    sheet.text(80, 414, "1", 7)
    sheet.text(80, 718, "1数据来自第四次全国经济普查。", 9)
    lines = [line.text for line in read_pages(pages([sheet])) if line.text]
    assert lines[2:] == ["全市生产总值增长5.2%。", "注1：数据来自第四次全国经济普查。"]


def test_a_mark_without_a_note_never_joins_the_figure_before_it() -> None:
    sheet = Sheet()
    end = sheet.text(80, 100, "每人每年4425元")
    sheet.text(end, 96, "3", 7)
    assert read(sheet) == ["每人每年4425元[3]"]


def test_paragraphs_that_are_parted_by_space_and_not_indented() -> None:
    paragraphs = [prose(length, seed) for seed, length in enumerate((74, 111, 150, 37, 90))]
    sheet, y = Sheet(), 100.0
    for paragraph in paragraphs:
        for line in break_lines(paragraph, 444, 12, 0):
            sheet.text(80, y, line)
            y += 17
        y += 8
    assert read(sheet) == paragraphs


def test_punctuation_that_hangs_into_the_gutter_joins_no_columns() -> None:
    left, right = (
        ["提高城乡居民最低生活保障标准现将有、"] * 20,
        ["关事项通知如下请各地区认真贯彻执行"] * 20,
    )
    sheet = Sheet()
    for index, (one, other) in enumerate(zip(left, right, strict=True)):
        sheet.text(80, 100 + 17 * index, one)
        sheet.text(80 + 18 * 12 + 12, 100 + 17 * index, other)
    assert "".join(read(sheet)) == "".join([*left, *right])


def test_nothing_gives_nothing() -> None:
    assert read_pages([]) == ()
    assert read(Sheet(), Sheet()) == []
