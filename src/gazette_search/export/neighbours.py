"""Passages that stand close together, shown once each: as grep merges what surrounds its lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.search.results import Passage


def in_context(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Passages in groups, the best first; in a group as printed, and no block twice.

    Args:
        passages: Of one document, the best first, with the blocks around each.

    Returns:
        Those whose surroundings touch in one group, each keeping only the surroundings that
        nothing else of the group shows.
    """
    groups: list[list[Passage]] = []
    for passage in passages:
        near = [group for group in groups if any(_touch(passage, other) for other in group)]
        joined = [passage, *(other for group in near for other in group)]
        if near:
            groups[groups.index(near[0])] = joined
            groups = [group for group in groups if group not in near[1:]]
        else:
            groups.append(joined)
    return [_once(sorted(group, key=lambda one: one.lines)) for group in groups]


def _touch(one: Passage, other: Passage) -> bool:
    """Whether a block stands near both, or one of them near the other."""
    around, around_other = {*one.before, *one.after}, {*other.before, *other.after}
    return (
        bool(around & around_other)
        or any(_holds(block, [one.text]) for block in around_other)
        or any(_holds(block, [other.text]) for block in around)
    )


def _once(group: Sequence[Passage]) -> list[Passage]:
    """Surroundings without what stands in the group already; `group` in printed order."""
    shown: list[Passage] = []
    seen: set[str] = set()
    for place, passage in enumerate(group):
        earlier = [other.text for other in group[:place]]
        later = [other.text for other in group[place + 1 :]]
        above = [block for block in passage.before if not (block in seen or _holds(block, earlier))]
        below = [*_until(passage.after, later)]
        seen.update(above, below)
        shown.append(replace(passage, before=tuple(above), after=tuple(below)))
    return shown


def _until(blocks: Iterable[str], texts: Sequence[str]) -> Iterator[str]:
    """Blocks before the first that holds one of the texts."""
    for block in blocks:
        if _holds(block, texts):
            return
        yield block


def _holds(block: str, texts: Sequence[str]) -> bool:
    return any(text in block for text in texts)
