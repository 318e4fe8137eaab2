"""Units of search text: the smallest pieces that a search can tell apart.

A number or a Latin word is one unit, so that 3 is not found in 13 and 5% not in 5; every other
character is a unit of its own, so that any run of Han characters can be found.
"""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# 2020, 5g, 5.2.1, 3.5%: the normaliser leaves "." only between digits, % and ‰ only after one.
ASCII_UNIT = r"[0-9a-z]+(?:\.[0-9][0-9a-z]*)*[%‰]?"
_UNIT = re.compile(rf"{ASCII_UNIT}|[^ \n]")
_ASCII = re.compile(r"[\0-\x7f]")


def units(text: str) -> list[str]:
    """The units of a search text, in order; line ends and spaces are none."""
    return _UNIT.findall(text)


def unit_spans(text: str) -> list[tuple[int, int]]:
    """Where the units of a search text stand: (start, end)."""
    return [match.span() for match in _UNIT.finditer(text)]


def pairs(text: str) -> Iterator[str]:
    """Every two adjacent units of a search text as one index term; none goes across a line end."""
    for row in text.split("\n"):
        yield from _pairs_of(row, _units_of(row))


def grams(text: str) -> Iterator[str]:
    """All index terms of a search text: its units and its pairs, each as often as it occurs."""
    for row in text.split("\n"):
        parts = _units_of(row)
        yield from parts
        yield from _pairs_of(row, parts)


def parted_at_last(text: str) -> tuple[str, str]:
    """A text without the Latin word or number that it ends with, and that, which may be empty."""
    last = units(text)[-1] if text[-1:].isascii() and text else ""
    return text[: len(text) - len(last)], last


def _units_of(row: str) -> Sequence[str]:
    """The units of a row; those of one that is all Han are its characters."""
    return _UNIT.findall(row) if _ASCII.search(row) else row


def _pairs_of(row: str, parts: Sequence[str]) -> Iterator[str]:
    if parts is row:
        return map(add, row, row[1:])
    return map(_pair, parts, parts[1:])


def _pair(left: str, right: str) -> str:
    """Written as in the search text: 年3, but 2017 2020; 30%40% is written apart as well."""
    return f"{left} {right}" if left[0].isascii() and right[0].isascii() else left + right
