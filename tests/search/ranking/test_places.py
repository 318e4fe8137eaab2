from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import block, document
from gazette_search.index.concepts import Concept, Surface
from gazette_search.search.ranking.places import (
    HEADER_FACTOR,
    IN_BLOCK,
    IN_HEADER,
    IN_HEADING,
    IN_TITLE,
    KIND_FACTOR,
    MOST_PLACES,
    Evidence,
    gather,
    headings_above,
)
from gazette_search.search.ranking.read_text import ReadText

if TYPE_CHECKING:
    from gazette_search.analysis.analyzer import Analyzer
    from gazette_search.analysis.scan import Scan
    from gazette_search.models import Block

HEADING = block("一、提高标准", kind="heading", path=(), level=1)
TEXT = "低保标准提高。"
UNDER = ("一、提高标准",)


def scan_of(analyzer: Analyzer, *blocks: Block) -> Scan:
    return analyzer.analyze(document(blocks=blocks)).scan


def concept(*texts: str, exact: bool = False) -> Concept:
    """Texts that mean the same, each weighing half of the one before."""
    surfaces = tuple(Surface(text, 0.5**place) for place, text in enumerate(texts))
    return Concept(texts[0], surfaces, exact=exact)


def evidence_of(analyzer: Analyzer, wanted: tuple[str, ...], *blocks: Block) -> Evidence:
    return gather(scan_of(analyzer, *blocks), [concept(text) for text in wanted])


def test_every_place_is_noted_with_its_unit(analyzer: Analyzer) -> None:
    text = "城市低保标准，每人每月600元。农村低保标准，每人每年4425元。"
    found = evidence_of(analyzer, ("低保",), block(text))
    assert [found.scan.text[start:end] for start, end, _ in found.places] == ["低保", "低保"]
    assert found.units == {0: {0: 1.0}, 1: {0: 1.0}}


def test_the_best_form_of_a_concept_counts(analyzer: Analyzer) -> None:
    scan = scan_of(analyzer, block("最低生活保障标准。"), block("低保标准。"))
    found = gather(scan, [concept("低保", "最低生活保障")])
    assert found.units == {0: {0: 0.5}, 1: {0: 1.0}}


def test_a_row_under_a_header_that_matches_answers_better_than_the_header(
    analyzer: Analyzer,
) -> None:
    table = block("河流\t考核断面\t水质目标\n五里河\t茨山桥南\tV\n女儿河\t卧佛寺\tIV", kind="table")
    found = evidence_of(analyzer, ("水质目标", "茨山桥南"), table)
    scored = ReadText(found, [0.5, 0.5]).units
    assert [unit.unit for unit in scored] == [1, 0]
    assert scored[0].score == 0.5 + 0.5 * IN_HEADER
    assert scored[1].score == HEADER_FACTOR * (0.5 + 0.5 * IN_BLOCK)


@pytest.mark.parametrize(("exact", "places"), [(False, 0), (True, 1)])
def test_an_accident_of_two_words_counts_only_where_it_was_quoted(
    analyzer: Analyzer, exact: bool, places: int
) -> None:
    scan = scan_of(analyzer, block("应当提供热线电话。"))
    assert len(gather(scan, [concept("供热", exact=exact)]).places) == places


def test_a_word_on_every_line_costs_no_more_than_the_bound(analyzer: Analyzer) -> None:
    scan = scan_of(analyzer, block("低保标准。" * (MOST_PLACES + 50)))
    assert len(gather(scan, [concept("低保")]).places) == MOST_PLACES


def test_a_sentence_that_holds_everything_scores_1(analyzer: Analyzer) -> None:
    found = evidence_of(analyzer, ("农村", "低保"), block("农村低保标准提高。"))
    (best,) = ReadText(found, [0.5, 0.5]).units
    assert best.score == pytest.approx(1.0)
    assert best.reached == {0, 1}


@pytest.mark.parametrize(
    ("elsewhere", "share"),
    [
        ((block("农村的标准。低保标准提高。"),), IN_BLOCK),
        (
            # two of the four characters of the heading: half the way to one that is the matter
            (block("农村事项", kind="heading", path=()), block(TEXT, path=("农村事项",))),
            IN_HEADING + (1 - IN_HEADING) / 2,
        ),
        ((block("农村", kind="heading", path=()), block(TEXT, path=("农村",))), 1.0),
        ((block("关于农村的通知", kind="title", path=()), block(TEXT, path=())), IN_TITLE),
        ((block("农村的标准。"), block(TEXT)), 0.0),  # another paragraph: not at all
    ],
)
def test_what_stands_near_counts_in_part(
    analyzer: Analyzer, elsewhere: tuple[Block, ...], share: float
) -> None:
    found = evidence_of(analyzer, ("农村", "低保"), *elsewhere)
    scores = {unit.unit: unit for unit in ReadText(found, [0.5, 0.5]).units}
    last = scores[max(scores)]
    assert last.score == pytest.approx(0.5 + 0.5 * share)


def test_what_holds_for_the_whole_document_reaches_every_unit(analyzer: Analyzer) -> None:
    found = evidence_of(analyzer, ("2018年", "低保"), block("低保标准提高。"))
    (unit,) = ReadText(found, [0.5, 0.5], {0: 1.0}).units
    assert unit.reached == {0, 1}
    assert unit.score == pytest.approx(0.5 + 0.5 * IN_TITLE)


@pytest.mark.parametrize("kind", sorted(KIND_FACTOR))
def test_elements_of_form_answer_less(analyzer: Analyzer, kind: str) -> None:
    found = evidence_of(analyzer, ("低保",), block("低保标准", kind=kind), block("低保标准"))
    form, text = sorted(ReadText(found, [1.0]).units, key=lambda unit: unit.unit)
    assert form.score < text.score == pytest.approx(1.0)


def test_the_sentence_of_few_words_comes_first(analyzer: Analyzer) -> None:
    long = (
        "各地区要切实加强领导，精心组织，周密部署，全力落实，做好低保工作，"
        "并及时向社会公布有关情况，确保如期执行。"
    )
    found = evidence_of(analyzer, ("低保",), block(long), block("低保标准提高。"))
    first, second = ReadText(found, [1.0]).units
    assert (first.unit, second.unit) == (1, 0)
    assert first.score == second.score
    assert first.worth > second.worth


def test_ties_keep_the_order_of_the_text(analyzer: Analyzer) -> None:
    found = evidence_of(analyzer, ("低保",), *(block("低保标准提高。") for _ in range(3)))
    assert [unit.unit for unit in ReadText(found, [1.0]).units] == [0, 1, 2]


def test_headings_above_are_given_from_the_nearest(analyzer: Analyzer) -> None:
    inner = block("（一）最低生活保障标准。", kind="heading", path=UNDER, level=2)
    text = block("农村低保标准。", path=(*UNDER, inner.text))
    scan = scan_of(analyzer, HEADING, inner, text)
    assert headings_above(scan, 2) == [1, 0]
    assert headings_above(scan, 0) == []
