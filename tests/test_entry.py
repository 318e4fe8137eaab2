"""The command as a process: what happens before and around `main` has its exit code too."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gazette_search.__main__ import run

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home

NOTHING = "火星移民"


def gsearch(
    home: Home, *args: str, redirected: str = "", path: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command by a shell, so that descriptors can be closed.

    Args:
        home: Where it searches.
        args: What is typed.
        redirected: As a shell writes it.
        path: Modules to be imported before all others.
    """
    line = f'exec "$0" -m gazette_search "$@" {redirected}'
    environment = {**os.environ, "GSEARCH_HOME": str(home.path), "PYTHONPATH": str(path or "")}
    return subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", line, sys.executable, *args],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


@pytest.mark.parametrize(
    ("args", "redirected", "code"),
    [
        (["低保标准"], "2>&-", 0),
        (["低保标准"], ">&-", 0),
        (["低保标准"], "<&- >&- 2>&-", 0),
        (["低保标准"], "2>/dev/full", 0),
        ([NOTHING], "2>&-", 1),
        ([NOTHING], "2>/dev/full", 1),
        (["-q", NOTHING], "<&- >&-", 1),
        (["“低保"], "2>&-", 2),
        (["“低保"], ">&- 2>&-", 2),
        (["低保", "--no-such-option"], "2>/dev/full", 2),
        (["-V"], "<&-", 0),
        ([], "2>&-", 2),
    ],
)
def test_closed_streams_change_no_exit_code(
    args: list[str], redirected: str, code: int, home: Home
) -> None:
    done = gsearch(home, *args, redirected=redirected)
    assert done.returncode == code
    assert "Traceback" not in done.stdout + done.stderr
    assert "gsearch：" not in done.stdout


@pytest.mark.parametrize("full", [">/dev/full", "1>/dev/full 2>&-"])
def test_a_result_that_nobody_gets_is_no_answer(full: str, home: Home) -> None:
    done = gsearch(home, "低保标准", redirected=full)
    assert done.returncode == 2
    assert done.stderr in ("gsearch：磁盘满了\n", "")


FAULTS = {
    "KeyboardInterrupt": (130, ""),
    "MemoryError": (70, "gsearch：内存不够\n"),
    "ImportError": (70, None),
    "AttributeError": (70, None),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("module", ["click", "json"])
def test_a_fault_while_importing_is_no_answer(
    fault: str, module: str, home: Home, tmp_path: Path
) -> None:
    """One of them is imported before `main` begins, the other in the midst of a search."""
    (tmp_path / f"{module}.py").write_text(f"raise {fault}('早')", encoding="utf-8")
    done = gsearch(home, NOTHING, path=tmp_path)
    code, said = FAULTS[fault]
    assert (done.returncode, done.stdout) == (code, "")
    assert said in (None, done.stderr)


def test_as_a_module_and_as_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "gazette_search", "-V"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("gsearch ")
    sys_argv, sys.argv = sys.argv, ["gsearch", "-V"]
    try:
        assert run() == 0
    finally:
        sys.argv = sys_argv
    assert capsys.readouterr().out == done.stdout


# What a search draws its hits with; all else of the package is for files and other commands.
DRAWN_WITH = {"marked", "force_wording", "neighbours", "registry", "sources", "wording"}


def test_a_plain_search_imports_no_format_and_nothing_that_an_extra_brings(home: Home) -> None:
    script = (
        "import sys; from gazette_search.cli.main import main;"
        "code = main(['低保标准', '--no-history']);"
        "print(code, *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "GSEARCH_HOME": str(home.path)},
        check=True,
    )
    code, *modules = done.stderr.split()
    assert code == "0"
    foreign = {"xlsxwriter", "docx", "matplotlib", "numpy", "sqlite3", "html", "csv", "rich"}
    assert not foreign & {*modules}
    prefix = "gazette_search.export."
    assert {m[len(prefix) :] for m in modules if m.startswith(prefix)} <= DRAWN_WITH
