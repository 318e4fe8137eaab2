"""How alike two names or texts are: pairs of neighbouring characters, and characters in order."""

from __future__ import annotations

from itertools import pairwise
from os.path import commonprefix
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet


def bigrams(text: str) -> Iterator[str]:
    """Each two neighbouring characters."""
    return map("".join, pairwise(text))


def dice(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Share of what two sets have in common, 0 to 1 (Dice 1945); 0 when both are empty."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def overlap(one: Counter[str], other: Counter[str], least: float = 0.0) -> float:
    """The same for counted items; 0 where the sizes alone keep it below `least`."""
    left, right = sum(one.values()), sum(other.values())
    if not left or not right or 2 * min(left, right) < least * (left + right):
        return 0.0
    return 2 * sum((one & other).values()) / (left + right)


def holds_in_order(whole: str, part: str) -> bool:
    """Whether the characters of one text stand in the other in their order, as in an abbreviation.

    发改委 stands so in 发展和改革委员会.
    """
    rest = iter(whole)
    return all(character in rest for character in part)


def distance(one: str, other: str) -> int:
    """Characters lost, added or mistaken between two short texts (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for place, character in enumerate(one, start=1):
        row = list(_next_row(row, place, character, other))
    return row[-1]


def is_within(one: str, other: str, most: int) -> bool:
    """Whether the distance of two texts is at most so much, at the cost of where they differ.

    Titles begin with the same organ and end with the same 文种: that costs nothing, and a text that
    is plainly another is left after its first characters.
    """
    if abs(len(one) - len(other)) > most:
        return False
    one, other = _differing(one, other)
    one, other = (part[::-1] for part in _differing(one[::-1], other[::-1]))
    row = list(range(len(other) + 1))
    for place, character in enumerate(one, start=1):
        row = list(_next_row(row, place, character, other))
        if min(row) > most:
            return False
    return row[-1] <= most


def _differing(one: str, other: str) -> tuple[str, str]:
    """Two texts without what they begin with in common."""
    same = len(commonprefix((one, other)))
    return one[same:], other[same:]


def _next_row(row: list[int], place: int, character: str, other: str) -> Iterator[int]:
    left = place
    yield left
    for column, wanted in enumerate(other, start=1):
        left = min(left + 1, row[column] + 1, row[column - 1] + (character != wanted))
        yield left
