"""What the machine refuses, permission, descriptors, memory, the disk, is never told as damage."""

from __future__ import annotations

import builtins
import errno
import io
import os
import resource
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import gazette_search
from gazette_search.cli.main import main
from gazette_search.system.posix import Posix
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.faults import in_a_fork
from reliability.scratch import version_seen, write_corpus
from reliability.test_commits import as_nobody
from reliability.test_damage import files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazette_search.workflows.home import Home

# Whoosh leaves its files open when reading fails.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

REFUSALS = {
    errno.EACCES: "请让索引的所有者给您读取的权限",
    errno.EPERM: "请让索引的所有者给您读取的权限",
    errno.EMFILE: "ulimit -n",
    errno.ENFILE: "ulimit -n",
    errno.ENOMEM: "内存不够",
    errno.EIO: "请检查磁盘",
    errno.ETIMEDOUT: "请检查磁盘或网络盘",
}


@contextmanager
def refusing(step: int, code: int, below: Path) -> Iterator[list[str]]:
    """Refuse the reading of files below a directory, from one step on; gives the steps."""
    steps: list[str] = []

    def pass_by(name: str, path: Any) -> None:
        if isinstance(path, int) or not Path(os.fsdecode(path)).is_relative_to(below):
            return
        steps.append(f"{name} {path}")
        if 0 < step <= len(steps):
            raise OSError(code, os.strerror(code), path)

    def watched(name: str, reading: Callable[..., Any]) -> Callable[..., Any]:
        def watch(path: Any, *args: Any, **kwargs: Any) -> Any:
            pass_by(name, path)
            return reading(path, *args, **kwargs)

        return watch

    opened: dict[int, str] = {}
    real_open = os.open

    def remembered(path: Any, *args: Any, **kwargs: Any) -> int:
        pass_by("os.open", path)
        descriptor = real_open(path, *args, **kwargs)
        opened[descriptor] = os.fsdecode(path)
        return descriptor

    def pread(descriptor: int, *args: Any) -> bytes:
        pass_by("pread", opened.get(descriptor, 0))
        return os.pread(descriptor, *args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", remembered)
        patch.setattr(Posix, "read_at", staticmethod(pread))
        for module in (builtins, io):
            patch.setattr(module, "open", watched("open", io.open))
        yield steps


@pytest.mark.parametrize("code", REFUSALS, ids=errno.errorcode.get)
def test_a_search_that_is_refused_a_read(
    code: int, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["“次修订”", "--home", str(home.path)]
    with refusing(0, code, home.index) as steps:
        assert main(arguments) == 0
    assert len(steps) > 10
    capsys.readouterr()
    for step in range(1, len(steps) + 1):
        with refusing(step, code, home.index):
            assert main(arguments) == 2, steps[step - 1]
        told = capsys.readouterr()
        assert told.out == ""
        assert "gsearch：读不了索引：" in told.err
        assert REFUSALS[code] in told.err
        assert "损坏" not in told.err
        assert "rebuild" not in told.err


@pytest.mark.parametrize("code", REFUSALS, ids=errno.errorcode.get)
def test_an_update_that_is_refused_a_read_changes_nothing(
    code: int, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    generation = files_of(home)[1].parent
    for path in generation.rglob("*"):
        os.utime(path)  # so that stamps are not trusted and every file is read
    write_corpus(home, version=2)
    before = (home.index / "CURRENT").read_bytes()
    with refusing(0, code, generation) as steps:
        bring_up_to_date(home, dry_run=True)
    for step in range(1, len(steps) + 1, 3):
        with refusing(step, code, generation):
            assert main(["index", "--home", str(home.path)]) == 2, steps[step - 1]
        told = capsys.readouterr().err
        assert REFUSALS[code] in told
        assert "损坏" not in told
        assert (home.index / "CURRENT").read_bytes() == before
    assert version_seen(home) == 1


def test_a_search_without_descriptors(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    """For real, with as many as are open already and a few more."""
    codes = []
    version_seen(home)  # what is imported only now would need descriptors too
    used = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 64
    for more in range(10):

        def search(more: int = more) -> None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (used + more, used + more))
            os._exit(main(["“次修订”", "--home", str(home.path)]))

        codes.append(in_a_fork(search))
    told = capfd.readouterr().err
    assert set(codes) == {0, 2}
    assert "打开的文件太多" in told
    assert "损坏" not in told


@pytest.mark.parametrize("place", ["index", "CURRENT", "generation", "each file"])
def test_an_index_of_a_colleague_who_shares_nothing(
    place: str, home: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    """His umask was 077: one may not read his files; that does not break them."""
    package = Path(gazette_search.__file__)
    if os.geteuid() == 0 and not all(p.stat().st_mode & 0o001 for p in package.parents):
        pytest.skip("another user cannot read this installation")
    for parent in (home.path, *home.path.parents):
        if parent.stat().st_uid == os.geteuid():
            parent.chmod(parent.stat().st_mode | 0o055)
    files = files_of(home)
    closed = {
        "index": [home.index],
        "CURRENT": [home.index / "CURRENT"],
        "generation": [files[1].parent],
        "each file": [
            path for path in files if path.name not in ("stamps.json", "manifest.sha256")
        ],
    }
    told = []
    for path in closed[place]:
        mode = path.stat().st_mode
        path.chmod(0)
        code = as_nobody(lambda: os._exit(main(["“次修订”", "--home", str(home.path)])))
        path.chmod(mode)
        told.append((path.name, code, capfd.readouterr().err))
    assert any(code == 2 for _, code, _ in told)
    for name, code, err in told:
        assert code in (0, 2), name
        assert "损坏" not in err, name
        assert ("权限" in err) == (code == 2), name
    assert version_seen(home) == 1
