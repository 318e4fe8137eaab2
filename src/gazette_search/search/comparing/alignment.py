"""Bringing two sequences together by likeness, and how alike two texts are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")


def aligned(
    ones: Sequence[Item], others: Sequence[Item], alike: Callable[[Item, Item], float]
) -> list[tuple[Item | None, Item | None]]:
    """The alignment in order with the greatest sum of likeness (Needleman and Wunsch 1970).

    Args:
        ones: The first sequence.
        others: The second.
        alike: 0 for items that must not be paired.

    Returns:
        Pairs in the order of both; None beside an item that nothing corresponds to.
    """
    likeness = [[alike(one, other) for other in others] for one in ones]
    best = [[0.0] * (len(others) + 1) for _ in range(len(ones) + 1)]
    for i in range(len(ones) - 1, -1, -1):
        for j in range(len(others) - 1, -1, -1):
            paired = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    pairs: list[tuple[Item | None, Item | None]] = []
    while i < len(ones) and j < len(others):
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            pairs.append((ones[i], others[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((ones[i], None))
            i += 1
        else:
            pairs.append((None, others[j]))
            j += 1
    pairs += [(one, None) for one in ones[i:]]
    return pairs + [(None, other) for other in others[j:]]
