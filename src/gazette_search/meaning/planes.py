"""The nearest of many vectors by one bit a dimension, all compared at once.

The bits lie in planes: one integer a dimension, in which bit n is the sign of vector n. How far
each vector is from a query is a sum over the dimensions; the planes are added up as columns of
binary digits, by the full adders of a processor (a carry-save tree, Wallace 1964), each a few
operations on whole integers. So 230,000 vectors take some 1,500 operations instead of 230,000
comparisons: 36 ms of CPU time instead of 182, most of it for reading the planes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Turns bytes of signs into the digits '0' and '1' of their bit k.
_DIGITS = [bytes(48 + (byte >> bit & 1) for byte in range(256)) for bit in range(8)]


def transpose(signs: bytes, width: int) -> list[int]:
    """Planes of sign bits that lie vector after vector.

    Args:
        signs: `width` bytes a vector, the first dimension in the lowest bit of the first byte.
        width: Bytes a vector.

    Returns:
        One integer a dimension; bit n belongs to vector n.
    """
    planes = []
    for place in range(width):
        column = signs[place::width][::-1]  # the last vector is the highest digit
        planes += [int(column.translate(digits) or b"0", 2) for digits in _DIGITS]
    return planes


def nearest(
    plane: Callable[[int], int], query: Sequence[int], among: int, wanted: int
) -> list[int]:
    """The vectors whose signs disagree least with a query.

    Args:
        plane: Gives the plane of a dimension; only those are asked for on which the query says
            something.
        query: Its component on each dimension, rounded to -2 … 2: the sign, and how much a
            disagreement counts.
        among: The vectors to choose from, a bit each.
        wanted: How many.

    Returns:
        Their numbers, ascending; of those that tie for the last place, the first.
    """
    columns: list[list[int]] = [[], []]
    for dimension, component in enumerate(query):
        if component:
            bits = plane(dimension) & among
            columns[abs(component) - 1].append(bits ^ among if component > 0 else bits)
    return _least(_added_up(columns), among, wanted)


def _added_up(columns: list[list[int]]) -> list[int]:
    """The sum of binary columns as one column a digit, the lowest first.

    Args:
        columns: Those that count once, twice, four times, and so on.
    """
    digits = []
    while columns:
        column, *columns = columns
        carries = []
        while len(column) > 1:
            one, two, three = column.pop(), column.pop(), column.pop() if column else 0
            either = one ^ two
            column.append(either ^ three)
            carries.append(one & two | either & three)
        digits += column or [0]
        if carries:
            columns = [[*carries, *(columns[0] if columns else [])], *columns[1:]]
    return digits


def _least(digits: Sequence[int], among: int, wanted: int) -> list[int]:
    """The members of `among` with the smallest sums."""
    chosen = 0
    for digit in reversed(digits):
        small = among & ~digit
        count = small.bit_count()
        if count < wanted:  # all of these, and the rest from among the larger
            chosen |= small
            wanted -= count
            among &= digit
        else:
            among = small
    return sorted([*_members(chosen), *_members(among)[:wanted]])


def _members(bits: int) -> list[int]:
    """The numbers of the bits that are set, ascending."""
    digits = f"{bits:b}"[::-1]
    found, place = [], digits.find("1")
    while place >= 0:
        found.append(place)
        place = digits.find("1", place + 1)
    return found
