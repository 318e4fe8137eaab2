from __future__ import annotations

import json

import pytest

from builders import trend
from gazette_search.export.registry import export
from gazette_search.search.trends import TrendCount, TrendGroup
from golden_files import agrees_with_golden


def test_json() -> None:
    answer = json.loads(export("trend", "json", trend(gaps=(("1900", "2017"),))))
    assert answer["groups"][1] == {
        "name": "2019",
        "held": 16,
        "counts": [
            {"query": "低保", "documents": 3, "places": 25},
            {"query": "疫情", "documents": 1, "places": 3},
        ],
    }
    assert answer["unknown"]["counts"][0] == {"query": "低保", "documents": 1, "places": 2}
    assert (answer["total"]["held"], answer["total"]["counts"][0]["documents"]) == (45, 10)
    assert answer["gaps"] == [{"first": "1900", "last": "2017"}]


def test_lines_of_json_are_one_count_each() -> None:
    lines = [json.loads(line) for line in str(export("trend", "jsonl", trend())).splitlines()]
    assert len(lines) == 8
    assert lines[-1] == {
        "by": "year", "name": None, "held": 1, "query": "疫情", "documents": 0, "places": 0,
    }  # fmt: skip


def test_plain_lines_are_a_table() -> None:
    assert export("trend", "plain", trend()) == (
        "年份\t低保（件）\t低保（处）\t疫情（件）\t疫情（处）\t库内（件）\n"
        "2018\t4\t16\t0\t0\t19\n"
        "2019\t3\t25\t1\t3\t16\n"
        "2020\t2\t15\t2\t3\t9\n"
        "日期不明\t1\t2\t0\t0\t1\n"
    )


def test_a_query_breaks_no_row() -> None:
    hostile = trend(queries=("低\t保\n", "\x1b[2J"))
    lines = str(export("trend", "plain", hostile)).splitlines()
    assert {line.count("\t") for line in lines} == {5}
    assert "\x1b" not in "".join(lines)


def test_csv() -> None:
    text = str(export("trend", "csv", trend()))
    assert text.splitlines()[1] == "2018,4,16,0,0,19"


def test_markdown_golden() -> None:
    gapped = trend(gaps=(("1900", "2017"),))
    assert agrees_with_golden("trend.md", str(export("trend", "md", gapped)))


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("organ", "没有检索词的发文机关未列。"),
        ("genre", "没有检索词的文种未列。"),
        ("issue", "按登载的期。"),
    ],
)
def test_it_says_what_it_counts(by: str, said: str) -> None:
    nothing_unknown = TrendGroup("", 0, (TrendCount(), TrendCount()))
    text = str(export("trend", "md", trend(by=by, unknown=nothing_unknown)))
    assert said in text
    assert "不明" not in text
