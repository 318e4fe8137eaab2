from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.browse import asking
from gazette_search.cli.browse.asking import Enquiry
from gazette_search.cli.browse.narrowing import Narrowing
from gazette_search.errors import QuerySyntaxError

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

TODAY = date(2026, 11, 27)


@pytest.fixture
def enquiry(home: Home) -> Enquiry:
    return Enquiry(home, TODAY)


def test_without_a_query_the_newest_come_first(enquiry: Enquiry) -> None:
    answer = enquiry.find("  ", Narrowing())
    dates = [hit.document.signed_date for hit in answer.hits if hit.document.signed_date]
    assert answer.total == len(answer.hits) == 44
    assert dates == sorted(dates, reverse=True)
    assert not answer.sampled


def test_a_query_is_searched_and_its_words_are_to_be_marked(enquiry: Enquiry) -> None:
    answer = enquiry.find("低保标准", Narrowing())
    assert answer.hits[0].document.id == "葫政办发〔2020〕23号"
    assert answer.hits[0].validity is not None
    assert "最低生活保障" in answer.words
    corrected = enquiry.find("底保标准", Narrowing())
    assert corrected.hits[0].document.id == "葫政办发〔2020〕23号"
    assert any("改为查找" in note for note in corrected.notes)


@pytest.mark.parametrize(
    "narrowing",
    [
        Narrowing(year="2018"),
        Narrowing(genre="通知"),
        Narrowing(issuer="葫芦岛市人民政府"),
        Narrowing(validity="none"),
        Narrowing(year="2019", genre="通知"),
    ],
)
@pytest.mark.parametrize("query", ["", "低保标准", "供热"])
def test_narrowing_gives_the_same_with_few_and_with_many_hits(
    query: str, narrowing: Narrowing, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only the best are listed, the index is asked again for what is chosen."""
    few = Enquiry(home, TODAY).find(query, narrowing)
    assert all(narrowing.admits(hit) for hit in few.hits)
    monkeypatch.setattr(asking, "MOST_BROWSED", 5)
    many = Enquiry(home, TODAY).find(query, narrowing)
    ids = [hit.document.id for hit in many.hits]
    if not narrowing.validity:
        assert ids == [hit.document.id for hit in few.hits][:5]
        assert many.total == few.total
    assert set(ids) <= {hit.document.id for hit in few.hits}


def test_an_answer_is_kept(enquiry: Enquiry, monkeypatch: pytest.MonkeyPatch) -> None:
    first = enquiry.find("低保标准", Narrowing())
    shown = enquiry.read(first.hits[0].document.id)
    monkeypatch.setattr(asking, "search", None)
    monkeypatch.setattr(asking, "show", None)
    again = enquiry.find("低保标准", Narrowing(year="2020"))
    assert {hit.document.signed_date.year for hit in again.hits if hit.document.signed_date} == {
        2020
    }
    assert enquiry.read(first.hits[0].document.id) is shown


def test_no_more_answers_are_kept_than_needed(enquiry: Enquiry) -> None:
    for number in range(asking._KEPT_ANSWERS + 10):
        enquiry.find(f"低保 {number}", Narrowing())
    assert len(enquiry._kept) == asking._KEPT_ANSWERS


def test_a_query_that_cannot_be_read_is_told(enquiry: Enquiry) -> None:
    with pytest.raises(QuerySyntaxError):
        enquiry.find("“低保", Narrowing())


def test_references_are_asked_for(enquiry: Enquiry) -> None:
    assert enquiry.references("葫政办发〔2020〕23号").rests_on
