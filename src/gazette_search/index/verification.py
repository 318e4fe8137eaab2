"""Checking a whole generation, before anything of it is built upon."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from gazette_search.errors import IndexDamagedError
from gazette_search.index.files import read_vouched, vouch, write_synced

if TYPE_CHECKING:
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
