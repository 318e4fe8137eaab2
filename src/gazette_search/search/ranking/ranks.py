"""The places of a document in the orders that are made one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from gazette_search.index.vectors import NearStretch
    from gazette_search.search.results import Matched


@dataclass(frozen=True, slots=True)
class Fusion:
    """A document in both orders.

    Attributes:
        score: The sum over the orders.
        word_rank: Its place by words, counted from 1; 0 when no word found it.
        near_rank: Its place by meaning; 0 when it is not among the nearest.
        near: Its stretch nearest in meaning, when it is.
    """

    score: float
    word_rank: int = 0
    near_rank: int = 0
    near: NearStretch | None = None

    @property
    def matched(self) -> Matched:
        """What found it."""
        if not self.word_rank:
            return "meaning"
        return "both" if self.near else "words"
