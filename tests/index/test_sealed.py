from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.errors import IndexDamagedError
from gazette_search.index.sealed import BLOCK, SEAL, open_sealed, read_seal, seal

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = bytes(range(256)) * (3 * BLOCK // 256) + b"end"


@pytest.fixture
def segment(tmp_path: Path) -> Path:
    (tmp_path / "MAIN.pst").write_bytes(CONTENT)
    (tmp_path / "MAIN.trm").write_bytes(b"")
    seal(tmp_path)
    return tmp_path


def sums(segment: Path) -> dict[str, list[int]]:
    return read_seal((segment / SEAL).read_bytes())


def test_what_was_sealed_reads_as_it_was(segment: Path) -> None:
    with open_sealed(segment / "MAIN.pst", sums(segment)["MAIN.pst"]) as stream:
        assert stream.read() == CONTENT
    with open_sealed(segment / "MAIN.trm", sums(segment)["MAIN.trm"]) as stream:
        assert stream.read() == b""


@given(st.integers(0, len(CONTENT)), st.integers(0, 2 * BLOCK))
def test_any_piece_reads_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, start: int, size: int
) -> None:
    directory = tmp_path_factory.mktemp("segment")
    (directory / "a").write_bytes(CONTENT)
    seal(directory)
    with open_sealed(directory / "a", sums(directory)["a"]) as stream:
        stream.seek(start)
        assert stream.read(size) == CONTENT[start : start + size]


@pytest.mark.parametrize("place", [0, 1, BLOCK - 1, BLOCK, 2 * BLOCK + 7, len(CONTENT) - 1])
def test_a_flipped_bit_is_noticed_when_its_block_is_read(segment: Path, place: int) -> None:
    damaged = bytearray(CONTENT)
    damaged[place] ^= 4
    (segment / "MAIN.pst").write_bytes(damaged)
    with (
        open_sealed(segment / "MAIN.pst", sums(segment)["MAIN.pst"]) as stream,
        pytest.raises(IndexDamagedError, match=r"MAIN\.pst 的内容与校验和不符"),
    ):
        stream.read()


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], CONTENT + b"x"])
def test_another_size_is_noticed_at_once(segment: Path, content: bytes) -> None:
    (segment / "MAIN.pst").write_bytes(content)
    with pytest.raises(IndexDamagedError, match="大小与写入时不同"):
        open_sealed(segment / "MAIN.pst", sums(segment)["MAIN.pst"])


def test_a_missing_file_is_named(segment: Path) -> None:
    (segment / "MAIN.pst").unlink()
    with pytest.raises(IndexDamagedError, match=r"MAIN\.pst 读不出来"):
        open_sealed(segment / "MAIN.pst", [len(CONTENT)])


def test_a_file_that_was_not_sealed_is_refused(segment: Path) -> None:
    with pytest.raises(IndexDamagedError, match="不属于这份索引"):
        open_sealed(segment / "other", None)


def test_what_is_no_seal_is_damage() -> None:
    with pytest.raises(IndexDamagedError, match="不是有效的校验和"):
        read_seal(b"{")
