from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gazette_search.cli.editing import edit, editor_command
from gazette_search.errors import UsageError

FILE = Path("/home/王/公报/corpus/2020 02.txt")


@pytest.mark.parametrize(
    ("variables", "command"),
    [
        ({}, ["vi", "+685", str(FILE)]),
        ({"EDITOR": "nano"}, ["nano", "+685", str(FILE)]),
        ({"EDITOR": "nano", "VISUAL": "vim -R"}, ["vim", "-R", "+685", str(FILE)]),
        ({"EDITOR": "", "VISUAL": ""}, ["vi", "+685", str(FILE)]),
        ({"EDITOR": "/usr/bin/code --wait"}, ["/usr/bin/code", "--wait", "--goto", f"{FILE}:685"]),
        ({"EDITOR": "'/opt/a b/subl' -w"}, ["/opt/a b/subl", "-w", f"{FILE}:685"]),
        ({"EDITOR": "kate"}, ["kate", "--line", "685", str(FILE)]),
        ({"EDITOR": "emacsclient -t"}, ["emacsclient", "-t", "+685", str(FILE)]),
        ({"EDITOR": "Notepad++.exe"}, ["Notepad++.exe", "-n685", str(FILE)]),
    ],
)  # fmt: skip
def test_every_editor_is_told_the_line_in_its_way(
    variables: dict[str, str], command: list[str]
) -> None:
    assert editor_command(variables, FILE, 685) == command


def test_windows_has_an_editor_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert editor_command({}, FILE, 685) == ["notepad", str(FILE)]
    named = editor_command({"EDITOR": r"C:\Windows\vim.exe"}, FILE, 685)
    assert named[0] == r"C:\Windows\vim.exe"


@pytest.mark.parametrize(
    ("editor", "told"), [("vim 'x", "引号不成对"), ("/nowhere/ed", "/nowhere/ed 打不开（不存在）")]
)
def test_an_editor_that_cannot_be_run_is_told(
    editor: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(UsageError, match=told):
        edit(FILE, 685)


def test_a_name_is_never_an_option(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file called -c would be one for vi."""
    ran: list[list[str]] = []

    def run(command: list[str], **_: Any) -> None:
        ran.append(command)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.chdir(tmp_path)
    edit(Path("-c"), 1)
    assert ran[0][-1] == str(tmp_path / "-c")
