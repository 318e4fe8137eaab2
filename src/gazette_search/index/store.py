"""The document store of one issue: records end to end, each vouched for by its checksum.

A store is written once and never changed; generations share it by hard links.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, BinaryIO

from gazette_search.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path

Slot = tuple[int, int, int]  # offset, length in bytes, CRC-32


class StoreWriter:
    """Appends records to a file opened for writing and tells where each went."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._offset = 0

    def append(self, record: bytes) -> Slot:
        """Write one record.

        Returns:
            Its slot.
        """
        self._stream.write(record)
        slot = (self._offset, len(record), zlib.crc32(record))
        self._offset += len(record)
        return slot


def read_slot(path: Path, slot: Slot) -> bytes:
    """One record of a store.

    Raises:
        IndexDamagedError: When the store is gone, short, or its bytes are not those written.
    """
    offset, length, checksum = slot
    try:
        with path.open("rb", buffering=0) as stream:
            stream.seek(offset)
            record = stream.read(length)
    except OSError as problem:
        raise IndexDamagedError(path.name, f"读不出来（{problem.strerror}）") from problem
    if len(record) != length or zlib.crc32(record) != checksum:
        raise IndexDamagedError(path.name, "的内容与校验和不符")
    return record
