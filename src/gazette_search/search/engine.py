"""The search itself: parse, compile, match, rank, cut passages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.errors import EmbedderError, IndexDamagedError
from gazette_search.index.conditions import EVERYTHING, AllOf, Numbered, Word
from gazette_search.search.language.parser import fixed, parse
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.lookup.filters import allowed
from gazette_search.search.lookup.number_directory import NumberDirectory, unprinted
from gazette_search.search.ranking.explanation import explain
from gazette_search.search.ranking.fusion import fuse
from gazette_search.search.ranking.passages import (
    best_passages,
    cut_stretch,
    highlight,
    opening_passage,
    pages_of,
    with_nearest,
)
from gazette_search.search.ranking.places import gather, score_units
from gazette_search.search.ranking.scores import weigh
from gazette_search.search.ranking.selection import Ranker, index_query
from gazette_search.search.results import Hit, SearchResult
from gazette_search.search.understanding.compiler import CompiledQuery, QueryCompiler
from gazette_search.search.understanding.suggestions import Suggestions
from gazette_search.search.understanding.word_reader import WordReader
from gazette_search.search.understanding.wording import wording
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from gazette_search.index.bounds import IndexQuery, Weighted
    from gazette_search.index.concepts import Concept
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex
    from gazette_search.index.vectors import NearStretch
    from gazette_search.search.language.ast import Node
    from gazette_search.search.lookup.facets import Facets
    from gazette_search.search.ranking.meaning import Meaning
    from gazette_search.search.ranking.selection import Ranked, Ranking
    from gazette_search.search.results import IndexState, Matched, SearchRequest

# A partial match is shown when it holds at least this share of what the fullest one holds.
PARTIAL_SHARE = 0.45
WHO = frozenset(("organisation", "person"))


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that answer, before any is shown.

    Attributes:
        node: The query as parsed.
        ranked: In the order asked for; as many as were asked for at least.
        total: How many there are.
        relaxed: Whether some are partial matches.
        notes: What the user should know of how meaning was looked for.
    """

    node: Node
    compiled: CompiledQuery
    weighted: Sequence[Weighted]
    ranked: list[Ranked]
    total: int
    relaxed: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """A query as an index is asked to count it.

    Attributes:
        condition: What a document meets that holds all that is asked for and passes the filters.
        concepts: What its places are of.
    """

    condition: Condition
    concepts: Sequence[Concept]


