from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.search.force.filtering import STATUS_NAMES, ForceFilter, statuses_named
from gazette_search.search.force.validity import STATUS_LABELS
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.reading import list_documents
from gazette_search.workflows.searching import search
from small_homes import notice, reading, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home

# As of 2021: 1 is repealed by 4, 2 has expired, of 3 and 4 nothing is said, 5 begins later.
NOTICES = (
    notice(1, "供热管理", "供热单位应当检修设备。", day="2020年3月1日"),
    notice(2, "供热补贴", "本通知自印发之日起施行，有效期至2020年12月31日。", day="2020年3月2日"),
    notice(3, "供热价格", "供热价格不变。", day="2020年3月3日"),
    notice(
        4,
        "供热检修",
        "《葫芦岛市人民政府办公室关于供热管理的通知》（葫政办发〔2020〕1号）同时废止。",
        day="2020年3月4日",
    ),
    notice(5, "供热计量", "本通知自2022年1月1日起施行。", day="2020年3月5日"),
)
DAY = date(2021, 6, 30)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Home:
    path: Path = tmp_path_factory.mktemp("force")
    return small_home(path, *NOTICES)


def listed(home: Home, *names: str, day: date = DAY) -> list[int]:
    statuses = statuses_named(names)
    listing = list_documents(home, Filters(), as_of=day, statuses=statuses)
    assert listing.total == len(listing.documents) == sum(n for _, n in listing.facets["genre"])
    return [one.document.number.serial for one in listing.documents if one.document.number]


@pytest.mark.parametrize(
    ("names", "serials"),
    [
        (["现行"], [3, 4]),
        (["废止"], [1]),
        (["过期"], [2]),
        (["失效"], [1, 2]),
        (["尚未施行"], [5]),
        (["部分废止"], []),
        (["现行", "尚未施行"], [3, 4, 5]),
        ([], [1, 2, 3, 4, 5]),
    ],
)
def test_documents_are_listed_by_what_is_said_of_them(
    names: list[str], serials: list[int], desk: Home
) -> None:
    assert listed(desk, *names) == serials


def test_another_day_another_answer(desk: Home) -> None:
    assert listed(desk, "现行", day=date(2020, 6, 1)) == [2, 3, 4]
    assert listed(desk, "现行", day=date(2022, 6, 1)) == [3, 4, 5]
    assert listed(desk, "尚未施行", day=date(2020, 3, 1)) == [2, 3, 4, 5]


def test_a_search_is_narrowed_and_says_so(desk: Home) -> None:
    request = SearchRequest("供热", as_of=DAY, statuses=statuses_named(["现行"]), limit=1)
    result = search(desk, request)
    assert (result.total, len(result.hits)) == (2, 1)
    assert result.notes[-1] == "按效力筛去 3 件：已废止 1 件、已过期 1 件、尚未施行 1 件。"
    every = {
        search(desk, SearchRequest("供热", 1, page, statuses=request.statuses, as_of=DAY))
        .hits[0]
        .document.id
        for page in range(2)
    }
    assert every == {"葫政办发〔2020〕3号", "葫政办发〔2020〕4号"}


def test_what_the_filter_empties_is_its_doing(desk: Home) -> None:
    result = search(desk, SearchRequest("供热补贴", as_of=DAY, statuses=("amended",), strict=True))
    assert result.total == 0
    assert result.notes == ("按效力筛去 1 件：已过期 1 件。",)
    listing = list_documents(desk, Filters(), as_of=DAY, statuses=("amended",))
    assert listing.notes == (
        "按效力筛去 5 件：已废止 1 件、已过期 1 件、尚未施行 1 件、库内未见废止或修改 2 件。",
    )


def test_nothing_is_told_where_nothing_is_left_out(desk: Home) -> None:
    every = tuple(status for statuses in STATUS_NAMES.values() for status in statuses)
    assert search(desk, SearchRequest("供热", as_of=DAY, statuses=every)).notes == ()


def test_what_is_not_certain_passes_both_ways_and_is_counted(home: Home) -> None:
    """On that day 葫政发〔2020〕6号 has expired if two years count from its signing."""
    day, wanted = date(2022, 3, 14), "葫政发〔2020〕6号"
    for name in ("现行", "过期"):
        listing = list_documents(home, Filters(), as_of=day, statuses=statuses_named([name]))
        assert wanted in {one.document.id for one in listing.documents}
        assert listing.notes[-1] == "列出的有 1 件效力不能确定，各件注明“可能”。"
    after = list_documents(
        home, Filters(), as_of=date(2022, 3, 15), statuses=statuses_named(["现行"])
    )
    assert wanted not in {one.document.id for one in after.documents}


def test_documents_are_judged_once(desk: Home) -> None:
    with reading(desk) as snapshot:
        from gazette_search.index.local.engine import LocalIndex

        force = ForceFilter(LocalIndex(snapshot), ("repealed",), DAY)
        assert force.passing([4, 0, 2]) == [0]
        assert force.passing([0, 1]) == [0]
        assert force.left_out.total() == 3


def test_every_status_has_a_name() -> None:
    named = {status for statuses in STATUS_NAMES.values() for status in statuses}
    assert named == set(STATUS_LABELS)
