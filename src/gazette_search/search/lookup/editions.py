"""Yearly versions of the same notice: near-equal titles, of which people want the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.units import pairs
from gazette_search.text.likeness import dice
from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

# Share of common pairs (Dice) above which two titles name the same matter. Over all pairs of 44
# titles, without the office and the words of form: yearly versions 0.62 to 1.0, all others at most
# 0.48 (two notices on 小广告 with different measures).
ALIKE = 0.55
# Scores within this share of the best of the series are a tie that the date decides.
CLOSELY_ALIKE = 0.9

_FORM = Lazy(r"^.*?(?:人民政府|委员会|局)(?:办公室|办公厅)?(?:关于)?(?:印发)?|的通知$|\d+年?度?")


def same_series(one: str, other: str) -> bool:
    """Whether two titles (search text) are versions of one notice."""
    return mostly_shared(matter(one), matter(other))


def mostly_shared(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether what two titles are about is the same; nothing is like a title without matter."""
    return dice(left, right) >= ALIKE


def matter(title: str) -> frozenset[str]:
    """What a title (search text) is about: its pairs, without the office and the words of form."""
    return frozenset(pairs(_FORM.sub("", title.split("\n", 1)[0])))


def newest_first(scores: Sequence[float], titles: Sequence[str], dates: Sequence[str]) -> list[int]:
    """The order of ranked documents in which close versions of a series stand newest first.

    The places that a series holds stay its own; only its members change places among them.

    Args:
        scores: Descending.
        titles: Search text of each title.
        dates: ISO dates.

    Returns:
        Indexes in the new order.
    """
    order = list(range(len(scores)))
    placed: set[int] = set()
    for first in range(len(scores)):
        if first in placed:
            continue
        members = [first] + [
            other
            for other in range(first + 1, len(scores))
            if other not in placed
            and scores[other] >= CLOSELY_ALIKE * scores[first]
            and same_series(titles[first], titles[other])
        ]
        placed.update(members)
        newest = sorted(members, key=lambda index: dates[index], reverse=True)
        for place, index in zip(members, newest, strict=True):
            order[place] = index
    return order
