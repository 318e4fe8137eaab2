"""Two orders made one: documents that hold the words, and documents that mean the same.

Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a document's score is the sum over the
orders of weight / (K + rank). Ranks are compared, not scores, for a share of words and a cosine
have nothing in common; what both orders put high comes first.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from gazette_search.search.ranking.ranks import Fusion
from gazette_search.search.ranking.selection import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.index.vectors import NearStretch

# Measured on 175 judged questions: 5, 10 and 20 differ by less than .001 in nDCG@10.
K = 10
# Of the order by meaning; that of the words has 1. Where one document holds every word, the words
# are right more often; where none does, everyday wording has missed the official one.
WEIGHT_BESIDE_FULL = 0.5
WEIGHT_BESIDE_PARTIAL = 1.5
# Places by words that are told apart; what meaning lifts from behind them stands at the next, so
# that the order of a page does not hang on how many documents were read for it.
TOLD_APART = 50
# A document that no word found must be so close. Of 150 questions that the corpus answers, the
# closest sentence is closer for 95 in a hundred; nothing is to red-cooked pork (0.20), a film's
# title (0.27) or “index” (0.28).
CLOSE = 0.3


def fuse(
    by_words: Iterable[Ranked],
    by_meaning: Sequence[NearStretch],
    missing: tuple[str, ...],
    most: int,
) -> list[Ranked]:
    """One order of both; of ties, what the words found comes first.

    Args:
        by_words: Best first; in their final order as far as `most` and `TOLD_APART` reach.
        by_meaning: The nearest stretch of each document, nearest first.
        missing: What a document lacks that no word found.
        most: How many places are wanted; what only words found and stands behind them is left out.
    """
    by_words = iter(by_words)
    first = next(by_words, None)
    full = first is not None and not first.missing
    weight = WEIGHT_BESIDE_FULL if full else WEIGHT_BESIDE_PARTIAL
    nearest = {
        near.ordinal: Fusion(weight / (K + rank), near_rank=rank, near=near)
        for rank, near in enumerate(by_meaning, start=1)
    }
    fused = []
    for rank, item in enumerate(chain([first] if first else [], by_words), start=1):
        near = nearest.pop(item.ordinal, None)
        if near:
            place = min(rank, TOLD_APART + 1)
            both = replace(near, score=1 / (K + place) + near.score, word_rank=place)
            fused.append(replace(item, fusion=both))
        elif rank <= most:
            fused.append(replace(item, fusion=Fusion(1 / (K + rank), word_rank=rank)))
        elif not nearest:
            break
    fused += [
        Ranked(ordinal, 0.0, missing, fusion=fusion)
        for ordinal, fusion in nearest.items()
        if fusion.near and fusion.near.likeness.closeness >= CLOSE
    ]
    return sorted(fused, key=lambda item: -item.fusion.score if item.fusion else 0.0)
