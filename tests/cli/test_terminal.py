from __future__ import annotations

import io
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ANSWER, LONG
from gazette_search.cli.terminal import (
    Screen,
    display_width,
    fold,
    ruled,
    set_ambiguous_width,
    speak_utf8,
    terminal_width,
    wants_color,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def folded(text: str, width: int | None, hanging: int = 0) -> list[str]:
    return ["".join(piece for piece, _ in line) for line in fold([(text, False)], width, hanging)]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("corpus/2020-02.txt", 18),
        ("低保标准", 8),
        ("葫政办发〔2020〕23号", 20),
        ("m²", 2),
        ("部\u0301門", 4),
        ("“低保”", 6),
        ("　", 2),
    ],
)
def test_display_width(text: str, columns: int) -> None:
    assert display_width(text) == columns


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("农村低保标准", 8, ["农村低保", "标准"]),
        ("农村低保，标准", 8, ["农村低", "保，标准"]),
        ("农村低保。”标准", 8, ["农村低", "保。”", "标准"]),
        ("农村低（保标准）", 8, ["农村低", "（保标", "准）"]),
        ("每人每年4425元。", 11, ["每人每年", "4425元。"]),
        ("gsearch show one", 9, ["gsearch", "show one"]),
        ("第一行\n第二行", 80, ["第一行", "第二行"]),
        ("corpus/2020-02.txt", 10, ["corpus/202", "0-02.txt"]),
        ("农村低保标准", None, ["农村低保标准"]),
        ("", 10, [""]),
    ],
)
def test_fold(text: str, width: int | None, lines: list[str]) -> None:
    assert folded(text, width) == lines


def test_later_lines_are_shorter_by_their_margin() -> None:
    assert folded("城市低保标准统一提高", 12, hanging=4) == ["城市低保标准", "统一提高"]


@given(st.text(st.sampled_from("低保，。（）“” ab1.\n"), max_size=60), st.integers(6, 30))
def test_folding_loses_only_spaces_and_keeps_the_width(text: str, width: int) -> None:
    lines = folded(text, width)
    assert all(display_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@given(st.lists(st.integers(10, 40), min_size=1, max_size=3))
def test_no_line_of_prose_begins_with_a_closing_mark(widths: list[int]) -> None:
    for width in widths:
        lines = folded(LONG, width)
        assert not [line for line in lines if line[0] in "，。、；：”）〉"]
        assert not [line for line in lines if line[-1] in "“（〈"]


def test_matches_survive_folding() -> None:
    lines = [*fold([("农村", False), ("低保标准", True), ("提高", False)], 8)]
    assert lines == [[("农村", False), ("低保", True)], [("标准", True), ("提高", False)]]


def test_paragraph_in_colour_and_without() -> None:
    runs = [("农村低保", True), (ANSWER[4:], False)]
    assert Screen(color=False, width=30).paragraph(runs, "quiet", indent=2, hanging=2) == (
        "  农村低保标准，全市统一提高到\n    每人每年4425元。"
    )
    assert Screen(color=True, width=None).paragraph(runs, "quiet") == (
        "\x1b[1;31m农村低保\x1b[0m\x1b[2m标准，全市统一提高到每人每年4425元。\x1b[0m"
    )


@pytest.mark.parametrize(
    ("choice", "environment", "stream", "colored"),
    [
        ("auto", {}, Terminal(), True),
        ("auto", {}, io.StringIO(), False),
        ("auto", {"NO_COLOR": "1"}, Terminal(), False),
        ("auto", {"NO_COLOR": ""}, Terminal(), True),
        ("auto", {"TERM": "dumb"}, Terminal(), False),
        ("auto", {"CLICOLOR_FORCE": "1"}, io.StringIO(), True),
        ("auto", {"CLICOLOR_FORCE": "0"}, io.StringIO(), False),
        ("always", {"NO_COLOR": "1"}, io.StringIO(), True),
        ("never", {"CLICOLOR_FORCE": "1"}, Terminal(), False),
    ],
)
def test_wants_color(
    choice: str,
    environment: dict[str, str],
    stream: io.StringIO,
    colored: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "CLICOLOR_FORCE", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(choice, stream) == colored


@pytest.mark.parametrize(
    ("columns", "width"), [("80", 80), ("300", 120), ("5", 24), ("0", 80), ("x", 80), ("", 80)]
)
def test_terminal_width(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert terminal_width() == width


@pytest.mark.parametrize(
    ("encoding", "spoken"), [("ascii", "utf-8"), ("us-ascii", "utf-8"), ("gb18030", "gb18030")]
)
def test_ascii_streams_speak_utf8(encoding: str, spoken: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    speak_utf8(stream)
    assert stream.encoding == spoken


@pytest.fixture
def double_width() -> Iterator[None]:
    set_ambiguous_width(2)
    yield
    set_ambiguous_width(1)


AMBIGUOUS = "“放管服”改革——①减证便民…℃"


@pytest.mark.usefixtures("double_width")
@pytest.mark.parametrize("width", [24, 31, 40, 80])
def test_lines_fit_a_terminal_that_draws_ambiguous_characters_double(width: int) -> None:
    for line in Screen(width=width).text(AMBIGUOUS * 9).split("\n"):
        assert _double(line) <= width


@pytest.mark.usefixtures("double_width")
def test_tables_fit_it_too() -> None:
    from gazette_search.cli.views.tables import Column, draw_table

    rows = [[AMBIGUOUS * 3, "1"], ["低保", "22"]]
    screen = Screen(width=60)
    lines = ruled(draw_table([Column("标题“”"), Column("数")], rows, screen, ruled=True)).split(
        "\n"
    )
    assert {_double(line) for line in lines} == {_double(lines[0])}
    assert _double(lines[0]) <= 60
    assert not {character for line in lines for character in line} & set("─│╭╮╰╯├┤┼")


def test_rules_stay_as_they_are_elsewhere() -> None:
    assert ruled("── 附件 ──") == "── 附件 ──"


def _double(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line)


@pytest.mark.parametrize("width", [24, 40, 59])
def test_a_table_without_room_for_columns_is_stacked(width: int) -> None:
    from gazette_search.cli.views.tables import Column, draw_table

    title = "葫芦岛市人民政府关于印发葫芦岛市土壤污染治理与修复规划的通知"
    columns = [
        Column("文号", whole=True),
        Column("成文日期", whole=True),
        Column("页", align="right", whole=True),
        Column("标题"),
    ]
    rows = [("葫政发〔2018〕4号", "2018-03-14", "2", title), ("葫政发〔2018〕5号", "", "", "决定")]
    lines = draw_table(columns, rows, Screen(width=width)).split("\n")
    assert max(map(display_width, lines)) <= width
    assert lines[0].startswith("葫政发〔2018〕4号")
    assert "页 2" in " ".join(lines[:3])
    assert "".join(line.strip() for line in lines).count(title) == 1
    assert "─" not in "".join(lines)


def test_tables_that_are_printed_in_a_text_keep_their_rules() -> None:
    from gazette_search.cli.views.tables import Column, draw_table

    drawn = draw_table([Column("项目")], [("低保",)], Screen(width=40), ruled=True)
    assert "─" in drawn
