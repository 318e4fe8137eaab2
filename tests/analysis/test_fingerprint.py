from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.analysis.fingerprint import fingerprint, fingerprint_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    names = ("normalizer.py", "units.py", "dict.txt")
    for name in names:
        (tmp_path / name).write_text(f"{name}\n", encoding="utf-8")
    return [tmp_path / name for name in names]


def test_is_the_same_every_time() -> None:
    assert fingerprint() == fingerprint()


@pytest.mark.parametrize("which", [0, 1, 2])
def test_differs_when_a_file_differs(files: list[Path], which: int) -> None:
    before = fingerprint_of(files[:2], files[2])
    files[which].write_text("# 部門 is 部门 now\n", encoding="utf-8")
    assert fingerprint_of(files[:2], files[2]) != before


def test_a_missing_file_is_an_error(files: list[Path]) -> None:
    files[0].unlink()
    with pytest.raises(FileNotFoundError):
        fingerprint_of(files[:2], files[2])
