"""What a document's score can be at most before its text is read: the order of candidates.

A score has a part that the index knows (frequencies, titles, dates, what is missing) and a part
that only the text tells (its best passage). What the passage can give at most is known too, for no
sentence holds more of the query than its document does. Every index puts documents in the order of
this bound, so that a search reads texts only until none left can reach the places shown.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette_search.index.concepts import Concept
    from gazette_search.index.conditions import Condition

Order = Literal["bound", "newest", "oldest"]

# An engine may add up in single precision: of two bounds that differ by less than this share of
# them it may give the lower one first.
ROUNDING = 1e-6

# A match in a masthead, signature or address line says little about the subject.
FORM_WEIGHT = 0.1
# All parts of a concept somewhere in a document are less than the concept.
BY_PARTS = 0.4
# A date in a query mostly names the document's own; its mention elsewhere is a weak sign.
DATED = 10.0
MENTIONED = 0.2


@dataclass(frozen=True, slots=True)
class Scale:
    """The tuned numbers that a bound hangs on.

    Attributes:
        k1: Where frequency saturates.
        b: How much a long document's frequencies are discounted.
        frequency: Share of the frequency part.
        title: Share of the title part.
        passage: The most that a passage can give which holds the whole query.
        coverage: Exponent on the share of the query that a partial match holds.
        recent: What the newest document gains over the oldest, as a factor.
    """

    k1: float
    b: float
    frequency: float
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
class IndexQuery:
    """What a search asks an index for.

    Attributes:
        weighted: What adds to a score.
        fixed: What every document asked for meets.
        words: What a full match meets besides, and a partial one in part.
        bonuses: What is added to the scores of documents that meet a condition; of several the
            highest.
        partial: Takes partial matches in that hold so much of what the fullest of them holds;
            0 takes in none.
        order: By what the documents come; of equal ones the higher bound first, then as printed.
    """

    weighted: tuple[Weighted, ...]
    fixed: Condition
    words: tuple[Condition, ...]
    scale: Scale
    bonuses: tuple[tuple[Condition, float], ...] = ()
    partial: float = 0.0
    order: Order = "bound"


@dataclass(frozen=True, slots=True)
class Totals:
    """What scores need to know of all documents together.

    Attributes:
        documents: How many are held.
        length: Average content length in units.
        oldest: ISO date of the oldest dated document, or "".
        newest: Of the newest.
    """

    documents: int
    length: float
    oldest: str
    newest: str

    def recency(self, date: str) -> float:
        """Where a date lies between the oldest and the newest: 0 to 1, 0 without a date."""
        if not date or self.oldest == self.newest:
            return 0.0
        oldest, newest = _day(self.oldest), _day(self.newest)
        return (_day(date) - oldest) / (newest - oldest)


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
        missing: Indexes of the words of the query that it does not meet.
        bonus: What is added to its score.
    """

    ordinal: int
    number: str
    titles: str
    date: str
    length: int
    frequencies: Mapping[int, float]
    missing: tuple[int, ...]
    bonus: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document before its text is read.

    Attributes:
        facts: What the index knows of it.
        bound: The highest score that it can reach.
        frequency: The frequency part of its score.
        title: The title part.
        coverage: The share of the query that it holds at all.
        recency: The factor for its date.
    """

    facts: Facts
    bound: float
    frequency: float
    title: float
    coverage: float
    recency: float


def candidate(asked: IndexQuery, facts: Facts, totals: Totals) -> Candidate:
    """The bound of one document and the parts of its score that are known."""
    scale, weighted = asked.scale, asked.weighted
    frequency = title = coverage = 0.0
    for index, item in enumerate(weighted):
        tf = facts.frequencies.get(index)
        if tf is not None:
            frequency += item.share * saturated(tf, facts.length, scale, totals)
            title += item.share * titled(item.concept, facts.titles)
            coverage += item.share
    one = Candidate(
        facts,
        0.0,
        scale.frequency * frequency,
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
    return known * one.recency + one.facts.bonus


def saturated(frequency: float, length: int, scale: Scale, totals: Totals) -> float:
    """BM25's saturated frequency (Robertson and Zaragoza 2009, eq. 3.15), 0 to 1."""
    bound = scale.k1 * (1 - scale.b + scale.b * length / totals.length)
    return frequency / (frequency + bound)


def concept_frequency(
    concept: Concept, frequency: Callable[[str, bool], float | None], date: str
) -> float | None:
    """The frequency of a concept over all its forms in one document, None where it has none.

    Args:
        concept: The concept.
        frequency: Of a text, taken exactly or as a word; None where it does not stand.
        date: The document's signed date, ISO, or "".
    """
    found = [
        surface.weight * times
        for surface in concept.surfaces
        if (times := frequency(surface.text, concept.exact)) is not None
    ]
    total = sum(found) if found else _by_parts(concept, frequency, date)
    if not concept.signed:
        return total
    if date.startswith(concept.signed):
        return DATED
    return None if total is None else MENTIONED * total


def _by_parts(
    concept: Concept, frequency: Callable[[str, bool], float | None], date: str
) -> float | None:
    parts = [concept_frequency(part, frequency, date) for part in concept.parts]
    held = [times for times in parts if times is not None]
    return BY_PARTS * min(held) if held and len(held) == len(parts) else None


def titled(concept: Concept, titles: str) -> float:
    """The weight with which a concept stands in a title."""
    return max((s.weight for s in concept.surfaces if s.text in titles), default=0.0)


@cache
def _day(date: str) -> int:
    """Days since year 0, near enough to compare dates."""
    year, month, day = date.split("-")
    return int(year) * 372 + int(month) * 31 + int(day)
