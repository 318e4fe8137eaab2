"""Queries that no person types: an answer or a sentence with a caret, never more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.cli.main import main
from gazette_search.errors import QuerySyntaxError
from gazette_search.search.language.parser import parse
from gazette_search.text.safety import is_safe

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

LONG = 1990  # just below what a query may have


def filled(pattern: str) -> str:
    return (pattern * LONG)[:LONG]


TOO_MUCH = {
    "characters": "低保标准" * 25_000,
    "words": "低保 " * 33_000,
    "brackets": "(" * 50_000 + "低保" + ")" * 50_000,
    "nested": "(" * 90 + "低保" + ")" * 90,
    "denials": "NOT " * 20_000 + "低保",
    "minus signs": "-" * 50_000,
    "quotes": "“" * 10_000,
    "alternatives": " OR ".join(["低保"] * 10_000),
    "fields": "title:" * 10_000,
    "digits": "9" * 100_000,
    "a number": f"葫政办发〔2020〕{'9' * 5000}号",
    "only alternatives": "|" * 1000,
    "only operators": "OR AND NOT ( ) | -",
    "half a quotation": '"低保',
    "half a bracket": "(低保",
    "the other half": "低保)",
    "a lone asterisk": "*",
    "asterisks": "* OR *",
    "punctuation": "，。、；：？！……",
    "emoji": "😀👨‍👩‍👧",
    "nothing to see": "\u200b" * 1000,
    "a far neighbour": f"低保 NEAR/{'9' * 20} 标准",
    "an impossible day": "date:2019-02-30",
    "an endless year": f"year:{'9' * 20}",
    "half a surrogate": "低保\udc80",
    "blank": " " * 100_000,
}
MUCH = {
    "one run": filled("低保标准"),
    "a misprinted run": filled("徐大宝核电"),
    "words": filled("低保 "),
    "prefixes": " ".join(f"{chr(0x4E00 + n)}*" for n in range(600)),
    "everything": "的* OR 市* OR 一* OR 二*",
    "everything near everything": "的* NEAR/1000 市*",
    "every number": filled("葫政办发〔2020〕23号 "),
    "numerals": filled("一二三四五六七八九十百千万亿"),
    "digits": filled("1"),
    "questions": filled("农村低保一年多少钱"),
    "denials": filled("-低保 "),
    "different characters": "".join(chr(0x4E00 + 7 * n) for n in range(LONG)),
    "steering": "\x1b[31m低\0保\u202e",
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_cannot_be_asked(name: str, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home.path), "--", TOO_MUCH[name]]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("gsearch：")
    assert len(told.err) < 400
    assert is_safe(told.err)


@pytest.mark.parametrize("fixed", [[], ["-F"]])
@pytest.mark.parametrize("name", MUCH)
def test_what_takes_long_but_ends(
    name: str, fixed: list[str], home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([*fixed, "--home", str(home.path), "--passages", "9", "--", MUCH[name]])
    told = capsys.readouterr()
    assert code in (0, 1) or told.err.startswith("gsearch：检索词太多")
    assert is_safe(told.out + told.err)


@pytest.mark.parametrize("option", ["--issuer", "--title", "--genre", "--issue", "--since"])
def test_filters_of_any_length(option: str, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    for value in ("低" * 100_000, "(" * 50_000, "[", "\\", "*", "\x1b[31m", "\udc80"):
        assert main(["低保", option, value, "--home", str(home.path)]) in (0, 1, 2)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        assert is_safe(told.err)


@pytest.mark.parametrize("command", ["show", "toc"])
def test_names_of_any_length(command: str, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    for value in (
        "低" * 100_000,
        f"葫政办发〔2020〕{'9' * 5000}号",
        "9" * 5000,
        "[",
        "\0",
        "../../x",
    ):
        assert main([command, value, "--home", str(home.path)]) in (1, 2)
        assert "Traceback" not in capsys.readouterr().err


PIECES = (
    *('"', "“", "”", "(", ")", "（", "-", "|", " ", "*", "：", "5", "a", "😀", "\0", "OR", "AND"),
    *("NOT", "NEAR/3", "title:", "date:", "2019..2020", "低保", "标准", "葫政办发〔2020〕23号"),
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=20).map("".join))
@settings(max_examples=300, deadline=None)
def test_a_query_is_read_or_refused_at_a_place_in_it(query: str) -> None:
    refused = None
    try:
        parse(query)
    except QuerySyntaxError as problem:
        refused = problem
    assert refused is None or 0 <= refused.position <= len(query)
    assert refused is None or (refused.reason and refused.remedy)
