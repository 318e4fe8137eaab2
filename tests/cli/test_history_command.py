from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from builders import hit, nothing, result
from gazette_search.cli.main import main

if TYPE_CHECKING:
    from stand_ins import Operations

LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d +(\d+) 件  (.*)")


def remembered(capsys: pytest.CaptureFixture[str], *args: str) -> list[tuple[str, ...]]:
    capsys.readouterr()
    main(["history", *args])
    return [
        found.groups()
        for found in map(LINE.fullmatch, capsys.readouterr().out.split("\n"))
        if found
    ]


@pytest.fixture(autouse=True)
def _one_hit(operations: Operations) -> None:
    operations.search = result(hit())


def test_searches_can_be_typed_again(capsys: pytest.CaptureFixture[str]) -> None:
    for args in (
        ["低保标准", "--since", "2019"],
        ["search", "“放管服” -审批", "--offset", "10"],
        ["--offset=10", "-F", "--", "-n", "--offset", "3"],
    ):
        main(args)
    assert remembered(capsys) == [
        ("1", "gsearch -F -- -n --offset 3"),
        ("1", "gsearch search '“放管服” -审批'"),
        ("1", "gsearch 低保标准 --since 2019"),
    ]


def test_a_search_that_found_nothing_is_one_too(
    operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.search = nothing()
    main(["火星移民"])
    assert remembered(capsys) == [("0", "gsearch 火星移民")]


@pytest.mark.parametrize("args", [["-q"], ["-c"], ["--no-history"]])
def test_what_shows_no_hit_or_is_not_to_be_remembered_is_not(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["低保", *args])
    assert remembered(capsys) == []


def test_a_variable_says_that_nothing_is_to_be_remembered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GSEARCH_NO_HISTORY", "1")
    main(["低保"])
    assert remembered(capsys) == []


def test_a_page_of_the_history(capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(25):
        main([f"第{n}次"])
    assert len(remembered(capsys)) == 20
    assert remembered(capsys, "-n", "2", "--offset", "1") == [
        ("1", "gsearch 第23次"),
        ("1", "gsearch 第22次"),
    ]
    assert len(remembered(capsys, "-n", "0")) == 25


def test_nothing_is_left_after_clear(capsys: pytest.CaptureFixture[str]) -> None:
    main(["低保"])
    assert main(["history", "--clear"]) == 0
    assert main(["history"]) == 1
    assert capsys.readouterr().err.endswith("没有记住的查找。\n")


def test_lines_for_scripts_cannot_act(capsys: pytest.CaptureFixture[str]) -> None:
    main(["低保\t\x1b[31m标准\n-n"])
    capsys.readouterr()
    main(["history", "--format", "plain"])
    (line,) = capsys.readouterr().out.splitlines()
    when, total, typed = line.split("\t")
    assert when.endswith("+00:00")
    assert (total, typed) == ("1", "低保 | [31m标准 / -n")
