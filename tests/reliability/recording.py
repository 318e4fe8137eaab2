"""What an update does to the disk, written down operation by operation.

Recorded inside the process, where Python hands its calls to the system, and not by `strace`: that
needs a tracer that containers often forbid, and a test that is skipped protects nothing. What makes
the record faithful is that it is checked: replayed whole it must give the directory that the update
left, byte for byte (`crashes.record_update`), so a change that went past the recorder is seen. The
bytes are taken below Python's buffers, so they come in the pieces and at the moment in which the
system gets them. Compared once with a trace by `strace`, it had the same calls in the same order.

Processes that share the work write to the same record: each operation is appended to one file.
"""

from __future__ import annotations

import builtins
import fcntl
import io
import os
import pickle
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Handle = tuple[int, int]  # process, count: one opening of a file


@dataclass(frozen=True, slots=True)
class Open:
    """A file or directory is opened, perhaps created or emptied by it."""

    handle: Handle
    path: str
    creates: bool
    empties: bool


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes go to a place in a file."""

    handle: Handle
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """A file is cut or made longer."""

    handle: Handle
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """`fsync` of a file or of a directory has returned."""

    handle: Handle


@dataclass(frozen=True, slots=True)
class MakeDirectory:
    path: str


@dataclass(frozen=True, slots=True)
class Link:
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Rename:
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A name goes, of a file or of an empty directory."""

    path: str


Operation = Open | Write | Resize | Sync | MakeDirectory | Link | Rename | Remove
_SIZE = struct.Struct("<I")


