from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.search.language.parser import parse
from gazette_search.search.lookup.matching import Matcher
from gazette_search.search.understanding.compiler import CompiledQuery, QueryCompiler
from search_parts import word_reader

if TYPE_CHECKING:
    from gazette_search.index.snapshot import Snapshot

LOW_INCOME = {"葫政办发〔2018〕78号", "葫政办发〔2019〕55号", "葫政办发〔2020〕23号"}


def compile_query(snapshot: Snapshot, query: str) -> CompiledQuery:
    compiler = QueryCompiler(snapshot, Matcher(snapshot), word_reader(snapshot))
    return compiler.compile(parse(query))


def required(snapshot: Snapshot, query: str) -> set[str]:
    """Numbers of the documents that meet every requirement."""
    everything = set(range(len(snapshot.catalog)))
    meeting = everything.intersection(
        *(requirement.documents for requirement in compile_query(snapshot, query).requirements)
    )
    return {snapshot.catalog.numbers[ordinal] for ordinal in meeting}


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
def test_a_query_requires(snapshot: Snapshot, query: str, numbers: set[str]) -> None:
    assert required(snapshot, query) == numbers


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [("低保", "and", "孤儿"), ("供热", "or", "飞地"), ("供热", "not", "低保")],
)
def test_operators_are_set_operations(
    snapshot: Snapshot, left: str, operator: str, right: str
) -> None:
    one, other = required(snapshot, f'"{left}"'), required(snapshot, f'"{right}"')
    assert one
    assert other
    expected = {"and": one & other, "or": one | other, "not": one - other}[operator]
    assert required(snapshot, f'"{left}" {operator.upper()} "{right}"') == expected


def test_what_is_excluded_is_taken_as_typed(snapshot: Snapshot) -> None:
    """Documents that say 最低生活保障 stay: only those that say 低保 were to go."""
    without = required(snapshot, "-低保")
    assert without == required(snapshot, "NOT 低保")
    assert len(without) == len(snapshot.catalog) - len(required(snapshot, '"低保"'))
    assert required(snapshot, '"最低生活保障" -低保') == {"葫政发〔2019〕19号"}


@pytest.mark.parametrize(
    ("query", "distance_found"),
    [
        ("提高到 NEAR/4 4425元", True),  # 提高到|每人每年|4425元
        ("提高到 NEAR/3 4425元", False),
        ("城市低保标准 NEAR/100 4425元", False),  # never across paragraphs
    ],
)
def test_near_counts_the_characters_between(
    snapshot: Snapshot, query: str, distance_found: bool
) -> None:
    assert ("葫政办发〔2020〕23号" in required(snapshot, query)) is distance_found


def test_a_prefix_begins_a_word(snapshot: Snapshot) -> None:
    """提供热线 holds the characters 供热, but no word begins with them."""
    assert "葫政发〔2019〕12号" in required(snapshot, '"供热"')
    assert required(snapshot, "供热*") == required(snapshot, '"供热"') - {"葫政发〔2019〕12号"}


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
    snapshot: Snapshot, query: str, droppable: list[bool]
) -> None:
    requirements = compile_query(snapshot, query).requirements
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
    snapshot: Snapshot, query: str, corrections: list[tuple[str, str]]
) -> None:
    assert compile_query(snapshot, query).corrections == corrections


def test_what_only_asks_is_passed_over_beside_something_asked_for(snapshot: Snapshot) -> None:
    beside = compile_query(snapshot, "葫政办发[2017]259号 还有效吗")
    assert [requirement.label for requirement in beside.requirements] == ["葫政办发〔2017〕259号"]
    alone = compile_query(snapshot, "还有效吗")
    assert [requirement.label for requirement in alone.requirements] == ["有效"]


def test_a_phrase_is_exact_and_words_are_not(snapshot: Snapshot) -> None:
    compiled = compile_query(snapshot, '"低保，标准" 供热')
    assert [(c.surfaces[0].text, c.exact) for c in compiled.concepts] == [
        ("低保标准", True),
        ("供热", False),
    ]
