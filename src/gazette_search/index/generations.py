"""Generations of the index: written aside, promoted in one step, pruned later.

The promise: at every instant, also after `kill -9` or on a full disk, `CURRENT` names a whole
generation, the old or the new. How it is kept: a generation is a directory that is built under a
temporary name, every file forced to the disk; it is renamed to its own name; then `CURRENT`, a file
of one line, is replaced by an atomic rename. Nothing that `CURRENT` names is ever written again.
What a writer that died left behind bears a temporary name and is swept by the next writer.

One writer at a time: a lock on the file `LOCK`, which the system releases when its holder dies,
however it dies. Readers take no lock.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gazette_search.errors import (
    GazetteSearchError,
    IndexDamagedError,
    IndexLockedError,
    OutputFileError,
    system_reason,
)
from gazette_search.index.files import read_vouched, refusal, replace_atomically
from gazette_search.index.manifest import MANIFEST, Manifest, from_json
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CURRENT = "CURRENT"
LOCK = "LOCK"
PREFIX = "g-"
ASIDE = ".build-"
KEPT_GENERATIONS = 2  # the current generation and the one before it, for readers that opened it


class IndexDirectory:
    """The directory `index/` with its generations."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def current(self) -> Manifest | None:
        """The manifest of the current generation, None when there is none.

        Raises:
            IndexDamagedError: When `CURRENT` or the manifest it names is not what was written.
            IndexForeignError: When another version of the program wrote it in another format.
            IndexUnreadableError: When the system does not let it be read.
        """
        pointer = self._pointer()
        while pointer is not None:
            try:
                return self.manifest(*_read_pointer(pointer))
            except IndexDamagedError:
                before, pointer = pointer, self._pointer()
                if pointer == before:  # else that generation was swept away meanwhile
                    raise
        return None

    def manifest(self, name: str, sha256: str) -> Manifest:
        """The manifest of a generation, which must have that SHA-256.

        Raises:
            IndexDamagedError: When it has not.
        """
        place = f"{name}/{MANIFEST}"
        manifest = from_json(read_vouched(self.path / name / MANIFEST, sha256, place), place)
        if manifest.generation != name:
            raise IndexDamagedError(place, "是另一代索引的清单")
        return manifest

    def _pointer(self) -> bytes | None:
        try:
            return (self.path / CURRENT).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise refusal(CURRENT, problem) from problem

    @contextmanager
    def lock(self, wait: float) -> Iterator[None]:
        """Be the only writer for the time of a `with` block.

        Args:
            wait: Seconds to wait for another writer.

        Raises:
            IndexLockedError: When it is still writing then.
            OutputFileError: When the directory cannot be written to.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            # Never through a link; for whoever the user's umask lets write here.
            descriptor = os.open(self.path / LOCK, SYSTEM.locking, 0o666)
        except OSError as problem:
            raise OutputFileError(
                str(self.path), f"不能写入索引目录（{system_reason(problem)}）"
            ) from problem
        try:
            acquire(descriptor, wait)
            self._lock = descriptor
            self.sweep()
            with suppress(OSError):  # naming the holder is a courtesy; the disk may be full
                os.ftruncate(descriptor, 0)
                SYSTEM.write_at(descriptor, str(os.getpid()).encode(), 0)
            yield
        finally:
            self._lock = None
            os.close(descriptor)

    def leave_lock_to_parent(self) -> None:
        """To be called first in a forked child: the lock must not outlive the process that took it.

        `flock` belongs to the open file, which a child shares; it is free when all have closed it.
        """
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def begin(self) -> Path:
        """A new directory to build a generation in; only while holding the lock."""
        aside = self.path / f"{ASIDE}{os.getpid()}"
        aside.mkdir()
        return aside

    def discard(self, aside: Path) -> None:
        """Remove a directory that was not promoted; one that was has moved away."""
        _remove(aside)

    def promote(self, aside: Path, generation: str, manifest: bytes) -> None:
        """Make a finished directory the current generation.

        Args:
            aside: The directory that `begin` gave, all its files forced to the disk.
            generation: Its name from now on.
            manifest: Content of its manifest file, already in it.
        """
        final = self.path / generation
        SYSTEM.rename_over(aside, final)
        sha256 = hashlib.sha256(manifest).hexdigest()
        try:
            SYSTEM.sync_names(self.path)
            self.point(generation, sha256)
        except OSError:
            if not self._points(generation, sha256):  # give back the space: the disk may be full
                _remove(final)
            raise

    def point(self, generation: str, sha256: str) -> None:
        """Make a generation that lies here the current one; its manifest has that SHA-256."""
        replace_atomically(self.path / CURRENT, _pointer_to(generation, sha256))

    def next_name(self, content: str) -> str:
        """A name that no generation here has: counted up, with a mark of its content."""
        counts = [_count(path) for path in self.generations()]
        return f"{PREFIX}{max(counts, default=0) + 1:06d}-{content[:8]}"

    def sweep(self) -> None:
        """Remove what writers that died left, and generations that no reader needs.

        Generations only while the current one can be opened: without it nobody knows which of them
        is the last good one.
        """
        for path in self.path.glob(".*"):
            if path.name.startswith((ASIDE, f".{CURRENT}.")):
                _remove(path)
        try:
            manifest = self.current()
        except GazetteSearchError:
            return
        if manifest is None:
            return
        current = _count(self.path / manifest.generation)
        older = [path for path in self.generations() if _count(path) < current]
        never_promoted = [path for path in self.generations() if _count(path) > current]
        for path in (*older[: len(older) + 1 - KEPT_GENERATIONS], *never_promoted):
            _remove(path)

    def generations(self) -> list[Path]:
        """The directories of all generations, oldest first."""
        found = self.path.glob(f"{PREFIX}*-*")
        return sorted((path for path in found if _count(path) >= 0), key=_count)

    def _points(self, generation: str, sha256: str) -> bool:
        with suppress(OSError):
            return (self.path / CURRENT).read_bytes() == _pointer_to(generation, sha256)
        return False


def _count(path: Path) -> int:
    """The number in a generation's name, -1 when it has none."""
    number = path.name.split("-")[1]
    return int(number) if number.isdecimal() else -1


def _pointer_to(generation: str, sha256: str) -> bytes:
    return f"{generation} {sha256}\n".encode()


def _read_pointer(pointer: bytes) -> tuple[str, str]:
    parts = pointer.decode("ascii", "replace").split()
    if len(parts) != 2 or not parts[0].startswith(PREFIX) or "/" in parts[0]:
        raise IndexDamagedError(CURRENT, "不是有效的指针")
    return parts[0], parts[1]


def acquire(descriptor: int, wait: float) -> None:
    """Take the lock, polling: no system has a timeout for it."""
    deadline = time.monotonic() + wait
    while not SYSTEM.lock_at_once(descriptor):
        if time.monotonic() >= deadline:
            holder = SYSTEM.read_at(descriptor, 20, 0).decode("ascii", "replace").strip()
            raise IndexLockedError(int(holder) if holder.isdecimal() else None)
        time.sleep(0.05)


def _remove(path: Path) -> None:
    """Remove a file or a tree; what resists is left for the next sweep."""
    if path.is_dir() and not path.is_symlink():  # rmtree refuses links
        import shutil  # a search needs none of it, and it loads three compressors

        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
