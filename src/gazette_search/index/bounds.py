"""What a document's score can be at most before its text is read: the order of candidates.

A score has a part that the index knows (frequencies, character pairs, titles, dates, what is
missing) and a part that only the text tells (its best passage). What the passage can give at most
is known too, for no sentence holds more of the query than its document does. Every index puts
documents in the order of this bound, full matches first, so that a search reads texts only until
none left can reach the places shown.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import log, sqrt
from typing import TYPE_CHECKING, Literal

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazette_search.index.concepts import Concept
    from gazette_search.index.conditions import Condition, NearRuns

Order = Literal["bound", "newest", "oldest"]

# An engine may add up in single precision: of two bounds that differ by less than this share of
# them it may give the lower one first.
ROUNDING = 1e-6

# A match in a masthead, signature or address line says little about the subject.
FORM_WEIGHT = 0.1
# The parts of a concept close together are less than the concept.
BY_PARTS = 0.4
# A date in a query mostly names the document's own; its mention elsewhere is a weak sign.
DATED = 10.0
MENTIONED = 0.2
# Spreads of length between which the saturation of pairs goes from one setting to the other.
EVEN, UNEVEN = 0.55, 0.9
LENGTHS_SAMPLED = 500


@dataclass(frozen=True, slots=True)
class Scale:
    """The tuned numbers that a bound hangs on.

    Attributes:
        k1: Where frequency saturates.
        b: How much a long document's frequencies are discounted.
        frequency: Share of the frequency part.
        pairs: Share of the part of character pairs.
        title: Share of the title part.
        passage: The most that a passage can give which holds the whole query.
        coverage: Exponent on the share of the query that a partial match holds.
        recent: What the newest document gains over the oldest, as a factor.
    """

    k1: float
    b: float
    frequency: float
    pairs: float
    title: float
    passage: float
    coverage: float
    recent: float


@dataclass(frozen=True, slots=True)
class Weighted:
    """A concept with its part of the query's weight; those of a query sum to 1.

    Attributes:
        documents: How many hold it.
    """

    concept: Concept
    share: float
    documents: int


@dataclass(frozen=True, slots=True)
class WeightedPair:
    """Two units side by side, as the index has them, with their part of the weight of all pairs."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """What a search asks an index for.

    Attributes:
        weighted: What adds to a score.
        fixed: What every document asked for meets.
        words: What a full match meets besides, and a partial one in part.
        bonuses: What is added to the scores of documents that meet a condition; of several the
            highest.
        partial: Takes partial matches in that hold such a share of the query's weight; 0 takes in
            none.
        pairs: Character pairs that add to a score.
        by_pairs: Takes in so many of the other documents, those of the largest part of pairs.
        order: By what the documents come, full matches before all others; of equal ones the higher
            bound first, then as printed.
    """

    weighted: tuple[Weighted, ...]
    fixed: Condition
    words: tuple[Condition, ...]
    scale: Scale
    bonuses: tuple[tuple[Condition, float], ...] = ()
    partial: float = 0.0
    pairs: tuple[WeightedPair, ...] = ()
    by_pairs: int = 0
    order: Order = "bound"


@dataclass(frozen=True, slots=True)
class Totals:
    """What scores need to know of all documents together.

    Attributes:
        documents: How many are held.
        length: Average content length in units.
        spread: Standard deviation of the logarithm of the lengths.
        oldest: ISO date of the oldest dated document, or "".
        newest: Of the newest.
    """

    documents: int
    length: float
    spread: float
    oldest: str
    newest: str

    def recency(self, date: str) -> float:
        """Where a date lies between the oldest and the newest: 0 to 1, 0 without a date."""
        if not date or self.oldest == self.newest:
            return 0.0
        oldest, newest = day_number(self.oldest), day_number(self.newest)
        return (day_number(date) - oldest) / (newest - oldest)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an index knows of one document for one query.

    Attributes:
        ordinal: The document.
        number: Canonical 发文字号.
        titles: Search text of its titles, as in the catalog.
        date: Signed date, ISO, or "".
        length: Content length in units.
        frequencies: Weighted frequency of each concept that it holds, by the concept's index.
        pairs: Frequency in its content of each pair that it holds, by the pair's index.
        missing: Indexes of the words of the query that it does not meet.
        bonus: What is added to its score.
    """

    ordinal: int
    number: str
    titles: str
    date: str
    length: int
    frequencies: Mapping[int, float]
    pairs: Mapping[int, float]
    missing: tuple[int, ...]
    bonus: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document before its text is read.

    Attributes:
        facts: What the index knows of it.
        bound: The highest score that it can reach.
        frequency: The frequency part of its score.
        pairs: The part of character pairs.
        title: The title part.
        coverage: The share of the query that it holds at all.
        recency: The factor for its date.
    """

    facts: Facts
    bound: float
    frequency: float
    pairs: float
    title: float
    coverage: float
    recency: float


def candidate(asked: IndexQuery, facts: Facts, totals: Totals) -> Candidate:
    """The bound of one document and the parts of its score that are known."""
    scale, weighted = asked.scale, asked.weighted
    frequency = title = coverage = pairs = 0.0
    for index, item in enumerate(weighted):
        tf = facts.frequencies.get(index)
        if tf is not None:
            frequency += item.share * saturated(tf, facts.length, scale, totals)
            title += item.share * titled(item.concept, facts.titles)
            coverage += item.share
    for index, times in facts.pairs.items():
        bound = pair_saturation(facts.length, totals)
        pairs += asked.pairs[index].share * times / (times + bound)
    one = Candidate(
        facts,
        0.0,
        scale.frequency * frequency,
        scale.pairs * pairs,
        scale.title * title,
        coverage,
        1 + scale.recent * totals.recency(facts.date),
    )
    return replace(one, bound=score(one, scale.passage * coverage, scale))


def score(one: Candidate, passage: float, scale: Scale) -> float:
    """The score of a candidate whose best passage gives so much.

    Less for what is missing, a little more for the new, far more for a number asked for.
    """
    known = one.frequency + one.title + passage
    if one.facts.missing:
        known *= one.coverage**scale.coverage
    return (known + one.pairs) * one.recency + one.facts.bonus


def saturated(frequency: float, length: int, scale: Scale, totals: Totals) -> float:
    """BM25's saturated frequency (Robertson and Zaragoza 2009, eq. 3.15), 0 to 1."""
    bound = scale.k1 * (1 - scale.b + scale.b * length / totals.length)
    return frequency / (frequency + bound)


