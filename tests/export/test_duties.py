from __future__ import annotations

import csv
import io
import json

import pytest
from markdown_it import MarkdownIt

from builders import duty, duty_list
from gazette_search.export.duties import (
    duties_to_json,
    duties_to_jsonl,
    duties_to_numbers,
    duties_to_plain,
)
from gazette_search.export.duty_wording import duty_facts, duty_remarks, duty_totals
from gazette_search.export.registry import export
from gazette_search.models import Deadline
from gazette_search.search.duties import UnitName
from golden_files import agrees_with_golden

RENAMED = (UnitName("市民政局", "简称"), UnitName("市民政部门", "主管部门的通称"))


def test_json_says_who_what_and_when() -> None:
    read = json.loads(duties_to_json(duty_list(names=RENAMED)))
    assert (read["unit"], read["total"], read["returned"]) == ("市民政局", 1, 1)
    assert read["names"][1] == {"name": "市民政部门", "reason": "主管部门的通称"}
    (one,) = read["duties"]
    assert one["number"] == "葫政办发〔2020〕23号"
    assert one["source"] == {"file": "corpus/2020-02.txt", "line": 1131, "page": None}
    assert (one["path"], one["lines"]) == (["二、落实资金保障"], [1131, 1131])
    assert one["lead"] == ["各县〈市〉区政府"]
    assert one["responsible"] == []
    assert one["cooperating"] == ["市财政局", "市民政局"]
    assert one["units"][2] == {"name": "市民政局", "printed": "民政局", "role": "cooperating"}
    assert one["leaders"] == ["马文志"]
    assert one["deadline"] == {"text": "今年3月底前", "date": "2020-03-31"}
    assert one["deadlines"] == [one["deadline"]]


def test_json_without_a_term() -> None:
    plain = duty(deadlines=())
    (line,) = duties_to_jsonl(duty_list(plain)).splitlines()
    assert json.loads(line)["deadline"] is None


def test_markdown() -> None:
    second = duty(task="推进工作。\n——提高标准。", path=(), deadlines=(Deadline("持续推进"),))
    assert agrees_with_golden("duties.md", str(export("duties", "md", duty_list(duty(), second))))


@pytest.mark.parametrize("task", ["# 一级标题", "<b>推进</b>", "| 甲 | 乙 |", "1. 推进\t工作"])
def test_markdown_of_the_corpus_is_text(task: str) -> None:
    tokens = MarkdownIt("commonmark").parse(str(export("duties", "md", duty_list(duty(task=task)))))
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2"]
    assert not any(token.type == "html_block" for token in tokens)


def test_csv() -> None:
    header, row = csv.reader(
        io.StringIO(str(export("duties", "csv", duty_list(duty(task="=1+1")))))
    )
    cells = dict(zip(header, row, strict=True))
    assert cells["任务"] == "'=1+1"
    assert cells["配合单位"] == "市财政局、市民政局"
    assert (cells["完成时限"], cells["最后一天"]) == ("今年3月底前", "2020-03-31")
    assert cells["出处"] == "corpus/2020-02.txt:1131"


def test_plain_is_a_line_for_each() -> None:
    found = duty_list(duty(task="推进\n工作"), duty())
    lines = duties_to_plain(found).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("corpus/2020-02.txt:1131:葫政办发〔2020〕23号:牵头单位：")
    assert lines[0].endswith("\t推进 / 工作")
    assert duties_to_numbers(found) == "葫政办发〔2020〕23号\n"


@pytest.mark.parametrize(
    ("text", "day", "said"),
    [
        ("年底前", "2020-12-31", "完成时限：年底前（2020年12月31日）"),
        ("2020 年 5 月 20 日前", "2020-05-20", "完成时限：2020 年 5 月 20 日前"),
        ("持续推进", None, "完成时限：持续推进"),
    ],
)
def test_a_term_is_given_its_day(text: str, day: str | None, said: str) -> None:
    from datetime import date

    term = Deadline(text, date.fromisoformat(day) if day else None)
    assert duty_facts(duty(deadlines=(term,)))[-1] == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "共 1 项。"),
        ({"total": 9}, "共 9 项，列出第 1 项。"),
        ({"total": 9, "offset": 4}, "共 9 项，列出第 5 项。"),
        ({"total": 9, "duties": ()}, "共 9 项，这一段里没有。"),
        ({"total": 0, "duties": ()}, "没有找到“市民政局”的任务。"),
        ({"total": 0, "duties": (), "unit": ""}, "没有找到任务。"),
    ],
)
def test_totals(fields: dict[str, object], said: str) -> None:
    assert duty_totals(duty_list(**fields)) == said


def test_other_names_are_said_with_the_reason() -> None:
    names = (
        UnitName("市农业农村局", "2018–2019年机构改革"),
        UnitName("市农业局", "2018–2019年机构改革"),
        UnitName("市农村经济委员会", "简称"),
    )
    assert duty_remarks(duty_list(names=names)) == [
        "也按这些名称查找：市农业农村局、市农业局（2018–2019年机构改革）；市农村经济委员会（简称）。"
    ]
    assert duty_remarks(duty_list(by_part=True)) == [
        "没有叫“市民政局”的单位，以下是名称里有这些字的单位。"
    ]
