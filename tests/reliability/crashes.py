"""The states in which a power cut may leave an index, and what a search sees in each."""

from __future__ import annotations

import hashlib
import shutil
from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from gazette_search.errors import GazetteSearchError, IndexDamagedError
from gazette_search.index.generations import CURRENT
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.disks import Disk, all_bytes, all_changes, ways_to_lose
from reliability.recording import record
from reliability.scratch import current_is_whole, debris, version_seen

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from gazette_search.workflows.home import Home
    from reliability.disks import Directory, File, Surviving, Tree
    from reliability.recording import Operation

DAMAGED, DAMAGED_BEFORE = "damaged", "damaged as before"
LAST = 60  # states around the moment when the new generation takes over; no sample leaves them out


@dataclass(frozen=True, slots=True)
class Recording:
    """One update of a home.

    Attributes:
        home: Where it was done.
        before: The index before it.
        operations: What it did to the disk.
        names: What a search that sees a version has seen: old or new.
    """

    home: Home
    before: Path
    operations: list[Operation]
    names: Mapping[int, str]


def record_update(
    home: Home, aside: Path, change: Callable[[Home], object], names: Mapping[int, str]
) -> Recording:
    """Keep the index as it is, then record what a change of the corpus brings about.

    Args:
        home: It is left with the updated index.
        aside: A directory for the copy and the record.
        change: Changes the corpus, or does more.
        names: See `Recording`.
    """
    before = aside / "before"
    home.index.mkdir(exist_ok=True)
    _copy(home.index, before)

    def work() -> None:
        change(home)
        bring_up_to_date(home)

    recording = Recording(home, before, record(home.index, work, aside / "record"), names)
    whole = replayed(recording, (all_bytes, all_changes))
    assert whole == tree_of(home.index), "something went past the recorder"
    return recording


def _copy(source: Path, target: Path) -> None:
    """A copy that keeps which names are one file."""
    copied: dict[int, Path] = {}
    for path in (source, *sorted(source.rglob("*"))):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(parents=True)
        elif path.stat().st_ino in copied:
            place.hardlink_to(copied[path.stat().st_ino])
        else:
            shutil.copy2(path, place)
            copied[path.stat().st_ino] = place


def always(_: File | Directory) -> bool:
    """An honest `fsync`."""
    return True


def never(_: File | Directory) -> bool:
    """`fsync` taken out."""
    return False


def replayed(recording: Recording, surviving: Surviving) -> Tree:
    """What is left of the whole record."""
    disk = Disk(recording.before, always)
    for operation in recording.operations:
        disk.do(operation)
    return disk.left(surviving)


def tree_of(path: Path) -> Tree:
    """What a directory holds."""
    return {
        child.name: tree_of(child) if child.is_dir() else child.read_bytes()
        for child in path.iterdir()
    }


def states(
    recording: Recording,
    chance: random.Random,
    is_synced: Callable[[File | Directory], bool] = always,
) -> Iterator[Tree]:
    """What may be on the disk when the power is cut after each operation; each state once."""
    disk, seen = Disk(recording.before, is_synced), set()
    for operation in (None, *recording.operations):
        if operation:
            disk.do(operation)
        for surviving in ways_to_lose(chance):
            tree = disk.left(surviving)
            mark = _mark(tree)
            if mark not in seen:
                seen.add(mark)
                yield tree


def sample(found: Iterable[Tree], most: int, chance: random.Random) -> list[Tree]:
    """So many of the states, the last ones among them."""
    early = list(found)
    last = deque((early.pop() for _ in range(min(LAST, len(early)))), LAST)
    chance.shuffle(early)
    return [*reversed(last), *islice(early, max(0, most - len(last)))]


def _mark(tree: Tree) -> bytes:
    digest = hashlib.sha256()
    for name, content in sorted(tree.items()):
        mark = hashlib.sha256(content).digest() if isinstance(content, bytes) else _mark(content)
        digest.update(name.encode() + b"\0" + mark)
    return digest.digest()


def lay(tree: Tree, path: Path) -> None:
    """Put a state in place of a directory."""
    shutil.rmtree(path, ignore_errors=True)
    _write(tree, path)


def _write(tree: Tree, path: Path) -> None:
    path.mkdir()
    for name, content in tree.items():
        if isinstance(content, bytes):
            (path / name).write_bytes(content)
        else:
            _write(content, path / name)


def sense(recording: Recording) -> str:
    """What a search sees in the state that was laid: old, new, damaged, or a loss.

    Damage that the update found is told from damage that the cut did: else a control of an update
    that rebuilds a damaged index would find damage whatever was lost, and be blind.
    """
    home = recording.home
    issues = len(list(home.corpus.glob("*.txt")))
    try:
        version = version_seen(home, issues)
        current_is_whole(home)
    except IndexDamagedError:
        return DAMAGED_BEFORE if _is_as_before(recording) else DAMAGED
    except GazetteSearchError as problem:
        return f"refused: {problem}"
    except AssertionError as problem:
        return f"mixed: {problem}"
    return recording.names.get(version, f"version {version}")


def _is_as_before(recording: Recording) -> bool:
    """Whether what is current is what was current before, byte for byte."""
    current, old = recording.home.index / CURRENT, recording.before / CURRENT
    if not (current.exists() and old.exists() and current.read_bytes() == old.read_bytes()):
        return False
    generation = current.read_text(encoding="utf-8").split()[0]
    found = recording.home.index / generation
    return found.exists() and tree_of(found) == tree_of(recording.before / generation)


def is_mended(recording: Recording) -> bool:
    """Whether the next update succeeds, gives the new version and leaves nothing lying about."""
    bring_up_to_date(recording.home)
    return sense(recording) == "new" and not debris(recording.home)
