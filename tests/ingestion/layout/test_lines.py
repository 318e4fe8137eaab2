from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.layout.head_numbers import read_head
from gazette_search.ingestion.layout.lines import classify, classify_lines
from gazette_search.text.widths import fold_width


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("   ", "blank"),
        ("---", "layout"),
        ("***", "layout"),
        ("— 12 —", "layout"),
        ("###", "layout"),
        ("![](images/3.jpg)", "layout"),
        ("\x00\x07", "layout"),
        ("葫政告字〔2019〕9号", "number"),
        ("**葫政发[2019]９ 号**", "number"),
        ("## 葫芦岛市人民政府文件 葫政发〔2020〕6号", "number"),
        ("葫政发〔2018〕5号规定", "text"),
        ("《通知》（葫政发〔2018〕5号）", "text"),
        ("# 葫芦岛市人民政府文件", "masthead"),
        ("葫芦岛市人民政府通告", "masthead"),
        ("葫芦岛市人民政府关于加强管理的通告", "text"),
        ("2019 年 11 月 11 日", "date"),
        ("二〇二〇年四月十五日", "date"),
        ("(此件公开发布)", "disclosure"),
        ("（此件依申请公开）", "disclosure"),
        ("（详见征收范围图）", "text"),
        ("附件 1:", "label"),
        ("附件", "label"),
        ("附件二", "label"),
        ("附件：重点任务分工", "note"),
        ("- 附件：1. 葫芦岛市人民政府决定修订", "note"),
        ("责任单位：市财政局", "responsibility"),
        ("（牵头单位：市委宣传部，责任单位：市文旅广电局）", "responsibility"),
        ("责任单位要积极与牵头单位对接", "text"),
        ("一、强化财政支持", "text"),
    ],
)
def test_kinds_by_form(raw: str, kind: str) -> None:
    assert classify(1, raw).kind == kind


def test_tabs_make_rows_only_inside_a_table() -> None:
    text = "\t缩进的段落\n\n重点任务\t负责单位\n加强监管\t\n\n3\t\t小渔场\n段落\t\n"
    kinds = [(line.kind, line.text) for line in classify_lines(text) if line.is_content]
    assert kinds == [
        ("text", "缩进的段落"),
        ("row", "重点任务\t负责单位"),
        ("row", "加强监管\t"),
        ("row", "3\t\t小渔场"),
        ("row", "段落\t"),
    ]


def test_lines_know_what_stands_above_them() -> None:
    parted = classify_lines("市发展改革委\n\n三是完善配套服务和管\n理。完善\n\n四是\n\n五是")
    assert [line.after_blank for line in parted if line.is_content] == [
        True,
        True,
        False,
        True,
        True,
    ]
    # without blank lines anywhere their lack says nothing
    dense = classify_lines("一、总则\n为了\n二、任务\n按照")
    assert all(line.after_blank for line in dense)


@pytest.mark.parametrize(
    ("text", "masthead", "number"),
    [
        ("葫政发〔2020〕6号", None, "葫政发〔2020〕6号"),
        ("葫芦岛市人民政府文件 葫政发〔2020〕6号", "葫芦岛市人民政府文件", "葫政发〔2020〕6号"),
        ("葫芦岛市人民政府通告葫政告字〔2018〕3号", "葫芦岛市人民政府通告", "葫政告字〔2018〕3号"),
        (
            "锦州市人民政府办公室文件　锦政办规〔2021〕10号",
            "锦州市人民政府办公室文件",
            "锦政办规〔2021〕10号",
        ),
        ("（葫政发〔2020〕6号）", None, "葫政发〔2020〕6号"),
        ("（2020年3月1日　葫政发〔2020〕6号）", None, "葫政发〔2020〕6号"),
        ("文号：葫政发〔2020〕6号（备案号：LN0012020001）", None, "葫政发〔2020〕6号"),
    ],
)
def test_head_lines(text: str, masthead: str | None, number: str) -> None:
    head = read_head(fold_width(text))
    assert head is not None
    assert (head.masthead, str(head.number)) == (masthead, number)


@pytest.mark.parametrize(
    "text",
    [
        "关于印发方案的通知葫政发〔2020〕6号",
        "《意见》葫政发〔2020〕6号",
        "葫政发〔2020〕6号、葫政发〔2020〕7号",
        # the end and the beginning of a citation that the print broke
        "葫政发〔2020〕6号）",
        "（葫政发〔2020〕6号",
        "92493 部队",
        "",
    ],
)
def test_lines_that_head_nothing(text: str) -> None:
    assert read_head(fold_width(text)) is None


@given(st.text())
def test_every_line_is_there(text: str) -> None:
    lines = classify_lines(text)
    assert [line.number for line in lines] == list(range(1, text.count("\n") + 2))
    assert all(bool(line.text) == line.is_content or line.kind == "layout" for line in lines)
