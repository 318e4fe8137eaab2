"""Checking a whole generation, before anything of it is built upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.index.files import vouch

if TYPE_CHECKING:
    from gazette_search.index.generations import IndexDirectory
    from gazette_search.index.manifest import Manifest


def verify(directory: IndexDirectory, manifest: Manifest) -> None:
    """Compare every file of a generation with its manifest.

    Raises:
        IndexDamagedError: Naming the first file that is missing or different.
    """
    for path, sha256 in manifest.files:
        vouch(directory.path / manifest.generation / path, sha256, path)
