"""Evidence of character pairs: what is counted, and what it does to the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.index.bounds import Totals, pair_saturation, spread_of
from gazette_search.search.language.parser import parse
from gazette_search.search.ranking.pairs import EXPANDED, weigh_pairs
from gazette_search.search.understanding.compiler import QueryCompiler
from search_parts import word_reader
from small_homes import ask, found, notice, ranks, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.local.engine import LocalIndex


def shares(index: LocalIndex, query: str) -> dict[str, float]:
    compiled = QueryCompiler(index, word_reader(index)).compile(parse(query))
    return {pair.text: pair.share for pair in weigh_pairs(compiled, index)}


def test_typed_pairs_share_the_weight_by_rarity(index: LocalIndex) -> None:
    found = shares(index, "孤儿生活补贴")
    assert found.keys() >= {"孤儿", "生活", "补贴"}
    assert "儿生" not in found  # stands nowhere
    assert found["孤儿"] > found["生活"] > 0
    assert sum(found[pair] for pair in ("孤儿", "生活", "补贴")) <= 1.0


@pytest.mark.parametrize(
    "query",
    [
        "低保",  # two units are a word, which counts already
        "王力威",  # one word that is held: its frequency tells it all
        '"抽贷、断贷、压贷"',  # what was quoted is looked for as it is
        "文种:通知",
    ],
)
def test_what_words_tell_already_is_not_counted_again(index: LocalIndex, query: str) -> None:
    assert shares(index, query) == {}


def test_expansions_count_less_and_words_that_ask_not_at_all(index: LocalIndex) -> None:
    found = shares(index, "供暖费怎么收 补贴")
    assert not {"怎么", "么收"} & found.keys()
    assert 0 < found["热费"] < found["补贴"]  # of 供热费, as rare, yet not typed
    assert EXPANDED < 1


def test_words_in_the_typed_order_count_more_than_the_same_words_apart(tmp_path: Path) -> None:
    home = small_home(
        tmp_path,
        notice(8, "仓储", "保管人应当履行合同。消费者的物品妥善保管，另订合同。"),
        notice(9, "仓储", "消费保管合同自交付时成立，另有约定的除外，物品妥善存放。"),
    )
    assert ranks(home, "消费保管合同")[0] == "葫政办发〔2020〕9号"


def test_the_best_by_pairs_are_listed_where_most_words_are_missing(tmp_path: Path) -> None:
    home = small_home(
        tmp_path,
        notice(8, "市容", "严禁在楼顶搭建鸽舍，信鸽饲养应当登记。"),
        notice(9, "供热", "供热期为五个月。"),
    )
    result = ask(home, "邻居楼顶养信鸽 扰民 投诉 处罚")
    assert found(result) == ["葫政办发〔2020〕8号"]
    assert result.relaxed
    assert result.hits[0].partial


@pytest.mark.parametrize(
    ("lengths", "uneven"),
    [([100] * 50, False), ([80, 100, 120] * 20, False), ([50, 500, 5000, 20_000] * 20, True)],
)
def test_long_documents_pay_where_lengths_are_alike(lengths: list[int], uneven: bool) -> None:
    mean = sum(lengths) / len(lengths)
    totals = Totals(len(lengths), mean, spread_of(lengths), "", "")
    short, long = (pair_saturation(int(mean * factor), totals) for factor in (1, 4))
    assert long > short
    assert (long < 1.5 * short) is uneven
