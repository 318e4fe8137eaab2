from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import state
from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.search.duties import DutyRequest, UnitNames, search_duties
from gazette_search.search.lookup.filter_set import Filters

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex
    from gazette_search.search.duties import DutyList

CITY = "葫芦岛市"


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return Thesaurus.load()


@pytest.mark.parametrize(
    ("asked", "printed", "expected"),
    [
        ("市教育局", "市教育局", True),
        ("教育局", "市教育局", True),
        ("葫芦岛市教育局", "市教育局", True),
        ("市教育局", "葫芦岛市教育局", True),
        ("市发改委", "市发展改革委", True),
        ("市发展和改革委员会", "市发展改革委", True),
        ("市农委", "市农业农村局", True),
        ("市农业农村局", "市农委", True),
        ("葫芦岛市农委", "市农业农村局", True),
        ("市市场监管局", "市工商局", True),
        ("市网信办", "市委网信办", True),
        ("网信办", "市委网信办", True),
        ("市政府办", "市政府办公室", True),
        ("各县区政府", "各县〈市〉区人民政府", True),
        ("葫芦岛银保监分局", "葫芦岛市银保监分局", True),
        ("葫芦岛市银保监分局", "葫芦岛银保监分局", True),
        ("兴城市政府", "兴城市人民政府", True),
        ("兴城市教育局", "市教育局", False),
        ("市教育局", "兴城市教育局", False),
        ("县教育局", "市教育局", False),
        ("市工商局", "市质监局", False),  # both became 市场监管局
        ("龙港区政府", "各县（市）区政府", False),
        ("教育", "市教育局", False),
    ],
)
def test_names_of_a_unit(asked: str, printed: str, expected: bool, thesaurus: Thesaurus) -> None:
    assert UnitNames(asked, thesaurus).mean(printed, CITY) is expected


def test_the_city_is_that_of_the_document(thesaurus: Thesaurus) -> None:
    names = UnitNames("葫芦岛市教育局", thesaurus)
    assert not names.mean("市教育局", "锦州市")
    assert not names.mean("市教育局", "")


def found(index: LocalIndex, thesaurus: Thesaurus, unit: str = "", **asked: object) -> DutyList:
    request = DutyRequest(unit, **asked)  # type: ignore[arg-type]
    return search_duties(index, thesaurus, request, state())


def test_a_reform_is_bridged_and_said(index: LocalIndex, thesaurus: Thesaurus) -> None:
    old, new = (found(index, thesaurus, unit) for unit in ("市农委", "市农业农村局"))
    assert [one.duty for one in old.duties] == [one.duty for one in new.duties]
    assert [(name.name, name.reason) for name in old.names] == [
        ("市农业农村局", "2018–2019年机构改革")
    ]
    years = {one.document.number.year for one in old.duties if one.document.number}
    assert years == {2018, 2019, 2020}


def test_roles(index: LocalIndex, thesaurus: Thesaurus) -> None:
    lead = found(index, thesaurus, "市民政局", roles=("lead",))
    either = found(index, thesaurus, "市民政局", roles=("lead", "cooperating"))
    every = found(index, thesaurus, "市民政局")
    assert 0 < lead.total < either.total < every.total
    assert all("市民政局" in one.duty.lead for one in lead.duties)


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        (date(2019, 5, 1), None, ["2019-04-30"]),
        (date(2019, 4, 30), None, []),
        (None, date(2020, 11, 30), ["2020-12-31"]),
        (date(2020, 11, 1), date(2020, 6, 30), ["2020-10-31"]),
    ],
)
def test_terms(
    before: date | None,
    after: date | None,
    days: list[str],
    index: LocalIndex,
    thesaurus: Thesaurus,
) -> None:
    filters = Filters(until=date(2019, 12, 31)) if before and not after else Filters()
    chosen = found(index, thesaurus, before=before, after=after, filters=filters)
    due = {
        str(term.last_day)
        for one in chosen.duties
        for term in one.duty.deadlines
        if term.last_day
        and (not before or term.last_day < before)
        and (not after or term.last_day > after)
    }
    expected = set(days) | ({"2018-11-30", "2018-12-31"} if before and not after else set())
    assert due == expected


def test_the_first_due_comes_first(index: LocalIndex, thesaurus: Thesaurus) -> None:
    chosen = found(index, thesaurus, "市营商局", after=date(2019, 1, 1))
    days = [one.duty.deadline for one in chosen.duties]
    last = [term.last_day for term in days if term and term.last_day]
    assert last == sorted(last)
    assert len(last) == chosen.total > 10


def test_pages(index: LocalIndex, thesaurus: Thesaurus) -> None:
    whole = found(index, thesaurus, "市教育局")
    page = found(index, thesaurus, "市教育局", limit=5, offset=10)
    assert page.duties == whole.duties[10:15]
    assert (page.total, page.offset) == (whole.total, 10)


def test_documents_are_narrowed(index: LocalIndex, thesaurus: Thesaurus) -> None:
    chosen = found(index, thesaurus, "市教育局", filters=Filters(issues=("2020-02",)))
    assert {one.issue.file for one in chosen.duties} == {"corpus/2020-02.txt"}


def test_a_part_of_a_name_will_do_when_nothing_has_it_whole(
    index: LocalIndex, thesaurus: Thesaurus
) -> None:
    part = found(index, thesaurus, "教育")
    assert part.by_part
    assert part.total == found(index, thesaurus, "市教育局").total
    nothing = found(index, thesaurus, "火星局")
    assert (nothing.total, nothing.by_part) == (0, False)
