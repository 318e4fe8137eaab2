from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.index.conditions import Cites
from gazette_search.search.language.typed_numbers import read
from gazette_search.search.lookup.number_directory import NumberDirectory
from small_homes import ask, found, notice, ranks, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.local.engine import LocalIndex
    from gazette_search.search.language.ast import NumberReference
    from gazette_search.workflows.home import Home


@pytest.fixture(scope="module")
def directory(index: LocalIndex) -> NumberDirectory:
    return NumberDirectory(index)


def reference(text: str) -> NumberReference:
    number = read(text, loose=True)
    assert number
    return number


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("葫政办发〔2020〕23号", ["葫政办发〔2020〕23号"]),
        ("葫政办发2020 23号", ["葫政办发〔2020〕23号"]),
        ("葫政办发[2020]23号", ["葫政办发〔2020〕23号"]),
        ("2018年33号文", ["葫政办发〔2018〕33号"]),
        ("葫政办发78号", ["葫政办发〔2018〕78号", "葫政办发〔2019〕78号"]),
        ("葫政办〔2020〕23号", ["葫政办发〔2020〕23号"]),  # a part of the code
        ("葫政发〔2020〕6号", ["葫政发〔2020〕6号"]),
        ("3号", ["葫政告字〔2018〕3号"]),  # and not 13, 23, 33
        ("13号", ["葫政发〔2018〕13号"]),
        ("葫政办发〔2018〕13号", []),  # another code has that serial
        ("葫政办发〔2018〕3号", []),
        ("国务院令第590号", []),
    ],
)
def test_the_documents_that_bear_a_number(
    directory: NumberDirectory, text: str, numbers: list[str]
) -> None:
    assert directory.held(reference(text)) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("葫政办法2020 23号", ["葫政办发〔2020〕23号"]),  # by its sound
        ("葫政办法〔2020〕23号", ["葫政办发〔2020〕23号"]),
        ("葫政办法23号", ["葫政办发〔2020〕23号"]),
        ("葫政法2018-5", ["葫政发〔2018〕5号"]),
        ("护政办发2020 23号", ["葫政办发〔2020〕23号"]),
        ("护芦政告字2019 9号", []),  # two characters
        ("葫政告子2019 9号", ["葫政告字〔2019〕9号"]),
        ("葫办发2020 23", ["葫政办发〔2020〕23号"]),  # one left out
        ("葫政办公发〔2020〕23号", ["葫政办发〔2020〕23号"]),  # one too many
        ("葫政办法2019 23号", []),  # another year
        ("葫政办法2020 32号", []),
        ("辽政办发2020 23号", []),  # another government
        ("葫府办发2020 23号", []),  # another organ
        ("葫政办发2018 13号", []),  # a code that is held, beside 葫政发〔2018〕13号
        ("2020年23号文", []),  # no code, no slip in it
    ],
)
def test_the_numbers_that_a_slip_may_have_meant(
    directory: NumberDirectory, text: str, numbers: list[str]
) -> None:
    assert directory.near(reference(text)) == numbers


def test_a_slip_is_offered_and_answers_nothing(home: Home) -> None:
    """葫办发 is a code of its own: nothing of 葫政办发 is shown under it."""
    result = ask(home, "葫政办法2020 23号")
    assert (result.total, result.notes) == (
        0,
        ("葫政办法〔2020〕23号 不在库内，是不是 葫政办发〔2020〕23号？",),
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("葫政发〔2017〕23号", ["葫政办发〔2018〕88号"]),
        ("国务院令590号", ["葫政发〔2019〕19号"]),
        ("国务院第427号令", ["葫政办发〔2019〕56号"]),
        ("葫政办发〔2017〕259号", ["葫政办发〔2020〕28号"]),
        ("葫政办发〔2017〕59号", []),
        ("葫政发〔2099〕99号", []),
    ],
)
def test_the_documents_that_cite_a_number(
    index: LocalIndex, directory: NumberDirectory, text: str, numbers: list[str]
) -> None:
    citing = index.rows(Cites(frozenset(directory.citing(reference(text)))))
    assert [row.number for row in citing] == numbers


def test_every_number_held_finds_exactly_its_document(
    index: LocalIndex, directory: NumberDirectory
) -> None:
    for number in index.snapshot.catalog.numbers:
        assert directory.held(reference(number)) == [number]


def test_a_decree_is_looked_for_in_both_printed_orders(directory: NumberDirectory) -> None:
    texts = directory.texts(reference("国务院令427号"))
    assert {"国务院令第427号", "国务院第427号令"} <= set(texts)


@pytest.mark.usefixtures("one_dictionary")
def test_a_document_comes_before_those_that_cite_it(tmp_path: Path) -> None:
    often = "按照葫政办发〔2020〕1号文件要求。" * 5
    home = small_home(
        tmp_path,
        notice(1, "冬季供热", "供热单位应当做好准备工作。"),
        notice(2, "城市供热", often, day="2020年3月20日"),
        notice(11, "夜间经济", "葫政办发〔2020〕11号是另一件。"),
    )
    expected = ["葫政办发〔2020〕1号", "葫政办发〔2020〕2号"]
    assert ranks(home, "葫政办发2020 1号") == expected
    assert ranks(home, "2020年1号文") == expected
    assert ranks(home, "number:葫政办发〔2020〕1号") == expected[:1]


@pytest.mark.parametrize(
    ("query", "number", "asked"),
    [
        ("葫政发〔2017〕23号", "葫政办发〔2018〕88号", "葫政发〔2017〕23号"),
        ("国务院令427号", "葫政办发〔2019〕56号", "国务院令第427号"),
        ("葫政办发[2017]259号 还有效吗", "葫政办发〔2020〕28号", "葫政办发〔2017〕259号"),
    ],
)
def test_a_number_that_is_only_cited_is_said_so(
    home: Home, query: str, number: str, asked: str
) -> None:
    result = ask(home, query)
    assert found(result) == [number]
    assert result.notes == (f"{asked} 不在库内，以下文件引用了它",)
    assert any(passage.highlights for passage in result.hits[0].passages)


@pytest.mark.parametrize("query", ["葫政发〔2099〕99号", "葫政办发2018 13号", "葫政办发2019 60号"])
def test_a_number_that_nobody_knows_finds_nothing(home: Home, query: str) -> None:
    result = ask(home, query)
    assert result.total == 0
    assert len(result.notes) == 1
    assert result.notes[0].endswith(" 不在库内")


def test_a_number_that_is_held_needs_no_note(home: Home) -> None:
    assert ask(home, "葫政办发2020 23号").notes == ()
