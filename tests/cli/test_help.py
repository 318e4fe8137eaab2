from __future__ import annotations

import click
import pytest

from gazette_search.cli.help import _EVERYDAY
from gazette_search.cli.main import gsearch, main
from gazette_search.cli.overview import COMMANDS
from gazette_search.cli.terminal import display_width
from gazette_search.version import __version__


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-V"]) == 0
    assert capsys.readouterr().out == f"gsearch {__version__}\n"


def test_without_arguments_a_dozen_lines_say_how_to_begin(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    out, err = capsys.readouterr()
    lines = err.strip("\n").split("\n")
    assert (out, lines[0]) == ("", "用法：gsearch 检索词…  或  gsearch 命令 …")
    assert len(lines) <= 12
    assert sum(line.startswith("  gsearch ") for line in lines) >= 5
    assert not {*_EVERYDAY} - {*COMMANDS}
    assert max(map(display_width, lines)) <= 80


@pytest.mark.parametrize(("args", "name"), [(["help"], ""), (["help", "show"], "show ")])
def test_help_is_asked_for_as_elsewhere(
    args: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 0
    assert capsys.readouterr().out.startswith(f"用法：gsearch {name}[选项]")


@pytest.mark.parametrize(("lines", "paged"), [(24, True), (200, False)])
def test_help_that_is_taller_than_the_terminal_is_paged(
    lines: int,
    paged: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    monkeypatch.setattr("gazette_search.cli.help.is_terminal", lambda _: True)
    monkeypatch.setattr("gazette_search.cli.pager.page", seen.append)
    monkeypatch.setenv("LINES", str(lines))
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    assert main(["-h"]) == 0
    page = "".join(seen) or capsys.readouterr().out
    assert bool(seen) == paged
    assert "\x1b[1;36m检索词的写法：\x1b[0m" in page


@pytest.mark.parametrize("width", [24, 40, 80, 120])
def test_help_fits_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazette_search.cli.help.is_terminal", lambda _: True)
    monkeypatch.setenv("COLUMNS", str(width))
    page = gsearch.get_help(click.Context(gsearch))
    # A name or an example stays whole, so that it can be typed.
    too_wide = [line for line in page.split("\n") if display_width(line) > width]
    assert [line for line in too_wide if not line.startswith("  ") or line[2] == " "] == []


def test_what_a_shell_would_take_for_itself_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-h"]) == 0
    assert "请用单引号" in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help_in_chinese_with_an_example(
    name: str, flag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, flag]) == 0
    page = capsys.readouterr().out
    assert page.startswith("用法：gsearch ")
    assert "\n示例：\n  " in page
    assert "gsearch" in page.split("示例：")[1]
    assert "Show this message" not in page


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_in_chinese(name: str) -> None:
    command = gsearch.get_command(click.Context(gsearch), name)
    assert command is not None
    for param in command.params:
        if isinstance(param, click.Option):
            assert any("\u4e00" <= character <= "\u9fff" for character in param.help or "")


def test_the_overview_names_every_command_and_the_options_of_a_search(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--help"]) == 0
    page = capsys.readouterr().out
    assert all(f"\n  {name} " in page for name in COMMANDS)
    assert "--since 日期" in page


def test_the_first_twelve_lines_of_the_help_suffice(capsys: pytest.CaptureFixture[str]) -> None:
    """To search, read, browse, take away and begin; and what a shell must not see."""
    assert main(["--help"]) == 0
    first = capsys.readouterr().out.split("\n")[:12]
    page = "\n".join(first)
    needed = ("gsearch 低保标准", "gsearch show", "gsearch browse", "-o ", "gsearch init", "单引号")
    assert [text for text in needed if text not in page] == []
    assert max(map(display_width, first)) <= 80
