"""What the five issues say of being in force, from the file to the answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.reading import list_documents, show
from gazette_search.workflows.references import references
from gazette_search.workflows.searching import search

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home


def _statuses(home: Home, as_of: date) -> dict[str, tuple[str, bool]]:
    listing = list_documents(home, Filters(), as_of=as_of)
    judged = {str(one.document.number): one.validity for one in listing.documents}
    return {
        number: (validity.status, validity.certain)
        for number, validity in judged.items()
        if validity is not None and validity.status != "none"
    }


def test_one_held_document_has_expired(home: Home) -> None:
    assert _statuses(home, date(2022, 3, 15)) == {"葫政发〔2020〕6号": ("expired", True)}
    assert _statuses(home, date(2022, 3, 14)) == {"葫政发〔2020〕6号": ("expired", False)}
    assert _statuses(home, date(2022, 2, 19)) == {}


@pytest.mark.parametrize(
    ("number", "status", "line"),
    [
        ("葫政办发〔2017〕259号", "repealed", 1334),
        ("葫政告字〔2014〕1号", "repealed", 186),
        ("葫政发〔2005〕18号", "amended", 221),
        ("葫政办发〔2007〕17号", "amended", 221),
        ("葫芦岛市人民政府办公会议纪要2005年第42期", "partly_repealed", 221),
        ("国务院令第590号", "none", None),
        ("辽政发〔2018〕5号", "none", None),
    ],
)
def test_documents_that_are_only_cited(
    home: Home, number: str, status: str, line: int | None
) -> None:
    found = references(home, number, date(2026, 1, 1))
    assert (found.number, found.document, found.validity.status) == (number, None, status)
    proof = found.validity.proof[0].statement.lines[0] if found.validity.proof else None
    assert proof == line
    assert all(link.citation.raw in link.sentence for link in found.cited_by)


def test_nobody_knew_of_a_repeal_before_it_was_signed(home: Home) -> None:
    number = "葫政办发〔2017〕259号"
    assert references(home, number, date(2020, 3, 13)).validity.status == "none"
    assert references(home, number, date(2020, 3, 14)).validity.certain is False
    assert references(home, number, date(2020, 3, 15)).validity.certain is True


def test_hits_and_documents_carry_it(home: Home) -> None:
    day = date(2026, 1, 1)
    result = search(home, SearchRequest("葫政发2020 6号", as_of=day))
    assert result.hits[0].validity is not None
    assert result.hits[0].validity.status == "expired"
    assert search(home, SearchRequest("葫政发2020 6号")).hits[0].validity is None
    shown = show(home, "葫政发2019-17", as_of=day)
    assert {number: one.status for number, one in shown.cited_validity.items()} == {
        "葫政发〔2005〕18号": "amended",
        "葫政办发〔2007〕17号": "amended",
        "葫芦岛市人民政府办公会议纪要2005年第42期": "partly_repealed",
    }
