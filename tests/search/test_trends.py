from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import block, document, issue, state
from gazette_search.index.conditions import EVERYTHING
from gazette_search.search.engine import SearchEngine
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.lookup.filters import allowed
from gazette_search.search.results import SearchRequest
from gazette_search.search.trends import (
    LONGEST_GAP,
    TREND_KEYS,
    Trend,
    TrendCount,
    TrendRequest,
    _without_long_gaps,
    count_places,
    count_trend,
)
from memory_index import MemoryIndex

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex
    from gazette_search.search.trends import TrendKey


def counted(
    index: LocalIndex, *queries: str, by: TrendKey = "year", filters: Filters | None = None
) -> Trend:
    engine, narrowed = SearchEngine(index), filters or Filters()
    matching = [engine.matching(query, narrowed) for query in queries]
    request = TrendRequest(queries, by, narrowed)
    return count_trend(index, request, allowed(index, narrowed), matching, state())


QUERIES = (
    "低保", "疫情", "低保 标准", "“最低生活保障”", "低保 -孤儿", "供热 | 拆迁", "标题:通知",
    "葫政办发2020 23号", "日期:2019", "火星移民", "底保标准", "低保 NEAR/10 标准", "放管*",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("by", TREND_KEYS)
def test_as_many_documents_as_a_strict_search_finds(
    index: LocalIndex, query: str, by: TrendKey
) -> None:
    found = counted(index, query, by=by).totals[0].documents
    request = SearchRequest(query, strict=True, limit=0)
    assert found == SearchEngine(index).search(request, state()).total


@pytest.mark.parametrize("by", TREND_KEYS)
def test_each_document_is_in_one_group(index: LocalIndex, by: TrendKey) -> None:
    trend = counted(index, "低保", by=by)
    assert trend.held == len(index.rows(EVERYTHING)) == 44
    assert trend.totals == counted(index, "低保").totals
    listed = sum(group.held for group in (*trend.groups, trend.unknown))
    assert listed == 44 if by in ("year", "month", "issue") else listed <= 44


def test_years_and_months_are_without_gaps(index: LocalIndex) -> None:
    assert [group.name for group in counted(index, "疫情").groups] == ["2018", "2019", "2020"]
    months = [group.name for group in counted(index, "疫情", by="month").groups]
    assert (months[0], months[-1], len(months)) == ("2018-01", "2020-03", 27)
    empty = [group for group in counted(index, "疫情", by="month").groups if not group.held]
    assert empty
    assert all(count == TrendCount() for group in empty for count in group.counts)


def test_places_are_those_that_stand_in_the_text(index: LocalIndex) -> None:
    """疫情 has no other name: its places are what a reader counts."""
    trend = counted(index, "“疫情”")
    texts = [index.scan(row.ordinal).text for row in index.rows(EVERYTHING)]
    held = [text.count("疫情") for text in texts]
    assert trend.totals == (TrendCount(sum(map(bool, held)), sum(held)),)


def test_places_that_overlap_are_one(index: LocalIndex) -> None:
    alone, twice = counted(index, "“低保标准”", "“低保标准” “低保”").totals
    assert twice.places >= alone.places
    assert twice.places <= counted(index, "“低保”").totals[0].places


@pytest.mark.parametrize(
    ("text", "query", "places"),
    [
        ("低保标准。", "低保", 1),
        ("低保低保。", "“低保”", 2),
        ("低保标准。", "“低保” “标准”", 2),  # side by side
        ("低保标准。", "“低保标准” “标准”", 1),  # one in the other
        ("低保标准。", "“低保标” “保标准”", 1),  # one over the end of the other
        ("低保标准，低保。", "“低保标准” “低保” “标准”", 2),
    ],
)
def test_what_stands_side_by_side_is_two_places(text: str, query: str, places: int) -> None:
    held = MemoryIndex([(document(title="", toc_title=None, blocks=(block(text),)), issue())])
    concepts = SearchEngine(held).matching(query, Filters()).concepts
    assert count_places(held.scan(0), concepts) == places


def test_organs_come_by_how_many_answer(index: LocalIndex) -> None:
    groups = counted(index, "低保", by="organ").groups
    sizes = [group.counts[0].documents for group in groups]
    assert sizes == sorted(sizes, reverse=True)
    assert all(sizes)


def test_filters_narrow_what_is_held_too(index: LocalIndex) -> None:
    trend = counted(index, "低保", filters=Filters(genres=("公告",)))
    assert trend.held == index.counts([allowed(index, Filters(genres=("公告",)))])[0] < 44


def test_a_long_gap_is_told_and_not_listed() -> None:
    assert _without_long_gaps(["1998", "2018", "2020"]) == (
        [*(str(year) for year in range(1998, 2021))],
        [],
    )
    assert _without_long_gaps(["1898", "2018", "2020"]) == (
        ["1898", "2018", "2019", "2020"],
        [("1899", "2017")],
    )
    assert _without_long_gaps(["2019-11", "2020-02"])[0] == [
        "2019-11", "2019-12", "2020-01", "2020-02",
    ]  # fmt: skip
    assert _without_long_gaps([]) == ([], [])


@given(st.sets(st.integers(1900, 2100), min_size=1, max_size=6))
def test_no_year_is_lost_and_no_gap_is_long(years: set[int]) -> None:
    names, gaps = _without_long_gaps(sorted(map(str, years)))
    listed = {*map(int, names)}
    told = {year for first, last in gaps for year in range(int(first), int(last) + 1)}
    assert listed | told == {*range(min(years), max(years) + 1)}
    assert not listed & told
    assert years <= listed
    assert all(int(last) - int(first) >= LONGEST_GAP for first, last in gaps)
