from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.lookup.filters import allowed, issue_named, signed_between
from small_homes import ask, ranks

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex
    from gazette_search.workflows.home import Home

LAST = ["葫政办发〔2020〕23号", "葫政办发〔2020〕24号", "葫政办发〔2020〕28号"]


def numbers(index: LocalIndex, **fields: object) -> list[str]:
    """Numbers that pass, in the order printed."""
    return [row.number for row in index.rows(allowed(index, Filters(**fields)))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"since": date(2020, 3, 11)}, LAST),
        ({"since": date(2020, 3, 11), "until": date(2020, 3, 11)}, LAST[:1]),  # both inclusive
        ({"until": date(2017, 12, 31)}, []),
        ({"genres": ("公告",)},
         ["葫政告字〔2019〕2号", "葫政告字〔2019〕7号", "葫政告字〔2019〕9号"]),
        ({"genres": ("决定", "公告"), "issues": ("2020-01",)},
         ["葫政发〔2019〕19号", "葫政告字〔2019〕7号", "葫政告字〔2019〕9号"]),
        ({"titles": ("低保",)}, []),  # text of the title, no synonym
        ({"titles": ("最低生活保障", "孤儿")}, ["葫政办发〔2019〕55号"]),  # all of them
        ({"titles": ("小广告",), "issues": ("2020",)}, ["葫政告字〔2019〕6号"]),
        ({"issues": ("2020-02",), "issuers": ("办公室",), "since": date(2020, 3, 12)}, LAST[1:]),
        ({"issues": ("1999-01",)}, []),
        ({"issuers": ("民政",)}, []),  # not in 人民政府
        ({"issuers": ("市府办",), "issues": ("2020-02",), "since": date(2020, 3, 11)}, LAST),
    ],
)  # fmt: skip
def test_documents_that_pass(
    index: LocalIndex, fields: dict[str, object], expected: list[str]
) -> None:
    assert sorted(numbers(index, **fields)) == sorted(expected)


def test_no_filter_lets_everything_pass(index: LocalIndex) -> None:
    assert len(numbers(index)) == index.totals.documents == 44


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("2020-02", ["2020-02"]),
        ("2020-2", ["2020-02"]),
        ("2020年第2期", ["2020-02"]),
        ("2020 年 第 2 期", ["2020-02"]),
        ("２０２０年第２期", ["2020-02"]),
        ("总第63期", ["2020-02"]),
        ("63", ["2020-02"]),
        ("63期", ["2020-02"]),
        ("corpus/2020-02.txt", ["2020-02"]),
        ("2020-02.txt", ["2020-02"]),
        ("2018", ["2018-02", "2018-04"]),
        ("2018年", ["2018-02", "2018-04"]),
        ("2020-12", []),
        ("2", []),
        ("", []),
        ("第63期", ["2020-02"]),
        ("第六十三期", ["2020-02"]),
        ("总第六十三期", ["2020-02"]),
        ("2020年第二期", ["2020-02"]),
        ("二〇二〇年第二期", ["2020-02"]),
        ("第2期", ["2018-02", "2020-02"]),  # no serial number 2
        ("第一期", ["2020-01"]),
        ("第9999期", []),
    ],
)
def test_an_issue_is_named_as_people_name_it(
    index: LocalIndex, name: str, files: list[str]
) -> None:
    named = issue_named(index, name)
    found = index.issues(named) if named else []
    assert [issue.file for issue in found] == [f"corpus/{file}.txt" for file in files]


@settings(suppress_health_check=list(HealthCheck))
@given(first=st.dates(), last=st.dates())
def test_a_range_of_dates_is_both_its_halves(index: LocalIndex, first: date, last: date) -> None:
    whole, *halves = (
        {row.number for row in index.rows(signed_between(*days))}
        for days in ((first, last), (first, None), (None, last))
    )
    assert whole == halves[0] & halves[1]


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("低保 文种:通知", Filters(genres=("通知",))),
        ("低保 期:2020-02", Filters(issues=("2020-02",))),
        ("低保 机关:办公室", Filters(issuers=("办公室",))),
        ("低保 year:2019", Filters(since=date(2019, 1, 1), until=date(2019, 12, 31))),
    ],
)  # fmt: skip
def test_an_option_and_the_field_in_the_query_do_the_same(
    home: Home, query: str, filters: Filters
) -> None:
    by_query, by_option = ranks(home, query), ranks(home, "低保", filters=filters)
    assert by_query
    assert by_query == by_option
    assert len(by_query) < ask(home, "低保").total


def test_what_was_filtered_out_is_no_partial_match_either(home: Home) -> None:
    result = ask(home, "低保 飞地 烟花", filters=Filters(issues=("2018-02",)))
    assert {hit.issue.file for hit in result.hits} <= {"corpus/2018-02.txt"}


def test_the_ending_of_a_file_names_no_issue(index: LocalIndex) -> None:
    for name in ("x", "txt"):
        named = issue_named(index, name)
        assert named
        assert index.issues(named) == []
