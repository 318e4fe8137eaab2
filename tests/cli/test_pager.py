from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.links import linked
from gazette_search.cli.pager import PROMPT, environment, page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("own", "options"),
    [
        ("", f"-RX -Ps{PROMPT}$"),
        ("-F", f"-R -Ps{PROMPT}$ -F"),
        ("FRX", f"-R -Ps{PROMPT}$ FRX"),
        ("-Pmine", f"-R -Ps{PROMPT}$ -Pmine"),
    ],
)
def test_less_shows_colours_and_how_to_leave_whatever_its_options(own: str, options: str) -> None:
    told = environment({"LESS": own} if own else {}, "utf-8")
    assert told["LESS"] == options


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", "utf-8"), ("UTF-8", "utf-8"), ("utf8", "utf-8"), ("gb18030", "dos")],
)
def test_less_shows_chinese_in_any_locale(encoding: str, charset: str) -> None:
    told = environment({"LESSCHARSET": "latin1", "LC_ALL": "C"}, encoding)
    assert (told["LESSCHARSET"], told["LC_ALL"]) == (charset, "C")


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_a_dumb_terminal_has_no_pages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("PAGER", "false")
    page("低保\n")
    assert capsys.readouterr().out == "低保\n"


def test_the_prompt_can_be_read_in_every_less() -> None:
    assert PROMPT.isascii()
    assert not {*PROMPT} & {*"?:.%\\$"}, "which less would take for its own"


def program(path: Path, body: str) -> str:
    path.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_pager_gets_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = f"import sys; open({str(tmp_path / 'seen')!r}, 'wb').write(sys.stdin.buffer.read())"
    monkeypatch.setenv("PAGER", program(tmp_path / "pager", copy))
    page("低保\n" * 100_000)
    assert (tmp_path / "seen").read_bytes() == "低保\n".encode() * 100_000


def test_a_pager_that_leaves_early_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", program(tmp_path / "pager", ""))
    page("低保\n" * 100_000)


def test_ctrl_c_in_the_pager_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is pressed while the text is still on its way; the pager takes it as its own affair."""
    body = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        f"os.kill({os.getpid()}, signal.SIGINT)\n"
        f"open({str(tmp_path / 'seen')!r}, 'wb').write(sys.stdin.buffer.read())"
    )
    monkeypatch.setenv("PAGER", program(tmp_path / "pager", body))
    before = signal.getsignal(signal.SIGINT)
    page("低保\n" * 100_000)
    assert (tmp_path / "seen").stat().st_size == 700_000
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("command", ["no-such-pager-here", "less '"])
def test_without_a_pager_the_text_is_printed(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", command)
    page("低保\n")
    assert capsys.readouterr().out == "低保\n"


def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *place: object) -> str:
    """What a pager of that name is called with, and its prompt."""
    told = f"import os, sys; open({str(tmp_path / 'told')!r}, 'w').write(repr(sys.argv[1:]) + os.environ['LESS']); sys.stdin.read()"  # noqa: E501
    monkeypatch.setenv("PAGER", f"{program(tmp_path / name, told)} -S")
    page("低保\n" * 100, *place)  # type: ignore[arg-type]
    return (tmp_path / "told").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ((), "['-S']"),
        ((0, "^>"), "['-S']"),
        ((40, "^ *[0-9]*>"), "['-S', '-j4', '+39g/^ *[0-9]*>']"),
        ((1, "^>"), "['-S', '-j4', '+1g']"),
        ((40, ""), "['-S', '-j4', '+40g']"),
    ],
)
def test_less_opens_at_a_row(
    place: tuple[object, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert arguments(tmp_path, monkeypatch, "less", *place).startswith(told)


def test_another_pager_is_told_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert arguments(tmp_path, monkeypatch, "most", 40, "^>").startswith("['-S']-")


@pytest.mark.parametrize(("columns", "whole"), [("40", False), ("80", True)])
def test_the_prompt_says_how_to_go_on(
    columns: str, whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    told = arguments(tmp_path, monkeypatch, "less", 40, "^>")
    assert "n=next match" in told
    assert (PROMPT in told) is whole


@pytest.mark.parametrize(
    ("name", "version", "passes"),
    [("less", "less 590 (GNU regular expressions)", True), ("less", "less 581.2", True),
     ("less", "less 551 (GNU regular expressions)", False), ("less", "", False),
     ("most", "less 590", False)],
)  # fmt: skip
def test_links_go_only_to_a_pager_that_hands_them_on(
    name: str, version: str, passes: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = f"""import sys
if "--version" in sys.argv:
    print({version!r})
else:
    open({str(tmp_path / "seen")!r}, "wb").write(sys.stdin.buffer.read())"""
    monkeypatch.setenv("PAGER", program(tmp_path / name, body))
    page(linked("corpus/2020-02.txt:1111", "file:///corpus/2020-02.txt"))
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert ("\x1b" in seen) is passes
    assert "corpus/2020-02.txt:1111" in seen
