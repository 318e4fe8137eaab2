from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.index.conditions import AllOf
from gazette_search.search.language.parser import parse
from gazette_search.search.understanding.compiler import CompiledQuery, QueryCompiler
from search_parts import word_reader

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex

LOW_INCOME = {"葫政办发〔2018〕78号", "葫政办发〔2019〕55号", "葫政办发〔2020〕23号"}


def compile_query(index: LocalIndex, query: str) -> CompiledQuery:
    compiler = QueryCompiler(index, word_reader(index))
    return compiler.compile(parse(query))


def required(index: LocalIndex, query: str) -> set[str]:
    """Numbers of the documents that meet every requirement."""
    requirements = compile_query(index, query).requirements
    meeting = index.rows(AllOf(tuple(one.condition for one in requirements)))
    return {row.number for row in meeting}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("低保 飞地", {"葫政办发〔2020〕18号"}),
        ("title:低保", LOW_INCOME),
        ("标题：低保", LOW_INCOME),
        ("title:(低保 孤儿)", {"葫政办发〔2019〕55号"}),
        ("title:(低保 -孤儿)", {"葫政办发〔2018〕78号", "葫政办发〔2020〕23号"}),
        ("title:飞地 OR title:孤儿", {"葫政办发〔2019〕56号", "葫政办发〔2019〕55号"}),
        ("title:(飞地 OR 孤儿)", {"葫政办发〔2019〕56号", "葫政办发〔2019〕55号"}),
        ('title:"飞地经济"', {"葫政办发〔2019〕56号"}),
        ("title:人社", set()),
        ("文种:公告", {"葫政告字〔2019〕2号", "葫政告字〔2019〕7号", "葫政告字〔2019〕9号"}),
        ("genre:决定", {"葫政发〔2019〕19号"}),
        ("number:葫政告字2019", {f"葫政告字〔2019〕{n}号" for n in (2, 5, 6, 7, 9)}),
        ("文号:葫政告字*", {f"葫政告字〔2018〕{n}号" for n in (3, 4, 5)}
         | {f"葫政告字〔2019〕{n}号" for n in (2, 5, 6, 7, 9)}),
        ("number:3号", {"葫政告字〔2018〕3号"}),
        ("date:2020-03-11", {"葫政办发〔2020〕23号"}),
        ("日期:2020年3月11日", {"葫政办发〔2020〕23号"}),
        ("date:..2018-01-18", set()),
        ("低保 year:2019 title:低保", {"葫政办发〔2019〕55号"}),
        ("低保 date:2018..2019 title:低保", {"葫政办发〔2018〕78号", "葫政办发〔2019〕55号"}),
        ("期:2020-02 低保 title:低保", {"葫政办发〔2020〕23号"}),
        ("期:总第63期 title:低保", {"葫政办发〔2020〕23号"}),
        ("养老 NEAR/10 床位", {"葫政办发〔2019〕78号"}),
        ("床位 NEAR/10 养老", {"葫政办发〔2019〕78号"}),  # either order
        ("haccp*", {"葫政办发〔2018〕87号", "葫政办发〔2018〕17号"}),
        ("hac*", {"葫政办发〔2018〕87号", "葫政办发〔2018〕17号"}),
        ("飞地 -工业地产", {"葫政办发〔2020〕18号"}),
        ("(垃圾焚烧) year:2020", {"葫政办发〔2020〕18号"}),
    ],
)  # fmt: skip
def test_a_query_requires(index: LocalIndex, query: str, numbers: set[str]) -> None:
    assert required(index, query) == numbers


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [("低保", "and", "孤儿"), ("供热", "or", "飞地"), ("供热", "not", "低保")],
)
def test_operators_are_set_operations(
    index: LocalIndex, left: str, operator: str, right: str
) -> None:
    one, other = required(index, f'"{left}"'), required(index, f'"{right}"')
    assert one
    assert other
    expected = {"and": one & other, "or": one | other, "not": one - other}[operator]
    assert required(index, f'"{left}" {operator.upper()} "{right}"') == expected


