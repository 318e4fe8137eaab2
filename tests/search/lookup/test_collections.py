"""A corpus of several cities: one searched, and numbers that two of them share told apart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import DocumentNotFoundError, UnknownCollectionError
from gazette_search.search.lookup.collections import held_collections, in_collections
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.lookup.handles import printed_place, the_one
from gazette_search.workflows.checking import check
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.opening import open_index
from gazette_search.workflows.reading import contents, show
from gazette_search.workflows.references import references
from gazette_texts import document_text, paragraphs
from small_homes import ask, found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette_search.index.reading import SearchIndex

SHARED = "青政发〔2021〕5号"
QINGDAO, QINGHAI = "青岛市人民政府", "青海省人民政府"


def text_of(agency: str, number: str, about: str, *body: str, day: str = "2021年3月8日") -> str:
    title = f"{agency}关于{about}"
    text = body or (f"现就{about}有关事项通知如下。",)
    return document_text(
        masthead=f"{agency}文件", number=number, title=title, body=text, closing=(agency, day)
    )


REPEAL = f"决定废止《{QINGDAO}关于加强河道管理的通知》（{SHARED}）。"
FILES = {
    "青岛/2021-05": (
        text_of(QINGDAO, SHARED, "加强河道管理的通知"),
        text_of(QINGDAO, "青政发〔2022〕9号", "废止部分文件的决定", REPEAL, day="2022年3月8日"),
    ),
    "青海/2021/2021-05": (
        text_of(QINGHAI, SHARED, "加强草原管理的通知"),
        text_of(
            f"{QINGHAI}办公厅", "青政办发〔2021〕7号", "做好护林工作的通知",
            f"根据《关于加强草原管理的通知》（{SHARED}），现通知如下。",
        ),
    ),
    "2021-05": (text_of("白山市人民政府", "白政发〔2021〕5号", "加强河道管理的通知"),),
}  # fmt: skip


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("cities"))
    for name, documents in FILES.items():
        path = home.corpus / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(paragraphs(*documents), encoding="utf-8")
    bring_up_to_date(home)
    return home


@pytest.fixture(scope="module")
def opened(cities: Home) -> Iterator[SearchIndex]:
    with open_index(cities) as one:
        yield one.index


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        ((), 5),
        (("青岛",), 2),
        (("青海",), 2),  # with what lies below
        (("青海/2021",), 2),
        (("2021",), 2),  # a bare name at any depth
        (("corpus/青海/",), 2),
        (("青海\\2021",), 2),
        (("青岛", "青海"), 4),
        (("青岛", "青岛"), 2),
    ],
)
def test_documents_in_a_folder(opened: SearchIndex, names: tuple[str, ...], numbers: int) -> None:
    assert len(opened.rows(in_collections(opened, names))) == numbers


def test_folders_are_counted_with_what_lies_below(opened: SearchIndex) -> None:
    assert held_collections(opened) == {"青岛": 1, "青海": 1, "青海/2021": 1}


@pytest.mark.parametrize("name", ["白山", "青", "青岛/2021", "2021-05", "", "/"])
def test_an_unknown_folder_is_said_with_those_that_are_there(
    opened: SearchIndex, name: str
) -> None:
    with pytest.raises(UnknownCollectionError, match="有：青岛、青海、青海/2021。"):
        in_collections(opened, ("青岛", name))


def test_no_folder_at_all(index: SearchIndex) -> None:
    assert held_collections(index) == {}
    with pytest.raises(UnknownCollectionError, match="没有一个子文件夹收有公文"):
        in_collections(index, ("青岛",))


def test_a_search_in_one_city(cities: Home) -> None:
    assert len(found(ask(cities, "河道管理", strict=True))) == 3
    limited = ask(cities, "河道管理", filters=Filters(collections=("青岛",)))
    assert {hit.issue.collection for hit in limited.hits} == {"青岛"}
    nothing = ask(cities, "草原管理", strict=True, filters=Filters(collections=("青岛",)))
    assert nothing.total == 0
    assert "其中没有子文件夹“青岛”里的。" in nothing.notes


@pytest.mark.parametrize(
    ("typed", "folders", "issuer"),
    [
        ("青政发2021-5", ("青岛",), QINGDAO),
        (SHARED, ("青海",), QINGHAI),
        ("2021年5号", ("青海",), QINGHAI),
        ("青岛/2021-05:3", (), QINGDAO),
        ("青海/2021/2021-05:3", (), QINGHAI),
        ("2021-05:3", (), "白山市人民政府"),  # the file of just that name
        ("2021-05:3", ("青岛",), QINGDAO),
        ("加强河道管理的通知", ("青岛",), QINGDAO),
    ],
)
def test_a_handle_in_a_folder(
    cities: Home, typed: str, folders: tuple[str, ...], issuer: str
) -> None:
    assert show(cities, typed, collections=folders).held.document.issuer == issuer


def test_two_that_share_a_number_are_told_with_agency_and_place(opened: SearchIndex) -> None:
    with pytest.raises(DocumentNotFoundError) as problem:
        the_one(opened, "青政发2021-5")
    told = str(problem.value)
    assert f"{SHARED}（青岛/2021-05:3，{QINGDAO}）" in told
    assert f"{SHARED}（青海/2021/2021-05:3，{QINGHAI}）" in told
    assert "--in" in told
    assert "全文号" not in told  # both have it


def test_every_place_that_is_told_is_understood(opened: SearchIndex) -> None:
    for row in opened.rows(in_collections(opened, ())):
        assert the_one(opened, printed_place(opened, row)) == row


def test_contents_of_an_issue_in_a_folder(cities: Home) -> None:
    assert contents(cities, "青岛/2021-05").issue.file == "corpus/青岛/2021-05.txt"
    assert contents(cities, "2021-05", collections=("青岛",)).issue.collection == "青岛"
    with pytest.raises(DocumentNotFoundError, match="不止一期：corpus/2021-05.txt、"):
        contents(cities, "2021-05")


def test_what_one_city_repeals_stays_in_force_in_another(cities: Home) -> None:
    day = date(2026, 1, 1)
    one = references(cities, SHARED, day, collections=("青岛",))
    other = references(cities, SHARED, day, collections=("青海",))
    assert (one.validity.status, other.validity.status) == ("repealed", "none")
    assert [link.number for link in one.cited_by] == ["青政发〔2022〕9号"]
    assert [link.number for link in other.cited_by] == ["青政办发〔2021〕7号"]
    citing = references(cities, "青政办发〔2021〕7号", day)
    assert [link.title for link in citing.rests_on] == [f"{QINGHAI}关于加强草原管理的通知"]
    shown = show(cities, SHARED, as_of=day, collections=("青海",))
    assert [by.number for by in shown.cited_by] == ["青政办发〔2021〕7号"]
    with pytest.raises(DocumentNotFoundError, match="对应不止一件"):
        references(cities, SHARED, day)


def test_a_shared_number_is_no_duplicate_and_no_gap(cities: Home) -> None:
    codes = {problem.code for problem in check(cities).problems}
    assert "duplicate-number" not in codes
    gaps = [p.message for p in check(cities).problems if p.code == "number-gap"]
    assert gaps == []
    listed = [d.number for d in bring_up_to_date(cities, dry_run=True, rebuild=True).new_documents]
    assert listed == []


def test_single_documents_of_two_cities_are_both_held(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for folder, agency in (("青岛", QINGDAO), ("青海", QINGHAI)):
        (home.corpus / folder).mkdir(parents=True)
        text = text_of(agency, SHARED, "加强河道管理的通知")
        (home.corpus / folder / "5.txt").write_text(text, encoding="utf-8")
        report = bring_up_to_date(home)
        assert [one.number for one in report.new_documents] == [SHARED]
    assert report.documents == 2