class SearchEngine:
    """Answers queries from one index."""

    def __init__(self, index: SearchIndex, *thesauri: Path, meaning: Meaning | None = None) -> None:
        """Takes the user's own thesaurus files besides the index.

        Args:
            index: What is searched.
            thesauri: Of the user's own.
            meaning: Looks for meaning too, where there are vectors.
        """
        self._index = index
        self._meaning = meaning
        self._thesauri = thesauri

    def search(
        self,
        request: SearchRequest,
        state: IndexState,
        passing: Callable[[list[int]], list[int]] | None = None,
    ) -> SearchResult:
        """Ranked hits of one request.

        Args:
            request: What is asked.
            state: Of the index.
            passing: Those of the documents found, by ordinal, that are wanted; all when None.

        Raises:
            QuerySyntaxError: When the query cannot be read.
        """
        found = self.find(replace(request, limit=0, offset=0) if passing else request)
        compiled = found.compiled
        notes = [*self._notes(compiled), *self.why_nothing(request, found)]
        if passing:
            found = _narrowed(found, passing)
        first = request.offset
        page = found.ranked[first : first + request.limit if request.limit else None]
        hits = self.hits(page, compiled, request, first)
        numbers = [hit.document.id for hit in hits]
        return SearchResult(
            query=request.query,
            parsed=str(found.node),
            terms=tuple(dict.fromkeys(s.text for c in compiled.concepts for s in c.surfaces)),
            total=found.total,
            hits=hits,
            index=state,
            relaxed=found.relaxed,
            suggestion=suggestion(request.query, compiled),
            notes=(*notes, *found.notes),
            explanation=tuple(explain(found.node, found.weighted, page, numbers))
            if request.explain
            else (),
            facets=self._facets(request, found, whole=bool(passing)) if request.facets else {},
        )

    def find(self, request: SearchRequest) -> Found:
        """Find and rank documents without cutting a page or passages.

        Raises:
            QuerySyntaxError: When the query cannot be read.
        """
        node = fixed(request.query) if request.fixed_strings else parse(request.query)
        reader = self._reader(correcting=not request.strict)
        compiled = QueryCompiler(self._index, reader).compile(node)
        weighted = weigh(compiled.concepts, self._index)
        asked = index_query(compiled, weighted, allowed(self._index, request.filters))
        ranking, relaxed = self._rank(asked, compiled, request)
        found = Found(node, compiled, weighted, ranking.places, ranking.total, relaxed)
        text = wording(node) if self._meaning and request.by_meaning else ""
        return self._fused(found, ranking, text, asked) if text else found

    def hits(
        self,
        ranked: Sequence[Ranked],
        compiled: CompiledQuery,
        request: SearchRequest,
        before: int = 0,
    ) -> tuple[Hit, ...]:
        """Documents that were found, with their passages.

        Args:
            ranked: Of what `find` found, in the order wanted.
            compiled: The query that found them.
            request: How many passages are wanted.
            before: How many hits stand before the first.
        """
        self._index.fetch([item.ordinal for item in ranked])
        return tuple(
            self._hit(item, compiled, request, before + place)
            for place, item in enumerate(ranked, start=1)
        )

    def matching(self, query: str, filters: Filters) -> Matching:
        """A query as it is counted: with all its words, none of them corrected.

        Raises:
            QuerySyntaxError: When it cannot be read.
        """
        compiled = QueryCompiler(self._index, self._reader(correcting=False)).compile(parse(query))
        required = (requirement.condition for requirement in compiled.requirements)
        return Matching(AllOf((allowed(self._index, filters), *required)), compiled.concepts)

    def _facets(self, request: SearchRequest, found: Found, *, whole: bool) -> Facets:
        """How all that was found divides; `whole` says that all of it is ranked."""
        from gazette_search.search.lookup.facets import facets_of

        narrowing = allowed(self._index, request.filters)
        required = (requirement.condition for requirement in found.compiled.requirements)
        condition = AllOf((narrowing, *required))
        if whole or self._index.counts([condition])[0] != found.total:  # partial, or by meaning
            every = found if whole else self.find(replace(request, limit=0, offset=0))
            ids = frozenset(self._index.document(item.ordinal).id for item in every.ranked)
            condition = AllOf((narrowing, Numbered(ids)))
        return facets_of(self._index, condition)

    def why_nothing(self, request: SearchRequest, found: Found) -> tuple[str, ...]:
        """What the filters of a search took away, when nothing is left."""
        if found.total:
            return ()
        from gazette_search.search.lookup.emptied import both, split_filters, why_nothing

        rest, fields = split_filters(found.node)
        filters = both(request.filters, fields)
        if filters == Filters():
            return ()
        if rest is None:
            return why_nothing(self._index, filters, EVERYTHING)
        wider = QueryCompiler(self._index, self._reader(correcting=False)).compile(rest)
        return why_nothing(
            self._index, filters, AllOf(tuple(r.condition for r in wider.requirements))
        )

    def _reader(self, *, correcting: bool) -> WordReader:
        suggestions = Suggestions(self._index) if correcting else None
        return WordReader(self._index, Thesaurus.load(*self._thesauri), suggestions)

    def _fused(self, found: Found, ranking: Ranking, text: str, asked: IndexQuery) -> Found:
        """What was found by words together with what is near in meaning."""
        if self._meaning is None:
            return found
        near, notes = self._near(self._meaning, corrected(text, found.compiled), asked.fixed)
        fused = fuse([*ranking.places, *ranking.rest], near, _wanted(found.compiled))
        return replace(found, ranked=fused, total=len(fused), notes=notes)

    def _near(
        self, meaning: Meaning, text: str, base: Condition
    ) -> tuple[list[NearStretch], tuple[str, ...]]:
        """The documents nearest in meaning, and what the user should know of the looking."""
        try:
            near = meaning.nearest(text, base)
        except (EmbedderError, IndexDamagedError) as problem:
            return [], (f"没有按意思查找，只按词：{problem}",)
        waiting = meaning.vectors.waiting
        told = f"按意思只查了一部分：{waiting} 段文字还没有向量，请运行 gsearch embed"
        return near, (told,) if waiting else ()

    def _rank(
        self, asked: IndexQuery, compiled: CompiledQuery, request: SearchRequest
    ) -> tuple[Ranking, bool]:
        """Full matches, or the best partial ones too when no place holds every word."""
        ranker = Ranker(self._index, compiled)
        depth = request.offset + request.limit if request.limit else 0
        full = ranker.rank(asked, depth if request.sort == "relevance" else 1)
        relaxed = False
        if not (request.strict or full.together) and asked.words:
            widened = replace(asked, partial=PARTIAL_SHARE)
            relaxed = self._index.candidates(widened).total > full.total
            asked = widened if relaxed else asked
        if request.sort != "relevance":
            return ranker.dated(asked, request.sort, depth), relaxed
        return (ranker.rank(asked, depth) if relaxed else full), relaxed

    def _hit(self, item: Ranked, compiled: CompiledQuery, request: SearchRequest, rank: int) -> Hit:
        document = self._index.document(item.ordinal)
        evidence, units = item.evidence, item.units
        if evidence is None:  # not read for its place
            evidence = gather(self._index.scan(item.ordinal), compiled.concepts)
            units = tuple(score_units(evidence, [1.0] * len(compiled.concepts)))
        best = best_passages(
            document,
            evidence,
            units,
            request.passages,
            request.context,
            who=compiled.answer is not None and not WHO.isdisjoint(compiled.answer.kinds),
        )
        passages = best.passages
        matched: Matched = item.fusion.matched if item.fusion else "words"
        if item.fusion and item.fusion.near:
            nearest = cut_stretch(document, evidence, item.fusion.near, request.context)
            alone = matched == "meaning"
            passages = with_nearest(passages, nearest, request.passages, first=alone)
        texts = [surface.text for concept in compiled.concepts for surface in concept.surfaces]
        return Hit(
            rank=rank,
            score=round(item.fusion.score if item.fusion else item.score, 6),
            document=document,
            issue=self._index.issue(item.ordinal),
            passages=passages or opening_passage(document)[: request.passages],
            partial=bool(item.missing) or matched == "meaning",
            missing=item.missing,
            matched=matched,
            further=len(best.further)
            + len(best.passages)
            - sum(p in passages for p in best.passages),
            further_pages=pages_of(document, best.further),
            title_highlights=highlight(document.title, texts),
        )

    def _notes(self, compiled: CompiledQuery) -> Iterable[str]:
        """What the user should know of how the hits were found."""
        for wanted in compiled.numbers:
            if not wanted.held:
                announced = NumberDirectory(self._index).announced(wanted.reference)
                absent = unprinted(announced) or "不在库内"
                cited = "，以下文件引用了它" if wanted.citing else ""
                yield f"{wanted.reference} {absent}{cited}"
        for concept in compiled.concepts:
            if concept.exact:
                continue  # a number in another order of its parts is the same number
            counts = self._index.counts([Word(surface.text) for surface in concept.surfaces])
            held = zip(concept.surfaces, counts, strict=True)
            (_, typed), *others = [(surface.text, documents) for surface, documents in held]
            used = [text for text, documents in others if documents]
            if used and not typed:
                yield f"“{concept.label}”未见于原文，按“{'”“'.join(used[:3])}”查找"


def _narrowed(found: Found, passing: Callable[[list[int]], list[int]]) -> Found:
    """What was found without the documents that do not pass."""
    kept = frozenset(passing([item.ordinal for item in found.ranked]))
    ranked = [item for item in found.ranked if item.ordinal in kept]
    return replace(found, ranked=ranked, total=len(ranked))


def suggestion(query: str, compiled: CompiledQuery) -> str | None:
    """The query with its corrections in place, or None when nothing was corrected."""
    return corrected(query, compiled) if compiled.corrections else None


def corrected(text: str, compiled: CompiledQuery) -> str:
    """A text of the user's with the corrections in place."""
    for typed, right in compiled.corrections:
        text = text.replace(typed, right)
    return text


def _wanted(compiled: CompiledQuery) -> tuple[str, ...]:
    """The words that a full match holds, as typed."""
    return tuple(dict.fromkeys(r.label for r in compiled.requirements if r.droppable))
