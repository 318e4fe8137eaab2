from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.group import split_words
from gazette_search.cli.main import main
from gazette_search.cli.overview import COMMANDS

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


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_needs_no_shell(
    shell: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["completion", shell]) == 0
    assert f"_GSEARCH_COMPLETE={shell}_complete" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("gsearch ", {*COMMANDS}),
        ("gsearch sh", {"show"}),
        ("gsearch --form", {"--format"}),
        ("gsearch 低保 --form", {"--format"}),
        ("gsearch 低保 --format j", {"json", "jsonl"}),
        ("gsearch toc --format ", {"human", "plain", "json", "md", "csv", "html", "docx", "xlsx"}),
        ("gsearch list -s ", {"relevance", "newest", "oldest"}),
        ("gsearch completion f", {"fish"}),
    ],
)
def test_completion(
    line: str,
    offered: set[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("_GSEARCH_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    assert main([]) == 0
    answers = capsys.readouterr().out.split()
    assert {answer.split(",")[1] for answer in answers} == offered


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
