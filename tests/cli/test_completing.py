"""Completion: what is offered, and what bash, zsh and fish make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from gazette_search.cli.completing import (
    NAMED_BY_COMMAND,
    NAMED_BY_OPTION,
    SCRIPTS,
    _escaped,
    candidates,
    write_offers,
)
from gazette_search.cli.main import gsearch, main
from gazette_search.cli.offers import Offer
from gazette_search.cli.overview import COMMANDS
from small_homes import notice, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home

NUMBER = "葫政办发〔2020〕23号"


@pytest.fixture(autouse=True)
def at_home(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GSEARCH_HOME", str(home.path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)


def offered(line: str) -> list[str]:
    """The values offered behind a line, the last word of which is begun."""
    *words, begun = line.split(" ")
    return [candidate.value for candidate in candidates(words, begun)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", [*COMMANDS]),
        ("sh", ["show"]),
        ("--form", ["--format"]),
        ("低保 --form", ["--format"]),
        ("低保 --format j", ["json", "jsonl"]),
        ("低保 --format=j", ["--format=json", "--format=jsonl"]),
        ("list -s ", ["relevance", "newest", "oldest"]),
        ("completion f", ["fish"]),
        ("toc ", ["2020-02", "2020-01", "2019-04", "2018-04", "2018-02"]),
        ("toc 2020", ["2020-02", "2020-01"]),
        ("低保 --issue 2018-0", ["2018-04", "2018-02"]),
        ("低保 --issue=2020-02", ["--issue=2020-02"]),
        ("低保 --issuer 葫芦岛市人民政府办", ["葫芦岛市人民政府办公室"]),
        ("show 葫政办发〔2020〕2", None),
        ("cite 葫政办发〔2020〕2", None),
        ("show 葫政办发[2020]2", None),
        ("refs 葫政办发【2020】23", [NUMBER]),
        ("diff 葫政办发〔2019〕55号 葫政办发〔2020〕23", [NUMBER]),
        ("open 葫政办发（2020）23", [NUMBER]),
        ("nothing 低", []),
        ("add ", [""]),
    ],
)
def test_what_is_offered(line: str, expected: list[str] | None) -> None:
    found = offered(line)
    if expected is None:
        assert NUMBER in found
        assert all(value.startswith("葫政办发〔2020〕2") for value in found)
    else:
        assert found == expected


@pytest.mark.parametrize("genre", ["通知", "意见", "公告"])
def test_genres_are_offered_the_commonest_first(genre: str) -> None:
    assert offered("list --genre ")[0] == "通知"
    assert offered(f"list --genre {genre[0]}")[0].startswith(genre[0])


def test_what_is_told_without_click_is_what_the_commands_say() -> None:
    context = click.Context(gsearch)
    for name, meant in NAMED_BY_COMMAND.items():
        command = gsearch.get_command(context, name)
        assert command
        arguments = [param for param in command.params if isinstance(param, click.Argument)]
        assert {(argument.metavar or "").strip("[]…") for argument in arguments} == {meant}
    search = gsearch.get_command(context, "search")
    assert search
    told = {param.opts[0]: param.metavar for param in search.params}
    assert {name: told[name] for name in NAMED_BY_OPTION} == NAMED_BY_OPTION


def test_numbers_come_with_titles() -> None:
    (found,) = candidates(["show"], NUMBER)
    assert found.help.startswith("葫芦岛市人民政府办公室关于提高城乡居民最低生活保障")


@pytest.mark.parametrize("line", ["show ", "toc ", "list --genre ", "低保 --issuer "])
def test_where_there_is_no_index_nothing_is_offered_and_nothing_built(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = small_home(tmp_path / "fresh", notice(3, "提高低保标准"))
    monkeypatch.setenv("GSEARCH_HOME", str(fresh.path))
    assert offered(line) == []
    monkeypatch.setenv("GSEARCH_HOME", str(tmp_path / "gone"))
    assert offered(line) == []
    assert not fresh.index.exists()
    assert capsys.readouterr() == ("", "")


def test_a_damaged_index_offers_nothing(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GSEARCH_HOME", str(own_home.path))
    (generation,) = own_home.index.glob("g-*")
    (generation / "catalog.json").write_bytes(b"{}")
    assert offered("show ") == []


def test_files_and_directories_are_left_to_the_shell() -> None:
    assert candidates(["低保", "-o"], "x/y") == [Offer("x/y", kind="file")]
    assert candidates(["低保", "--home"], "x") == [Offer("x", kind="dir")]
    assert candidates(["init"], "") == [Offer("", kind="dir")]


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK"])
def test_where_characters_would_come_in_halves_only_ascii_is_offered(
    locale: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    for line, seen in (("gsearch\nshow\n", b""), ("gsearch\ntoc\n2020-02", b"word\t2020-02\t")):
        monkeypatch.setenv("_GSEARCH_LINE", line)
        assert write_offers("zsh") == 0
        assert capfdbinary.readouterr().out.startswith(seen)


def test_what_a_terminal_obeys_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    del tmp_path
    bad = [Offer("好"), Offer("\x1b[31m坏"), Offer("坏\n的")]
    monkeypatch.setattr("gazette_search.cli.completing.candidates", lambda *_: bad)
    monkeypatch.setenv("_GSEARCH_LINE", "gsearch\nshow\n")
    assert write_offers("zsh") == 0
    assert capfdbinary.readouterr().out.decode() == "word\t好\t\n"


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("有 空格", "有\\ 空格"),
        ("a,b:c", "a,b:c"),
        ("(试行)", "\\(试行\\)"),
        ("〔2020〕", "〔2020〕"),
    ],
)
def test_bash_is_given_what_it_reads_as_one_word(value: str, escaped: str) -> None:
    assert _escaped(value) == escaped


@pytest.mark.parametrize("shell", [*SCRIPTS])
def test_the_script_needs_no_shell(
    shell: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["completion", shell]) == 0
    assert capsys.readouterr().out == SCRIPTS[shell]
