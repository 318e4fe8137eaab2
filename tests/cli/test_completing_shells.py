"""Tab in bash, zsh and fish themselves: what stands on the line afterwards, and what they run."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from real_terminals import NEEDS_TMUX, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette_search.workflows.home import Home

pytestmark = NEEDS_TMUX
PROMPT = "ready>"
# Asked for candidates it is gsearch, else it shows its arguments, each in brackets.
LAUNCHER = """#!/bin/sh
if [ "$1" = completion ] || [ -n "$_GSEARCH_COMPLETE" ]; then
    exec {python} {program} "$@"
fi
printf '[%s]' "$@"
echo
"""
AWKWARD = "怪 名,字:甲(试行)"
# gsearch with a candidate of every kind of sign that a shell has a meaning for.
PROGRAM = f"""
import sys
from gazette_search.cli import completing, offers
known = completing.candidates
completing.candidates = lambda words, begun: (
    [offers.Offer({AWKWARD!r}, "一个怪名字")]
    if begun.startswith("怪") else known(words, begun)
)
from gazette_search.__main__ import run
sys.exit(run())
"""
START = {
    "bash": "bash --norc --noprofile -i",
    "zsh": "zsh -f -i",
    "fish": "fish --no-config -i",
}
SETUP = {
    "bash": f"PS1='{PROMPT} '; bind 'set enable-bracketed-paste off'; "
    'eval "$(gsearch completion bash)"',
    "zsh": f"PS1='{PROMPT} '; eval \"$(gsearch completion zsh)\"",  # nor was compinit called
    "fish": f"function fish_prompt; echo -n '{PROMPT} '; end; gsearch completion fish | source",
}


@pytest.fixture(params=[*START])
def shell(request: pytest.FixtureRequest, home: Home, tmp_path: Path) -> Iterator[Terminal]:
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"no {name}")
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    launcher = folder / "gsearch"
    launcher.write_text(LAUNCHER.format(python=sys.executable, program=folder / "program.py"))
    launcher.chmod(0o755)
    command = (
        f"cd {folder}; export PATH={folder}:$PATH HOME={tmp_path} GSEARCH_HOME={home.path};"
        f" exec {START[name]}"
    )
    terminal = Terminal(tmp_path, (100, 30), command)
    terminal.type(SETUP[name])
    terminal.press("Enter")
    terminal.until(lambda seen: seen.rstrip().split("\n")[-1].startswith(PROMPT))
    yield terminal
    terminal.call("kill-server")


def completed(shell: Terminal, typed: str, ready: str) -> str:
    """The arguments that the shell runs after Tab has made the line hold something."""
    shell.type(typed)
    shell.press("Tab")
    shell.until(lambda seen: ready in seen)
    shell.press("Enter")
    lines = shell.until(lambda seen: "\n[" in seen)
    return next(line for line in lines if line.startswith("["))


@pytest.mark.parametrize(
    ("typed", "ready", "arguments"),
    [
        ("gsearch comp", "completion", "[completion]"),
        ("gsearch show 葫政办发〔2020〕23", "23号", "[show][葫政办发〔2020〕23号]"),
        (
            "gsearch diff 葫政办发〔2019〕55号 葫政办发〔2020〕23",
            "〔2020〕23号",
            "[diff][葫政办发〔2019〕55号][葫政办发〔2020〕23号]",
        ),
        ("gsearch 低保 --genre 公", "公告", "[低保][--genre][公告]"),
        (
            "gsearch list --issuer 葫芦岛市人民政府办",
            "办公室",
            "[list][--issuer][葫芦岛市人民政府办公室]",
        ),
        ("gsearch toc 2019", "2019-04", "[toc][2019-04]"),
        ("gsearch 低保 --issue=2019", "2019-04", "[低保][--issue=2019-04]"),
        ("gsearch 低保 --passa", "--passages", "[低保][--passages]"),
    ],
)
def test_tab(typed: str, ready: str, arguments: str, shell: Terminal) -> None:
    if arguments == "[completion]":  # which the launcher would run
        shell.type(typed)
        shell.press("Tab")
        shell.until(lambda seen: f"gsearch {ready}" in seen)
        return
    assert completed(shell, typed, ready) == arguments


@pytest.mark.parametrize("begun", ["怪", "怪\\ 名,字"])
def test_signs_that_shells_have_a_meaning_for_stay_in_one_word(begun: str, shell: Terminal) -> None:
    assert completed(shell, f"gsearch show {begun}", "试行") == f"[show][{AWKWARD}]"
