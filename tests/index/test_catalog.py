from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.errors import IndexDamagedError
from gazette_search.index.catalog import (
    COLUMNS,
    CatalogEntry,
    CatalogPart,
    IssueRow,
    assemble,
    catalog_from_json,
    catalog_to_json,
    parts_of,
)

if TYPE_CHECKING:
    from gazette_search.index.snapshot import Snapshot

ROW = IssueRow("corpus/2020-02.txt", 2020, 2, 63, "2020-03-15", "stores/a", 1)
ENTRY = CatalogEntry(
    number="葫政办发〔2020〕23号",
    titles="关于提高城乡居民最低生活保障特困人员救助供养标准的通知",
    date="2020-03-11",
    genre="通知",
    issuer="葫芦岛市人民政府办公室",
    line=1097,
    length=703,
    cites=("辽政办发〔2016〕141号",),
    acts=(),
    duties=4,
    scan=(0, 10, 1),
    record=(10, 20, 2),
)


def part(name: str, *serials: int) -> CatalogPart:
    row = replace(ROW, file=f"corpus/{name}.txt", documents=len(serials))
    return CatalogPart(
        row, tuple(replace(ENTRY, number=f"葫政办发〔2020〕{n}号", line=n) for n in serials)
    )


def test_issues_stand_by_file_and_documents_as_printed() -> None:
    catalog = assemble([part("2020-02", 23, 9), part("2018-02", 10)])
    assert [row.file for row in catalog.issues] == ["corpus/2018-02.txt", "corpus/2020-02.txt"]
    assert list(catalog.lines) == [10, 23, 9]
    assert list(catalog.issue) == [0, 1, 1]
    assert len(catalog) == 3


parts = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.lists(st.integers(1, 99), max_size=4)),
    unique_by=lambda pair: pair[0],
)


@given(parts)
def test_parts_put_together_and_cut_apart_are_the_same(
    named: list[tuple[str, list[int]]],
) -> None:
    given_parts = [part(name, *serials) for name, serials in sorted(named)]
    catalog = assemble(given_parts)
    assert parts_of(catalog) == given_parts
    assert assemble(parts_of(catalog)) == catalog
    assert catalog_to_json(catalog_from_json(catalog_to_json(catalog))) == catalog_to_json(catalog)


def test_an_empty_catalog_has_every_column() -> None:
    catalog = catalog_from_json(catalog_to_json(assemble([])))
    assert len(catalog) == 0
    assert all(len(getattr(catalog, name)) == 0 for name in COLUMNS)


def test_the_catalog_of_the_issues_has_columns_of_one_length(snapshot: Snapshot) -> None:
    assert {len(getattr(snapshot.catalog, name)) for name in COLUMNS} == {44}
    assert sum(row.documents for row in snapshot.catalog.issues) == 44


WHOLE = json.loads(catalog_to_json(assemble([part("2020-02", 23)])))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"[" * 100_000,
        catalog_to_json(assemble([part("2020-02", 23)]))[:-9],
        json.dumps({**WHOLE, "issues": [["corpus/2020-02.txt"]]}).encode(),
        json.dumps({name: value for name, value in WHOLE.items() if name != "acts"}).encode(),
    ],
)
def test_what_is_no_catalog_is_damage(content: bytes) -> None:
    with pytest.raises(IndexDamagedError, match=r"catalog\.json 不是有效的文献目录"):
        catalog_from_json(content)
