from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gazette_search.search.lookup.filter_set import Filters
from gazette_search.workflows import exporting
from gazette_search.workflows.exporting import export_documents
from gazette_search.workflows.reading import held_documents, list_documents, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from gazette_search.search.reports import ShownDocument
    from gazette_search.search.results import IndexState
    from gazette_search.workflows.home import Home


class Taker:
    def __init__(self) -> None:
        self.taken: list[ShownDocument] = []

    def __call__(self, documents: Iterator[ShownDocument], state: IndexState) -> None:
        assert state.generation
        self.taken = [*documents]


def test_every_document_as_it_is_shown(home: Home) -> None:
    taker = Taker()
    assert export_documents(home, Filters(), taker) == 44
    numbers = [one.held.document.id for one in taker.taken]
    assert numbers == [one.document.id for one in list_documents(home, Filters()).documents]
    for one in taker.taken:
        alone = show(home, one.held.document.id)
        assert (one.held, one.held_numbers) == (alone.held, alone.held_numbers)
        assert sorted(one.cited_by, key=str) == sorted(alone.cited_by, key=str)


def test_a_part_is_exported_with_what_the_others_say_of_it(home: Home) -> None:
    taker = Taker()
    assert export_documents(home, Filters(issues=("2018-02",)), taker, as_of=date(2020, 12, 31))
    every = Taker()
    export_documents(home, Filters(), every, as_of=date(2020, 12, 31))
    part = [
        one for one in every.taken if one.held.issue.year == 2018 and one.held.issue.number == 2
    ]
    assert taker.taken == part
    assert all(one.held.validity for one in part)


def test_nothing_passes(home: Home) -> None:
    taker = Taker()
    assert export_documents(home, Filters(titles=("火星",)), taker) == 0
    assert taker.taken == []


def test_few_documents_are_in_memory_at_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    held = held_documents

    def counted(index: object, rows: list[object], as_of: date | None) -> object:
        sizes.append(len(rows))
        return held(index, rows, as_of)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting, "held_documents", counted)
    monkeypatch.setattr(exporting, "IN_MEMORY", 10)
    told: list[tuple[str, int, int]] = []
    export_documents(home, Filters(), Taker(), lambda *step: told.append(step))
    assert sizes == [10, 10, 10, 10, 4]
    assert told == [("导出", n, 44) for n in (10, 20, 30, 40, 44)]
