"""The same hits in the same order as on this machine, for little."""

from __future__ import annotations

import random
import re
from statistics import quantiles
from typing import TYPE_CHECKING

import pytest

from gazette_search.index.conditions import Run
from gazette_search.index.opensearch.connection import Connection
from gazette_search.index.opensearch.engine import ClusterIndex
from gazette_search.search.engine import SearchEngine
from gazette_search.search.results import IndexState, SearchRequest
from quality.conftest import QUERIES

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.local.engine import LocalIndex
    from gazette_search.search.results import SearchResult
    from memory_index import MemoryIndex

TYPICAL = (
    "低保标准",
    "责任单位",
    "农村低保一年多少钱",
    "葫政办发2020 23号",
    "“连续发放价格临时补贴”",
    "国务院令590号",
    "低保 -孤儿",
    "title:供热 OR 供暖",
    "低保 NEAR/10 标准",
    "2018年33号文",
)
TRIPS = 4
# A number is looked up first, a correction that came to nothing is asked anew, and the first query
# that needs what is kept on this machine fetches it.
MOST_TRIPS = 8


def told(result: SearchResult) -> tuple[object, ...]:
    hits = [(h.document.id, h.score, h.missing, h.passages) for h in result.hits]
    return hits, result.total, result.relaxed, result.suggestion, result.notes


def search(index: LocalIndex | ClusterIndex, query: str) -> SearchResult:
    return SearchEngine(index).search(SearchRequest(query, limit=10), IndexState("", ""))


@pytest.fixture(scope="module")
def queries() -> list[str]:
    judged = [query.text for queries in QUERIES.values() for query in queries]
    return list(dict.fromkeys([*TYPICAL, *judged]))


def test_judged_queries(
    index: LocalIndex, cluster_index: ClusterIndex, queries: list[str], tmp_path: Path
) -> None:
    connection = Connection(
        cluster_index.cluster.address, cache=tmp_path
    )  # as the commands have it
    trips: dict[str, int] = {}
    texts: list[int] = []
    for query in queries:
        fresh = ClusterIndex(connection, cluster_index.head, assumed=True)
        before = fresh.cluster.tally.trips
        found = search(fresh, query)
        assert told(found) == told(search(index, query)), query
        trips[query] = fresh.cluster.tally.trips - before
        texts.append(fresh.texts_read)
    connection.close()
    assert sum(n > TRIPS for n in trips.values()) <= len(trips) // 20
    assert max(trips.values()) <= MOST_TRIPS
    assert quantiles(texts, n=10)[-1] <= 200


def test_a_thousand_substrings(
    index: LocalIndex, cluster_index: ClusterIndex, oracle: MemoryIndex
) -> None:
    """Runs of 2 to 12 Han characters are found where they stand, and nowhere else."""
    chance = random.Random(1000)  # noqa: S311 -- texts, not secrets
    runs: list[str] = []
    while len(runs) < 1000:
        text = oracle.scan(chance.randrange(oracle.totals.documents)).text
        start = chance.randrange(len(text))
        run = re.match("[\u4e00-\u9fff]{2,12}", text[start : start + chance.randint(2, 12)])
        runs += [run[0]] if run else []
    conditions = [Run(run) for run in runs]
    expected = index.counts(conditions)
    assert cluster_index.counts(conditions) == expected
    assert min(expected) > 0
