"""How often texts stand in a document, told from its scan record: the very numbers of its terms.

A candidate's text comes with it, because ranking is about to read it. So nothing else has to be
sent for the client to know what the cluster counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.analysis.occurrences import is_whole, occurrences, pairs_of
from gazette_search.analysis.scan import BLOCK_KINDS
from gazette_search.analysis.whole_dictionary import is_word
from gazette_search.index.bounds import FORM_WEIGHT
from gazette_search.models import BOILERPLATE

if TYPE_CHECKING:
    from gazette_search.analysis.scan import Scan
    from gazette_search.index.conditions import NearRuns

# Words of so many characters are also counted inside longer ones (`segmenter`).
_INNER = (2, 3)
_HAN = re.compile("[\u4e00-\u9fd5]+")


class Counts:
    """What a document holds of some texts."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._is_form = [BLOCK_KINDS[kind] in BOILERPLATE for kind in scan.kinds]
        self._places: dict[str, list[int]] = {}

    def frequency(self, text: str, exact: bool) -> float | None:  # noqa: FBT001 -- as asked by bounds
        """As postings have it: of a word its count, of anything else that of its rarest pair."""
        places = self._of(text)
        if not places:
            return None
        if not exact:
            if words := self._as_word(text, places):
                return float(words)
            if not any(is_whole(self._scan, at, at + len(text)) for at in places):
                return None
        pairs = [self._of_pair(pair) for pair in dict.fromkeys(pairs_of(text))]
        in_form = [sum(map(self._stands_in_form, places)) for places in pairs]
        in_content = [len(places) - form for places, form in zip(pairs, in_form, strict=True)]
        return min(in_content) + FORM_WEIGHT * min(in_form)

    def in_content(self, pair: str) -> int:
        """How often a pair stands in the content."""
        return sum(not self._stands_in_form(at) for at in self._of_pair(pair))

    def near(self, wanted: NearRuns) -> bool:
        """Whether two runs stand in one block, so many characters apart at most."""
        scan = self._scan
        for left in self._of(wanted.left):
            block = scan.blocks[scan.unit_at(left)]
            for right in self._of(wanted.right):
                gap = right - left - len(wanted.left)
                if right <= left:
                    gap = left - right - len(wanted.right)
                if 0 <= gap <= wanted.distance and scan.blocks[scan.unit_at(right)] == block:
                    return True
        return False

    def _of(self, text: str) -> list[int]:
        if text not in self._places:
            self._places[text] = [*occurrences(self._scan, text)] if text else []
        return self._places[text]

    def _of_pair(self, pair: str) -> list[int]:
        """A pair of numbers is written apart also where the text has 30%40%."""
        return self._of(pair) + (self._of(pair.replace(" ", "")) if "% " in pair else [])

    def _as_word(self, text: str, places: list[int]) -> int:
        """How often the segmenter cut it so from the content, or found it inside a longer word."""
        marks, size = self._scan.boundaries, len(text)
        inner = size in _INNER and _HAN.fullmatch(text) is not None and is_word(text)
        return sum(
            1 not in marks[at + 1 : at + size]
            and (inner or bool(marks[at] and self._scan.is_boundary(at + size)))
            for at in places
            if not self._stands_in_form(at)
        )

    def _stands_in_form(self, at: int) -> bool:
        return self._is_form[self._scan.unit_at(at)]
