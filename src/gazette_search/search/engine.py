"""The search itself: parse, compile, match, rank, cut passages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from gazette_search.analysis.segmenter import Segmenter
from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.search.evidence import Evidence, Held, UnitScore, gather, score_units
from gazette_search.search.explanation import explain
from gazette_search.search.filters import allowed
from gazette_search.search.matching import Matcher
from gazette_search.search.passages import best_passages, highlight, opening_passage
from gazette_search.search.query_compiler import CompiledQuery, QueryCompiler
from gazette_search.search.query_parser import fixed, parse
from gazette_search.search.questions import answers
from gazette_search.search.ranking import (
    TUNING,
    Weighted,
    coverage,
    frequency_part,
    title_part,
    weigh,
)
from gazette_search.search.results import Hit, SearchResult
from gazette_search.search.series import newest_first
from gazette_search.search.suggestions import Suggestions
from gazette_search.search.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gazette_search.analysis.scan import Scan
    from gazette_search.index.snapshot import Snapshot
    from gazette_search.search.concepts import Concept
    from gazette_search.search.query_ast import Node
    from gazette_search.search.questions import AnswerType
    from gazette_search.search.results import IndexState, SearchRequest

# Documents whose passages are looked at; the first gathering is by frequency and title alone.
RERANKED = 200
# A partial match is shown when it holds at least this share of what the fullest one holds.
PARTIAL_SHARE = 0.45
# A sentence that holds the kind of thing that was asked for (an amount, a date) gains this factor.
ANSWERS = 1.6
SERIES_DEPTH = 20
ANSWER_DEPTH = 30  # units looked at for that
WHO = frozenset(("organisation", "person"))
# Above any score that words can give.
OWN_NUMBER = 10.0
CITED_NUMBER = 5.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document in the order of the result.

    Attributes:
        together: Whether one place, with its headings and title, holds every wanted word.
    """

    ordinal: int
    score: float
    missing: tuple[str, ...]
    together: bool = False
    evidence: Evidence | None = None
    units: tuple[UnitScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Every document that answers, before any is shown.

    Attributes:
        node: The query as parsed.
        ranked: In the order asked for.
        relaxed: Whether some are partial matches.
    """

    node: Node
    compiled: CompiledQuery
    weighted: Sequence[Weighted]
    ranked: list[Ranked]
    relaxed: bool


class SearchEngine:
    """Answers queries from one snapshot."""

    def __init__(self, snapshot: Snapshot, *thesauri: Path) -> None:
        """Takes the user's own thesaurus files besides the snapshot."""
        self._snapshot = snapshot
        self._matcher = Matcher(snapshot)
        self._thesauri = thesauri

    def search(self, request: SearchRequest, state: IndexState) -> SearchResult:
        """Ranked hits of one request.

        Raises:
            QuerySyntaxError: When the query cannot be read.
        """
        found = self.find(request)
        compiled = found.compiled
        first = request.offset
        page = found.ranked[first : first + request.limit if request.limit else None]
        return SearchResult(
            query=request.query,
            parsed=str(found.node),
            terms=tuple(dict.fromkeys(s.text for c in compiled.concepts for s in c.surfaces)),
            total=len(found.ranked),
            hits=tuple(
                self._hit(item, compiled, request, first + place)
                for place, item in enumerate(page, start=1)
            ),
            index=state,
            relaxed=found.relaxed,
            suggestion=suggestion(request.query, compiled),
            notes=tuple(self._notes(compiled)),
            explanation=tuple(explain(found.node, found.weighted, page, self._snapshot.catalog))
            if request.explain
            else (),
        )

    def find(self, request: SearchRequest) -> Found:
        """Find and rank documents without cutting a page or passages.

        Raises:
            QuerySyntaxError: When the query cannot be read.
        """
        node = fixed(request.query) if request.fixed_strings else parse(request.query)
        reader = self._reader(correcting=not request.strict)
        compiled = QueryCompiler(self._snapshot, self._matcher, reader).compile(node)
        weighted = weigh(compiled.concepts, self._matcher, self._snapshot.catalog)
        ranked, relaxed = self._find(compiled, weighted, request)
        if request.sort != "relevance":
            dates = self._snapshot.catalog.dates
            newest = request.sort == "newest"
            ranked.sort(key=lambda item: dates[item.ordinal], reverse=newest)
        return Found(node, compiled, weighted, ranked, relaxed)

    def _reader(self, *, correcting: bool) -> WordReader:
        return WordReader(
            Segmenter.from_words(self._snapshot.dictionary),
            Thesaurus.load(*self._thesauri),
            self._matcher,
            Suggestions(self._snapshot, self._matcher) if correcting else None,
        )

    def _find(
        self, compiled: CompiledQuery, weighted: Sequence[Weighted], request: SearchRequest
    ) -> tuple[list[Ranked], bool]:
        """Full matches, or the best partial ones when no place holds every word."""
        fixed_part = [r.documents for r in compiled.requirements if not r.droppable]
        words = [r for r in compiled.requirements if r.droppable]
        base = allowed(self._snapshot.catalog, request.filters).intersection(*fixed_part)
        full = base.intersection(*(word.documents for word in words))
        ranked = self._rank(full, compiled, weighted)
        if request.strict or not words or any(item.together for item in ranked):
            return ranked, False
        partial = self._partial(base - full, weighted)
        if not partial:
            return ranked, False
        return self._rank(full | partial, compiled, weighted), True

    def _partial(self, base: set[int], weighted: Sequence[Weighted]) -> set[int]:
        """Documents that hold enough of the words to be worth showing."""
        some = base & set().union(*(item.postings for item in weighted))
        covered = {ordinal: coverage(weighted, ordinal) for ordinal in some}
        bound = PARTIAL_SHARE * max(covered.values(), default=0.0)
        return {ordinal for ordinal, share in covered.items() if share >= bound}

    def _rank(
        self, ordinals: Iterable[int], compiled: CompiledQuery, weighted: Sequence[Weighted]
    ) -> list[Ranked]:
        """Documents by score; ties by date, newest first, then by number."""
        catalog = self._snapshot.catalog
        average = sum(catalog.lengths) / max(1, len(catalog))
        first = {
            ordinal: TUNING.frequency
            * frequency_part(weighted, ordinal, catalog.lengths[ordinal] / average)
            + TUNING.title * title_part(weighted, ordinal)
            for ordinal in ordinals
        }
        gathered = sorted(first, key=lambda ordinal: (-first[ordinal], ordinal))
        ranked = [
            self._score(ordinal, first[ordinal], compiled, weighted)
            for ordinal in gathered[:RERANKED]
        ]
        ranked += [Ranked(o, first[o], self._missing(o, compiled)) for o in gathered[RERANKED:]]
        ranked.sort(key=lambda item: catalog.numbers[item.ordinal])
        ranked.sort(key=lambda item: catalog.dates[item.ordinal], reverse=True)
        ranked.sort(key=lambda item: -item.score)
        return ranked if _names_a_year(compiled) else self._newest_versions_first(ranked)

    def _newest_versions_first(self, ranked: list[Ranked]) -> list[Ranked]:
        """Let the date decide between close versions of one notice, where people look."""
        catalog = self._snapshot.catalog
        top = ranked[:SERIES_DEPTH]
        order = newest_first(
            [item.score for item in top],
            [catalog.titles[item.ordinal] for item in top],
            [catalog.dates[item.ordinal] for item in top],
        )
        return [*(top[index] for index in order), *ranked[SERIES_DEPTH:]]

    def _score(
        self,
        ordinal: int,
        base: float,
        compiled: CompiledQuery,
        weighted: Sequence[Weighted],
    ) -> Ranked:
        evidence = gather(self._snapshot.scan(ordinal), compiled.concepts)
        units = score_units(
            evidence, [item.share for item in weighted], self._around(ordinal, compiled)
        )
        units = _prefer_answers(units, evidence.scan, compiled.answer)
        score = base + TUNING.passage * max((unit.score for unit in units), default=0.0)
        missing = self._missing(ordinal, compiled)
        if missing:
            score *= coverage(weighted, ordinal) ** TUNING.coverage
        score *= 1 + TUNING.recent * self._recency(ordinal)
        score += self._number_bonus(ordinal, compiled)
        together = _stand_together(compiled.concepts, units)
        return Ranked(ordinal, score, missing, together, evidence, tuple(units))

    def _around(self, ordinal: int, compiled: CompiledQuery) -> Held:
        """Concepts that a document holds by its date, wherever its text stands."""
        date = self._snapshot.catalog.dates[ordinal]
        return {
            index: 1.0
            for index, concept in enumerate(compiled.concepts)
            if concept.signed and date.startswith(concept.signed)
        }

    def _missing(self, ordinal: int, compiled: CompiledQuery) -> tuple[str, ...]:
        return tuple(r.label for r in compiled.requirements if ordinal not in r.documents)

    def _recency(self, ordinal: int) -> float:
        """Where a document's date lies between the oldest and the newest held: 0 to 1."""
        oldest, newest = self._span_of_days
        if newest == oldest or not self._snapshot.catalog.dates[ordinal]:
            return 0.0
        return (_day(self._snapshot.catalog.dates[ordinal]) - oldest) / (newest - oldest)

    @cached_property
    def _span_of_days(self) -> tuple[int, int]:
        days = [_day(date) for date in self._snapshot.catalog.dates if date]
        return min(days, default=0), max(days, default=0)

    def _number_bonus(self, ordinal: int, compiled: CompiledQuery) -> float:
        """A document comes before those that cite it, and they before any other."""
        bonus = 0.0
        for wanted in compiled.numbers:
            if ordinal in wanted.held:
                bonus = max(bonus, OWN_NUMBER)
            elif ordinal in wanted.citing:
                bonus = max(bonus, CITED_NUMBER)
        return bonus

    def _hit(self, item: Ranked, compiled: CompiledQuery, request: SearchRequest, rank: int) -> Hit:
        document = self._snapshot.document(item.ordinal)
        evidence, units = item.evidence, item.units
        if evidence is None:  # beyond those reranked
            evidence = gather(self._snapshot.scan(item.ordinal), compiled.concepts)
            units = tuple(score_units(evidence, [1.0] * len(compiled.concepts)))
        passages = best_passages(
            document,
            evidence,
            units,
            request.passages,
            request.context,
            who=compiled.answer is not None and not WHO.isdisjoint(compiled.answer.kinds),
        )
        texts = [surface.text for concept in compiled.concepts for surface in concept.surfaces]
        return Hit(
            rank=rank,
            score=round(item.score, 6),
            document=document,
            issue=self._snapshot.issue(item.ordinal),
            passages=passages or opening_passage(document)[: request.passages],
            partial=bool(item.missing),
            missing=item.missing,
            title_highlights=highlight(document.title, texts),
        )

    def _notes(self, compiled: CompiledQuery) -> Iterable[str]:
        """What the user should know of how the hits were found."""
        for wanted in compiled.numbers:
            if not wanted.held:
                number = str(wanted.reference)
                yield f"{number} 不在库内" + ("，以下文件引用了它" if wanted.citing else "")
        for concept in compiled.concepts:
            used = [
                surface.text for surface in concept.surfaces[1:] if self._matcher.word(surface.text)
            ]
            if used and not self._matcher.word(concept.surfaces[0].text):
                yield f"“{concept.label}”未见于原文，按“{'”“'.join(used[:3])}”查找"


def _names_a_year(compiled: CompiledQuery) -> bool:
    """Whether the query itself says which version it wants."""
    return any(concept.signed for concept in compiled.concepts)


def _stand_together(concepts: Sequence[Concept], units: Sequence[UnitScore]) -> bool:
    """Whether one unit, with its headings and the title, holds every wanted concept."""
    wanted = [
        ({index}, {at for at, c in enumerate(concepts) if c in concept.parts})
        for index, concept in enumerate(concepts)
        if concept.wanted
    ]
    return not wanted or any(
        all(whole <= unit.reached or (parts and parts <= unit.reached) for whole, parts in wanted)
        for unit in units
    )


def _prefer_answers(
    units: list[UnitScore], scan: Scan, wanted: AnswerType | None
) -> list[UnitScore]:
    """Raise the units that hold the kind of thing asked for."""
    if wanted is None:
        return units
    raised = [
        replace(unit, score=unit.score * ANSWERS, worth=unit.worth * ANSWERS)
        if answers(wanted, scan.text[scan.starts[unit.unit] : scan.end_of(unit.unit)])
        else unit
        for unit in units[:ANSWER_DEPTH]
    ]
    return sorted([*raised, *units[ANSWER_DEPTH:]], key=lambda unit: (-unit.worth, unit.unit))


def suggestion(query: str, compiled: CompiledQuery) -> str | None:
    """The query with its corrections in place, or None when nothing was corrected."""
    if not compiled.corrections:
        return None
    for typed, corrected in compiled.corrections:
        query = query.replace(typed, corrected)
    return query


def _day(date: str) -> int:
    """Days since year 0, near enough to compare dates."""
    year, month, day = date.split("-")
    return int(year) * 372 + int(month) * 31 + int(day)
