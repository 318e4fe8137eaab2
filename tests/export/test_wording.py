from __future__ import annotations

import time

import pytest

from builders import document, hit, issue, nothing, passage, result
from gazette_search.export.sources import source_of
from gazette_search.export.wording import (
    cut_note,
    facet_lines,
    further_places,
    issue_key,
    issue_name,
    local_time,
    missing_words,
    one_line,
    reference,
    remarks,
    totals,
)
from gazette_search.models import IssueInfo


@pytest.mark.parametrize(
    ("info", "name", "key"),
    [
        (issue(), "2020年第2期（总第63期）", "2020-02"),
        (issue(serial=None), "2020年第2期", "2020-02"),
        (IssueInfo("corpus/增刊.txt"), "corpus/增刊.txt", "增刊"),
    ],
)
def test_issue(info: IssueInfo, name: str, key: str) -> None:
    assert (issue_name(info), issue_key(info)) == (name, key)


def test_reference_leaves_out_what_is_not_known() -> None:
    unknown = document(signed_date=None, page=None)
    assert reference(document(), issue()) == (
        "葫政办发〔2020〕23号",
        "2020年3月11日",
        "2020年第2期（总第63期）第34页",
    )
    assert reference(unknown, issue()) == ("葫政办发〔2020〕23号", "2020年第2期（总第63期）")


def test_source_is_the_passage_else_the_head_line() -> None:
    assert source_of(hit(), passage()) == "corpus/2020-02.txt:1111"
    assert source_of(hit()) == "corpus/2020-02.txt:1097"


def test_one_line() -> None:
    assert one_line(" 断面名称\t考核目标\n元台子桥\t\x1b[1mⅢ类 ") == (
        "断面名称 | 考核目标 / 元台子桥 | [1mⅢ类"
    )


def test_totals() -> None:
    assert totals(result()) == "共 1 件。"
    assert totals(result(hit(1), hit(2), total=12)) == "共 12 件，列出第 1–2 件。"
    assert totals(result(hit(11), total=12)) == "共 12 件，列出第 11 件。"
    assert totals(nothing(total=12)) == "共 12 件，这一段里没有。"
    assert totals(nothing()) == "没有找到“火星移民”。"


def test_remarks_say_what_was_done() -> None:
    said = remarks(result(query="底保标准", suggestion="低保标准", relaxed=True, notes=("说明",)))
    assert said == [
        "没有找到“底保标准”，改为查找“低保标准”。",
        "没有一份公文含有全部检索词，以下各件只符合一部分。",
        "说明",
    ]


def test_missing_words() -> None:
    assert missing_words(hit()) == ""
    assert missing_words(hit(partial=True, missing=("孤儿", "拆迁"))) == "未见：孤儿、拆迁"
    assert missing_words(hit(partial=True)) == "部分符合"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2020-03-16T09:00:00+00:00", "2020-03-16 17:00"),
        ("2020-03-16T20:30:00+00:00", "2020-03-17 04:30"),
        ("昨天", "昨天"),
    ],
)
def test_a_moment_is_told_in_the_time_of_the_user(
    moment: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert local_time(moment) == said
    finally:
        monkeypatch.undo()
        time.tzset()


def test_how_far_the_issues_reach_is_told() -> None:
    assert totals(result(newest="2020年第2期")) == "共 1 件（公报收至2020年第2期）。"
    assert cut_note(result(newest="2020年第2期")) == ""
    assert cut_note(result(hit(), total=3)) == "共 3 件，列出第 1 件。"


@pytest.mark.parametrize(
    ("further", "pages", "said"),
    [(0, (), ""), (7, (), "另有 7 处"), (3, (34, 36), "另有 3 处（第34、36页）")],
)
def test_further_places(further: int, pages: tuple[int, ...], said: str) -> None:
    assert further_places(hit(further=further, further_pages=pages)) == said


def test_facet_lines() -> None:
    many = tuple((f"机关{n}", 20 - n) for n in range(14))
    lines = facet_lines({"issuer": many, "year": (("2020", 5), ("", 1)), "genre": ()})
    assert lines[0] == "年份：2020 5，不明 1"
    assert lines[1].startswith("发文机关：机关0 20，机关1 19，")
    assert lines[1].endswith("，另有 2 种")
    assert len(lines) == 2
