from __future__ import annotations

import pytest

from gazette_search.search.language.scanner import QueryScanner, is_searchable


@pytest.mark.parametrize("text", ["", " ", "，。", "《》", "——", "😀", "\x00", "\ud800", "*", "-"])
def test_marks_alone_are_not_searchable(text: str) -> None:
    assert not is_searchable(text)


@pytest.mark.parametrize("text", ["低", "a", "5", "《低保》", "Ⅲ", "①", "㎡"])
def test_letters_digits_and_what_folds_to_them_are_searchable(text: str) -> None:
    assert is_searchable(text)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("低保 孤儿", "低保"),
        ("低保|孤儿", "低保"),
        ("低保“标准”", "低保"),
        ("低保*", "低保"),
        ("低保OR孤儿", "低保"),
        ("VR/AR", "VR/AR"),
        ("低保)", "低保"),
        ("管理办法（试行）的通知 低保", "管理办法(试行)的通知"),
        ("低保(城市 农村)", "低保"),
        ("条例(国务院令第590号)", "条例"),
        ("落实葫政办发〔2020〕23号", "落实"),
    ],
)
def test_a_word_ends_at_a_mark_an_operator_a_group_or_a_number(query: str, word: str) -> None:
    scan = QueryScanner(query)
    assert scan.text[: scan.words_end(numbers=True)] == word


def test_a_number_does_not_end_a_word_where_it_is_plain_text() -> None:
    scan = QueryScanner("落实葫政办发〔2020〕23号 低保")
    assert scan.text[: scan.words_end(numbers=False)] == "落实葫政办发〔2020〕23号"


@pytest.mark.parametrize(
    ("query", "operator"),
    [
        ("  OR 低保", "OR"),
        ("， NOT", "NOT"),
        ("NEAR/10 低保", "NEAR/10"),
        ("ＡＮＤ（低保）", "AND"),
        ("｜低保", "|"),
        ("OR低保", "OR"),
        ("ORDER", ""),
        ("or 低保", ""),
        ("OR/AND", ""),
        ("低保 OR", ""),
    ],
)
def test_an_operator_stands_alone_or_beside_han_characters(query: str, operator: str) -> None:
    assert QueryScanner(query).operator() == operator


@pytest.mark.parametrize(
    ("query", "position", "joined"),
    [
        ("弘扬“工匠”", 2, True),
        ("“工匠”》-选拔", 4, True),
        ("低保 孤儿", 2, False),
        ("低保OR孤儿", 2, False),
        ("低保)", 2, False),
        ("低保|孤儿", 2, False),
        ("低保》 孤儿", 2, False),
    ],
)
def test_clauses_without_a_space_between_are_joined(
    query: str, position: int, joined: bool
) -> None:
    scan = QueryScanner(query)
    scan.position = position
    assert scan.is_joined() is joined
    assert joined or scan.position == position
