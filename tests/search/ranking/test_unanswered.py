"""What a question asks for and no full match states is told, and marked on each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.search.language.parser import parse
from gazette_search.search.ranking.selection import Ranked
from gazette_search.search.ranking.unanswered import states_answer, unanswered
from gazette_search.search.understanding.compiler import QueryCompiler
from search_parts import word_reader
from small_homes import ask, notice, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.reading import SearchIndex
    from gazette_search.workflows.home import Home

SUMLESS = "各供热单位应当按时足额收取取暖费，不得提前停止供热。"


@pytest.fixture
def heating(tmp_path: Path) -> Home:
    return small_home(tmp_path, notice(8, "冬季供热", SUMLESS), notice(9, "取暖费收取", SUMLESS))


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("取暖费多少钱", "金额"),
        ("取暖费电话多少", "电话"),
        ("取暖费什么时候收取", "日期、时间"),
        ("供热单位负责人是谁", ""),  # 负责人 stands nowhere, so that every match is partial
    ],
)
def test_a_kind_that_no_full_match_states_is_told(heating: Home, query: str, kind: str) -> None:
    result = ask(heating, query)
    assert result.hits
    assert all(hit.partial for hit in result.hits)
    told = [note for note in result.notes if "没有写明" in note]
    assert told == ([f"含有全部检索词的公文都没有写明{kind}"] if kind else [])
    if kind:
        assert all(hit.missing == (kind,) for hit in result.hits)


def test_what_was_not_read_is_not_said_to_lack_it(index: SearchIndex) -> None:
    """A document that meaning alone found may state it."""
    compiled = QueryCompiler(index, word_reader(index)).compile(parse("低保标准多少钱"))
    assert compiled.answer
    assert states_answer(Ranked(0, 1.0, ()), compiled)
    assert unanswered(compiled, [Ranked(0, 1.0, ())]) == ""


def test_where_one_states_it_nothing_is_told(tmp_path: Path) -> None:
    home = small_home(
        tmp_path,
        notice(8, "冬季供热", SUMLESS),
        notice(9, "取暖费收取", "取暖费每平方米二十五元。"),
    )
    result = ask(home, "取暖费多少钱")
    assert not any(hit.partial for hit in result.hits)
    assert not any("没有写明" in note for note in result.notes)


def test_a_figure_below_the_heading_that_names_the_matter_states_it(tmp_path: Path) -> None:
    body = ("一、孤儿养育标准", "集中供养对象，每人每月1700元。", "二、罚则", "处50元罚款。")
    home = small_home(tmp_path, notice(8, "救助标准", *body))
    result = ask(home, "孤儿每月多少钱")
    assert not result.hits[0].partial
    assert "1700元" in result.hits[0].passages[0].text


@pytest.mark.parametrize("limit", [1, 2])
@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_every_page_tells_the_same(heating: Home, limit: int, sort: str) -> None:
    whole = ask(heating, "取暖费多少钱", sort=sort)
    pages = [ask(heating, "取暖费多少钱", sort=sort, limit=limit, offset=at) for at in (0, 1)]
    assert [page.hits for page in pages] == [whole.hits[at : at + limit] for at in (0, 1)]
    assert {page.notes for page in pages} == {whole.notes}
