"""The bound of `index.bounds` as a query: the cluster gives documents out in its order.

Each node of the query is a part of the formula. A leaf's score is a count, the node above it makes
the count a share of the score, and the engine adds the nodes up. The client computes the very same
bound again, in double precision, from the text that it is about to read anyway (`counting`); only
which conditions a document meets comes back, by name.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from gazette_search.analysis.occurrences import pairs_of
from gazette_search.analysis.terms import FORM, GRAM, WORD
from gazette_search.index.bounds import (
    BY_PARTS,
    DATED,
    FORM_WEIGHT,
    MENTIONED,
    Facts,
    concept_frequency,
    day_number,
    pair_saturation,
)
from gazette_search.index.opensearch.placing import term_of
from gazette_search.index.opensearch.querying import (
    ANY,
    NONE,
    Query,
    all_of,
    any_of,
    in_title,
    named,
    query_of,
    run_query,
    term,
    terms_held,
    whole,
)
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from gazette_search.index.bounds import IndexQuery, Totals
    from gazette_search.index.concepts import Concept
    from gazette_search.index.conditions import Condition
    from gazette_search.index.opensearch.counting import Counts
    from gazette_search.index.opensearch.rendering import SentFields

# Each is compiled once for all queries: what differs comes as parameters.
_SATURATED = (
    "params.share * (params.most * _score / (_score + params.at + params.per * doc['length'].value)"
    " + params.fixed)"
)
_RECENT = (
    "_score * (1 + params.recent * (doc['day'].size() == 0 ? 0.0"
    " : (doc['day'].value - params.oldest) / params.span))"
)
_RAREST = (
    "int least = 1000000; for (one in params.terms)"
    " { least = (int) Math.min(least, termFreq(params.field, one)); } return least;"
)
# Single precision: what is a hair below the share asked for is looked at again by the client.
_SLACK = 1e-5


@dataclass(frozen=True, slots=True)
class Saturation:
    """Where a frequency has half its weight: at `at` + `per` x length of the document."""

    at: float
    per: float


@dataclass(frozen=True)
class BoundQuery:
    """One question for candidates as queries, and the way back from what was sent under names."""

    asked: IndexQuery
    totals: Totals
    _names: dict[Condition, str] = field(default_factory=dict)

    @cached_property
    def full(self) -> Query:
        """Full matches; the score is the bound."""
        words = map(query_of, self.asked.words)
        return self._scored(self._sum(self._concepts), (self._fixed, *words))

    @cached_property
    def partial(self) -> Query:
        """Those that lack a word and hold enough of the query; the score is not below the bound."""
        return self._scored(
            self._covered(self._sum(self._concepts)), (self._fixed, self._lacking, self._enough)
        )

    @cached_property
    def others(self) -> Query:
        """Those that hold less, and some pair; the score is the part of pairs."""
        held = any_of(term(GRAM, pair.text) for pair in self.asked.pairs)
        few = {"bool": {"must_not": [self._enough]}}
        matching = (self._fixed, self._lacking, few, held)
        told = [_constant(self._told(condition), 0.0) for condition, _ in self.asked.bonuses]
        return {"bool": {"filter": [all_of(matching)], "should": [*self._pairs(1.0), *told]}}

    def facts(
        self, ordinal: int, known: SentFields, names: Collection[str], counts: Counts, *, full: bool
    ) -> Facts:
        """What is known of one document.

        Args:
            ordinal: The document.
            known: The fields that were sent.
            names: Of the conditions that it meets.
            full: Whether it is a full match, so that it meets all words.
            counts: How often texts stand in it.
        """
        date = known.get("date", "")
        frequencies = (
            concept_frequency(item.concept, counts.frequency, counts.near, date)
            for item in self.asked.weighted
        )
        pairs = (counts.in_content(pair.text) for pair in self.asked.pairs)
        words, bonuses = self.asked.words, self.asked.bonuses
        return Facts(
            ordinal=ordinal,
            number=known["number"],
            titles=known["titles"],
            date=date,
            length=known["length"],
            frequencies={n: times for n, times in enumerate(frequencies) if times is not None},
            pairs={n: float(times) for n, times in enumerate(pairs) if times},
            missing=tuple(
                n for n, one in enumerate(words) if not (full or self._name(one) in names)
            ),
            bonus=max((b for one, b in bonuses if self._name(one) in names), default=0.0),
        )

    # --- what is looked for -------------------------------------------------------------------

    @cached_property
    def _fixed(self) -> Query:
        return query_of(self.asked.fixed)

    @cached_property
    def _lacking(self) -> Query:
        words = (self._told(word) for word in self.asked.words)
        return {"bool": {"must_not": [all_of(words)]}}

    @cached_property
    def _enough(self) -> Query:
        return {
            "function_score": {
                "query": any_of(one["filter"] for one in self._shares),
                "functions": self._shares,
                "score_mode": "sum",
                "boost_mode": "replace",
                "min_score": self.asked.partial * (1 - _SLACK),
            }
        }

    @property
    def _shares(self) -> list[Query]:
        """The share of the query that a document holds, as weights."""
        return [
            {"filter": query_of(item.concept.condition), "weight": item.share}
            for item in self.asked.weighted
        ]

    # --- what it is worth ---------------------------------------------------------------------

    def _scored(self, known: Query, matching: Iterable[Query]) -> Query:
        """Documents that match, by the bound: known parts and pairs, recency, bonus."""
        parts = self._sum([known, *self._pairs(self.asked.scale.pairs)])
        bonuses = [
            _constant(self._told(condition), bonus) for condition, bonus in self.asked.bonuses
        ]
        rest = [{"dis_max": {"queries": bonuses}}] if bonuses else []
        recent = self._recent(parts)
        return {"bool": {"filter": [all_of(matching)], "must": [recent], "should": rest}}

    def _sum(self, nodes: Iterable[Query]) -> Query:
        """What all nodes give together; also where none does."""
        return {"bool": {"must": [_constant(ANY, 0.0)], "should": [*nodes]}}

    def _recent(self, query: Query) -> Query:
        totals = self.totals
        if not totals.newest or totals.newest == totals.oldest:
            return query
        oldest, newest = (day_number(date) for date in (totals.oldest, totals.newest))
        numbers = {"oldest": float(oldest), "span": float(newest - oldest)}
        return _script(query, _RECENT, {"recent": self.asked.scale.recent, **numbers})

    def _covered(self, query: Query) -> Query:
        """A query's score, less for what is missing: not less than the bound has it.

        The engine can only add up weights. For a power below 1 the tangent at 1 is a line that lies
        nowhere below it, for one above 1 the chord is; the client puts the last things in order.
        """
        slope = min(1.0, self.asked.scale.coverage)
        shares = [{**one, "weight": slope * one["weight"]} for one in self._shares]
        rest = [{"filter": ANY, "weight": 1.0 - slope}] if slope < 1.0 else []
        return {
            "function_score": {
                "query": query,
                "functions": [*shares, *rest],
                "score_mode": "sum",
                "boost_mode": "multiply",
            }
        }

    @property
    def _concepts(self) -> list[Query]:
        scale = self.asked.scale
        saturation = Saturation(
            scale.k1 * (1 - scale.b), scale.k1 * scale.b / (self.totals.length or 1.0)
        )
        nodes = []
        for item in self.asked.weighted:
            share = _saturated(
                _frequency(item.concept),
                saturation,
                {"share": item.share, "most": scale.frequency, "fixed": scale.passage},
            )
            titles = [
                _constant(in_title(surface.text), item.share * scale.title * surface.weight)
                for surface in item.concept.surfaces
            ]
            nodes.append({"bool": {"must": [share], "should": [{"dis_max": {"queries": titles}}]}})
        return nodes

    def _pairs(self, factor: float) -> Iterable[Query]:
        at = pair_saturation(0, self.totals)
        mean = max(1, round(self.totals.length))
        saturation = Saturation(at, (pair_saturation(mean, self.totals) - at) / mean)
        for pair in self.asked.pairs:
            shared = {"share": factor * pair.share, "most": 1.0, "fixed": 0.0}
            yield _saturated(term(GRAM, pair.text), saturation, shared)

    def _told(self, condition: Condition) -> Query:
        return named(query_of(condition), self._name(condition))

    def _name(self, condition: Condition) -> str:
        return self._names.setdefault(condition, f"c{len(self._names)}")


def _frequency(concept: Concept) -> Query:
    """Documents that hold a concept; the score is its frequency over all its forms."""
    forms = _in_forms(concept)
    if concept.parts:
        near = all_of(map(query_of, concept.close))
        forms = any_of((forms, _constant(_excluding(near, _in_forms(concept)), BY_PARTS)))
    if not concept.signed:
        return forms
    own = {"prefix": {"date": concept.signed}}
    mentioned = {"bool": {"must": [forms], "must_not": [own]}}
    return any_of((_constant(own, DATED), _boosted(mentioned, MENTIONED)))


def _in_forms(concept: Concept) -> Query:
    stands = _exactly if concept.exact else _as_word
    return any_of(_boosted(stands(surface.text), surface.weight) for surface in concept.surfaces)


def _as_word(text: str) -> Query:
    """Where a text stands as a word, with its count as one, else that of its rarest pair."""
    if not pairs_of(text):
        return NONE
    cut = term(WORD, text)
    return any_of((cut, _excluding(_by_rarest(whole(text), text), cut)))


def _exactly(text: str) -> Query:
    return _by_rarest(run_query(text), text) if pairs_of(text) else NONE


def _by_rarest(standing: Query, text: str) -> Query:
    """Where a text stands, with the count of its rarest pair."""
    counts = [
        _boosted(_rarest_of(name, text), weight)
        for name, weight in ((GRAM, 1.0), (FORM, FORM_WEIGHT))
    ]
    return {"bool": {"filter": [standing], "should": counts}}


def _rarest_of(field_name: str, text: str) -> Query:
    """What holds all pairs of a text in a field; the score is the count of the rarest."""
    pairs = [*dict.fromkeys(pairs_of(text))]
    if len(pairs) == 1:
        return term(field_name, pairs[0])
    terms = [term_of(pair) for pair in pairs]
    return _script(terms_held(field_name, text), _RAREST, {"field": field_name, "terms": terms})


def _saturated(query: Query, at: Saturation, shared: Mapping[str, float]) -> Query:
    return _script(query, _SATURATED, {**shared, "at": at.at, "per": at.per})


def _script(query: Query, source: str, params: Mapping[str, object]) -> Query:
    return {"script_score": {"query": query, "script": {"source": source, "params": {**params}}}}


def _constant(query: Query, score: float) -> Query:
    return {"constant_score": {"filter": query, "boost": score}}


def _boosted(query: Query, factor: float) -> Query:
    return query if factor == 1.0 else {"bool": {"must": [query], "boost": factor}}


def _excluding(query: Query, other: Query) -> Query:
    return {"bool": {"must": [query], "must_not": [other]}}
