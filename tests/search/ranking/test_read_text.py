from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import block, document
from gazette_search.index.concepts import Concept, Surface
from gazette_search.search.ranking.places import gather
from gazette_search.search.ranking.read_text import ANSWERS, ReadText
from gazette_search.search.understanding.questions import AnswerType

if TYPE_CHECKING:
    from gazette_search.analysis.analyzer import Analyzer
    from gazette_search.models import Block

AMOUNT = AnswerType(("amount",))
SPEAKS = "农村低保标准提高。"
STATES = "低保标准为每人每月600元。"
TITLE = block("关于低保的通知", kind="title", path=())
HEADING = block("农村", kind="heading", path=())
TABLE = block("地区\t低保\n农村\t600元\n城市\t700元", kind="table")


def read(
    analyzer: Analyzer, *blocks: Block, wanted: AnswerType | None = None, year: bool = False
) -> ReadText:
    scan = analyzer.analyze(document(blocks=blocks)).scan
    concepts = [Concept(text, (Surface(text),)) for text in ("低保", "农村", "2018年")]
    around = {2: 1.0} if year else None
    return ReadText(gather(scan, concepts), [0.5, 0.3, 0.2], around, wanted)


@pytest.mark.parametrize("year", [False, True])
@pytest.mark.parametrize("wanted", [None, AMOUNT])
@pytest.mark.parametrize(
    "blocks",
    [
        (block(SPEAKS),),
        (block(STATES), block(SPEAKS)),
        (block(STATES + SPEAKS),),
        (TITLE, HEADING, block(STATES, path=("农村",)), block("每人600元。", path=("农村",))),
        (TABLE, block(STATES)),
        (block("供热。"),),
        (),
    ],
)
def test_the_best_is_that_of_all_units(
    analyzer: Analyzer, blocks: tuple[Block, ...], wanted: AnswerType | None, year: bool
) -> None:
    text = read(analyzer, *blocks, wanted=wanted, year=year)
    assert text.best == max((unit.score for unit in text.units), default=0.0)


def test_what_states_the_kind_of_thing_asked_for_gains(analyzer: Analyzer) -> None:
    asked, plain = (read(analyzer, block(STATES), wanted=wanted) for wanted in (AMOUNT, None))
    assert asked.best == ANSWERS * plain.best


def test_what_stands_below_a_heading_is_looked_at_where_it_states_what_is_asked_for(
    analyzer: Analyzer,
) -> None:
    blocks = (
        block("低保", kind="heading", path=()),
        block("每人600元。", path=("低保",)),
        block("逐步提高。", path=("低保",)),
    )
    asked, plain = (read(analyzer, *blocks, wanted=wanted) for wanted in (AMOUNT, None))
    assert [unit.unit for unit in asked.units] == [1, 0]
    assert [unit.unit for unit in plain.units] == [0]


def test_a_unit_reaches_what_stands_around_it(analyzer: Analyzer) -> None:
    blocks = (block("农村", kind="heading", path=()), block("低保标准提高。", path=("农村",)))
    reached = {unit.unit: unit.reached for unit in read(analyzer, *blocks, year=True).units}
    assert reached == {0: {1, 2}, 1: {0, 1, 2}}
