from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ANSWER, check_report, contents, document, hit, listing, nothing, result
from gazette_search.export.csv_export import joined_tables, sheet_to_csv
from gazette_search.export.registry import export
from gazette_search.export.sheets import Sheet
from golden_files import agrees_with_golden

if TYPE_CHECKING:
    from gazette_search.export.sheets import SheetValue


def as_csv(subject: str, value: object) -> str:
    text = export(subject, "csv", value)
    assert isinstance(text, str)
    return text


def rows(text: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(text, newline=""), strict=True)]


def title_cell(title: str) -> str:
    row, *_ = rows(as_csv("search", result(hit(document=document(title=title)))))
    return row["标题"]


def test_search_golden() -> None:
    assert agrees_with_golden("search.csv", as_csv("search", result()))


def test_a_passage_has_a_row_of_its_own() -> None:
    first, second = rows(as_csv("search", result()))
    assert (first["序号"], first["原文"]) == ("1", ANSWER)
    assert (second["序号"], second["文号"]) == ("1", first["文号"])
    assert second["出处"] == "corpus/2020-02.txt:1130"


def test_a_hit_without_passages_has_a_row() -> None:
    (row,) = rows(as_csv("search", result(hit(passages=()))))
    assert (row["原文"], row["来源"]) == ("", "corpus/2020-02.txt:1097")


def test_dates_and_numbers_are_bare() -> None:
    row = rows(as_csv("listing", listing()))[0]
    assert (row["成文日期"], row["页"]) == ("2020-03-11", "34")


@pytest.mark.parametrize(
    ("value", "cell"),
    [(-336, "-336"), (-0.25, "-0.25"), (date(1895, 1, 2), "1895-01-02"), (None, "")],
)
def test_what_is_no_text_needs_no_guard(value: SheetValue, cell: str) -> None:
    assert sheet_to_csv(Sheet("表", ("值", "次"), ((value, 1),))) == f"值,次\r\n{cell},1\r\n"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("", "文号,页\r\n甲,1\r\n"),
        ("\ufeff", "文号,页\r\n甲,1\r\n"),
        ("\ufeff文号,页\r\n乙,2\r\n", "\ufeff文号,页\r\n乙,2\r\n甲,1\r\n"),
        ('文号,"页"\n乙,2', '文号,"页"\n乙,2\r\n甲,1\r\n'),
    ],
)
def test_rows_behind_rows(text: str, joined: str) -> None:
    assert joined_tables(text, "文号,页\r\n甲,1\r\n") == joined


@pytest.mark.parametrize("text", ["页,文号\r\n", "文号\r\n", "随便写的\r\n"])
def test_tables_with_other_columns_are_not_joined(text: str) -> None:
    with pytest.raises(ValueError, match="^里面的列和这次的不同$"):
        joined_tables(text, "文号,页\r\n甲,1\r\n")


def test_lines_end_as_rfc_4180_says() -> None:
    text = as_csv("search", nothing())
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
    assert [row["文号"] for row in rows(as_csv("listing", listing()))] == [
        "葫政办发〔2020〕23号",
        "葫政办发〔2020〕24号",
    ]
    assert [row["正文"] for row in rows(as_csv("contents", contents()))] == ["有", "无"]
    (problem,) = rows(as_csv("check", check_report()))
    assert (problem["代码"], problem["行"]) == ("toc-document-missing", "35")
