"""Checking a whole generation: before anything of it is built upon, or because somebody asks."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

from gazette_search.errors import IndexDamagedError
from gazette_search.index.files import digest, read_vouched, vouch, write_synced
from gazette_search.index.manifest import MANIFEST, MANIFEST_SUM, sum_of
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette_search.index.generations import IndexDirectory
    from gazette_search.index.manifest import Manifest

STAMPS = "stamps.json"


def write_stamps(root: Path) -> None:
    """Note size and modification time of every file of a generation, all of them finished."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    stamps = {path.relative_to(root).as_posix(): _stamp(path) for path in files}
    write_synced(root / STAMPS, json.dumps(stamps, separators=(",", ":")).encode())


def verify(directory: IndexDirectory, manifest: Manifest, *, trust_stamps: bool = False) -> None:
    """Compare every file of a generation with its manifest.

    Args:
        directory: The index.
        manifest: Of the generation.
        trust_stamps: Whether a file as large and as old as it was counts as unchanged. Hashing the
            300 MB of 4,400 documents takes 0.27 s, asking for their stamps 0.02 s; what a disk
            loses without a trace is found by whoever reads it, each record and block having a
            checksum of its own.

    Raises:
        IndexDamagedError: Naming the first file that is missing or different.
    """
    root = directory.path / manifest.generation
    digests = dict(manifest.files)
    stamps = _read_stamps(root, digests) if trust_stamps else {}
    for path, sha256 in digests.items():
        if path not in stamps or stamps[path] != _stamp(f"{root}/{path}"):
            vouch(root / path, sha256, path)


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of the index that is not what was written."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What reading every byte of a generation gave.

    Attributes:
        generation: Its name.
        updated: When it was made, UTC, ISO 8601.
        files: How many files it has, manifest included.
        size: Bytes in them.
        damages: Those that are missing or different, by name.
    """

    generation: str
    updated: str
    files: int
    size: int
    damages: tuple[Damage, ...] = ()


def examine(
    directory: IndexDirectory,
    manifest: Manifest,
    on_progress: Callable[[str, int, int], None] | None = None,
) -> Examination:
    """Read every byte of a generation and compare it with what was written.

    Stamps are not trusted: this finds what a disk lost without a trace in files that no search
    reads, and that updates carry on by hard links.

    Args:
        directory: The index.
        manifest: Of the generation, which `CURRENT` vouched for.
        on_progress: Told (stage, done, total).

    Raises:
        IndexUnreadableError: When the system does not let a file be read.
    """
    root = directory.path / manifest.generation
    own_sum = sum_of(digest(root / MANIFEST))
    digests = (*manifest.files, (MANIFEST_SUM, hashlib.sha256(own_sum).hexdigest()))
    damages, size = [], (root / MANIFEST).stat().st_size
    for done, (path, sha256) in enumerate(digests):
        if on_progress:
            on_progress("核对", done, len(digests))
        try:
            vouch(root / path, sha256, path)
            size += (root / path).stat().st_size
        except IndexDamagedError as problem:
            damages.append(Damage(problem.place, problem.reason))
    files = len(digests) + 1
    return Examination(manifest.generation, manifest.updated, files, size, tuple(damages))


def _stamp(path: str | Path) -> list[int]:
    """Size in bytes and modification time in nanoseconds; nothing when it is gone."""
    try:
        status = os.stat(path)  # noqa: PTH116 -- a thousand times, and a Path takes three times as long
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def _read_stamps(root: Path, digests: dict[str, str]) -> dict[str, Any]:
    stamps = json.loads(read_vouched(root / STAMPS, digests.get(STAMPS, ""), STAMPS))
    if not isinstance(stamps, dict):
        raise IndexDamagedError(STAMPS, "读不懂")
    return stamps
