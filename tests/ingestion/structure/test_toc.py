from __future__ import annotations

from datetime import date

import pytest

from gazette_search.ingestion.structure.toc import parse_contents
from gazette_search.models import IssueInfo
from gazette_texts import content


def entries(*lines: str) -> list[tuple[str, str | None, int | None, str | None]]:
    return [
        (e.title, str(e.document_number) if e.document_number else None, e.page, e.column)
        for e in parse_contents(content(*lines), "x").entries
    ]


TITLE = "葫芦岛市人民政府关于做好第四次全国经济普查工作的通知"
NUMBER = "葫政发〔2018〕13号"


@pytest.mark.parametrize(
    "lines",
    [
        # the five known layouts
        [f"{TITLE}葫政发〔2018〕13号……………(7)"],
        [f"{TITLE} (葫政发〔2018〕13 号) (7)"],
        [f"{TITLE}葫政发〔2018〕13 号 (7)"],
        [f"{TITLE}葫政发〔2018〕13号 ..... (7)"],
        [f"- {TITLE}\n(葫政发〔2018〕13号)..... (7)"],
        # layouts that another issue may bring
        [f"{TITLE}（葫政发〔2018〕13号）……7"],
        [f"{TITLE} {NUMBER} ………… 第7页"],
        [f"{TITLE}\t{NUMBER}\t7"],
        [f"1. {TITLE}（葫政发[2018]13号）……（7）"],
        [f"葫政发〔2018〕13号 {TITLE} ……(7)"],
        [TITLE, NUMBER, "……(7)"],
        ["葫芦岛市人民政府关于做好第四次全国", "经济普查工作的通知葫政发〔2018〕13号……(7)"],
        ["葫芦岛市人民政府关于做好第四次全国\n经济普查工作的通知", "(葫政发〔2018〕13号)", "(7)"],
    ],
)
def test_layouts(lines: list[str]) -> None:
    ((title, number, page, column),) = entries("○市政府文件", *lines)
    assert (title.replace(" ", ""), number, page, column) == (TITLE, NUMBER, 7, "市政府文件")


def test_columns_and_entries_without_numbers() -> None:
    assert entries(
        "## ○ 葫政告字文件",
        "葫芦岛市人民政府关于设立机动车低排放控制区的通告葫政告字〔2018〕5号 ..... (6)",
        "人事任免",
        "葫芦岛市人民政府关于王伟等同志任职的通知 ..... (8)",
    ) == [
        (
            "葫芦岛市人民政府关于设立机动车低排放控制区的通告",
            "葫政告字〔2018〕5号",
            6,
            "葫政告字文件",
        ),
        ("葫芦岛市人民政府关于王伟等同志任职的通知", None, 8, "人事任免"),
    ]


def test_contents_without_pages() -> None:
    assert [
        entry[:2]
        for entry in entries("目 录", f"{TITLE}{NUMBER}", "葫芦岛市人民政府关于改革的意见")
    ] == [
        (TITLE, NUMBER),
        ("葫芦岛市人民政府关于改革的意见", None),
    ]


SENTENCE = "为做好普查工作，根据国务院有关要求，现就有关事项通知如下，请认真贯彻执行。"


@pytest.mark.parametrize(
    ("lines", "behind"),
    [
        (["目 录", f"{TITLE}{NUMBER}", "葫芦岛市人民政府关于改革的意见"], [SENTENCE]),
        (["目 录", TITLE], [SENTENCE, "一、提高认识。"]),
        (["目 录", f"{TITLE}……(7)"], [SENTENCE]),
        (["目 录", f"{TITLE}……(7)"], ["编委会成员", "主任：李明"]),
        (["目 录", f"{TITLE}……(7)"], ["各县（市）区人民政府，市政府各部门：", SENTENCE]),
        (["目 录", f"{TITLE}……(7)", f"{SENTENCE}……(8)"], []),  # an entry, for it has a page
    ],
)
def test_contents_end_where_text_begins(lines: list[str], behind: list[str]) -> None:
    found = parse_contents(content(*lines, *behind), "x")
    assert found.end == len(lines)
    assert found.entries[0].title == TITLE


def test_years_in_a_title_are_no_page() -> None:
    ((title, number, page, _),) = entries(
        "关于印发养老规划(2019—2021年)的通知葫政办发〔2019〕78号 ... (28)"
    )
    assert (title, number, page) == (
        "关于印发养老规划(2019—2021年)的通知",
        "葫政办发〔2019〕78号",
        28,
    )


@pytest.mark.parametrize(
    ("lines", "info"),
    [
        (
            ["目", "录", "(双月刊)", "2020年第2期(总第63期)", "2020年3月15日出版"],
            IssueInfo("x", 2020, 2, 63, date(2020, 3, 15)),
        ),
        (
            ["目 录 (双月刊)", "2018 年第 2 期 (总第 51 期)", "2018 年 3 月 19 日出版"],
            IssueInfo("x", 2018, 2, 51, date(2018, 3, 19)),
        ),
        (
            ["二〇二一年第五期（总第七十期）", "二〇二一年九月十五日"],
            IssueInfo("x", 2021, 5, 70, date(2021, 9, 15)),
        ),
        (["编委：", "2018 年第 2 期"], IssueInfo("x", 2018, 2)),
        ([], IssueInfo("x")),
    ],
)
def test_what_names_an_issue(lines: list[str], info: IssueInfo) -> None:
    assert parse_contents(content(*lines), "x").info == info


def test_the_imprint_holds_no_entries() -> None:
    lines = ["编委会成员", "主办：", "葫芦岛市人民政府", "办公室", "电话：(0429) 3114944"]
    assert entries(*lines) == []
