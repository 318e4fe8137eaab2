from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.search.understanding.word_reader import PART_SHARE, SINGLE_SHARE
from search_parts import word_reader

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex
    from gazette_search.search.understanding.word_reader import WordReader


@pytest.fixture(scope="module")
def reader(index: LocalIndex) -> WordReader:
    return word_reader(index)


@pytest.mark.parametrize(
    ("run", "wanted"),
    [
        ("供热", ["供热"]),
        ("供暖供热", ["供暖", "供热"]),
        ("低保标准", ["低保标准"]),
        ("农村低保一年多少钱", ["农村低保"]),
        ("供暖不热怎么退暖气费", ["供暖", "不热", "暖气费"]),
        ("加装挂式电梯", ["加装", "挂式", "电梯"]),
        ("加装电梯", ["加装电梯"]),  # an entry of the thesaurus is taken whole
        ("茨山桥南", ["茨山桥南"]),  # single characters together: a name no dictionary has
        ("王力威", ["王力威"]),
        ("棚户区3643户", ["棚户区", "3643户"]),
        ("5g基站", ["5g", "基站"]),
        ("劣v类水体", ["劣v类", "水体"]),
        ("烟花", ["烟花"]),
        ("找房东修", ["房东"]),  # no document has 房东
        ("超过六十人，大班额", ["超过", "六十人", "大班额"]),  # not 人大
        ("市医保局局长", ["市医保局", "局长"]),  # not 局局长, which the dictionary has
        ("林业局局长", ["林业局", "局长"]),
    ],
)
def test_a_run_is_read_as_the_words_it_wants(
    reader: WordReader, run: str, wanted: list[str]
) -> None:
    assert [concept.label for concept in reader.read(run).concepts if concept.wanted] == wanted


def test_what_only_asks_adds_little_and_is_not_wanted(reader: WordReader) -> None:
    reading = reader.read("农村低保一年多少钱")
    assert reading.answer
    assert reading.answer.kinds == ("amount",)
    (year,) = (concept for concept in reading.concepts if concept.label == "一年")
    assert (year.wanted, year.share) == (False, SINGLE_SHARE)
    assert "每年" in [surface.text for surface in year.surfaces]


def test_single_characters_add_little_and_are_not_wanted(reader: WordReader) -> None:
    (household,) = (c for c in reader.read("棚户区的户").concepts if c.label == "户")
    assert (household.wanted, household.share) == (False, SINGLE_SHARE)


def test_an_entry_brings_its_parts(reader: WordReader) -> None:
    whole, *parts = reader.read("加装电梯").concepts
    assert list(whole.parts) == parts
    assert [(p.label, p.wanted, p.share) for p in parts] == [
        ("加装", False, PART_SHARE),
        ("电梯", False, PART_SHARE),
    ]


def test_parts_that_leave_a_character_out_do_not_stand_for_the_whole(reader: WordReader) -> None:
    (fee,) = (c for c in reader.read("退暖气费").concepts if c.label == "暖气费")
    assert fee.parts == ()


@pytest.mark.parametrize(
    ("run", "signed"),
    [
        ("2018", "2018"),
        ("2018年", "2018"),
        ("2018年度", "2018"),
        ("2020年1月", "2020-01"),
        ("2018年6月26日", "2018-06-26"),
        ("2018年城市低保", "2018"),
        ("12018", ""),
        ("2018.5", ""),
        ("3000万元", ""),
        ("六十年代", ""),
    ],
)
def test_a_date_means_documents_of_that_date(reader: WordReader, run: str, signed: str) -> None:
    dates = [concept.signed for concept in reader.read(run).concepts if concept.signed]
    assert dates == ([signed] if signed else [])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("低保", "最低生活保障"),
        ("供暖", "供热"),
        ("发改委", "发展和改革委员会"),
        ("五保户", "特困供养人员"),
    ],
)
def test_the_typed_form_comes_first_and_weighs_most(
    reader: WordReader, word: str, expected: str
) -> None:
    typed, *others = reader.read(word).concepts[0].surfaces
    assert (typed.text, typed.weight, typed.kind) == (word, 1.0, "typed")
    assert expected in [surface.text for surface in others]
    assert all(0 < surface.weight < 1 and surface.kind != "typed" for surface in others)


@pytest.mark.parametrize(
    ("run", "corrections"),
    [
        ("底保标准", [("底保", "低保")]),
        ("徐大宝核电", [("徐大宝", "徐大堡")]),
        ("第四次经济谱查", [("谱查", "普查")]),
        ("扶贪车间", [("扶贪", "扶贫")]),
        ("dibao", [("dibao", "低保")]),
        ("低保标准", []),
        ("烟花爆竹", []),  # real words that no document holds
        ("xyzabc", []),
    ],
)
def test_only_what_no_document_holds_is_corrected(
    reader: WordReader, run: str, corrections: list[tuple[str, str]]
) -> None:
    assert reader.read(run).corrections == corrections


@pytest.mark.parametrize(
    ("run", "runs"),
    [
        ("底保标准", ["低保标准"]),
        ("供热管理，底保标准", ["供热管理", "低保标准"]),
        ("底保标准，供热管理", ["低保标准", "供热管理"]),
        ("供热管理，扶贪车间，底保标准", ["供热管理", "扶贫车间", "低保标准"]),
    ],
)
def test_a_correction_stands_in_the_clause_where_the_slip_stood(
    reader: WordReader, run: str, runs: list[str]
) -> None:
    assert reader.read(run).runs == runs


def test_nothing_is_corrected_without_suggestions(index: LocalIndex) -> None:
    reading = word_reader(index, correcting=False).read("底保标准")
    assert reading.corrections == []
    assert [concept.label for concept in reading.concepts] == ["底保", "标准"]


@pytest.mark.parametrize(("run", "only_asks"), [("还有效吗", True), ("低保还有效吗", False)])
def test_a_run_that_only_asks_says_so(reader: WordReader, run: str, only_asks: bool) -> None:
    assert reader.read(run).only_asks is only_asks
