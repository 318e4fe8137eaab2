from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from builders import block, document
from gazette_search.analysis.scan import Scan
from gazette_search.index.records import (
    decode_document,
    decode_scan,
    encode_document,
    encode_scan,
)
from gazette_search.models import Alias, Citation

if TYPE_CHECKING:
    from datetime import date

CITATION = Citation(
    raw="辽政办发〔2016〕141号",
    number="辽政办发〔2016〕141号",
    title="辽宁省人民政府办公厅关于进一步完善全省社会救助和保障标准与物价上涨挂钩联动机制的通知",
    relation="basis",
    scope="document",
    lines=(1103, 1103),
    article=None,
    block=4,
    start=95,
)


def test_a_document_comes_back_as_it_was() -> None:
    whole = document(
        citations=(CITATION,), aliases=(Alias("三河", "连山河、茨山河、五里河", (154, 154)),)
    )
    assert decode_document(encode_document(whole)) == whole


def test_what_an_issue_did_not_print_stays_absent() -> None:
    bare = document(
        toc_title=None, page=None, issuer=None, signed_date=None, addressee=None, disclosure=None
    )
    assert decode_document(encode_document(bare)) == bare


@given(
    text=st.text(),
    lines=st.tuples(st.integers(1, 9999), st.integers(1, 9999)),
    starts=st.lists(st.tuples(st.integers(0, 500), st.integers(1, 9999)), max_size=5),
    path=st.lists(st.text(), max_size=3),
    day=st.dates(),
)
def test_any_text_survives(
    text: str,
    lines: tuple[int, int],
    starts: list[tuple[int, int]],
    path: list[str],
    day: date,
) -> None:
    one = block(text, lines=lines, line_starts=tuple(starts), path=tuple(path))
    whole = document(title=text, signed_date=day, blocks=(one, one))
    assert decode_document(encode_document(whole)) == whole


@given(
    text=st.text(),
    units=st.lists(
        st.tuples(
            st.integers(0, 2**31 - 1), st.integers(0, 999), st.integers(0, 9), st.integers(-1, 99)
        )
    ),
)
def test_any_scan_survives(text: str, units: list[tuple[int, int, int, int]]) -> None:
    scan = Scan(
        text=text,
        boundaries=bytes(len(text)),
        starts=array("i", (unit[0] for unit in units)),
        blocks=array("i", (unit[1] for unit in units)),
        kinds=bytes(unit[2] for unit in units),
        parents=array("i", (unit[3] for unit in units)),
    )
    assert decode_scan(encode_scan(scan)) == scan
