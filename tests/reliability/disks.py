"""A disk that loses power: what was not synced may be lost, torn or out of order.

The rules are those of POSIX, which promise less than any journaling file system keeps:

- `fsync` of a file makes its bytes last, but not its name; `fsync` of a directory makes the names
  in it last, but not the bytes behind them and not its own name.
- Of bytes that were not synced any may be there: none, the first ones, zeros in their place, some
  blocks and not others.
- Of changes of names that were not synced any may have happened, in any order. One change is
  whole or not at all: a name never points to nothing by half a rename.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reliability.recording import (
    Link,
    MakeDirectory,
    Open,
    Remove,
    Rename,
    Resize,
    Sync,
    Write,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reliability.recording import Handle, Operation

BLOCK = 512  # bytes that a disk writes at once


@dataclass(eq=False, slots=True)
class File:
    """Bytes as the program sees them, and as they are sure to be after a cut."""

    content: bytearray = field(default_factory=bytearray)
    lasting: bytes = b""

    @property
    def is_synced(self) -> bool:
        return self.content == self.lasting

    def sync(self) -> None:
        self.lasting = bytes(self.content)


Change = dict[str, "File | Directory | None"]  # what each name points to afterwards


@dataclass(eq=False, slots=True)
class Directory:
    """Names as the program sees them, as they last, and the changes between the two."""

    names: dict[str, File | Directory] = field(default_factory=dict)
    lasting: dict[str, File | Directory] = field(default_factory=dict)
    pending: list[Change] = field(default_factory=list)

    def change(self, change: Change) -> None:
        _apply(self.names, change)
        self.pending.append(change)

    def sync(self) -> None:
        self.lasting = dict(self.names)
        self.pending.clear()


Tree = dict[str, "bytes | Tree"]
# What is left of a file's bytes, and which of a directory's pending changes took place.
Surviving = tuple["Callable[[File], bytes]", "Callable[[Directory], Iterable[Change]]"]


class Disk:
    """One directory on a disk, changed by recorded operations.

    Args:
        before: The directory, all of it synced long ago.
        is_synced: Whether `fsync` of that file or directory does anything.
    """

    def __init__(self, before: Path, is_synced: Callable[[File | Directory], bool]) -> None:
        inodes: dict[int, File] = {}
        self.root = _loaded(before, inodes)
        self._open: dict[Handle, File | Directory] = {}
        self._is_synced = is_synced

    def do(self, operation: Operation) -> None:
        """Let one operation happen."""
        match operation:
            case Open(handle, path, creates, empties):
                self._opened(handle, path, creates=creates, empties=empties)
            case Write(handle, offset, content):
                held = self._file(handle).content
                held.extend(bytes(max(0, offset - len(held))))
                held[offset : offset + len(content)] = content
            case Resize(handle, size):
                held = self._file(handle).content
                held.extend(bytes(max(0, size - len(held))))
                del held[size:]
            case Sync(handle):
                if self._is_synced(self._open[handle]):
                    self._open[handle].sync()
            case MakeDirectory(path):
                self._name(path, Directory())
            case Link(source, target):
                self._name(target, self._find(source))
            case Rename(source, target):
                self._rename(source, target)
            case Remove(path):
                self._name(path, None)

    def left(self, surviving: Surviving) -> Tree:
        """What is on the disk after the power was cut now."""
        bytes_of, changes_of = surviving
        seen: dict[int, bytes] = {}  # a file with two names is one file

        def once(file: File) -> bytes:
            if id(file) not in seen:
                seen[id(file)] = bytes_of(file)
            return seen[id(file)]

        return _left(self.root, once, changes_of)

    def _opened(self, handle: Handle, path: str, *, creates: bool, empties: bool) -> None:
        if creates:
            self._name(path, File())
        opened = self._open[handle] = self._find(path)
        if empties and isinstance(opened, File):
            opened.content.clear()

    def _rename(self, source: str, target: str) -> None:
        directory, old = self._parent(source)
        other, new = self._parent(target)
        assert directory is other, "one change of one directory, else it is not atomic"
        directory.change({old: None, new: directory.names[old]})

    def _name(self, path: str, node: File | Directory | None) -> None:
        directory, name = self._parent(path)
        directory.change({name: node})

    def _file(self, handle: Handle) -> File:
        opened = self._open[handle]
        assert isinstance(opened, File)
        return opened

    def _find(self, path: str) -> File | Directory:
        if path == ".":
            return self.root
        directory, name = self._parent(path)
        return directory.names[name]

    def _parent(self, path: str) -> tuple[Directory, str]:
        *parents, name = path.split("/")
        directory = self.root
        for parent in parents:
            inner = directory.names[parent]
            assert isinstance(inner, Directory)
            directory = inner
        return directory, name


def _loaded(path: Path, inodes: dict[int, File]) -> Directory:
    names: dict[str, File | Directory] = {}
    for child in path.iterdir() if path.is_dir() else ():
        if child.is_dir():
            names[child.name] = _loaded(child, inodes)
        else:
            content = child.read_bytes()
            file = File(bytearray(content), content)
            names[child.name] = inodes.setdefault(child.stat().st_ino, file)
    return Directory(names, dict(names))


def _left(
    directory: Directory,
    bytes_of: Callable[[File], bytes],
    changes_of: Callable[[Directory], Iterable[Change]],
) -> Tree:
    names = dict(directory.lasting)
    for change in changes_of(directory):
        _apply(names, change)
    return {
        name: bytes_of(node) if isinstance(node, File) else _left(node, bytes_of, changes_of)
        for name, node in names.items()
    }


def _apply(names: dict[str, File | Directory], change: Change) -> None:
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def all_bytes(file: File) -> bytes:
    return bytes(file.content)


def lasting_bytes(file: File) -> bytes:
    return file.lasting


def zeros(file: File) -> bytes:
    """The length was written, the new bytes were not."""
    return bytes(file.content) if file.is_synced else bytes(len(file.content))


def torn(chance: random.Random) -> Callable[[File], bytes]:
    """The first of the new bytes."""

    def left(file: File) -> bytes:
        if file.is_synced:
            return bytes(file.content)
        return bytes(file.content[: chance.randrange(len(file.content) + 1)])

    return left


def blockwise(chance: random.Random) -> Callable[[File], bytes]:
    """Each block is new, or what was there before."""

    def left(file: File) -> bytes:
        if file.is_synced:
            return bytes(file.content)
        old = file.lasting.ljust(len(file.content), b"\0")
        return b"".join(
            chance.choice((old, file.content))[place : place + BLOCK]
            for place in range(0, len(file.content), BLOCK)
        )[: len(file.content)]

    return left


def mixed(chance: random.Random) -> Callable[[File], bytes]:
    """Every file fares differently."""
    ways = (torn(chance), blockwise(chance), zeros, lasting_bytes, all_bytes)
    return lambda file: chance.choice(ways)(file)


def all_changes(directory: Directory) -> list[Change]:
    return directory.pending


def no_changes(_: Directory) -> list[Change]:
    return []


def some_changes(chance: random.Random) -> Callable[[Directory], list[Change]]:
    """Any of them, not the ones that came first."""
    return lambda directory: [c for c in directory.pending if chance.random() < 0.5]


def first_changes(chance: random.Random) -> Callable[[Directory], list[Change]]:
    """As a journal would keep them: up to one of them."""
    return lambda d: d.pending[: chance.randrange(len(d.pending) + 1)]


def all_but_one(chance: random.Random) -> Callable[[Directory], list[Change]]:
    """One got lost, later ones did not."""

    def left(directory: Directory) -> list[Change]:
        if not directory.pending:
            return []
        lost = chance.randrange(len(directory.pending))
        return [c for place, c in enumerate(directory.pending) if place != lost]

    return left


def ways_to_lose(chance: random.Random) -> list[Surviving]:
    """What may be left at one moment: the extremes, then chance."""
    random_names = (some_changes(chance), first_changes(chance), all_but_one(chance))
    return [
        (all_bytes, all_changes),  # the process was killed, the power stayed
        (lasting_bytes, no_changes),
        (lasting_bytes, all_changes),
        (zeros, all_changes),
        (torn(chance), all_changes),
        (blockwise(chance), all_changes),
        (all_bytes, no_changes),
        (all_bytes, some_changes(chance)),
        (all_bytes, all_but_one(chance)),
        *((mixed(chance), names) for names in random_names),
    ]
