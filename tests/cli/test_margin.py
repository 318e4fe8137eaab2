from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import LONG, block, document, shown
from gazette_search.cli.margin import MARKED_ROW, Margin, margin_of, marked_rows, row_at
from gazette_search.cli.marking import marker
from gazette_search.cli.terminal import Screen, display_width
from gazette_search.cli.views.document import draw_document, draw_documents
from gazette_search.models import Block, IssueInfo
from gazette_search.search.lookup.spots import Spot
from gazette_search.search.reports import HeldDocument, ShownDocument
from gazette_search.workflows.standing import Standing

SGR = re.compile("\x1b\\[[0-9;]*m")
ROWS = "断面名称\t考核目标", "元台子桥\t按照省下达的目标执行，超标时由所在县区补偿", "王宝桥\tⅢ类"
TABLE = "\n".join(ROWS)


def paged(**fields: object) -> ShownDocument:
    """A document of a PDF, from its page 33 to 35."""
    blocks = (
        block("第一段。", lines=(1, 1)),
        block("第二段。", lines=(5, 5)),
        block(LONG, lines=(9, 9)),
    )
    found = document(lines=(1, 9), blocks=blocks, page_starts=((1, 33), (5, 34), (9, 35)), **fields)
    info = IssueInfo("corpus/2020-02.pdf", 2020, 2, 63, format="pdf")
    return ShownDocument(HeldDocument(found, info), ())


@pytest.mark.parametrize(
    ("width", "last", "columns"),
    [(80, 1147, 6), (80, 99, 4), (60, 1147, 6), (59, 1147, 2), (40, 1147, 2), (80, None, 2)],
)
def test_the_margin_leaves_room_to_the_text(width: int, last: int | None, columns: int) -> None:
    margin = margin_of(Screen(width=width), last)
    assert margin
    assert margin.columns == columns


def test_a_pipe_has_no_margin() -> None:
    assert margin_of(Screen(), 1147) is None
    text = draw_document(shown(), Screen(), marker("低保")).text
    assert not marked_rows(text)
    assert "\n1111" not in text


@pytest.mark.parametrize("color", [False, True])
def test_rows_with_a_match_are_marked_whatever_the_colours(color: bool) -> None:
    screen = Screen(color, 80)
    drawn = Screen(color=True, width=74).paragraph([("提高", False), ("标准", True)], "title")
    beside = Margin(4).beside(f"{drawn}\n没有的", screen, 1111)
    assert SGR.sub("", beside) == "1111> 提高标准\n      没有的"
    assert ("\x1b" in beside) is color
    assert marked_rows(beside) == (1,)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("value", [shown(), paged()])
def test_no_row_is_wider_than_the_terminal(width: int, value: ShownDocument) -> None:
    text = draw_document(value, Screen(width=width), marker("标准 资金")).text
    assert max(map(display_width, text.split("\n"))) <= width


def test_pages_are_ruled_off_where_a_file_has_pages() -> None:
    text = draw_document(paged(), Screen(width=80), marker(None)).text
    assert re.findall(r"── 第(\d+)页 ─", text) == ["34", "35"]
    assert "── 第34页" not in draw_document(paged(), Screen(), marker(None)).text


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("words", ["连续发放", "缓解物价", "责任部门", "区政府）"])
def test_a_document_opens_at_the_row_of_a_place(width: int, words: str) -> None:
    blocks = (block("前文。"), block(LONG), block(LONG))
    value = shown(held=HeldDocument(document(blocks=blocks), shown().held.issue))
    drawn = draw_document(value, Screen(width=width), marker(None), Spot(2, LONG.index(words)))
    rows = drawn.text.split("\n")
    assert words[0] in rows[drawn.row - 1]
    assert re.match(MARKED_ROW, rows[drawn.row - 1])
    assert sum("".join(rows[: drawn.row - 1]).count(c) for c in "“") >= LONG.count("“")


@pytest.mark.parametrize(("row", "seen"), [(0, "断面名称"), (1, "元台子桥"), (2, "王宝桥")])
@pytest.mark.parametrize("width", [30, 80])
def test_a_table_opens_at_its_row(row: int, seen: str, width: int) -> None:
    table = block(TABLE, kind="table")
    value = shown(held=HeldDocument(document(blocks=(table,)), shown().held.issue))
    offset = TABLE.index(seen)
    drawn = draw_document(value, Screen(width=width), marker(None), Spot(0, offset))
    assert seen in drawn.text.split("\n")[drawn.row - 1]
    assert TABLE.count("\n", 0, offset) == row


def test_the_first_match_is_gone_to_when_words_are_given() -> None:
    standing = Standing(shown(), terms=("低保标准",))
    screen = Screen(width=80)
    assert draw_documents([standing], screen).row == 0
    drawn = draw_documents([standing], screen, "低保标准")
    assert drawn.row == drawn.marks[0]
    assert "低保标准" in drawn.text.split("\n")[drawn.row - 1]


def test_several_documents_are_set_apart() -> None:
    one = Standing(shown(), Spot(6, 0))
    for screen in (Screen(), Screen(width=80)):
        both = draw_documents([one, Standing(paged())], screen)
        assert both.row == draw_documents([one], screen).row > 0
        assert both.text.count("===") >= 1
        assert both.text.endswith("\n")


CHARACTERS = st.sampled_from("低保标准、，。（）《》 　\t4425元abc\u200b\x1b\n")


@given(st.text(CHARACTERS, min_size=1, max_size=200), st.data())
def test_the_row_of_any_place_holds_its_character(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    here = Block("paragraph", text, (1, 1))
    screen = Screen(width=24)
    drawn = draw_document(
        ShownDocument(HeldDocument(document(blocks=(here,)), shown().held.issue), ()),
        screen,
        marker(None),
        Spot(0, offset),
    )
    row = drawn.text.split("\n")[drawn.row - 1]
    character = text[offset]
    if character.isalnum():
        assert character in row
    assert row_at(here, offset, screen.text(text)) >= 0
