from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ANSWER, check_report, contents, document, hit, listing, nothing, result
from gazette_search.export.csv_export import (
    check_to_csv,
    contents_to_csv,
    listing_to_csv,
    search_to_csv,
)
from golden_files import agrees_with_golden


def rows(text: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(text, newline=""), strict=True)]


def title_cell(title: str) -> str:
    (row,) = rows(search_to_csv(result(hit(document=document(title=title)))))
    return row["标题"]


def test_search_golden() -> None:
    assert agrees_with_golden("search.csv", search_to_csv(result()))


def test_passages_of_a_hit_share_a_row() -> None:
    (row,) = rows(search_to_csv(result()))
    assert row["原文"].split("\n")[0] == ANSWER
    assert row["出处"] == "corpus/2020-02.txt:1111\ncorpus/2020-02.txt:1130"


def test_lines_end_as_rfc_4180_says() -> None:
    text = search_to_csv(nothing())
    assert text.endswith("\r\n")
    assert rows(text) == []


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("关于低保的通知", "关于低保的通知"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\n=1+1"),
        ("\u200b=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("\t制表", "'\t制表"),
        ("1=1", "1=1"),
        ('引"号,逗号', '引"号,逗号'),
    ],
)
def test_no_cell_becomes_a_formula(title: str, cell: str) -> None:
    assert title_cell(title) == cell


@given(st.text(st.sampled_from("=+-@＝\t\r\n \u200b\x1b\"',低保"), max_size=12))
def test_whatever_the_text_the_table_keeps_its_shape(title: str) -> None:
    cell = title_cell(title)
    assert cell.lstrip()[:1] not in {*"=+-@＝＋－＠"}


def test_other_tables() -> None:
    assert [row["文号"] for row in rows(listing_to_csv(listing()))] == [
        "葫政办发〔2020〕23号",
        "葫政办发〔2020〕24号",
    ]
    assert [row["正文"] for row in rows(contents_to_csv(contents()))] == ["有", "无"]
    (problem,) = rows(check_to_csv(check_report()))
    assert (problem["代码"], problem["行"]) == ("toc-document-missing", "35")