def test_what_is_excluded_is_taken_as_typed(index: LocalIndex) -> None:
    """Documents that say 最低生活保障 stay: only those that say 低保 were to go."""
    without = required(index, "-低保")
    assert without == required(index, "NOT 低保")
    assert len(without) == len(index.snapshot.catalog) - len(required(index, '"低保"'))
    assert required(index, '"最低生活保障" -低保') == {"葫政发〔2019〕19号"}


@pytest.mark.parametrize(
    ("query", "distance_found"),
    [
        ("提高到 NEAR/4 4425元", True),  # 提高到|每人每年|4425元
        ("提高到 NEAR/3 4425元", False),
        ("城市低保标准 NEAR/100 4425元", False),  # never across paragraphs
    ],
)
def test_near_counts_the_characters_between(
    index: LocalIndex, query: str, distance_found: bool
) -> None:
    assert ("葫政办发〔2020〕23号" in required(index, query)) is distance_found


def test_a_prefix_begins_a_word(index: LocalIndex) -> None:
    """提供热线 holds the characters 供热, but no word begins with them."""
    assert "葫政发〔2019〕12号" in required(index, '"供热"')
    assert required(index, "供热*") == required(index, '"供热"') - {"葫政发〔2019〕12号"}


@pytest.mark.parametrize(
    ("query", "droppable"),
    [
        ("低保 标准", [True, True]),
        ('低保 "标准"', [True, False]),
        ("低保 -孤儿", [True, False]),
        ("低保 文种:通知", [True, False]),
        ("低保 year:2020", [True, False]),
        ("飞地 OR 低保", [True]),
        ('飞地 OR "低保"', [False]),
        ("低保*", [False]),
        ("养老 NEAR/10 床位", [False]),
        ("葫政办发2020 23号", [False]),
    ],
)
def test_only_words_can_be_left_out_of_a_partial_match(
    index: LocalIndex, query: str, droppable: list[bool]
) -> None:
    requirements = compile_query(index, query).requirements
    assert [requirement.droppable for requirement in requirements] == droppable


@pytest.mark.parametrize(
    ("query", "corrections"),
    [
        ("底保 孤儿", [("底保", "低保")]),
        ("底保 OR 徐大宝", [("底保", "低保"), ("徐大宝", "徐大堡")]),
        ("title:底保", [("底保", "低保")]),
        ("title:(底保 OR 孤儿)", [("底保", "低保")]),
        ("孤儿 -底保", []),
        ('"底保"', []),
        ("底保*", []),
    ],
)
def test_every_correction_is_reported(
    index: LocalIndex, query: str, corrections: list[tuple[str, str]]
) -> None:
    assert compile_query(index, query).corrections == corrections


def test_what_only_asks_is_passed_over_beside_something_asked_for(index: LocalIndex) -> None:
    beside = compile_query(index, "葫政办发[2017]259号 还有效吗")
    assert [requirement.label for requirement in beside.requirements] == ["葫政办发〔2017〕259号"]
    alone = compile_query(index, "还有效吗")
    assert [requirement.label for requirement in alone.requirements] == ["有效"]


def test_a_phrase_is_exact_and_words_are_not(index: LocalIndex) -> None:
    compiled = compile_query(index, '"低保，标准" 供热')
    assert [(c.surfaces[0].text, c.exact) for c in compiled.concepts] == [
        ("低保标准", True),
        ("供热", False),
    ]


@pytest.mark.parametrize(
    ("query", "unquoted"),
    [
        ("如何实现“以房养老”", ["以房养老"]),
        ("“以房养老”怎么实现", ["以房养老"]),
        ("如何把“以房养老”办好", ["以房养老"]),
        ("低保 “以房养老”怎么实现", ["以房养老"]),
        ("“以房养老”怎么实现 低保 供热", ["以房养老"]),
        # Apart from the words, or alone, it asks for exactly these characters; so what stands.
        ("如何实现 “以房养老”", []),
        ("“以房养老”", []),
        ("“最低生活保障”怎么申请", []),
    ],
)
def test_what_a_sentence_quotes_and_no_document_holds_is_words(
    index: LocalIndex, query: str, unquoted: list[str]
) -> None:
    assert compile_query(index, query).unquoted == unquoted
