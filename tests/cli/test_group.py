from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.group import split_words
from gazette_search.cli.main import main

if TYPE_CHECKING:
    from stand_ins import Operations


@pytest.mark.parametrize(
    ("args", "query"),
    [
        (["低保标准"], "低保标准"),
        (["search", "低保标准"], "低保标准"),
        (["低保", "孤儿"], "低保 孤儿"),
        (["低保  孤儿"], "低保  孤儿"),
        (["低保", "-孤儿"], "低保 -孤儿"),
        (["-孤儿"], "-孤儿"),
        (["-“孤儿”", "低保"], "-“孤儿” 低保"),
        (["-n", "3", "低保"], "低保"),
        (["低保", "-n3"], "低保"),
        (["低保", "-n", "3", "孤儿"], "低保 孤儿"),
        (["--", "index"], "index"),
        (["--", "-n", "3"], "-n 3"),
        (["--", "--help"], "--help"),
        (["低保", "--", "-孤儿"], "低保 -孤儿"),
        (["search", "index"], "index"),
        (["search", "--", "index"], "index"),
        (["低保", "index"], "低保 index"),
        (["-F", "index"], "index"),
        (["indexes"], "indexes"),
        (["Index"], "Index"),
        (["低保", "--", "--"], "低保 --"),
        (["--title", "-孤儿", "低保"], "低保"),
        (["-"], "-"),
        (["国务院令590号"], "国务院令590号"),
    ],
)
def test_query_text(args: list[str], query: str, operations: Operations) -> None:
    assert main(args) == 0
    assert operations.request.query == query


@pytest.mark.parametrize(
    ("args", "options", "words"),
    [
        ("-ln 3 低保", "-ln 3", "低保"),
        ("-nl 低保", "-nl", "低保"),
        ("-n", "-n", ""),
        ("--limit=3 -1", "--limit=3", "-1"),
        ("--limit -1", "--limit -1", ""),
        ("-o -- 低保 -- -x", "-o --", "低保 -x"),
    ],
)
def test_split_words(args: str, options: str, words: str) -> None:
    with_value = frozenset({"-n", "--limit", "-o"})
    assert split_words(args.split(), with_value) == (options.split(), words.split())
