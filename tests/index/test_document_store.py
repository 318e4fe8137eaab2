from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.errors import IndexDamagedError
from gazette_search.index.document_store import StoreReader, StoreWriter

if TYPE_CHECKING:
    from pathlib import Path


@given(st.lists(st.binary(max_size=50), max_size=8))
def test_every_record_comes_back(
    tmp_path_factory: pytest.TempPathFactory, records: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("store") / "a"
    with path.open("wb") as stream:
        writer = StoreWriter(stream)
        slots = [writer.append(record) for record in records]
    reader = StoreReader(path.parent)
    assert [reader.read(path.name, slot) for slot in slots] == records


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Path, tuple[int, int, int]]:
    path = tmp_path / "store-of-an-issue"
    with path.open("wb") as stream:
        writer = StoreWriter(stream)
        writer.append("城市低保标准".encode())
        slot = writer.append("全市统一提高到每人每月600元".encode())
    return path, slot


def test_a_flipped_bit_is_noticed(stored: tuple[Path, tuple[int, int, int]]) -> None:
    path, slot = stored
    content = bytearray(path.read_bytes())
    content[slot[0] + 3] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexDamagedError, match="store-of-an-issue 的内容与校验和不符"):
        StoreReader(path.parent).read(path.name, slot)


def test_a_short_store_is_noticed(stored: tuple[Path, tuple[int, int, int]]) -> None:
    path, slot = stored
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamagedError, match="校验和不符"):
        StoreReader(path.parent).read(path.name, slot)


def test_a_missing_store_is_noticed(stored: tuple[Path, tuple[int, int, int]]) -> None:
    path, slot = stored
    path.unlink()
    with pytest.raises(IndexDamagedError, match="读不出来"):
        StoreReader(path.parent).read(path.name, slot)
