from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import DocumentNotFoundError
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.workflows.home import Home
from gazette_search.workflows.reading import contents, list_documents, show
from gazette_texts import issue_text
from small_homes import OFFICE, notice, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.search.reports import Listing

LAST_ISSUE = Filters(issues=("2020-02",))


def numbers(listing: Listing) -> list[str]:
    return [str(held.document.number) for held in listing.documents]


@pytest.mark.parametrize(
    "text",
    [
        "葫政办发〔2020〕23号",
        "葫政办发2020 23号",
        "葫政办发[2020]23号",
        "葫政办发（2020）23",
        "葫政办发２０２０－２３",
        "2020年23号",
        "2020 23",
        " 葫政办发〔2020〕23号文 ",
    ],
)
def test_a_document_is_shown_by_its_number_however_written(home: Home, text: str) -> None:
    shown = show(home, text)
    assert str(shown.held.document.number) == "葫政办发〔2020〕23号"
    assert shown.held.document.lines[0] == 1097
    assert shown.held.issue.file == "corpus/2020-02.txt"
    assert shown.held.validity is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("低保标准", "“低保标准”不是文号"),
        ("", "“”不是文号"),
        ("葫政发〔2099〕99号", "葫政发〔2099〕99号 不在库内$"),
        ("葫政发〔2017〕23号", "葫政发〔2017〕23号 不在库内；库内引用它的有 葫政办发〔2018〕88号"),
        (
            "葫政办发78号",
            "葫政办发〔2018〕78号（2018-04:508）；葫政办发〔2019〕78号（2020-01:659）。请写全文号",
        ),
    ],
)
def test_what_is_not_held_is_said_with_what_is_known(home: Home, text: str, message: str) -> None:
    with pytest.raises(DocumentNotFoundError, match=message) as caught:
        show(home, text)
    assert caught.value.exit_code == 1


@pytest.mark.usefixtures("one_dictionary")
def test_who_cites_a_document_stands_with_it(tmp_path: Path) -> None:
    repealing = "《关于冬季供热的通知》（葫政办发〔2020〕1号）同时废止。"
    home = small_home(tmp_path, notice(1, "冬季供热"), notice(2, "城市供热", repealing))
    by = show(home, "葫政办发2020 1号").cited_by
    assert [(one.number, one.relation) for one in by] == [("葫政办发〔2020〕2号", "repeals")]
    citing = show(home, "葫政办发2020 2号")
    assert citing.held_numbers == {"葫政办发〔2020〕1号"}
    assert citing.cited_by == ()
    assert by[0].lines == citing.held.document.citations[0].lines


def test_validity_is_shown_as_of_a_day(home: Home) -> None:
    shown = show(home, "葫政办发〔2020〕28号", as_of=date(2021, 1, 1))
    assert shown.held.validity
    repealed = shown.cited_validity["葫政办发〔2017〕259号"]
    assert repealed.status == "repealed"
    assert show(home, "葫政办发〔2020〕28号").cited_validity == {}


def test_all_documents_are_listed_as_printed(home: Home) -> None:
    listing = list_documents(home, Filters())
    assert listing.total == len(listing.documents) == 44
    places = [(one.issue.file, one.document.lines[0]) for one in listing.documents]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("relevance", "葫政发〔2020〕6号", "葫政办发〔2020〕28号"),
        ("newest", "葫政办发〔2020〕28号", "葫政发〔2020〕6号"),
        ("oldest", "葫政发〔2020〕6号", "葫政办发〔2020〕28号"),
    ],
)
def test_a_list_is_sorted(home: Home, sort: str, first: str, last: str) -> None:
    listing = list_documents(home, LAST_ISSUE, sort)  # type: ignore[arg-type]
    dates = [one.document.signed_date for one in listing.documents]
    assert listing.total == 8
    assert (numbers(listing)[0], numbers(listing)[-1]) == (first, last)
    if sort != "relevance":
        assert dates == sorted(dates, reverse=sort == "newest")  # type: ignore[type-var]


