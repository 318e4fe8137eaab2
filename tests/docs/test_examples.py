"""What the documents and the help show is what the program says."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.cli.overview import COMMANDS
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.workflows.home import Home

ROOT = Path(__file__).parents[2]
PAGES = sorted(page for page in ("README.md", "README.zh.md") if (ROOT / page).exists())
AFTER_A_SEARCH = re.compile(r"gsearch (history|(show|cite|open|refs) \d+( |$))")
CUT = "…"  # a line that is only this stands for any lines


def examples(page: str) -> Iterator[tuple[str, list[str]]]:
    """Each `$ gsearch …` of a page with the output shown under it."""
    for block in re.findall(
        r"^```\w*\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    ):
        for shown in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
            if shown.startswith("$ gsearch"):
                command, *output = shown.rstrip("\n").split("\n")
                yield command[2:], output


def answer(command: str, home: Home, folder: Path) -> str:
    """What a person sees of a command: both streams in one, as a terminal shows them."""
    words = shlex.split(command.partition("  #")[0])[1:]
    seen = io.StringIO()
    with redirect_stdout(seen), redirect_stderr(seen), pytest.MonkeyPatch.context() as patch:
        patch.setenv("GSEARCH_HOME", str(home.path))
        patch.setenv("NO_COLOR", "1")
        patch.setenv("COLUMNS", "80")
        patch.chdir(folder)
        code = main(words)
    assert code in (EXIT_FOUND, EXIT_NOTHING), seen.getvalue()
    return seen.getvalue()


def as_pattern(expected: list[str]) -> str:
    """The shown lines as a pattern: a line that is only … may be any lines, or none."""
    lines = (
        r"(?:.*\n)*?" if line == CUT else re.escape(line.rstrip()) + r" *\n" for line in expected
    )
    return r"(?:.*\n)*?" + "".join(lines)


@pytest.mark.parametrize(
    ("command", "expected"),
    [pytest.param(*example, id=example[0]) for page in PAGES for example in examples(page)],
)
def test_a_page_shows_what_the_program_says(
    command: str, expected: list[str], home: Home, tmp_path: Path
) -> None:
    seen = answer(command, home, tmp_path)
    assert re.match(as_pattern(expected), seen), seen


def test_pages_show_examples() -> None:
    assert sum(1 for page in PAGES for _ in examples(page)) >= 7


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_and_has_help(name: str) -> None:
    command = import_module(f"gazette_search.cli.commands.{name}").command
    assert command.help
    readme = (ROOT / "README.md").read_text("utf-8")
    assert name == "search" or f"gsearch {name}" in readme


def help_examples() -> list[str]:
    commands = [import_module(f"gazette_search.cli.commands.{name}").command for name in COMMANDS]
    return [shown for command in commands for shown, _ in getattr(command, "examples", ())]


# They need a desktop, a network, a terminal or files of their own; tested with the command itself.
NOT_HERE = re.compile(
    r"^eval|gsearch (?:open|browse|new|add|embed|init|home|man)|--engine|--ocr|\|"
    r"|\.(?:xlsx|docx|png)"
)


@pytest.mark.parametrize("shown", [s for s in help_examples() if not NOT_HERE.search(s)])
def test_an_example_of_the_help_runs(shown: str, own_home: Home, tmp_path: Path) -> None:
    words = shlex.split(shown)[1:]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
        patch.setenv("GSEARCH_HOME", str(own_home.path))
        patch.chdir(tmp_path)
        if AFTER_A_SEARCH.search(shown):
            main(["低保标准"])
        if shown.startswith("gsearch topics"):
            main(["topics", "add", "低保标准"])
        assert main(words) == EXIT_FOUND
