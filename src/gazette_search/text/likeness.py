"""How alike two names or texts are: pairs of neighbouring characters, and characters in order."""

from __future__ import annotations

from itertools import pairwise
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