@pytest.mark.parametrize(("limit", "offset"), [(3, 0), (3, 3), (3, 7), (3, 99), (0, 5)])
def test_a_page_of_a_list(home: Home, limit: int, offset: int) -> None:
    whole = numbers(list_documents(home, LAST_ISSUE))
    page = list_documents(home, LAST_ISSUE, limit=limit, offset=offset)
    assert numbers(page) == whole[offset : offset + limit if limit else None]
    assert page.total == 8


def test_facets_count_what_was_filtered_not_the_page(home: Home) -> None:
    listing = list_documents(home, Filters(genres=("公告", "通告")), limit=1)
    facets = listing.facets
    assert facets["genre"] == (("通告", 5), ("公告", 3))
    assert sum(count for _, count in facets["issue"]) == listing.total == 8
    assert dict(facets["year"]) == {"2018": 3, "2019": 5}
    assert list(facets) == ["issue", "genre", "issuer", "year"]


def test_nothing_passes_gives_an_empty_list(home: Home) -> None:
    listing = list_documents(home, Filters(issues=("1999-01",)))
    assert (listing.documents, listing.total) == ((), 0)
    assert set(listing.facets.values()) == {()}


@pytest.mark.parametrize("name", ["2020-02", "2020年第2期", "总第63期", "63"])
def test_the_contents_of_an_issue(home: Home, name: str) -> None:
    found = contents(home, name)
    assert (found.issue.year, found.issue.number, found.issue.serial) == (2020, 2, 63)
    assert len(found.entries) == 8
    assert {*found.entries} == found.held
    assert found.unlisted == ()


ABOUT = "关于提高城乡居民最低生活保障标准的通知"


@pytest.mark.parametrize(
    ("entry", "held", "lacks"),
    [
        (f"{OFFICE}{ABOUT}（葫政办发〔2020〕3号）……3", True, False),
        (f"{OFFICE}{ABOUT}……3", True, False),  # by its title
        (f"{OFFICE} 关于提高城乡居民 最低生活保障标准的通知……3", True, False),
        (f"{OFFICE}{ABOUT}（葫政办发〔2020〕8号）……3", True, False),  # a digit misread
        (f"{OFFICE}关于印发夜经济方案的通知（葫政办发〔2020〕8号）……3", False, True),
        (f"{OFFICE}关于印发夜经济方案的通知……3", False, False),
    ],
)
def test_an_entry_has_its_body_by_number_or_title(
    tmp_path: Path, entry: str, held: bool, lacks: bool
) -> None:
    """The contents with a second entry, whose document is there."""
    home = Home(tmp_path)
    other = f"{OFFICE}关于加强供热管理的通知（葫政办发〔2020〕4号）……5"
    documents = (notice(3, ABOUT[2:-3]), notice(4, "加强供热管理"))
    home.corpus.mkdir()
    text = issue_text(*documents, contents=(entry, other))
    (home.corpus / "2020-02.txt").write_text(text, encoding="utf-8")
    found = contents(home, "2020-02")
    assert len(found.entries) == 2
    first, second = found.entries
    assert second in found.held
    assert (first in found.held, found.lacks(first)) == (held, lacks)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("2018", "“2018”对应不止一期：2018-02、2018-04。请写其中一期"),
        ("1999-01", "“1999-01”没有这一期。库内有：2018-02"),
        ("", "“”没有这一期"),
    ],
)
def test_an_issue_that_is_not_one_is_said_so(home: Home, name: str, message: str) -> None:
    with pytest.raises(DocumentNotFoundError, match=message):
        contents(home, name)


@pytest.mark.usefixtures("one_dictionary")
def test_a_number_printed_twice_is_ambiguous(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(1, "冬季供热"))
    write_issue(home, "2020-03", notice(1, "城市供热"))
    with pytest.raises(DocumentNotFoundError, match="不止一件"):
        show(home, "葫政办发〔2020〕1号")


def test_an_issue_that_does_not_name_itself_is_counted_by_its_file(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(3, "冬季供热"))
    file = home.corpus / "2020-02.txt"
    text = file.read_text(encoding="utf-8").replace("2020年第2期", "", 1)
    (home.corpus / "增刊.txt").write_text(text, encoding="utf-8")
    file.unlink()
    assert list_documents(home, Filters()).facets["issue"] == (("增刊", 1),)
