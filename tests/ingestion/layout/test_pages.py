from __future__ import annotations

import pytest

from gazette_search.ingestion.layout.joins import join_lines
from gazette_search.ingestion.layout.pages import join_at_page_ends, print_lines
from gazette_search.ingestion.pipeline import parse_issue
from gazette_texts import content, corpus_text

FULL = "五是实行市长办公会议制度。主要任务是：研究处理市政府工作中的重要问题。"
HALF = "会议由市长或受市长委托的副市长、秘书长主持，不定期召开。"
BEFORE = "四是实行市长碰头会议制度。会议由市长召集和主持，每周一召开。"
AFTER = "六是实行市政府业务会议制度。"


@pytest.mark.parametrize(
    ("issue", "first", "second"),
    [("2018-02", 1207, 1209), ("2018-04", 794, 796), ("2020-01", 172, 174), ("2020-02", 389, 391)],
)
def test_the_breaks_behind_a_full_stop_in_the_issues(issue: str, first: int, second: int) -> None:
    blocks = [b for d in parse_issue(corpus_text(issue), "x").documents for b in d.blocks]
    (holder,) = [b for b in blocks if b.lines[0] <= first <= b.lines[1]]
    assert holder.lines[0] <= second <= holder.lines[1]


def text_with(lines_before: int, *around: str) -> list[str]:
    """The halves behind so many print lines that follow a sure page break."""
    sure = ("（一）" + "葫" * 32, "芦岛市。")
    filler = tuple(f"（{'一二三四五六七八九十'[i % 10]}）会议。" for i in range(lines_before - 2))
    paragraphs = join_lines(content(*sure, *filler, *around))
    return [paragraph.text for paragraph in join_at_page_ends(paragraphs, None)]


@pytest.mark.parametrize(
    ("lines_before", "is_joined"),
    [(31, True), (32, True), (34, True), (20, False), (27, False), (45, False)],
)
def test_halves_are_one_where_a_page_ends(lines_before: int, is_joined: bool) -> None:
    found = text_with(lines_before, BEFORE, FULL, HALF, AFTER)
    assert ((FULL + HALF) in found) is is_joined
    assert (HALF in found) is not is_joined


@pytest.mark.parametrize(
    "around",
    [
        # the last line is not full
        (BEFORE, "五是实行制度。", HALF, AFTER),
        # the second has a number of its own, or nothing follows that opens as the first does
        (BEFORE, FULL, "（二）" + HALF, AFTER),
        (BEFORE, FULL, HALF, "各地区要加强领导。"),
        (BEFORE, FULL, HALF),
        # the sibling above has two paragraphs as well
        (BEFORE, "会议另行通知。", FULL, HALF, AFTER),
        # the first has no number
        ("会议制度。", FULL[3:] + "会议。", HALF, AFTER),
    ],
)
def test_halves_that_their_neighbours_do_not_show_to_be_one(around: tuple[str, ...]) -> None:
    assert HALF in " ".join(text_with(32, *around)).split() or "（二）" + HALF in around


def test_a_remark_behind_a_page_end_belongs_to_the_paragraph_above() -> None:
    remark = "（责任单位：市教育局、市民政局，各县〈市〉区政府）"
    assert FULL + remark in text_with(32, BEFORE, FULL, remark, "各地区要加强领导。")


def test_print_lines_of_a_paragraph() -> None:
    paragraphs = join_lines(content("一、总则。", "葫" * 34 + "。", "葫" * 36 + "。"))
    assert [print_lines(paragraph) for paragraph in paragraphs] == [1, 1, 2]


def test_the_first_page_is_shorter() -> None:
    paragraphs = join_lines(content(BEFORE, FULL, HALF, AFTER))
    assert len(join_at_page_ends(paragraphs, 18)) == 3
    assert len(join_at_page_ends(paragraphs, 5)) == 4
    assert len(join_at_page_ends(paragraphs, None)) == 4
