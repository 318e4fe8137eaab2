from __future__ import annotations

import click
import pytest

from gazette_search.cli.group import COMMANDS
from gazette_search.cli.main import gsearch, main
from gazette_search.version import __version__


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-V"]) == 0
    assert capsys.readouterr().out == f"gsearch {__version__}\n"


def test_without_arguments_the_help_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert (out, err.split("\n")[0]) == ("", "用法：gsearch [选项] 检索词…")


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
