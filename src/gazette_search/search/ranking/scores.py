"""Scores: how much a document is about a query, and where in it the answer stands.

A document's score has three parts, each between 0 and 1 and a share of the query's weight:

* *frequency*: the words of the query in the document, each saturated as in BM25
  (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", eq. 3.15), expansions
  counted into the word that they stand for with their weight;
* *title*: the share of the query that stands in the title;
* *passage*: the best sentence or table row, with what its paragraph and headings add.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from gazette_search.index.bounds import Scale, Weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.index.concepts import Concept
    from gazette_search.index.reading import SearchIndex

# Of a rarity this power counts: in a long question the rarest word alone would rule.
RARITY = 0.7

TUNING = Scale(
    k1=2.5,
    b=0.1,
    frequency=0.35,
    pairs=0.75,
    title=0.25,
    passage=1.0,
    coverage=0.5,
    recent=0.08,
)


def weigh(concepts: Sequence[Concept], index: SearchIndex) -> tuple[Weighted, ...]:
    """Count every concept and share the query's weight among them by rarity."""
    counts = index.counts([concept.condition for concept in concepts])
    rarities = [
        concept.share * inverse_frequency(count, index.totals.documents) ** RARITY
        for concept, count in zip(concepts, counts, strict=True)
    ]
    total = sum(rarities) or 1.0
    return tuple(
        Weighted(concept, rarity / total, count)
        for concept, rarity, count in zip(concepts, rarities, counts, strict=True)
    )


def inverse_frequency(documents: int, total: int) -> float:
    """IDF with the + 1 that keeps it positive (as in Lucene's BM25Similarity).

    Args:
        documents: Documents that hold the term.
        total: Documents held.
    """
    return log(1 + (total - documents + 0.5) / (documents + 0.5))
