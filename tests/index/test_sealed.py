from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.errors import IndexDamagedError
from gazette_search.index.sealed import BLOCK, SEAL, SealedFile, read_seal, seal

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = bytes(range(256)) * (3 * BLOCK // 256) + b"end"


@pytest.fixture
def segment(tmp_path: Path) -> Path:
    (tmp_path / "postings").write_bytes(CONTENT)
    (tmp_path / "terms").write_bytes(b"")
    seal(tmp_path)
    return tmp_path


def sums(segment: Path) -> dict[str, list[int]]:
    return read_seal((segment / SEAL).read_bytes())


def opened(segment: Path, name: str) -> SealedFile:
    return SealedFile(segment / name, sums(segment)[name])


def test_what_was_sealed_reads_as_it_was(segment: Path) -> None:
    assert opened(segment, "postings").read(0, len(CONTENT)) == CONTENT
    empty = opened(segment, "terms")
    assert (empty.size, empty.read(0, 0)) == (0, b"")


@given(st.integers(0, len(CONTENT)), st.integers(0, 2 * BLOCK))
def test_any_piece_reads_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, start: int, size: int
) -> None:
    directory = tmp_path_factory.mktemp("segment")
    (directory / "a").write_bytes(CONTENT)
    seal(directory)
    end = min(start + size, len(CONTENT))
    assert opened(directory, "a").read(start, end) == CONTENT[start:end]


@pytest.mark.parametrize("place", [0, 1, BLOCK - 1, BLOCK, 2 * BLOCK + 7, len(CONTENT) - 1])
def test_a_flipped_bit_is_noticed_when_its_block_is_read(segment: Path, place: int) -> None:
    damaged = bytearray(CONTENT)
    damaged[place] ^= 4
    (segment / "postings").write_bytes(damaged)
    file = opened(segment, "postings")
    for start in range(0, len(CONTENT), BLOCK):
        if start <= place < start + BLOCK:
            with pytest.raises(IndexDamagedError, match="postings 的内容与校验和不符"):
                file.read(start, start + 1)
        else:
            assert file.read(start, start + 1) == CONTENT[start : start + 1]


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3), (0, len(CONTENT) + 1)])
def test_a_place_that_the_file_has_not_is_damage(segment: Path, start: int, end: int) -> None:
    with pytest.raises(IndexDamagedError, match="postings 的内容读不下去"):
        opened(segment, "postings").read(start, end)


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], CONTENT + b"x"])
def test_another_size_is_noticed_at_once(segment: Path, content: bytes) -> None:
    (segment / "postings").write_bytes(content)
    with pytest.raises(IndexDamagedError, match="大小与写入时不同"):
        opened(segment, "postings")


def test_a_missing_file_is_named(segment: Path) -> None:
    (segment / "postings").unlink()
    with pytest.raises(IndexDamagedError, match="postings 读不出来"):
        SealedFile(segment / "postings", [len(CONTENT)])


@pytest.mark.parametrize("nothing", [None, []])
def test_a_file_that_was_not_sealed_is_refused(segment: Path, nothing: list[int] | None) -> None:
    with pytest.raises(IndexDamagedError, match="不属于这份索引"):
        SealedFile(segment / "other", nothing)


def test_what_is_no_seal_is_damage() -> None:
    with pytest.raises(IndexDamagedError, match="不是有效的校验和"):
        read_seal(b"{")
