"""Several processes at one index: readers are never disturbed, writers take turns."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.index.generations import LOCK, IndexDirectory
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.workflows import issue_readers
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.reading import list_documents, show
from reliability.faults import in_a_fork
from reliability.scratch import debris, version_seen, write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.synchronize import Event
    from pathlib import Path

fork = multiprocessing.get_context("fork")
UPDATES = 12


def test_searches_during_updates_see_whole_generations(home: Home) -> None:
    def update_on() -> None:
        for version in range(2, UPDATES + 2):
            write_corpus(home, version)
            bring_up_to_date(home)

    writer = fork.Process(target=update_on)
    writer.start()
    seen = [1]
    while writer.is_alive():
        seen.append(version_seen(home))
        assert show(home, "葫政办发〔2020〕10号").held.document.id == "葫政办发〔2020〕10号"
        assert list_documents(home, Filters()).total == 6
    writer.join()
    assert writer.exitcode == 0
    assert seen == sorted(seen), "a later search saw an older generation"
    assert version_seen(home) == UPDATES + 1
    assert len(set(seen)) > 2, "the searches did not overlap the updates"


@pytest.fixture
def holder(home: Home) -> Iterator[multiprocessing.process.BaseProcess]:
    """Another process that holds the lock."""

    def hold(ready: Event) -> None:
        with IndexDirectory(home.index).lock(0):
            ready.set()
            signal.pause()

    ready = fork.Event()
    process = fork.Process(target=hold, args=(ready,))
    process.start()
    assert ready.wait(30)
    yield process
    process.kill()
    process.join()


def test_the_second_writer_waits_and_gives_up(
    home: Home,
    holder: multiprocessing.process.BaseProcess,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_corpus(home, version=2)
    assert main(["index", "--wait", "1", "--home", str(home.path)]) == 75
    assert f"索引正被进程 {holder.pid} 写入" in capsys.readouterr().err
    assert version_seen(home) == 1


def test_the_second_writer_goes_on_when_the_first_is_killed(
    home: Home, holder: multiprocessing.process.BaseProcess
) -> None:
    write_corpus(home, version=2)
    second = fork.Process(target=bring_up_to_date, args=(home,), kwargs={"wait": 30.0})
    second.start()
    time.sleep(0.2)  # most likely it waits by now; it must succeed in any case
    holder.kill()
    second.join()
    assert second.exitcode == 0
    assert version_seen(home) == 2


def test_the_lock_file_of_a_dead_process_locks_nothing(home: Home) -> None:
    dead = os.fork()
    if not dead:
        os._exit(0)
    os.waitpid(dead, 0)
    (home.index / LOCK).write_text(str(dead))
    write_corpus(home, version=2)
    bring_up_to_date(home, wait=0)
    assert version_seen(home) == 2


def test_a_link_in_place_of_the_lock_is_not_followed(home: Home, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("别动", encoding="utf-8")
    (home.index / LOCK).unlink()
    (home.index / LOCK).symlink_to(other)
    assert main(["index", "--home", str(home.path)]) == 2
    assert other.read_text(encoding="utf-8") == "别动"
    assert version_seen(home) == 1


def test_two_first_searches_build_one_index(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_corpus(home, version=1)
    searches = [fork.Process(target=version_seen, args=(home,)) for _ in range(4)]
    for search in searches:
        search.start()
    for search in searches:
        search.join()
    assert [search.exitcode for search in searches] == [0] * 4
    assert [path.name[:8] for path in home.index.glob("g-*")] == ["g-000001"]


class TestCopies:
    """Processes that share the indexing of one that is killed."""

    @pytest.fixture
    def slow(self, home: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Let every copy say who it is and then take its time."""
        copies = home.path / "copies"
        copies.mkdir()

        def write(*_: object) -> None:
            (copies / str(os.getpid())).touch()
            signal.pause()

        monkeypatch.setattr(issue_readers, "processors", lambda: 2)
        monkeypatch.setattr(issue_readers.Readers, "_write", write)
        return copies

    def test_they_do_not_keep_the_lock(self, home: Home, slow: Path) -> None:
        write_corpus(home, version=2, issues=4)
        writer = fork.Process(target=bring_up_to_date, args=(home,))
        writer.start()
        deadline = time.monotonic() + 30
        while len(list(slow.iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        (orphan,) = {int(path.name) for path in slow.iterdir()} - {writer.pid}
        writer.kill()
        writer.join()
        try:
            os.kill(orphan, 0)  # it lives
            with IndexDirectory(home.index).lock(0):
                pass
        finally:
            os.kill(orphan, signal.SIGKILL)
        assert not debris(home)

    def test_they_end_with_their_parent(self) -> None:
        from gazette_search.workflows.forking import end_without

        def orphan() -> None:
            end_without(os.getppid())
            end_without(1 << 30)
            os._exit(7)  # not reached

        assert in_a_fork(orphan) == 1

    def test_a_full_disk_in_a_copy_is_told_as_one(
        self, home: Home, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        parent = os.getpid()
        write = issue_readers.Readers._write

        def failing(self: issue_readers.Readers, name: str, files: list[str]) -> object:
            if os.getpid() != parent:
                raise OSError(28, "No space left on device")
            return write(self, name, files)

        monkeypatch.setattr(issue_readers, "processors", lambda: 2)
        monkeypatch.setattr(issue_readers.Readers, "_write", failing)
        write_corpus(home, version=2, issues=4)
        assert main(["index", "--home", str(home.path)]) == 2
        told = capfd.readouterr().err
        assert "写不进去（磁盘满了），原来的索引没有动" in told
        assert "Traceback" not in told
        assert version_seen(home) == 1
        assert not debris(home)

    def test_a_copy_that_is_killed_is_told(
        self, home: Home, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        parent = os.getpid()
        write = issue_readers.Readers._write

        def dying(self: issue_readers.Readers, name: str, files: list[str]) -> object:
            if os.getpid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)
            return write(self, name, files)

        monkeypatch.setattr(issue_readers, "processors", lambda: 2)
        monkeypatch.setattr(issue_readers.Readers, "_write", dying)
        write_corpus(home, version=2, issues=4)
        assert main(["index", "--home", str(home.path)]) == 2
        assert "建立索引的一个进程被信号 9 中止" in capfd.readouterr().err
        assert version_seen(home) == 1
        assert not debris(home)