class Recorder:
    """Appends what is done below one directory to a record outside of it."""

    def __init__(self, root: Path, record: Path) -> None:
        self._root = root.resolve()
        self._record = os.open(record, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        self._handles: dict[int, tuple[Handle, str]] = {}
        self._count = 0

    def close(self) -> None:
        os.close(self._record)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Do and note in one: of two processes none comes between.

        A lock of the process, which the system takes back when it is killed.
        """
        fcntl.lockf(self._record, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._record, fcntl.LOCK_UN)

    def note(self, operation: Operation) -> None:
        content = pickle.dumps(operation)
        os.write(self._record, _SIZE.pack(len(content)) + content)

    def below(self, path: Any, directory: int | None = None) -> str | None:
        """A path below the root, None when it is elsewhere."""
        if directory is None:
            base = Path()
        elif directory in self._handles:
            base = self._root / self._handles[directory][1]
        else:
            return None
        name = base / os.fsdecode(path)
        real = name.parent.resolve() / name.name  # a link itself, not what it points to
        return real.relative_to(self._root).as_posix() if real.is_relative_to(self._root) else None

    def opened(self, descriptor: int, path: str, *, creates: bool, empties: bool) -> None:
        self._count += 1
        handle = (os.getpid(), self._count)
        self._handles[descriptor] = handle, path
        self.note(Open(handle, path, creates, empties))

    def forget(self, descriptor: int) -> None:
        """The number belongs to another file from now on."""
        self._handles.pop(descriptor, None)

    def knows(self, descriptor: int) -> bool:
        return descriptor in self._handles

    def holds(self, place: str) -> bool:
        """Whether the name is there now."""
        return os.path.lexists(self._root / place)

    def about(self, descriptor: int, kind: type[Write | Resize | Sync], *details: Any) -> None:
        """Note what was done to an open file, if it is one below the root."""
        if descriptor in self._handles:
            self.note(kind(self._handles[descriptor][0], *details))


def read_record(record: Path) -> list[Operation]:
    """All operations in the order in which they were done."""
    content, place, found = record.read_bytes(), 0, []
    while place < len(content):
        (size,) = _SIZE.unpack_from(content, place)
        place += _SIZE.size
        found.append(pickle.loads(content[place : place + size]))  # noqa: S301 -- our own
        place += size
    return found


def record(root: Path, work: Callable[[], object], aside: Path) -> list[Operation]:
    """What some work does to the disk below a directory.

    Args:
        root: The directory.
        work: What to do.
        aside: Where to keep the record meanwhile; a file outside of `root`.
    """
    aside.unlink(missing_ok=True)
    recorder = Recorder(root, aside)
    try:
        with _recording(recorder):
            work()
    finally:
        recorder.close()
    return read_record(aside)


@contextmanager
def _recording(recorder: Recorder) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, watch in (
            ("open", _watched_open),
            ("close", _watched_close),
            ("fsync", _watched_sync),
            ("ftruncate", _watched_resize),
            ("write", _watched_write),
            ("pwrite", _watched_pwrite),
            ("mkdir", _watched_name(MakeDirectory)),
            ("link", _watched_pair(Link)),
            ("rename", _watched_pair(Rename)),
            ("replace", _watched_pair(Rename)),
            ("unlink", _watched_name(Remove)),
            ("remove", _watched_name(Remove)),
            ("rmdir", _watched_name(Remove)),
        ):
            patch.setattr(os, name, watch(recorder, getattr(os, name)))
        stream = _watched_stream(recorder)
        for module in (builtins, io):  # pathlib opens through io, whoosh through builtins
            patch.setattr(module, "open", stream)
        yield


def _watched_open(recorder: Recorder, change: Callable[..., int]) -> Callable[..., int]:
    def watched(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        place = recorder.below(path, kwargs.get("dir_fd"))
        unnamed = flags & getattr(os, "O_TMPFILE", 0) & ~os.O_DIRECTORY
        with recorder.turn():
            is_new = place is not None and not recorder.holds(place)
            descriptor = change(path, flags, *args, **kwargs)
            recorder.forget(descriptor)
            if place is not None and not unnamed:
                creates = bool(flags & os.O_CREAT) and is_new
                recorder.opened(
                    descriptor, place, creates=creates, empties=bool(flags & os.O_TRUNC)
                )
        return descriptor

    return watched


def _watched_close(recorder: Recorder, change: Callable[..., None]) -> Callable[..., None]:
    def watched(descriptor: int) -> None:
        recorder.forget(descriptor)
        change(descriptor)

    return watched


def _watched_sync(recorder: Recorder, change: Callable[..., None]) -> Callable[..., None]:
    def watched(descriptor: int) -> None:
        with recorder.turn():
            change(descriptor)
            recorder.about(descriptor, Sync)

    return watched


def _watched_resize(recorder: Recorder, change: Callable[..., None]) -> Callable[..., None]:
    def watched(descriptor: int, size: int) -> None:
        with recorder.turn():
            change(descriptor, size)
            recorder.about(descriptor, Resize, size)

    return watched


def _watched_write(recorder: Recorder, change: Callable[..., int]) -> Callable[..., int]:
    def watched(descriptor: int, content: bytes) -> int:
        if not recorder.knows(descriptor):  # a pipe, perhaps
            return change(descriptor, content)
        with recorder.turn():
            offset = os.lseek(descriptor, 0, os.SEEK_CUR)
            written = change(descriptor, content)
            recorder.about(descriptor, Write, offset, bytes(content[:written]))
        return written

    return watched


def _watched_pwrite(recorder: Recorder, change: Callable[..., int]) -> Callable[..., int]:
    def watched(descriptor: int, content: bytes, offset: int) -> int:
        with recorder.turn():
            written = change(descriptor, content, offset)
            recorder.about(descriptor, Write, offset, bytes(content[:written]))
        return written

    return watched


def _watched_name(
    kind: type[MakeDirectory | Remove],
) -> Callable[[Recorder, Callable[..., None]], Callable[..., None]]:
    def watch(recorder: Recorder, change: Callable[..., None]) -> Callable[..., None]:
        def watched(path: Any, *args: Any, **kwargs: Any) -> None:
            place = recorder.below(path, kwargs.get("dir_fd"))
            with recorder.turn():
                change(path, *args, **kwargs)
                if place is not None:
                    recorder.note(kind(place))

        return watched

    return watch


def _watched_pair(
    kind: type[Link | Rename],
) -> Callable[[Recorder, Callable[..., None]], Callable[..., None]]:
    def watch(recorder: Recorder, change: Callable[..., None]) -> Callable[..., None]:
        def watched(source: Any, target: Any, **kwargs: Any) -> None:
            old, new = recorder.below(source), recorder.below(target)
            with recorder.turn():
                change(source, target, **kwargs)
                if old is not None and new is not None:
                    recorder.note(kind(old, new))
            assert (old is None) == (new is None), "nothing may come from elsewhere unseen"

        return watched

    return watch


def _watched_stream(recorder: Recorder) -> Callable[..., IO[Any]]:
    """`open` whose every write below the buffers is noted."""
    opening = io.open

    class Watched(io.FileIO):
        def write(self, content: Any) -> int:
            with recorder.turn():
                offset = self.tell()
                written = super().write(content)
                new = bytes(memoryview(content).cast("B")[:written])
                recorder.about(self.fileno(), Write, offset, new)
            return written

        def truncate(self, size: int | None = None) -> int:
            with recorder.turn():
                size = super().truncate(size)
                recorder.about(self.fileno(), Resize, size)
            return size

        def close(self) -> None:
            if not self.closed:
                recorder.forget(self.fileno())
            super().close()

    def watched(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> IO[Any]:
        is_descriptor = isinstance(file, int)
        place = None if is_descriptor else recorder.below(file)
        if not set(mode) & set("wxa+") or (place is None and not is_descriptor):
            return opening(file, mode, *args, **kwargs)
        with recorder.turn():
            is_new = place is not None and not recorder.holds(place)
            raw = Watched(file, mode.replace("b", ""))
            if place is not None:
                recorder.forget(raw.fileno())
                recorder.opened(raw.fileno(), place, creates=is_new, empties="w" in mode)
        return _wrapped(raw, mode, *args, **kwargs)

    return watched


def _wrapped(
    raw: io.FileIO,
    mode: str,
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
) -> IO[Any]:
    """The layers that `open` puts above a raw file."""
    if buffering == 0:
        return raw
    layer = io.BufferedRandom if "+" in mode else io.BufferedWriter
    buffered = layer(raw, os.fstat(raw.fileno()).st_blksize)  # pieces of that size, as `open`
    if "b" in mode:
        return buffered
    return io.TextIOWrapper(buffered, encoding, errors, newline)
