"""The document store of one issue: records end to end, each vouched for by its checksum.

A store is written once and never changed; generations share it by hard links.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING, BinaryIO

from gazette_search.errors import IndexDamagedError
from gazette_search.index.files import refusal
from gazette_search.system import SYSTEM

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


class StoreReader:
    """Reads records of the stores below a directory.

    The store that was read last stays open: documents are mostly read as they were printed, and
    opening a file takes as long as reading two records.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._store = ""
        self._descriptor = -1

    def read(self, store: str, slot: Slot) -> bytes:
        """One record.

        Args:
            store: Path of the store below the directory.
            slot: Where it stands.

        Raises:
            IndexDamagedError: When the store is gone, short, or its bytes are not those written.
            IndexUnreadableError: When the system does not let it be read.
        """
        offset, length, checksum = slot
        try:
            if store != self._store:
                self.close()
                self._descriptor = os.open(self._root / store, SYSTEM.reading)
                self._store = store
            record = SYSTEM.read_at(self._descriptor, length, offset)
        except OSError as problem:
            raise refusal(store, problem) from problem
        if len(record) != length or zlib.crc32(record) != checksum:
            raise IndexDamagedError(store, "的内容与校验和不符")
        return record

    def close(self) -> None:
        """Let go of the store that is open."""
        if self._store:
            os.close(self._descriptor)
        self._store = ""

    def __del__(self) -> None:
        """Let go of it in any case."""
        self.close()
