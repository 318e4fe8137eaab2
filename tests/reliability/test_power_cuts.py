"""Power cuts: a sample of what `power_cuts.py` does at length, and whether it would see a fault."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from gazette_search.index.catalog import CATALOG
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.crashes import (
    DAMAGED,
    DAMAGED_BEFORE,
    Recording,
    always,
    is_mended,
    lay,
    never,
    record_update,
    replayed,
    sample,
    sense,
    states,
    tree_of,
)
from reliability.disks import (
    Directory,
    Disk,
    File,
    Tree,
    all_changes,
    lasting_bytes,
    no_changes,
    ways_to_lose,
)
from reliability.recording import record
from reliability.scratch import write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STATES = 150
CONTROLS = 70


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """An update that replaces the only issue; a search of it is quick."""
    return recorded(tmp_path_factory.mktemp("power"))


@pytest.fixture(scope="module")
def rebuilding(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """An update that finds the catalog damaged and makes the index anew."""
    return recorded(tmp_path_factory.mktemp("rebuilding"), cut_short)


def recorded(aside: Path, before: Callable[[Home], None] = lambda _: None) -> Recording:
    """An update of an indexed home, to which something is done before."""
    home = Home(aside / "home")
    write_corpus(home, version=1, issues=1)
    bring_up_to_date(home)
    before(home)
    return record_update(
        home, aside, lambda home: write_corpus(home, 2, issues=1), {1: "old", 2: "new"}
    )


def cut_short(home: Home) -> None:
    """Damage the catalog."""
    catalog = next(home.index.glob(f"*/{CATALOG}"))
    catalog.write_bytes(catalog.read_bytes()[:-1])


def chance() -> random.Random:
    return random.Random(63)  # noqa: S311 -- which states are taken, not a secret


def test_a_search_sees_a_whole_generation_after_a_cut(recording: Recording) -> None:
    seen = []
    for tree in sample(states(recording, chance()), STATES, chance()):
        lay(tree, recording.home.index)
        seen.append(sense(recording))
    assert set(seen) == {"old", "new"}


def test_an_update_that_has_ended_lasts(recording: Recording) -> None:
    for surviving in ways_to_lose(chance()):
        lay(replayed(recording, surviving), recording.home.index)
        assert sense(recording) == "new"


def test_the_next_update_mends_everything(recording: Recording) -> None:
    every_tenth = sample(states(recording, chance()), STATES, chance())[::10]
    for tree in every_tenth:
        lay(tree, recording.home.index)
        assert is_mended(recording)


@pytest.mark.parametrize(
    "is_synced",
    [never, lambda node: isinstance(node, File), lambda node: isinstance(node, Directory)],
    ids=["no fsync at all", "directories are not synced", "files are not synced"],
)
def test_a_missing_fsync_is_found(
    is_synced: Callable[[File | Directory], bool], recording: Recording
) -> None:
    for tree in sample(states(recording, chance(), is_synced), CONTROLS, chance()):
        lay(tree, recording.home.index)
        if sense(recording) == DAMAGED:
            return
    pytest.fail("the harness is blind")


class TestOfADamagedIndex:
    """Damage that was there before hides none that a cut does."""

    def seen(
        self, rebuilding: Recording, is_synced: Callable[[File | Directory], bool]
    ) -> Iterator[str]:
        for tree in sample(states(rebuilding, chance(), is_synced), CONTROLS, chance()):
            lay(tree, rebuilding.home.index)
            yield sense(rebuilding)

    def test_a_cut_adds_none(self, rebuilding: Recording) -> None:
        assert set(self.seen(rebuilding, always)) == {DAMAGED_BEFORE, "new"}

    def test_without_fsync_it_does(self, rebuilding: Recording) -> None:
        assert DAMAGED in self.seen(rebuilding, never)

    def test_more_damage_to_the_same_generation_is_told_apart(self, rebuilding: Recording) -> None:
        lay(tree_of(rebuilding.before), rebuilding.home.index)
        assert sense(rebuilding) == DAMAGED_BEFORE
        next(rebuilding.home.index.glob(f"*/{CATALOG}")).unlink()
        assert sense(rebuilding) == DAMAGED


class TestDisk:
    """The disk keeps what was synced and only that."""

    def left(self, work: Callable[[Path], object], tmp_path: Path) -> Tree:
        """What lasts of some work when all that may be lost is lost."""
        root = tmp_path / "root"
        root.mkdir()
        (root / "old").write_bytes(b"old")
        before = tmp_path / "before"
        before.mkdir()
        (before / "old").write_bytes(b"old")
        operations = record(root, lambda: work(root), tmp_path / "record")
        disk = Disk(before, always)
        for operation in operations:
            disk.do(operation)
        return disk.left((lasting_bytes, no_changes))

    def test_what_is_not_synced_is_lost(self, tmp_path: Path) -> None:
        def work(root: Path) -> None:
            (root / "new").write_bytes(b"new")
            (root / "old").write_bytes(b"changed")

        assert self.left(work, tmp_path) == {"old": b"old"}

    def test_a_synced_file_still_needs_its_name(self, tmp_path: Path) -> None:
        def work(root: Path) -> None:
            with (root / "new").open("xb") as stream:
                stream.write(b"new")
                stream.flush()
                os.fsync(stream.fileno())

        assert self.left(work, tmp_path) == {"old": b"old"}

    def test_a_synced_name_still_needs_its_bytes(self, tmp_path: Path) -> None:
        def work(root: Path) -> None:
            (root / "new").write_bytes(b"new")
            (root / "old").rename(root / "older")
            descriptor = os.open(root, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)

        assert self.left(work, tmp_path) == {"new": b"", "older": b"old"}

    def test_both_last(self, tmp_path: Path) -> None:
        def work(root: Path) -> None:
            with (root / "new").open("x", encoding="utf-8") as stream:
                stream.write("新的")
                stream.flush()
                os.fsync(stream.fileno())
            descriptor = os.open(root, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
            (root / "old").unlink()

        assert self.left(work, tmp_path) == {"new": "新的".encode(), "old": b"old"}

    def test_all_that_happened_is_known(self, tmp_path: Path) -> None:
        def work(root: Path) -> None:
            (root / "inner").mkdir()
            (root / "inner" / "file").write_bytes(b"0123456789")
            os.link(root / "inner" / "file", root / "second")
            with (root / "second").open("r+b") as stream:
                stream.seek(8)
                stream.write(b"abcd")
                stream.truncate(11)
            descriptor = os.open(root / "lock", os.O_RDWR | os.O_CREAT)
            os.pwrite(descriptor, b"1", 2)
            os.ftruncate(descriptor, 4)
            os.close(descriptor)
            (root / "old").unlink()

        root, before = tmp_path / "root", tmp_path / "before"
        for path in (root, before):
            path.mkdir()
            (path / "old").write_bytes(b"old")
        disk = Disk(before, always)
        for operation in record(root, lambda: work(root), tmp_path / "record"):
            disk.do(operation)
        content = b"01234567abc"
        assert disk.left((lambda file: bytes(file.content), all_changes)) == {
            "inner": {"file": content},
            "second": content,
            "lock": b"\0\0001\0",
        }