def pair_saturation(length: int, totals: Totals) -> float:
    """Where the frequency of a pair has half its weight: BM25's bound, after the lengths held.

    Where documents are alike in length, one that is longer says more of everything and repeats
    little; where they differ widely, long ones are long because they treat more. On the training
    half of two public collections BM25 over pairs did best with k1 0.9 and b 0.6 for 12,000 single
    articles (spread 0.53), with k1 4 and b 0.1 for 1,350 whole statutes (0.94); gazettes have 0.90.
    """
    share = min(1.0, max(0.0, (totals.spread - EVEN) / (UNEVEN - EVEN)))
    k1, b = 0.9 + share * 3.1, 0.6 - share * 0.5
    return k1 * (1 - b + b * length / totals.length)


def spread_of(lengths: Sequence[int]) -> float:
    """Standard deviation of the logarithm of lengths; of many documents a sample tells it."""
    sample = [log(1 + length) for length in lengths[:: 1 + len(lengths) // LENGTHS_SAMPLED]]
    mean = sum(sample) / max(1, len(sample))
    return sqrt(sum((one - mean) ** 2 for one in sample) / max(1, len(sample)))


def concept_frequency(
    concept: Concept,
    frequency: Callable[[str, bool], float | None],
    near: Callable[[NearRuns], bool],
    date: str,
) -> float | None:
    """The frequency of a concept over all its forms in one document, None where it has none.

    Args:
        concept: The concept.
        frequency: Of a text, taken exactly or as a word; None where it does not stand.
        near: Whether two runs stand close together.
        date: The document's signed date, ISO, or "".
    """
    found = [
        surface.weight * times
        for surface in concept.surfaces
        if (times := frequency(surface.text, concept.exact)) is not None
    ]
    total = sum(found) if found else None
    if total is None and concept.parts and all(map(near, concept.close)):
        total = BY_PARTS
    if not concept.signed:
        return total
    if date.startswith(concept.signed):
        return DATED
    return None if total is None else MENTIONED * total


def titled(concept: Concept, titles: str) -> float:
    """The weight with which a concept stands in a title."""
    return max((s.weight for s in concept.surfaces if s.text in titles), default=0.0)


@cache
def day_number(date: str) -> int:
    """Days since year 0, near enough to compare dates."""
    year, month, day = date.split("-")
    return int(year) * 372 + int(month) * 31 + int(day)
