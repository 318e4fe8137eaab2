from __future__ import annotations

from builders import (
    ANSWER,
    TITLE,
    block,
    check_report,
    contents,
    document,
    hit,
    index_report,
    issue,
    listing,
    passage,
    result,
    shown,
)
from gazette_search.export import plain
from gazette_search.search.reports import HeldDocument


def test_passages_are_lines_as_grep_writes_them() -> None:
    text = plain.search_to_plain(result(hit(passages=(passage(),)), hit(2, passages=())))
    assert text == (
        f"corpus/2020-02.txt:1111:葫政办发〔2020〕23号:{ANSWER}\n"
        f"corpus/2020-02.txt:1097:葫政办发〔2020〕23号:{TITLE}\n"
    )


def test_a_passage_is_one_line_whatever_it_holds() -> None:
    text = plain.search_to_plain(result(hit(passages=(passage("甲\n乙\t丙\x1b[2J\r丁"),))))
    assert text.count("\n") == 1
    assert text.endswith(":甲 / 乙 | 丙[2J / 丁\n")


def test_numbers() -> None:
    assert plain.search_to_numbers(result()) == "葫政办发〔2020〕23号\n"
    assert plain.listing_to_numbers(listing()) == "葫政办发〔2020〕23号\n葫政办发〔2020〕24号\n"


def test_listing_is_tab_separated() -> None:
    first = plain.listing_to_plain(listing()).split("\n")[0]
    assert first.split("\t") == [
        "葫政办发〔2020〕23号",
        "2020-03-11",
        "2020-02",
        "34",
        "corpus/2020-02.txt:1097",
        TITLE,
        "",
    ]


def test_contents() -> None:
    first, second = plain.contents_to_plain(contents()).splitlines()
    assert first.split("\t") == ["34", "葫政办发〔2020〕23号", "有", TITLE]
    assert second.split("\t")[2] == "无"


def test_document_is_its_clean_text() -> None:
    table = block("断面名称\t考核目标\n元台子桥\tⅢ类", kind="table")
    held = HeldDocument(document(blocks=(block(), table)), issue())
    assert plain.document_to_plain(shown(held=held)) == (
        f"{ANSWER}\n断面名称\t考核目标\n元台子桥\tⅢ类\n"
    )


def test_problems_are_lines_as_compilers_write_them() -> None:
    assert plain.check_to_plain(check_report()) == (
        "corpus/2020-02.txt:35: toc-document-missing: 目录有葫政办发〔2020〕28号，正文没有\n"
    )


def test_changes() -> None:
    assert plain.index_to_plain(index_report()) == (
        "added\tcorpus/2020-02.txt\nunchanged\tcorpus/2020-01.txt\n"
    )
