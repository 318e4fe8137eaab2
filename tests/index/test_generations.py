from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import os
import signal
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import IndexDamagedError, IndexLockedError, OutputFileError
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.manifest import MANIFEST, Manifest, to_json

if TYPE_CHECKING:
    from pathlib import Path


def promote(directory: IndexDirectory, mark: str = "00000000") -> Manifest:
    aside = directory.begin()
    manifest = Manifest(directory.next_name(mark), "2020-03-15T08:00:00+00:00", "f")
    content = to_json(manifest)
    (aside / MANIFEST).write_bytes(content)
    directory.promote(aside, manifest.generation, content)
    return manifest


@pytest.fixture
def directory(tmp_path: Path) -> IndexDirectory:
    return IndexDirectory(tmp_path / "index")


def test_an_empty_directory_has_no_generation(directory: IndexDirectory) -> None:
    assert directory.current() is None
    assert directory.generations() == []


def test_a_promoted_generation_is_current(directory: IndexDirectory) -> None:
    with directory.lock(0):
        first = promote(directory)
        assert directory.current() == first
        second = promote(directory)
    assert directory.current() == second
    assert second.generation > first.generation


def test_sweeping_keeps_the_current_generation_and_the_one_before(
    directory: IndexDirectory,
) -> None:
    with directory.lock(0):
        names = [promote(directory).generation for _ in range(4)]
    with directory.lock(0):
        left = {path.name for path in directory.path.iterdir()}
    assert left == {"CURRENT", "LOCK", *names[-2:]}


def test_sweeping_removes_what_writers_that_died_left(directory: IndexDirectory) -> None:
    with directory.lock(0):
        current = promote(directory)
        (directory.begin() / "half").write_bytes(b"x")
        (directory.path / ".CURRENT.4242").write_bytes(b"x")
        never_promoted = directory.path / "g-000009-00000000"
        never_promoted.mkdir()
    with directory.lock(0):
        left = {path.name for path in directory.path.iterdir()}
    assert left == {"CURRENT", "LOCK", current.generation}


def test_sweeping_leaves_other_peoples_files(directory: IndexDirectory) -> None:
    with directory.lock(0):
        promote(directory)
    (directory.path / ".gitignore").write_text("*")
    (directory.path / "notes.txt").write_text("x")
    with directory.lock(0):
        pass
    assert (directory.path / ".gitignore").exists()
    assert (directory.path / "notes.txt").exists()


@pytest.mark.parametrize(
    "pointer", [b"", b"\xff", b"g-000001-x", b"../etc x", b"g-1/../../x abc", b"a b c"]
)
def test_a_damaged_pointer_is_named(directory: IndexDirectory, pointer: bytes) -> None:
    with directory.lock(0):
        promote(directory)
    (directory.path / "CURRENT").write_bytes(pointer)
    with pytest.raises(IndexDamagedError, match="CURRENT 不是有效的指针"):
        directory.current()


def test_a_changed_manifest_is_named(directory: IndexDirectory) -> None:
    with directory.lock(0):
        name = promote(directory).generation
    path = directory.path / name / MANIFEST
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(IndexDamagedError, match="manifest.json 的内容与校验和不符"):
        directory.current()


def test_the_second_writer_is_told_who_writes(directory: IndexDirectory) -> None:
    with (
        directory.lock(0),
        pytest.raises(IndexLockedError, match=f"进程 {os.getpid()}") as caught,
        IndexDirectory(directory.path).lock(0),
    ):
        pass
    assert caught.value.exit_code == 75
    assert caught.value.pid == os.getpid()


def _hold(path: Path, ready: multiprocessing.synchronize.Event) -> None:
    with IndexDirectory(path).lock(0):
        ready.set()
        signal.pause()


def test_the_lock_of_a_killed_writer_is_free(directory: IndexDirectory) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    holder = context.Process(target=_hold, args=(directory.path, ready))
    holder.start()
    assert ready.wait(30)
    with pytest.raises(IndexLockedError), directory.lock(0):
        pass
    holder.kill()
    holder.join()
    with directory.lock(5):
        promote(directory)
    assert directory.current()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with (
        pytest.raises(OutputFileError, match="不能写入索引目录"),
        IndexDirectory(tmp_path / "index").lock(0),
    ):
        pass
