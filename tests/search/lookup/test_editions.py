from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from gazette_search.analysis.normalizer import search_text
from gazette_search.search.lookup.editions import newest_first, same_series

OFFICE = "葫芦岛市人民政府办公室"
DIBAO_2018 = f"{OFFICE}关于提高城乡居民最低生活保障标准的通知"
DIBAO_2020 = f"{OFFICE}关于提高城乡居民最低生活保障、特困人员救助供养标准的通知"
PLAN_2018 = f"{OFFICE}关于印发2018年市《政府工作报告》任务分解方案的通知"
PLAN_2020 = f"{OFFICE}关于印发《2020年市〈政府工作报告〉任务分解方案》的通知"
HEATING = f"{OFFICE}关于印发葫芦岛市城市供热服务质量管理办法的通知"
BODIES_1 = "葫芦岛市人民政府关于公布市本级行政执法主体（第一批）的公告"
BODIES_2 = "葫芦岛市人民政府关于公布市本级行政执法主体（第二批）的公告"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (DIBAO_2018, DIBAO_2020, True),
        (PLAN_2018, PLAN_2020, True),
        (BODIES_1, BODIES_2, True),
        (DIBAO_2018, PLAN_2018, False),
        (HEATING, DIBAO_2020, False),
        (HEATING, "", False),
    ],
)
def test_versions_of_one_notice_are_told_by_their_titles(
    one: str, other: str, expected: bool
) -> None:
    assert same_series(search_text(one), search_text(other)) is expected
    assert same_series(search_text(other), search_text(one)) is expected


def test_the_whole_corpus_has_exactly_these_series() -> None:
    truth = Path(__file__).parents[2] / "truth" / "documents.jsonl"
    titles = {
        row["doc_number"]: search_text(row["body_title"])
        for row in map(json.loads, truth.read_text(encoding="utf-8").splitlines())
    }
    found = {
        frozenset(pair)
        for pair in combinations(titles, 2)
        if same_series(titles[pair[0]], titles[pair[1]])
    }
    notices = ("葫政办发〔2018〕78号", "葫政办发〔2019〕55号", "葫政办发〔2020〕23号")
    assert found == {frozenset(pair) for pair in combinations(notices, 2)}


def test_close_versions_change_places_and_others_keep_theirs() -> None:
    titles = [search_text(title) for title in (DIBAO_2018, HEATING, DIBAO_2020, PLAN_2018)]
    dates = ["2018-06-01", "2020-01-09", "2020-03-11", "2018-01-19"]
    assert newest_first([1.0, 0.99, 0.98, 0.5], titles, dates) == [2, 1, 0, 3]


def test_a_version_that_answers_far_better_stays_first() -> None:
    titles = [search_text(title) for title in (DIBAO_2018, DIBAO_2020)]
    assert newest_first([1.0, 0.5], titles, ["2018-06-01", "2020-03-11"]) == [0, 1]
