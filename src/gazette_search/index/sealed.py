"""Files too large to be hashed for every search: checked piece by piece as they are read.

When a segment is finished, the CRC-32 of every block of its files goes into one small file, which
the manifest vouches for. Reading verifies each block the first time it is touched. So opening costs
the same at every size, and still no byte is interpreted that is not the byte that was written.
"""

from __future__ import annotations

import json
import os
import zlib
from typing import TYPE_CHECKING

from gazette_search.errors import IndexDamagedError
from gazette_search.index.files import refusal
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SEAL = "checksums.json"
# A block costs its checksum once; a term is looked up in about seventeen places of a large file.
BLOCK = 1 << 15


def seal(directory: Path) -> None:
    """Write down the checksums of all files of a finished segment."""
    record = {path.name: _checksums(path) for path in sorted(directory.iterdir())}
    (directory / SEAL).write_text(json.dumps(record, separators=(",", ":")), encoding="utf-8")


def _checksums(path: Path) -> list[int]:
    """Size of a file, then the CRC-32 of each block."""
    with path.open("rb") as stream:
        sums = [zlib.crc32(block) for block in iter(lambda: stream.read(BLOCK), b"")]
    return [path.stat().st_size, *sums]


def read_seal(content: bytes) -> dict[str, list[int]]:
    """The checksums that `seal` wrote, by file name.

    Raises:
        IndexDamagedError: When it is no such file.
    """
    try:
        record: dict[str, list[int]] = json.loads(content)
    except ValueError as problem:
        raise IndexDamagedError(SEAL, "不是有效的校验和") from problem
    return record


class SealedFile:
    """A file that never gives a byte of a block before the whole block was verified.

    Attributes:
        size: In bytes.
    """

    def __init__(self, path: Path, sums: Sequence[int] | None) -> None:
        """Open a file.

        Args:
            path: The file.
            sums: Its size and checksums; None when the seal does not know it.

        Raises:
            IndexDamagedError: When it is missing or not as large as it was.
            IndexUnreadableError: When the system does not let it be read.
        """
        self._path = path
        self._descriptor = -1
        if not sums:
            raise IndexDamagedError(path.name, "不属于这份索引")
        self.size, *self._sums = sums
        self._verified: set[int] = set()
        try:
            self._descriptor = os.open(path, SYSTEM.reading)
            written = os.fstat(self._descriptor).st_size
        except OSError as problem:
            raise refusal(path.name, problem) from problem
        if written != self.size:
            self.close()
            raise IndexDamagedError(path.name, "的大小与写入时不同")

    def read(self, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`, as they were written.

        Raises:
            IndexDamagedError: When they are not, or the file has no such bytes.
        """
        if not 0 <= start <= end <= self.size:
            raise IndexDamagedError(self._path.name, "的内容读不下去")
        for block in range(start // BLOCK, -(-end // BLOCK)):
            if block not in self._verified:
                self._verify(block)
        return SYSTEM.read_at(self._descriptor, end - start, start)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:
        """Let go of it in any case."""
        self.close()

    def _verify(self, block: int) -> None:
        content = SYSTEM.read_at(self._descriptor, BLOCK, block * BLOCK)
        if zlib.crc32(content) != self._sums[block]:
            raise IndexDamagedError(self._path.name, "的内容与校验和不符")
        self._verified.add(block)
