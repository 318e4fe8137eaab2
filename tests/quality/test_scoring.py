from __future__ import annotations

from typing import Any

import pytest

from quality.scoring import (
    Excerpt,
    Query,
    Shown,
    averages,
    averages_by_kind,
    figures_of,
    is_shown,
    ndcg,
    read_hits,
)

GRADES = {"葫政办发〔2020〕23号": 3, "葫政办发〔2019〕55号": 2, "葫政办发〔2018〕78号": 2}
BEST, SECOND, THIRD = GRADES
OTHER = "葫政发〔2020〕6号"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([BEST, SECOND, THIRD], 1.0),
        ([BEST, THIRD, SECOND], 1.0),
        ([BEST, OTHER, SECOND, THIRD], (7 + 3 / 2 + 3 / 2.321928) / (7 + 3 / 1.584963 + 3 / 2)),
        ([OTHER, BEST], (7 / 1.584963) / (7 + 3 / 1.584963 + 3 / 2)),
        ([OTHER] * 10 + [BEST], 0.0),
        ([], 0.0),
    ],
)
def test_gain_falls_with_rank(numbers: list[str], expected: float) -> None:
    assert ndcg(numbers, GRADES) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("农村低保标准，全市统一提高到每人每年 4260 元。", True),
        ("农村低保标准，\n全市统一提高到每人每年 | 4260元", True),
        ("**农村低保标准**，全市统一提高到每人每年 `4260` 元", True),
        ("农村低保标准全市统一提高到每人每年4260元", False),
        ("城市低保标准，全市统一提高到每人每月575元。", False),
    ],
)
def test_an_answer_is_shown_whatever_its_layout(text: str, expected: bool) -> None:
    answer = "农村低保标准，全市统一提高到每人每年4260元"
    hits = [Shown(OTHER, "无关"), Shown(BEST, "低保标准", (Excerpt(text),))]
    assert is_shown([answer], hits) is expected


@pytest.mark.parametrize(
    "hit",
    [
        Shown(BEST, "关于提高城市低保标准的通知"),
        Shown(BEST, "通知", (Excerpt("每人每月600元。", ("一、提高城市低保标准",)),)),
        Shown(BEST, "通知", (Excerpt("标准的通知", line=8), Excerpt("关于提高城市低保", line=7))),
    ],
)
def test_an_answer_may_stand_in_the_title_a_heading_or_passages_read_on(hit: Shown) -> None:
    assert is_shown(["提高城市低保标准"], [hit])


def test_any_of_several_answers_will_do() -> None:
    query = Query("A01", "低保", GRADES, ("每人每年4425元", "每人每月600元"))
    assert figures_of(query, answer(BEST, shown="每人每月600元"))["answer"] == 1.0
    assert figures_of(query, answer(BEST, shown="每人每月575元"))["answer"] == 0.0


def answer(*numbers: str, shown: str = "", partial: bool = False) -> list[Shown]:
    return [Shown(number, "", (Excerpt(shown),), partial) for number in numbers]


def test_a_query_with_an_answer_has_four_figures_and_a_length() -> None:
    query = Query("A01", "农村低保一年多少钱", GRADES, ("每人每年4425元",))
    assert figures_of(query, answer(BEST, SECOND, THIRD, shown="每人每年 4425 元")) == {
        "characters": 33.0,
        "ndcg": 1.0,
        "top1": 1.0,
        "recall": 1.0,
        "answer": 1.0,
    }
    missed = figures_of(query, answer(SECOND, OTHER))
    assert missed["top1"] == 0.0
    assert missed["recall"] == pytest.approx(1 / 3)
    assert missed["answer"] == 0.0


def test_an_answer_below_the_third_hit_is_not_seen() -> None:
    query = Query("A01", "农村低保一年多少钱", GRADES, ("4425元",))
    late = [*answer(OTHER, OTHER, OTHER), *answer(OTHER, shown="4425元")]
    assert figures_of(query, late)["answer"] == 0.0
    assert figures_of(query, late)["characters"] == 0


def hit(*, partial: bool) -> dict[str, Any]:
    passage = {"text": "工业企业", "path": ["一、总则"], "lines": [12, 13]}
    return {"number": OTHER, "title": "通知", "partial": partial, "passages": [passage]}


def test_hits_are_read_as_printed() -> None:
    (read,) = read_hits({"hits": [hit(partial=True)]})
    assert read == Shown(OTHER, "通知", (Excerpt("工业企业", ("一、总则",), 12),), partial=True)


@pytest.mark.parametrize(
    ("found", "honesty"),
    [
        ({"relaxed": False, "hits": []}, 1.0),
        ({"relaxed": True, "hits": [hit(partial=True)]}, 1.0),
        ({"relaxed": False, "hits": [hit(partial=True)]}, 1.0),
        ({"relaxed": True, "hits": [hit(partial=True), hit(partial=False)]}, 0.0),
    ],
)
def test_what_is_not_held_must_not_be_claimed(found: dict[str, Any], honesty: float) -> None:
    nothing = Query("A12", "烟花爆竹 禁放通告", {})
    assert figures_of(nothing, read_hits(found))["honesty"] == honesty


def test_kinds_with_few_queries_say_nothing() -> None:
    rows = [(Query(str(n), "低保", {}, kind="short"), {"ndcg": n % 2}) for n in range(10)]
    rows += [(Query("x", "低保", {}, kind="typo"), {"ndcg": 1})]
    assert averages_by_kind(rows) == {"short": {"ndcg": 0.5}}


def test_each_figure_is_averaged_over_the_queries_that_have_it() -> None:
    rows = [{"ndcg": 1.0, "answer": 0.0}, {"ndcg": 0.5}, {"honesty": 1.0}]
    assert averages(rows) == {"ndcg": 0.75, "answer": 0.0, "honesty": 1.0}
