from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import document, issue, number
from gazette_search.index.conditions import EVERYTHING, AnyOf
from gazette_search.search.language.parser import parse
from gazette_search.search.lookup.emptied import MOST_NAMED, split_filters, why_nothing
from gazette_search.search.lookup.filter_set import Filters
from memory_index import MemoryIndex
from small_homes import ask

if TYPE_CHECKING:
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex
    from gazette_search.workflows.home import Home

HELD = "库内有：2018-02、2018-04、2019-04、2020-01、2020-02"


def said(index: SearchIndex, found: Condition, **fields: object) -> tuple[str, ...]:
    return why_nothing(index, Filters(**fields), found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "last"),
    [
        ({"genres": ("通只",)}, "其中没有文种“通只”（是不是 通知？），有：通知 "),
        ({"genres": ("办法", "条例")}, "其中没有文种“办法、条例”，有：通知 "),
        (
            {"issuers": ("人民正府",)},
            "其中没有机关“人民正府”（是不是 葫芦岛市人民政府？），有：葫芦岛市人民政府办公室 ",
        ),
        ({"issuers": ("民政局",)}, "其中没有机关“民政局”，有：葫芦岛市人民政府办公室 27 件、"),
        ({"titles": ("火星",)}, "其中没有标题含“火星”的。"),
        ({"since": date(2030, 1, 1)}, "其中没有这段时间成文的，成文日期从 2018-"),
        ({"issues": ("2021-01",)}, f"没有“2021-01”这一期。{HELD}"),
        ({"genres": ("公告",), "issuers": ("市府办",)}, "没有一件同时符合各项筛选条件。"),
    ],
)
def test_the_filter_that_empties_is_named_with_what_there_is(
    index: SearchIndex, fields: dict[str, object], last: str
) -> None:
    first, *others = said(index, EVERYTHING, **fields)
    assert first == "不加筛选有 44 件。"
    assert len(others) == 1
    assert others[0].startswith(last)


@pytest.mark.parametrize(("held", "more"), [(MOST_NAMED, False), (MOST_NAMED + 1, True)])
def test_that_there_is_more_than_is_named_is_told(held: int, more: bool) -> None:
    numbered = range(1, held + 1)
    index = MemoryIndex(
        (
            document(number=number(each), issuer=f"青河市第{each:02}街道办事处"),
            issue(file=f"corpus/2020-{each:02}.txt", number=each),
        )
        for each in numbered
    )
    names = "、".join(f"2020-{each:02}" for each in numbered[-MOST_NAMED:])
    _, told = said(index, EVERYTHING, issues=("2021-01",))
    assert told == f"没有“2021-01”这一期。库内有：{'…' if more else ''}{names}"
    counts = "、".join(f"青河市第{each:02}街道办事处 1 件" for each in numbered[:MOST_NAMED])
    _, told = said(index, EVERYTHING, issuers=("审计署",))
    assert told == f"其中没有机关“审计署”，有：{counts}{'等' if more else ''}。"


def test_where_nothing_is_found_filters_take_nothing_away(index: SearchIndex) -> None:
    assert said(index, AnyOf(()), genres=("办法",)) == ()
    assert said(index, AnyOf(()), issues=("2021-01",)) == (f"没有“2021-01”这一期。{HELD}",)
    assert said(index, EVERYTHING) == ()


@pytest.mark.parametrize(
    ("query", "rest", "filters"),
    [
        ("低保 机关:民政局", "低保", Filters(issuers=("民政局",))),
        ("低保 孤儿 文种:通知 期:2020-02", "低保 AND 孤儿",
         Filters(genres=("通知",), issues=("2020-02",))),
        ("机关:民政", None, Filters(issuers=("民政",))),
        ("低保 OR 机关:民政", "低保 OR issuer:民政", Filters()),
        ("低保 -机关:民政", "低保 AND NOT issuer:民政", Filters()),
        ("低保 标题:孤儿", "低保 AND title:孤儿", Filters()),
    ],
)  # fmt: skip
def test_the_filters_of_a_query(query: str, rest: str | None, filters: Filters) -> None:
    left, found = split_filters(parse(query))
    assert (None if left is None else str(left), found) == (rest, filters)


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("低保", Filters(issuers=("民政局",))),
        ("低保 机关:民政局", Filters()),
        ("低保 文种:办法", Filters()),
        ("低保", Filters(genres=("办法",))),
        ("低保 期:2021-01", Filters()),
        ("低保 date:2031", Filters()),
    ],
)
def test_a_search_tells_what_its_filters_took_away(
    home: Home, query: str, filters: Filters
) -> None:
    result = ask(home, query, filters=filters)
    assert (result.total, result.notes[:1]) == (0, ("不加筛选有 9 件。",))


def test_nothing_is_told_of_filters_that_leave_something(home: Home) -> None:
    assert ask(home, "低保", filters=Filters(issuers=("市府办",))).notes == ()
    assert ask(home, "火星移民", filters=Filters(issuers=("市府办",))).notes == ()
