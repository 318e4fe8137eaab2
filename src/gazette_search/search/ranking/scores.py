"""Scores: how much a document is about a query, and where in it the answer stands.

A document's score has three parts, each between 0 and 1 and a share of the query's weight:

* *frequency*: the words of the query in the document, each saturated as in BM25
  (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", eq. 3.15), expansions
  counted into the word that they stand for with their weight;
* *title*: the share of the query that stands in the title;
* *passage*: the best sentence or table row, with what its paragraph and headings add.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from gazette_search.index.catalog import Catalog
    from gazette_search.index.snapshot import Postings
    from gazette_search.search.lookup.concepts import Concept
    from gazette_search.search.lookup.matching import Matcher


@dataclass(frozen=True, slots=True)
class Tuning:
    """Tuned numbers.

    Attributes:
        k1: Where frequency saturates.
        b: How much a long document's frequencies are discounted.
        frequency: Share of the frequency part.
        title: Share of the title part.
        passage: Share of the passage part.
        coverage: Exponent on the share of the query that a partial match holds.
        recent: What the newest document gains over the oldest, as a factor.
    """

    k1: float = 2.5
    b: float = 0.1
    frequency: float = 0.35
    title: float = 0.25
    passage: float = 1.0
    coverage: float = 1.0
    recent: float = 0.08


TUNING = Tuning()


@dataclass(frozen=True, slots=True)
class Weighted:
    """A concept with what the index says of it.

    Attributes:
        share: Its part of the query's weight; those of a query sum to 1.
        postings: Weighted frequency by document.
        titled: Weight with which it stands in the title, by document.
    """

    concept: Concept
    share: float
    postings: Postings
    titled: dict[int, float]


def weigh(concepts: Sequence[Concept], matcher: Matcher, catalog: Catalog) -> list[Weighted]:
    """Look every concept up and share the query's weight among them by rarity."""
    found = [matcher.concept(concept) for concept in concepts]
    rarities = [
        concept.share * inverse_frequency(len(postings), len(catalog))
        for concept, postings in zip(concepts, found, strict=True)
    ]
    total = sum(rarities) or 1.0
    return [
        Weighted(concept, rarity / total, postings, _titled(concept, postings, catalog))
        for concept, rarity, postings in zip(concepts, rarities, found, strict=True)
    ]


def inverse_frequency(documents: int, total: int) -> float:
    """IDF with the + 1 that keeps it positive (as in Lucene's BM25Similarity).

    Args:
        documents: Documents that hold the term.
        total: Documents held.
    """
    return log(1 + (total - documents + 0.5) / (documents + 0.5))


def _titled(concept: Concept, postings: Postings, catalog: Catalog) -> dict[int, float]:
    titled = {}
    for ordinal in postings:
        title = catalog.titles[ordinal]
        best = max((s.weight for s in concept.surfaces if s.text in title), default=0.0)
        if best:
            titled[ordinal] = best
    return titled


def frequency_parts(
    weighted: Sequence[Weighted], wanted: Container[int], lengths: Sequence[int]
) -> dict[int, float]:
    """BM25's saturated frequencies of the wanted documents.

    Args:
        weighted: The query.
        wanted: Ordinals to score.
        lengths: Of all documents, in units.
    """
    average = sum(lengths) / max(1, len(lengths))
    scores: dict[int, float] = {}
    for item in weighted:
        for ordinal, frequency in item.postings.items():
            if ordinal in wanted:
                bound = TUNING.k1 * (1 - TUNING.b + TUNING.b * lengths[ordinal] / average)
                gain = item.share * frequency / (frequency + bound)
                scores[ordinal] = scores.get(ordinal, 0.0) + gain
    return scores


def title_parts(weighted: Sequence[Weighted], wanted: Container[int]) -> dict[int, float]:
    """The share of the query that stands in the titles of the wanted documents."""
    scores: dict[int, float] = {}
    for item in weighted:
        for ordinal, weight in item.titled.items():
            if ordinal in wanted:
                scores[ordinal] = scores.get(ordinal, 0.0) + item.share * weight
    return scores


def coverage(weighted: Sequence[Weighted], ordinal: int) -> float:
    """The share of the query that one document holds at all."""
    return sum(item.share for item in weighted if ordinal in item.postings)
