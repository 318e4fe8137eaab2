"""Whatever fails while a generation is written, every search sees a whole one."""

from __future__ import annotations

import os
import resource
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gazette_search
from gazette_search.cli.main import main
from gazette_search.errors import OutputFileError
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.faults import Fault, disk_full, in_a_fork, injected, killed
from reliability.scratch import current_is_whole, debris, version_seen, write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable

# Whoosh leaves its files open when writing fails; the process ends then, these tests go on.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

MOST_STEPS = 500  # an update of one issue takes some fifty


def update_failing_at(home: Home, step: int, kind: str) -> bool:
    """Run an update that fails at a step.

    Returns:
        Whether it came so far.
    """
    if kind == "killed":
        fault = Fault(step, killed)

        def attempt() -> None:
            with injected(fault):
                bring_up_to_date(home)

        return in_a_fork(attempt) != 0
    fault = Fault(step, disk_full, lasting=kind == "full")
    with injected(fault):
        try:
            bring_up_to_date(home)
        except OutputFileError as problem:
            assert "磁盘满了" in str(problem)  # noqa: PT017 -- it need not be raised
    return fault.struck


KINDS = ("killed", "full", "full for a moment")


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_may_fail_at_any_step(kind: str, tmp_path: Path) -> None:
    home, version = Home(tmp_path), 1
    write_corpus(home, version, issues=1)
    bring_up_to_date(home)
    for step in range(1, MOST_STEPS):
        version += 1
        write_corpus(home, version, issues=1)
        if not update_failing_at(home, step, kind):
            break
        assert version_seen(home, issues=1) in (version - 1, version)
        assert current_is_whole(home)
        bring_up_to_date(home)
        assert version_seen(home, issues=1) == version
        assert not debris(home)
    assert step > 40, "the faults did not reach the update"


@pytest.mark.parametrize("kind", ["killed", "full"])
def test_the_first_build_may_fail_at_any_step(kind: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_corpus(home, version=1, issues=1)
    for step in range(1, MOST_STEPS, 2):
        if not update_failing_at(home, step, kind):
            break
        whole = not (home.index / "CURRENT").exists() or current_is_whole(home)
        assert whole
        assert version_seen(home, issues=1) == 1  # the search builds what there is not
        assert not debris(home)
        shutil.rmtree(home.index)
    assert step > 30, "the faults did not reach the update"


def test_failed_first_builds_leave_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_corpus(home, version=1, issues=1)
    for _ in range(3):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "gazette_search.index.generations.replace_atomically", lambda *_: disk_full()
            )
            with pytest.raises(OutputFileError, match="原来的索引没有动"):
                bring_up_to_date(home)
    assert [path.name for path in home.index.iterdir()] == ["LOCK"]


@pytest.mark.parametrize("kilobytes", [0, 1, 2, 3])
def test_files_may_hit_a_limit_of_size(kilobytes: int, home: Home) -> None:
    write_corpus(home, version=2)

    def update() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, resource.RLIM_INFINITY))
        with pytest.raises(OutputFileError, match="写不进去（文件超过了系统允许的大小）"):
            bring_up_to_date(home)

    assert in_a_fork(update) == 0
    assert version_seen(home) == 1
    assert not debris(home)
    bring_up_to_date(home)
    assert version_seen(home) == 2


def as_nobody(work: Callable[[], None]) -> int:
    """Do something without the rights of root, if the tests have them."""

    def drop_rights() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
        work()

    return in_a_fork(drop_rights)


@pytest.fixture
def read_only(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home.path / "config"))  # which nobody may look into
    package = Path(gazette_search.__file__)
    if os.geteuid() == 0 and not all(p.stat().st_mode & 0o001 for p in package.parents):
        pytest.skip("another user cannot read this installation")
    for path in (home.index, *home.index.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in (home.path, *home.path.parents):
        if parent.stat().st_uid == os.geteuid() and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o055)
    return home


def test_an_index_that_cannot_be_written_is_searched(
    read_only: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    write_corpus(read_only, version=2)
    codes: list[int] = []

    def search_and_update() -> None:
        assert version_seen(read_only) == 1
        assert main(["index", "--home", str(read_only.path)]) == 2

    assert as_nobody(search_and_update) == 0, codes
    told = capfd.readouterr().err
    assert "不能写入索引目录（没有权限）" in told
    assert "Traceback" not in told
