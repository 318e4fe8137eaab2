from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.search.engine import SearchEngine
from gazette_search.search.figures.timeline import READ_DOCUMENTS, Point, Series, read_series
from gazette_search.search.results import SearchRequest

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex

TRUTH = Path(__file__).parents[2] / "truth" / "amounts.jsonl"
# Of the records read by hand, those that a timeline of their standard's own name gives, and the
# share of its figures that are records: floors that only rise. Not given: 改造城市棚户区 3643 户
# (2018-02:861), which says 城市 where the query says 城镇.
FOUND = 52
EXTRA = 0


def series(index: LocalIndex, query: str) -> tuple[Series, ...]:
    request = SearchRequest(query, limit=READ_DOCUMENTS)
    return read_series(index, SearchEngine(index).find(request))


def values(found: Series) -> list[object]:
    return [p.amount.value if p.amount else "不变" for p in found.points]


@pytest.mark.parametrize(
    ("query", "label", "unit", "expected", "effective"),
    [
        (
            "农村低保标准",
            "农村低保标准",
            "元/人·年",
            [3924, 4260, 4425],
            ["2018-07-01", "2019-07-01", "2020-02-01"],
        ),
        (
            "城市低保标准",
            "城市低保标准",
            "元/人·月",
            [540, 575, 600],
            ["2018-07-01", "2019-07-01", "2020-02-01"],
        ),
        ("农村低保一年多少钱", "农村低保标准", "元/人·年", [3924, 4260, 4425], None),
        ("地区生产总值增长", "地区生产总值增长", "%", [7, 6], ["2018", "2020"]),
        ("亿元以上重点项目总投资", "总投资", "亿元", [2100, 2456], ["2018", "2020"]),
    ],
)
def test_the_first_series_answers(
    index: LocalIndex,
    query: str,
    label: str,
    unit: str,
    expected: list[object],
    effective: list[str] | None,
) -> None:
    first = series(index, query)[0]
    assert (first.label.endswith(label), first.unit, values(first)) == (True, unit, expected)
    if effective:
        assert [point.effective.day for point in first.points] == effective


def test_month_and_year_are_never_in_one_series(index: LocalIndex) -> None:
    found = series(index, "低保标准")
    assert [(s.unit, values(s)) for s in found[:2]] == [
        ("元/人·月", [540, 575, 600]),
        ("元/人·年", [3924, 4260, 4425]),
    ]
    for one in found:
        assert len({p.amount.kind for p in one.points if p.amount}) <= 1


def test_what_stays_and_what_is_set_for_two_stand_in_each_series(index: LocalIndex) -> None:
    found = {s.label.partition("：")[2]: values(s) for s in series(index, "特困供养标准")}
    assert found == {
        "农村分散供养对象": [5105, 5540, 6700],
        "城市供养对象": ["不变", 11530, 11600],
        "农村集中供养对象": ["不变", 6420, 6700],
    }


def test_each_figure_stands_at_its_place(index: LocalIndex) -> None:
    for query in ("低保标准", "特困供养标准", "失业率", "养老机构补贴"):
        for point in (p for s in series(index, query) for p in s.points):
            start, end = point.highlight
            block_texts = [block.text for block in point.document.blocks]
            assert any(point.text in text for text in block_texts)
            if point.amount:
                printed = f"{point.amount.value:g}"
                assert printed in point.text[start:end].replace(",", "")


def test_a_document_gives_one_figure_to_a_series(index: LocalIndex) -> None:
    for query in ("低保标准", "60年代精简退职职工", "棚户区改造", "奖励"):
        for one in series(index, query):
            numbers = [str(point.document.number) for point in one.points]
            assert len(numbers) == len(set(numbers))
            assert list(one.points) == sorted(one.points, key=lambda point: point.order)


def test_nothing_asked_for_gives_nothing(index: LocalIndex) -> None:
    assert series(index, "月球基地建设补贴办法") == ()


def _query(standard: str) -> str:
    """A standard's name as a query: the last of two names, without brackets."""
    bare = re.sub("^(..)（..）", r"\1", standard).split("/")[-1]
    return re.sub("[（），]", " ", bare)


def _is(point: Point, record: dict[str, Any]) -> bool:
    return (
        str(point.document.number) == record["doc_number"]
        and point.line == record["line"]
        and point.amount is not None
        and point.amount.value == float(record["amount"])
        and point.amount.measure == record["unit"].partition("（")[0]
    )


def _is_bound(one: Series) -> bool:
    return any(point.amount and point.amount.bound for point in one.points)


def _day(printed: str) -> str:
    year, *rest = re.findall(r"\d+", printed)
    return "-".join([year, *(f"{int(part):02d}" for part in rest)])


def test_recall_and_precision_over_all_issues(index: LocalIndex) -> None:
    by_standard: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in TRUTH.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        by_standard[record["standard"]].append(record)
    given = extra = 0
    for standard, records in by_standard.items():
        found = series(index, _query(standard))
        best = max(
            found,
            key=lambda s: sum(_is(p, r) for p in s.points for r in records),
            default=Series("", "", ()),
        )
        # A bound stands in a series of its own.
        bounds = [one for one in found if one.label == best.label and _is_bound(one)]
        for point in dict.fromkeys(point for one in (best, *bounds) for point in one.points):
            matching = [record for record in records if _is(point, record)]
            extra += point.amount is not None and not matching
            given += len(matching)
            for record in matching:
                assert point.effective.day == _day(record["effective"])
                if "previous" in record:
                    assert point.amount
                    assert point.amount.previous == float(record["previous"])
    assert given >= FOUND
    assert extra <= EXTRA
