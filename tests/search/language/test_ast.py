from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.search.language.ast import (
    And,
    DateRange,
    FieldClause,
    Near,
    Node,
    Not,
    NumberReference,
    Or,
    Phrase,
    Prefix,
    Words,
)
from gazette_search.search.language.parser import parse

DIBAO, ORPHANS = Words("低保"), Words("孤儿")


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (DIBAO, "低保"),
        (Phrase("抽贷、断贷、压贷"), '"抽贷、断贷、压贷"'),
        (Phrase("所谓“飞地经济”"), "「所谓“飞地经济”」"),
        (Phrase("“甲」乙"), "『“甲」乙』"),
        (Prefix("葫政办"), "葫政办*"),
        (Near(DIBAO, Phrase("标准"), 5), '低保 NEAR/5 "标准"'),
        (And((DIBAO, Or((ORPHANS, Words("特困"))))), "低保 AND (孤儿 OR 特困)"),
        (Or((And((DIBAO, ORPHANS)), Words("特困"))), "低保 AND 孤儿 OR 特困"),
        (Not(Or((DIBAO, ORPHANS))), "NOT (低保 OR 孤儿)"),
        (Not(FieldClause("genre", Words("公告"))), "NOT genre:公告"),
        (FieldClause("title", Or((DIBAO, ORPHANS))), "title:(低保 OR 孤儿)"),
        (FieldClause("number", Prefix("葫政办发")), "number:葫政办发*"),
        (DateRange(date(2019, 1, 1), date(2019, 12, 31)), "date:2019"),
        (DateRange(date(2020, 2, 1), date(2020, 2, 29)), "date:2020-02"),
        (DateRange(date(2020, 3, 11), date(2020, 3, 11)), "date:2020-03-11"),
        (DateRange(date(2020, 2, 1), date(2020, 2, 28)), "date:2020-02-01..2020-02-28"),
        (DateRange(date(2019, 1, 1), date(2020, 12, 31)), "date:2019-01-01..2020-12-31"),
        (DateRange(None, date(2020, 6, 30)), "date:..2020-06-30"),
        (DateRange(date(2019, 4, 1), None), "date:2019-04-01.."),
        (NumberReference("葫政办发", 2020, 23), "葫政办发〔2020〕23号"),
        (NumberReference("葫政办发", None, 23), "葫政办发23号"),
        (NumberReference(None, 2018, 33), "〔2018〕33号"),
        (NumberReference(None, None, 23), "23号文"),
        (NumberReference("国务院", None, 590, decree=True), "国务院令第590号"),
        (NumberReference("财政部", 2016, 41, decree=True), "财政部令〔2016〕41号"),
        (NumberReference(None, None, 590, decree=True), "第590号令"),
        (NumberReference(None, 2016, 41, decree=True), "2016年第41号令"),
        (NumberReference("办公会议纪要", 2005, 42), "办公会议纪要2005年第42期"),
        (NumberReference("会议纪要", None, 42), "会议纪要第42期"),
    ],
)
def test_a_node_is_written_in_the_query_language_and_read_back(node: Node, text: str) -> None:
    assert str(node) == text
    assert parse(text) == node


def test_a_fixed_string_with_every_closing_mark_is_written_without_one_kind_of_them() -> None:
    assert str(Phrase('甲"乙」丙』')) == '"甲乙」丙』"'


def test_where_a_node_stands_does_not_make_it_another() -> None:
    assert Words("低保", (3, 5)) == DIBAO
    assert NumberReference("葫政办发", 2020, 23, raw="葫政办发2020 23号") == NumberReference(
        "葫政办发", 2020, 23
    )


_WORDS = st.sampled_from(("低保", "孤儿", "VR/AR", "2017-2020", "管理办法(试行)", "or", "17:00"))
_SIMPLE: st.SearchStrategy[Node] = st.one_of(
    st.builds(Words, _WORDS),
    st.builds(Prefix, _WORDS),
    st.builds(Phrase, st.sampled_from(("抽贷、断贷", "“飞地”", "a「b", "OR", "title:x", "(一"))),
    st.builds(Near, st.builds(Words, _WORDS), st.builds(Prefix, _WORDS), st.integers(1, 1000)),
)
_NUMBERS: st.SearchStrategy[Node] = st.builds(
    NumberReference,
    st.sampled_from((None, "葫政办发", "辽司通", "国发")),
    st.sampled_from((None, 1998, 2020)),
    st.integers(1, 1900),
    decree=st.just(False),
)
_DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
_RANGES: st.SearchStrategy[Node] = st.one_of(
    st.builds(lambda days: DateRange(*sorted(days)), st.tuples(_DAYS, _DAYS)),
    st.builds(DateRange, st.none(), _DAYS),
    st.builds(DateRange, _DAYS, st.none()),
)


def _combined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Not, And and Or over the parts; no And directly in an And, no Or in an Or."""
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Not, parts),
        several.filter(lambda nodes: not any(isinstance(n, And) for n in nodes)).map(And),
        several.filter(lambda nodes: not any(isinstance(n, Or) for n in nodes)).map(Or),
    )


_IN_FIELDS: st.SearchStrategy[Node] = st.deferred(lambda: _SIMPLE | _combined(_SIMPLE))
_FIELDS: st.SearchStrategy[Node] = st.builds(
    FieldClause, st.sampled_from(("title", "body", "issuer")), _IN_FIELDS
)
_LEAVES: st.SearchStrategy[Node] = st.one_of(_SIMPLE, _NUMBERS, _RANGES, _FIELDS)
_PAIRS: st.SearchStrategy[Node] = st.deferred(lambda: _LEAVES | _combined(_LEAVES))
_TREES: st.SearchStrategy[Node] = st.deferred(lambda: _PAIRS | _combined(_PAIRS))


@given(_TREES)
def test_every_tree_is_read_back_from_its_text(node: Node) -> None:
    assert parse(str(node)) == node
