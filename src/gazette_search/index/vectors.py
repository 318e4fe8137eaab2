"""The vectors of one generation: which stretches of which documents are near to a query.

The file says for every stretch of every document where it stands, the key of its text and its
record in the log; the signs of all vectors lie in it as planes. So the choice of the nearest needs
this file alone, and only the few chosen are read from the log.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from sys import byteorder
from typing import TYPE_CHECKING, Any, NamedTuple

from gazette_search.errors import IndexDamagedError
from gazette_search.meaning.planes import nearest
from gazette_search.meaning.quantising import Likeness, compare_vectors
from gazette_search.meaning.stretches import KEY_SIZE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gazette_search.index.vector_log import VectorLog

VECTOR_FORMAT = 1
WAITING = 0xFFFFFFFF  # in place of a record's number
# The order among so many is exact; they hold 0.94 of the true twenty nearest (see quantising).
CHOSEN = 200


class StretchPlace(NamedTuple):
    """A stretch without its text."""

    block: int
    start: int
    end: int
    key: bytes


class NearStretch(NamedTuple):
    """A stretch that is near to a query.

    Attributes:
        ordinal: Its document.
        likeness: Of the two vectors.
    """

    likeness: Likeness
    ordinal: int
    block: int
    start: int
    end: int


class Vectors:
    """The vectors of one generation and one model."""

    def __init__(self, content: bytes, log: VectorLog, place: str) -> None:
        """Reads the columns; the planes when they are needed.

        Args:
            content: Of the file, vouched for.
            log: That it names.
            place: Its name in messages.

        Raises:
            IndexDamagedError: When it is no such file or of another log.
        """
        self.log = log
        line, _, body = content.partition(b"\n")
        try:
            header: dict[str, Any] = json.loads(line)
            documents, count = int(header["documents"]), int(header["stretches"])
            known = header["format"] == VECTOR_FORMAT and header["log"] == log.path.name
        except (ValueError, KeyError, TypeError) as problem:
            raise IndexDamagedError(place, "不是有效的向量文件") from problem
        self._view = memoryview(body)
        self._plane_size = -(-count // 8)
        sizes = [4 * (documents + 1), *[4 * count] * 4, KEY_SIZE * count]
        ends = list(accumulate(sizes))
        planes = 1 + 8 * log.quantizer.signs_size
        if not known or len(body) != ends[-1] + planes * self._plane_size:
            raise IndexDamagedError(place, "不是有效的向量文件")
        columns = [self._view[end - size : end] for size, end in zip(sizes, ends, strict=True)]
        self._first, self._blocks, self._starts, self._ends, self._records = map(
            _integers, columns[:-1]
        )
        self._keys = ends[-2]
        self._planes = ends[-1]

    def close(self) -> None:
        """Let go of the log."""
        self.log.close()

    def __len__(self) -> int:
        """Stretches that have a vector."""
        return self._held.bit_count()

    @property
    def waiting(self) -> int:
        """Stretches that have none yet."""
        return len(self._blocks) - len(self)

    def places(self, ordinal: int) -> list[StretchPlace]:
        """The stretches of a document."""
        return [
            StretchPlace(self._blocks[n], self._starts[n], self._ends[n], self._key(n))
            for n in range(self._first[ordinal], self._first[ordinal + 1])
        ]

    def nearest(
        self, vector: Sequence[float], documents: Collection[int] | None
    ) -> list[NearStretch]:
        """The stretches nearest to a query, the nearest first; ties in the order of the documents.

        Args:
            vector: Of the query.
            documents: Ordinals to look among; None for all.

        Raises:
            IndexDamagedError: When a record of the log is not what was written.
        """
        quantizer = self.log.quantizer
        question = quantizer.question(vector)
        chosen = nearest(self._plane, question.steps, self._among(documents), CHOSEN)
        found = []
        for n in chosen:
            row = self.log.row(self._records[n], self._key(n))
            place = (self._document(n), self._blocks[n], self._starts[n], self._ends[n])
            found.append(NearStretch(compare_vectors(question, row), *place))
        return sorted(found, key=lambda near: (-near.likeness.cosine, *near[1:]))

    @cached_property
    def _held(self) -> int:
        """The stretches that have a vector, a bit each."""
        return self._bits(0)

    def _plane(self, dimension: int) -> int:
        return self._bits(1 + dimension)

    def _bits(self, number: int) -> int:
        at = self._planes + number * self._plane_size
        return int.from_bytes(self._view[at : at + self._plane_size], "little")

    def _key(self, n: int) -> bytes:
        return bytes(self._view[self._keys + n * KEY_SIZE : self._keys + (n + 1) * KEY_SIZE])

    def _document(self, n: int) -> int:
        return bisect_right(self._first, n) - 1

    def _among(self, documents: Collection[int] | None) -> int:
        """The stretches of some documents that have a vector."""
        if documents is None:
            return self._held
        digits = [
            ("1" if ordinal in documents else "0") * (end - start)
            for ordinal, (start, end) in enumerate(pairwise(self._first))
        ]
        return self._held & int("".join(digits)[::-1] or "0", 2)


def _integers(column: memoryview) -> array[int]:
    numbers = array("I")
    numbers.frombytes(column)
    if byteorder == "big":
        numbers.byteswap()
    return numbers
