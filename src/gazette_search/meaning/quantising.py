"""Vectors made small: one byte a dimension to compare exactly enough, one bit to choose by.

The vectors of a language model lie in a narrow cone (the mean of 2,300 blocks of gazettes has the
length 0.94), so nearly all signs are alike until the mean is taken off. What is kept is what a
vector has apart from the mean, and its product with the mean, from which the cosine follows:
q·v = (q − m)·(v − m) + q·m + v·m − m·m.

Measured on 175 questions over 2,349 blocks, share of the true twenty nearest: bytes alone 0.98;
the best 200 by bits hold 0.47 without taking the mean off, 0.89 with, 0.94 with the query in five
steps instead of two. A mean of 50 blocks does as well as that of all (0.88 against 0.89).
"""

from __future__ import annotations

from array import array
from math import sqrt
from operator import mul
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HEAD = Struct("<ff")  # the size of a step, and the product with the mean
_LARGEST = 127  # of a signed byte
# A component of the query below this share of the usual says nothing about the sign of the other
# vector, one above that says twice as much as the rest.
_SLIGHT, _STRONG = 0.3, 0.9
_IS_POSITIVE = bytes(ord("0") + (0 < byte < 128) for byte in range(256))


class QueryVector(NamedTuple):
    """A query's vector, ready to be compared.

    Attributes:
        apart: What it has apart from the mean.
        length: Of that.
        common: The mean's product with itself.
        offset: Its product with the mean less the mean's with itself.
        steps: Each component of `apart` in five steps, -2 to 2.
    """

    apart: Sequence[float]
    length: float
    common: float
    offset: float
    steps: tuple[int, ...]


class Likeness(NamedTuple):
    """How like two vectors are.

    Attributes:
        cosine: Of the vectors. Orders well, but its level is the model's: 0.8 to 0.95 here.
        closeness: Cosine of what they have apart from the mean: 0 for texts that have nothing in
            common, whatever the model. Orders worse (nDCG@10 of .857 falls to .814).
    """

    cosine: float
    closeness: float


@dataclass(frozen=True, slots=True)
class Quantizer:
    """Makes vectors of one model small.

    Attributes:
        mean: What all of them have in common.
    """

    mean: Sequence[float]

    @property
    def row_size(self) -> int:
        """Bytes of a vector."""
        return _HEAD.size + len(self.mean)

    @property
    def signs_size(self) -> int:
        """Bytes of its signs."""
        return -(-len(self.mean) // 8)

    def row(self, vector: Sequence[float]) -> bytes:
        """A vector of length one as bytes."""
        apart = self._apart(vector)
        step = max(map(abs, apart), default=0.0) / _LARGEST or 1.0
        steps = array("b", (round(component / step) for component in apart))
        return _HEAD.pack(step, _product(vector, self.mean)) + steps.tobytes()

    def signs(self, row: bytes) -> bytes:
        """One bit a dimension, the first in the lowest bit of the first byte."""
        digits = row[: _HEAD.size - 1 : -1].translate(_IS_POSITIVE)
        return int(digits or b"0", 2).to_bytes(self.signs_size, "little")

    def question(self, vector: Sequence[float]) -> QueryVector:
        """A query of length one, ready to be compared."""
        apart = self._apart(vector)
        length = sqrt(_product(apart, apart))
        usual = length / sqrt(len(apart) or 1)
        common = _product(self.mean, self.mean)
        offset = _product(vector, self.mean) - common
        steps = tuple(_in_steps(component, usual) for component in apart)
        return QueryVector(apart, length, common, offset, steps)

    def _apart(self, vector: Sequence[float]) -> list[float]:
        return [component - usual for component, usual in zip(vector, self.mean, strict=True)]


def compare_vectors(question: QueryVector, row: bytes) -> Likeness:
    """How like a query and a vector are."""
    step, along = _HEAD.unpack_from(row)
    product = step * _product(question.apart, memoryview(row)[_HEAD.size :].cast("b"))
    length = sqrt(max(0.0, 1 - 2 * along + question.common))  # of v − m, as v has length 1
    return Likeness(product + question.offset + along, product / (question.length * length or 1.0))


def mean_of(vectors: Iterable[Sequence[float]]) -> array[float]:
    """The mean of vectors of the same length."""
    columns = zip(*vectors, strict=True)
    return array("f", (sum(column) / len(column) for column in columns))


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    product: float = sum(map(mul, one, other))
    return product


def _in_steps(component: float, usual: float) -> int:
    size = abs(component)
    steps = (size > _SLIGHT * usual) + (size > _STRONG * usual)
    return steps if component > 0 else -steps
