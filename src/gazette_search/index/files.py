"""Writing so that it survives a power cut, and reading only what was vouched for."""

from __future__ import annotations

import errno
import hashlib
import os
from typing import TYPE_CHECKING

from gazette_search.errors import IndexDamagedError, IndexUnreadableError, system_reason
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from pathlib import Path

# Answers of the system by which a file is not what was written: gone, swept from a network drive, a
# directory or a link in its place. Whatever else the system refuses is no fault of the index.
_NOT_AS_WRITTEN = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ESTALE, errno.ENXIO}
)
CHUNK = 1 << 17  # an issue in one; a larger buffer would cost more to clear than to fill


def write_synced(path: Path, content: bytes) -> None:
    """Write a new file whole and force it to the disk; a link in its place is not followed."""
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def replace_atomically(path: Path, content: bytes) -> None:
    """Give `path` new content in one step: readers see the old or the new, never a part."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write_synced(aside, content)
        SYSTEM.rename_over(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    SYSTEM.sync_names(path.parent)


def refusal(place: str, problem: OSError) -> IndexDamagedError | IndexUnreadableError:
    """What it means that the system did not give a part of the index: damage, or its own trouble.

    Permission, descriptors, memory or a failing disk must never be told as damage: the remedy for
    that is to build the index anew.
    """
    if problem.errno in _NOT_AS_WRITTEN:
        return IndexDamagedError(place, f"读不出来（{system_reason(problem)}）")
    return IndexUnreadableError(place, problem)


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal; in pieces, so that a large file costs no memory."""
    checksum = hashlib.sha256()
    buffer = bytearray(CHUNK)
    view = memoryview(buffer)
    with path.open("rb", buffering=0) as stream:
        while size := stream.readinto(buffer):
            checksum.update(view[:size])
    return checksum.hexdigest()


def read_vouched(path: Path, sha256: str, place: str) -> bytes:
    """A whole file whose content must have that SHA-256.

    Raises:
        IndexDamagedError: When it is missing or different.
        IndexUnreadableError: When the system does not let it be read.
    """
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise refusal(place, problem) from problem
    if hashlib.sha256(content).hexdigest() != sha256:
        raise IndexDamagedError(place, "的内容与校验和不符")
    return content


def vouch(path: Path, sha256: str, place: str) -> None:
    """Check a file that something else is going to open.

    Raises:
        IndexDamagedError: When it is missing or different.
        IndexUnreadableError: When the system does not let it be read.
    """
    try:
        found = digest(path)
    except OSError as problem:
        raise refusal(place, problem) from problem
    if found != sha256:
        raise IndexDamagedError(place, "的内容与校验和不符")
