from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import IndexDamagedError
from gazette_search.index.catalog import CATALOG
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.verification import STAMPS, verify
from gazette_search.workflows.indexing import bring_up_to_date
from small_homes import notice, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.manifest import Manifest

pytestmark = pytest.mark.usefixtures("one_dictionary")


@pytest.fixture
def built(tmp_path: Path) -> tuple[IndexDirectory, Manifest]:
    home = small_home(tmp_path, notice(1, "冬季供热"))
    bring_up_to_date(home)
    directory = IndexDirectory(home.index)
    manifest = directory.current()
    assert manifest
    return directory, manifest


def spoil(path: Path, *, secretly: bool) -> None:
    """Change a byte; secretly, the time of it is as before."""
    before = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    if secretly:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def every_file(directory: IndexDirectory, manifest: Manifest) -> list[Path]:
    return [directory.path / manifest.generation / path for path, _ in manifest.files]


def test_a_whole_generation_passes_either_way(built: tuple[IndexDirectory, Manifest]) -> None:
    verify(*built)
    verify(*built, trust_stamps=True)


def test_every_changed_file_is_found_by_its_stamp(built: tuple[IndexDirectory, Manifest]) -> None:
    for path in every_file(*built):
        content = path.read_bytes()
        spoil(path, secretly=False)
        with pytest.raises(IndexDamagedError):
            verify(*built, trust_stamps=True)
        path.write_bytes(content)  # the bytes count, not the stamp
        verify(*built, trust_stamps=True)


def test_a_secret_change_is_found_by_hashing(built: tuple[IndexDirectory, Manifest]) -> None:
    for path in every_file(*built):
        content = path.read_bytes()
        spoil(path, secretly=True)
        with pytest.raises(IndexDamagedError):
            verify(*built)
        path.write_bytes(content)


@pytest.mark.parametrize("name", [CATALOG, STAMPS])
def test_a_missing_file_is_named(built: tuple[IndexDirectory, Manifest], name: str) -> None:
    directory, manifest = built
    (directory.path / manifest.generation / name).unlink()
    with pytest.raises(IndexDamagedError, match=name):
        verify(directory, manifest, trust_stamps=True)


def test_an_index_that_was_copied_is_hashed_and_passes(
    built: tuple[IndexDirectory, Manifest],
) -> None:
    for path in every_file(*built):
        os.utime(path, ns=(0, 0))
    verify(*built, trust_stamps=True)
