from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazette_search.index.local.engine import LocalIndex
from gazette_search.workflows.indexing import bring_up_to_date
from small_homes import ask, notice, small_home

if TYPE_CHECKING:
    from gazette_search.search.results import Hit
    from gazette_search.workflows.home import Home

pytestmark = pytest.mark.usefixtures("one_dictionary")

JUDGED = sorted((Path(__file__).parents[2] / "quality").glob("*.jsonl"))
QUERIES = [
    json.loads(line)["query"]
    for path in JUDGED
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]
WORDS = ("低保", "标准", "供热", "责任", "单位", "补贴", "孤儿", "旅游", "防汛", "土壤")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A hundred notices of ten words each, told from one another by little."""
    chance = random.Random(4)  # noqa: S311 -- texts, not secrets
    notices = [
        notice(
            serial,
            "".join(chance.sample(WORDS, 2)),
            *("".join(chance.choices(WORDS, k=chance.randint(1, 4))) + "。" for _ in range(4)),
            day=f"20{chance.randint(10, 19)}年3月{chance.randint(1, 28)}日",
        )
        for serial in range(1, 101)
    ]
    home = small_home(tmp_path_factory.mktemp("crowded"), *notices)
    bring_up_to_date(home)
    return home


def shown(hit: Hit) -> tuple[str, float, tuple[str, ...], tuple[str, ...]]:
    passages = tuple(passage.text for passage in hit.passages)
    return str(hit.document.number), hit.score, hit.missing, passages


def page_and_all(home: Home, query: str, limit: int, offset: int = 0) -> tuple[list, list]:  # type: ignore[type-arg]
    """A page as it is searched for, and the same page of a search that ranks everything."""
    page = ask(home, query, limit=limit, offset=offset)
    everything = ask(home, query)
    assert page.total == everything.total
    return (
        [shown(hit) for hit in page.hits],
        [shown(hit) for hit in everything.hits[offset : offset + limit]],
    )


def test_a_page_is_that_of_ranking_everything(home: Home) -> None:
    assert len(QUERIES) >= 140
    for query in QUERIES:
        page, everything = page_and_all(home, query, 10)
        assert page == everything, query


@pytest.mark.parametrize("limit", [1, 3, 10])
@pytest.mark.parametrize("offset", [0, 7])
@pytest.mark.parametrize(
    "query",
    [
        *WORDS[:3],
        "责任单位",
        "低保 标准",
        "供热 OR 旅游",
        '"责任单位"',
        "低*",
        "低保 -标准",
        "孤儿补贴多少",
        "冒黑烟的责",  # a single character beside a word that is nowhere
        "烟花爆竹 供",
        "冒黑烟 低 标准",
    ],
)
def test_a_page_of_many_is_that_of_ranking_everything(
    crowded: Home, query: str, limit: int, offset: int
) -> None:
    page, everything = page_and_all(crowded, query, limit, offset)
    assert page == everything


def test_what_cannot_be_shown_is_not_read(crowded: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    scan = LocalIndex.scan

    def noted(self: LocalIndex, ordinal: int) -> object:
        read.append(ordinal)
        return scan(self, ordinal)

    monkeypatch.setattr(LocalIndex, "scan", noted)
    assert ask(crowded, "低保", limit=3).total > 60
    assert 10 <= len(set(read)) < 40
