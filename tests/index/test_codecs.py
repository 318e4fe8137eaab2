from __future__ import annotations

from array import array
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import block, document
from gazette_search.analysis.scan import Scan, TextWords
from gazette_search.index.codecs import (
    decode_document,
    decode_scan,
    decode_words,
    deflate,
    encode_document,
    encode_scan,
    inflate,
)
from gazette_search.models import (
    SELF,
    Alias,
    Citation,
    Deadline,
    Duty,
    DutyUnit,
    NumberedTarget,
    Statement,
    TaskSpan,
    Title,
)

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


def test_duties_come_back_with_the_task_that_stands_in_the_blocks() -> None:
    task = block("推进“互联网+”医疗服务。（责任单位：市民政局、财政局）", path=("二、重点任务",))
    duty = Duty.at(
        [task],
        TaskSpan(0, 0, 0, 12),
        (1111, 1111),
        (
            DutyUnit("市民政局", "市民政局", "lead"),
            DutyUnit("市财政局", "财政局", "cooperating"),
        ),
        ("冯英",),
        (Deadline("2019年5月底前", date(2019, 5, 31)), Deadline("持续推进")),
    )
    whole = document(blocks=(task,), duties=(duty,))
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
    assert decode_words(encode_scan(scan)) == TextWords(text, bytes(len(text)))


def test_statements_come_back() -> None:
    stated = Statement(
        "repealed",
        NumberedTarget("葫政办发〔2017〕259号"),
        "（葫政办发〔2017〕259号）同时废止。",
        (1334, 1334),
        block=40,
        title="关于印发葫芦岛市河流断面水质污染补偿办法（试行）的通知",
        day=date(2020, 4, 1),
        lead="下列文件予以废止：",
    )
    titled = Statement(
        "amended", Title("葫芦岛市供热办法"), "修改。", (9, 9), start=3, grain="month"
    )
    unnamed = Statement("partly_repealed", None, "以本办法为准。", (9, 9), scope="clause")
    term = Statement("term", SELF, "执行期限定两年。", (189, 189), scope="clause", months=24)
    later = Statement("effective", SELF, "自公布之日起30日后施行。", (9, 9), event="公布", days=30)
    whole = document(statements=(stated, titled, unnamed, term, later))
    assert decode_document(encode_document(whole)) == whole


@given(st.binary(max_size=2000))
def test_what_was_deflated_comes_back(data: bytes) -> None:
    assert inflate(deflate(data)) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no deflated bytes",
        deflate("公文".encode())[:-1],
        deflate(b"\0" * 65_000_000),
        deflate("公文".encode() * 99)[3:],
    ],
    ids=["empty", "other", "cut", "larger than any document", "beheaded"],
)
def test_other_bytes_are_refused_before_they_cost(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        inflate(data)
