"""The log of vectors: one file a model, only ever appended to, shared by all generations.

Making a vector takes thousands of times as long as reading it, so what was made is never lost: not
by a kill (a record torn by it is recognised by its checksum and written over), not by a rebuild of
the index, not when an issue changes (equal texts have equal keys). A generation names records by
their number; records that a generation names are never written again.

The file is a line of JSON with the model and what its vectors have in common, then records of one
size: key, row, CRC-32 of both.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from array import array
from binascii import a2b_base64, b2a_base64
from contextlib import contextmanager
from struct import Struct
from sys import byteorder
from typing import TYPE_CHECKING, Any

from gazette_search.errors import (
    EmbedderError,
    IndexDamagedError,
    OutputFileError,
    VectorsDamagedError,
)
from gazette_search.index.files import replace_atomically
from gazette_search.index.generations import LOCK, acquire
from gazette_search.meaning.quantising import Quantizer
from gazette_search.meaning.stretches import KEY_SIZE
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DIRECTORY = "vectors"
LOG_FORMAT = 1
_CHECKSUM = Struct("<I")
_AT_ONCE = 1024  # records read together
_HEADER_LIMIT = 1 << 17  # bytes; a model of 4,096 dimensions needs 22,000


def log_path(index: Path, model: str) -> Path:
    """The log of a model: a readable name, made distinct by a checksum of the whole one."""
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", model).strip("-.")[:48]
    mark = zlib.crc32(model.encode("utf-8", "surrogatepass"))
    return index / DIRECTORY / f"{readable}-{mark:08x}"


def all_logs(index: Path) -> list[Path]:
    """The logs of every model, by name."""
    return sorted((index / DIRECTORY).glob("[!.]*"))


class VectorLog:
    """A log open for reading.

    Attributes:
        path: The file.
        model: Whose vectors these are.
        quantizer: Reads them.
    """

    def __init__(self, path: Path) -> None:
        """Reads the header only.

        Raises:
            IndexDamagedError: When there is no such log or it is none.
        """
        self.path = path
        try:
            self._descriptor = os.open(path, SYSTEM.reading_here)
        except OSError as problem:
            raise IndexDamagedError(self.place, f"读不出来（{problem.strerror}）") from problem
        self.model, self.quantizer, self._start = _read_header(self._descriptor, self.place)
        self._stride = KEY_SIZE + self.quantizer.row_size + _CHECKSUM.size

    @property
    def place(self) -> str:
        """Its name in messages."""
        return f"{DIRECTORY}/{self.path.name}"

    def __len__(self) -> int:
        size = os.fstat(self._descriptor).st_size
        return max(0, size - self._start) // self._stride

    @property
    def end(self) -> int:
        """Bytes up to the end of the last record."""
        return self._start + len(self) * self._stride

    def row(self, number: int, key: bytes) -> bytes:
        """The row of a record.

        Args:
            number: Of the record.
            key: Of the text that it must belong to.

        Raises:
            IndexDamagedError: When the record is not whole or another one.
        """
        record = SYSTEM.read_at(self._descriptor, self._stride, self._start + number * self._stride)
        if not self._whole(record) or not record.startswith(key):
            raise IndexDamagedError(self.place, "的内容与校验和不符")
        return record[KEY_SIZE : -_CHECKSUM.size]

    def records(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Number, key and row of every record that is whole."""
        for first in range(0, len(self), _AT_ONCE):
            at = self._start + first * self._stride
            records = SYSTEM.read_at(self._descriptor, _AT_ONCE * self._stride, at)
            for place in range(len(records) // self._stride):
                record = records[place * self._stride : (place + 1) * self._stride]
                if self._whole(record):
                    yield first + place, record[:KEY_SIZE], record[KEY_SIZE : -_CHECKSUM.size]

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def _whole(self, record: bytes) -> bool:
        content, checksum = record[: -_CHECKSUM.size], record[-_CHECKSUM.size :]
        return len(record) == self._stride and _CHECKSUM.pack(zlib.crc32(content)) == checksum


class VectorWriter:
    """Appends to a log; only while holding `embedding_lock`."""

    def __init__(self, path: Path) -> None:
        """Opens a log that exists, without what a writer that died left unfinished.

        Raises:
            IndexDamagedError: When it is no log.
        """
        self._log = log = VectorLog(path)
        self._descriptor = os.open(path, SYSTEM.appending)
        os.ftruncate(self._descriptor, log.end)
        os.lseek(self._descriptor, 0, os.SEEK_END)

    def append(self, key: bytes, vector: Sequence[float]) -> None:
        """Add one vector.

        Raises:
            EmbedderError: When it has not the dimensions of the others.
        """
        quantizer = self._log.quantizer
        if len(vector) != len(quantizer.mean):
            raise EmbedderError(
                f"模型 {self._log.model} 给出 {len(vector)} 维的向量，"
                f"已有的是 {len(quantizer.mean)} 维。请给它另起一个名字"
            )
        content = key + quantizer.row(vector)
        os.write(self._descriptor, content + _CHECKSUM.pack(zlib.crc32(content)))

    def close(self) -> None:
        """Force what was added to the disk and let go of the file."""
        try:
            os.fsync(self._descriptor)
        finally:
            os.close(self._descriptor)
            self._log.close()


def create_log(path: Path, model: str, mean: Sequence[float]) -> None:
    """An empty log, there in one step; only while holding `embedding_lock`."""
    header = {
        "format": LOG_FORMAT,
        "model": model,
        "dimensions": len(mean),
        "mean": b2a_base64(_little_endian(array("f", mean)), newline=False).decode(),
    }
    line = json.dumps(header, ensure_ascii=False).encode("utf-8", "surrogatepass")
    replace_atomically(path, line + b" %08x\n" % zlib.crc32(line))


@contextmanager
def embedding_lock(index: Path) -> Iterator[None]:
    """Be the only one that adds vectors, for the time of a `with` block; readers need no lock.

    Raises:
        IndexLockedError: When another process is at it.
        OutputFileError: When the directory cannot be written to.
    """
    directory = index / DIRECTORY
    try:
        directory.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(directory / f".{LOCK}", SYSTEM.locking, 0o666)
    except OSError as problem:
        raise OutputFileError(str(directory), f"写不进去（{problem.strerror}）") from problem
    try:
        acquire(descriptor, 0.0)
        os.ftruncate(descriptor, 0)
        SYSTEM.write_at(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _read_header(descriptor: int, place: str) -> tuple[str, Quantizer, int]:
    """Model, quantizer and where the records begin."""
    line, _, _ = SYSTEM.read_at(descriptor, _HEADER_LIMIT, 0).partition(b"\n")
    try:
        model, mean = _header(line)
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise VectorsDamagedError(place) from problem
    return model, Quantizer(mean), len(line) + 1


def _header(line: bytes) -> tuple[str, array[float]]:
    content, checksum = line[:-9], line[-8:]
    header: dict[str, Any] = json.loads(content)
    mean = array("f", a2b_base64(header["mean"]))
    if byteorder == "big":
        mean.byteswap()
    if int(checksum, 16) != zlib.crc32(content) or header["format"] != LOG_FORMAT:
        raise ValueError(line)
    return str(header["model"]), mean


def _little_endian(numbers: array[float]) -> bytes:
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()
