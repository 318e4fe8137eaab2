"""The whole program where nothing is that only POSIX has: a stand-in for a Windows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazette_search.index.fingerprint import fingerprint
from small_homes import notice, small_home

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

DRIVER = Path(__file__).with_name("elsewhere.py")


def gsearch(home: Home, *words: str) -> tuple[int, str, str]:
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, DRIVER, *words, "--home", home.path],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "GSEARCH_HOME": ""},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def elsewhere(tmp_path: Path) -> Home:
    return small_home(
        tmp_path / "home",
        notice(3, "提高低保标准", "低保标准提高到每人每月600元。"),
        notice(5, "做好供热工作"),
    )


def test_an_issue_is_indexed_found_and_read(elsewhere: Home, tmp_path: Path) -> None:
    code, out, err = gsearch(elsewhere, "index")
    assert (code, "Traceback" in err) == (0, False), err
    assert "共 2 件公文" in out
    code, out, err = gsearch(elsewhere, "低保标准", "-l")
    assert (code, out, err) == (0, "葫政办发〔2020〕3号\n", "")
    code, out, err = gsearch(elsewhere, "show", "2020-5", "-o", str(tmp_path / "5号.md"))
    assert (code, out, err) == (0, "", "")
    assert "供热工作" in (tmp_path / "5号.md").read_text("utf-8")
    code, out, _ = gsearch(elsewhere, "check")
    assert code == 0


def test_an_update_replaces_the_generation(elsewhere: Home) -> None:
    gsearch(elsewhere, "index")
    issue = elsewhere.corpus / "2020-02.txt"
    issue.write_text(issue.read_text("utf-8").replace("供热", "供暖"), encoding="utf-8")
    code, _, err = gsearch(elsewhere, "index")
    assert code == 0, err
    assert gsearch(elsewhere, "“供暖工作”", "-c")[1] == "1\n"
    assert gsearch(elsewhere, "index")[0] == 0


def test_here_and_there_mean_the_same_index(elsewhere: Home) -> None:
    """A home on a shared drive is not built anew by whoever comes from another system."""
    gsearch(elsewhere, "index")
    (generation,) = elsewhere.index.glob("g-*")
    assert fingerprint() in (generation / "manifest.json").read_text("utf-8")


def test_a_second_writer_is_told_who_writes(elsewhere: Home) -> None:
    gsearch(elsewhere, "index")
    code = (
        "import sys; sys.argv[:] = ['x']; import system.elsewhere as e; e.take_posix_away();"
        "from pathlib import Path; from gazette_search.index.generations import IndexDirectory;"
        f"lock = IndexDirectory(Path({str(elsewhere.index)!r})).lock(0); lock.__enter__();"
        "import os; print(os.getpid(), flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-c", code],
        cwd=DRIVER.parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout
    pid = holder.stdout.readline().strip()
    told = gsearch(elsewhere, "index", "--wait", "0")
    holder.communicate("")
    assert told[0] == 75
    assert pid in told[2]
