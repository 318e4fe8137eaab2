from __future__ import annotations

from datetime import date

import pytest
from markdown_it import MarkdownIt

from builders import document, hit, issue, number
from gazette_search.cli.browse.collecting import Collection, cited_as

DAY = date(2026, 11, 27)


def test_a_hit_is_taken_and_put_back() -> None:
    collection = Collection()
    assert collection.saved
    one, two = hit(1), hit(2, document=document(number=number(24)))
    assert collection.toggle(one)
    assert collection.toggle(two)
    assert (len(collection), collection.saved) == (2, False)
    assert one.document.id in collection
    assert not collection.toggle(one)
    assert collection.hits() == (two,)
    assert not collection.saved
    collection.toggle(two)
    assert collection.saved  # nothing is lost with nothing


def test_the_memo_quotes_each_with_its_citation_and_place() -> None:
    collection = Collection()
    collection.toggle(hit(1))
    memo = collection.to_markdown(DAY)
    assert memo.startswith("# 摘录\n\n2026年11月27日摘录，共 1 件。\n")
    assert "《葫芦岛市人民政府办公室关于提高城乡居民最低生活保障" in memo
    assert "（葫政办发〔2020〕23号）" in memo
    assert "> " in memo
    assert "corpus/2020-02.txt:1111" in memo


def test_text_of_a_document_adds_no_markup() -> None:
    collection = Collection()
    collection.toggle(hit(document=document(title="# [链接](http://x) <b>与</b> | 表")))
    tokens = MarkdownIt("commonmark").parse(collection.to_markdown(DAY))
    kinds = {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or ()
    }
    assert not kinds & {"link_open", "html_inline", "html_block", "image"}
    assert sum(token.type == "heading_open" for token in tokens) == 2


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "《{}》（葫政办发〔2020〕23号）"),
        ({"number": None}, "《{}》（2020年3月11日）"),
    ],
)
def test_as_one_document_names_another(fields: dict[str, object], expected: str) -> None:
    made = document(**fields)
    assert cited_as(made, issue()) == expected.format(made.title)
