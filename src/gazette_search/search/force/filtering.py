"""Narrowing by whether documents are in force: what the corpus says of each, on one day.

Nothing proves that a document is in force, so 现行 is whatever is not known to be repealed as a
whole, to have expired, or to begin later. What is not certain passes both that filter and the one
for what it may be, and is counted.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gazette_search.search.force.validity import STATUS_LABELS, ValidityReader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazette_search.index.reading import SearchIndex
    from gazette_search.search.force.validity import Status, Validity

IN_FORCE: tuple[Status, ...] = ("none", "amended", "partly_repealed")
STATUS_NAMES: dict[str, tuple[Status, ...]] = {
    "现行": IN_FORCE,
    "有效": IN_FORCE,
    "废止": ("repealed",),
    "过期": ("expired",),
    "失效": ("repealed", "expired"),
    "尚未施行": ("not_yet",),
    "部分废止": ("partly_repealed",),
    "修改": ("amended",),
}


def statuses_named(names: Sequence[str]) -> tuple[Status, ...]:
    """The statuses that any of some names of STATUS_NAMES means.

    Raises:
        KeyError: There is no such name.
    """
    return tuple(dict.fromkeys(status for name in names for status in STATUS_NAMES[name]))


class ForceFilter:
    """Lets documents of some statuses pass, and knows what it left out."""

    def __init__(self, index: SearchIndex, statuses: Sequence[Status], as_of: date) -> None:
        self._index = index
        self._statuses = frozenset(statuses)
        self._reader = ValidityReader(index, as_of)
        self._judged: dict[int, Validity] = {}

    def passing(self, ordinals: Sequence[int]) -> list[int]:
        """Those of some documents that pass, in their order."""
        fresh = [ordinal for ordinal in ordinals if ordinal not in self._judged]
        self._index.fetch(fresh)
        self._reader.expect(self._index.document(ordinal) for ordinal in fresh)
        for ordinal in fresh:
            pair = self._index.document(ordinal), self._index.issue(ordinal)
            self._judged[ordinal] = self._reader.of_document(*pair)
        return [ordinal for ordinal in ordinals if self._passes(self._judged[ordinal])]

    @property
    def left_out(self) -> Counter[str]:
        """How many documents of each status did not pass, of those asked about."""
        return Counter(v.status for v in self._judged.values() if not self._passes(v))

    @property
    def unsure(self) -> int:
        """How many passed of which the status is not certain."""
        return sum(self._passes(v) and not v.certain for v in self._judged.values())

    def notes(self) -> tuple[str, ...]:
        """Sentences for the user on what was left out, and on what is not certain."""
        out = self.left_out
        named = "、".join(f"{label} {out[s]} 件" for s, label in STATUS_LABELS.items() if out[s])
        said = [f"按效力筛去 {out.total()} 件：{named}。"] if out else []
        if self.unsure:
            said.append(f"列出的有 {self.unsure} 件效力不能确定，各件注明“可能”。")
        return tuple(said)

    def _passes(self, validity: Validity) -> bool:
        may_be_in_force = not validity.certain and "none" in self._statuses
        return validity.status in self._statuses or may_be_in_force
