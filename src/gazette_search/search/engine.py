"""The search itself: parse, compile, match, rank, cut passages."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import normalize
from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.errors import EmbedderError, IndexDamagedError
from gazette_search.index.conditions import EVERYTHING, AllOf, Numbered, Word
from gazette_search.search.language.parser import fixed, parse
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.lookup.filters import allowed
from gazette_search.search.lookup.number_directory import NumberDirectory
from gazette_search.search.ranking.explanation import explain
from gazette_search.search.ranking.fusion import TOLD_APART, fuse
from gazette_search.search.ranking.pairs import weigh_pairs
from gazette_search.search.ranking.passages import (
    BestPassages,
    Extent,
    best_passages,
    cut_stretch,
    highlight,
    opening_passage,
    pages_of,
    with_nearest,
)
from gazette_search.search.ranking.scores import weigh
from gazette_search.search.ranking.selection import FIRST_PLACES, Ranker, index_query
from gazette_search.search.ranking.unanswered import states_answer, unanswered
from gazette_search.search.results import Hit, SearchResult
from gazette_search.search.understanding.compiler import CompiledQuery, QueryCompiler
from gazette_search.search.understanding.suggestions import Suggestions
from gazette_search.search.understanding.word_reader import WordReader
from gazette_search.search.understanding.wording import wording
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from gazette_search.index.bounds import Weighted
    from gazette_search.index.concepts import Concept
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex
    from gazette_search.index.vectors import NearStretch
    from gazette_search.models import Document
    from gazette_search.search.language.ast import Node
    from gazette_search.search.lookup.facets import Facets
    from gazette_search.search.ranking.meaning import Meaning
    from gazette_search.search.ranking.selection import Ranked, Ranking
    from gazette_search.search.results import IndexState, Matched, Passage, SearchRequest


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that answer, before any is shown.

    Attributes:
        node: The query as parsed.
        ranked: In the order asked for; as many as were asked for at least.
        total: How many there are.
        relaxed: Whether no document holds every word, so that all are partial matches.
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


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the first places tell of every hit: the same whichever page is shown.

    Attributes:
        worth: Of the best unit.
        score: Of the best hit.
        lacking: The kind of answer that no full match among them states, else empty.
    """

    worth: float
    score: float
    lacking: str


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
        if lacking := _beside(found).lacking:
            notes.append(f"含有全部检索词的公文都没有写明{lacking}")
        hits = self.hits(page, found, request, first)
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
        found = self._find(node, request, self._reader(correcting=not request.strict))
        if found.compiled.corrections and _is_in_vain(found):
            return self._find(node, request, self._reader(correcting=False))
        return found

    def _find(self, node: Node, request: SearchRequest, reader: WordReader) -> Found:
        """Find and rank with what a reader makes of the words."""
        compiled = QueryCompiler(self._index, reader).compile(node)
        weighted = weigh(compiled.concepts, self._index)
        asked = index_query(
            compiled,
            weighted,
            weigh_pairs(compiled, self._index),
            allowed(self._index, request.filters),
            partial=not request.strict,
        )
        ranker = Ranker(self._index, compiled, asked)
        depth = request.offset + request.limit if request.limit else 0
        if request.sort != "relevance":
            return _found(node, compiled, weighted, ranker.dated(request.sort, depth))
        text = wording(node) if self._meaning and request.by_meaning else ""
        ranking = ranker.rank(max(depth, TOLD_APART) if depth and text else depth)
        found = _found(node, compiled, weighted, ranking)
        return self._fused(found, ranking, text, ranker, depth) if text else found

    def hits(
        self,
        ranked: Sequence[Ranked],
        found: Found,
        request: SearchRequest,
        before: int = 0,
    ) -> tuple[Hit, ...]:
        """Documents that were found, with their passages.

        Args:
            ranked: Of what `find` found, in the order wanted.
            found: All of it.
            request: How many passages are wanted.
            before: How many hits stand before the first.
        """
        self._index.fetch([item.ordinal for item in ranked])
        beside = _beside(found)
        return tuple(
            self._hit(item, found.compiled, request, beside, before + place)
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
        thesaurus = Thesaurus.load(*self._thesauri)
        suggestions = Suggestions(self._index, thesaurus) if correcting else None
        return WordReader(self._index, thesaurus, suggestions)

    def _fused(
        self, found: Found, ranking: Ranking, text: str, ranker: Ranker, depth: int
    ) -> Found:
        """What was found by words together with what is near in meaning."""
        if self._meaning is None:
            return found
        fixed = ranker.asked.fixed
        near, notes = self._near(self._meaning, corrected(text, found.compiled), fixed)
        by_words = chain(ranking.places, ranking.rest)
        fused = fuse(by_words, near, _wanted(found.compiled), depth or ranking.total)
        alone = sum(item.fusion is not None and not item.fusion.word_rank for item in fused)
        looked_at = max(depth, FIRST_PLACES) if depth else len(fused)
        ranked = [*map(ranker.read, fused[:looked_at]), *fused[looked_at:]]
        return replace(found, ranked=ranked, total=ranking.total + alone, notes=notes)

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

    def _hit(
        self,
        item: Ranked,
        compiled: CompiledQuery,
        request: SearchRequest,
        beside: _Beside,
        rank: int,
    ) -> Hit:
        document = self._index.document(item.ordinal)
        best = self._best(item, document, compiled, request, beside, rank)
        passages = self._with_nearest(best.passages, item, document, request)
        matched: Matched = item.fusion.matched if item.fusion else "words"
        texts = [surface.text for concept in compiled.concepts for surface in concept.surfaces]
        unstated = beside.lacking and not item.missing and not states_answer(item, compiled)
        missing = (beside.lacking,) if unstated else item.missing
        return Hit(
            rank=rank,
            score=round(item.fusion.score if item.fusion else item.score, 6),
            document=document,
            issue=self._index.issue(item.ordinal),
            passages=passages or opening_passage(document)[: request.passages],
            partial=bool(missing) or matched == "meaning",
            missing=missing,
            matched=matched,
            further=len(best.further)
            + len(best.passages)
            - sum(p in passages for p in best.passages),
            further_pages=pages_of(document, best.further),
            title_highlights=highlight(document.title, texts),
        )

    def _best(
        self,
        item: Ranked,
        document: Document,
        compiled: CompiledQuery,
        request: SearchRequest,
        beside: _Beside,
        rank: int,
    ) -> BestPassages:
        """What is shown of a hit by its words."""
        if item.evidence is None:
            return BestPassages(())
        extent = Extent(
            request.passages,
            request.context,
            wanted=compiled.answer,
            traits=compiled.traits,
            rank=rank,
            share=item.score / beside.score if beside.score else 1.0,
            best=beside.worth,
        )
        return best_passages(document, item.evidence, item.units, extent)

    def _with_nearest(
        self,
        passages: tuple[Passage, ...],
        item: Ranked,
        document: Document,
        request: SearchRequest,
    ) -> tuple[Passage, ...]:
        """The same with what is nearest in meaning, where it was looked for."""
        if not (item.fusion and item.fusion.near and item.evidence):
            return passages
        nearest = cut_stretch(document, item.evidence, item.fusion.near, request.context)
        alone = item.fusion.matched == "meaning"
        return with_nearest(passages, nearest, request.passages, first=alone)

    def _notes(self, compiled: CompiledQuery) -> Iterable[str]:
        """What the user should know of how the hits were found."""
        for wanted in compiled.numbers:
            if not wanted.held:
                absent = NumberDirectory(self._index).absence(wanted.reference)
                cited = "，以下文件引用了它" if wanted.citing else ""
                yield f"{wanted.reference} {absent}{cited}"
        for text in compiled.unquoted:
            yield f"没有一处原样写着{text}，按其中的词查找"
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


def _found(
    node: Node, compiled: CompiledQuery, weighted: Sequence[Weighted], ranking: Ranking
) -> Found:
    relaxed = bool(ranking.places) and bool(ranking.places[0].missing)
    return Found(node, compiled, weighted, ranking.places, ranking.total, relaxed)


def _beside(found: Found) -> _Beside:
    """What the first places tell of every hit."""
    seen = found.ranked[:FIRST_PLACES]
    worth = max((item.units[0].worth for item in seen if item.units), default=0.0)
    score = max((item.score for item in seen), default=0.0)
    return _Beside(worth, score, unanswered(found.compiled, seen))


def _is_in_vain(found: Found) -> bool:
    """Whether no hit in the first places holds what some word was corrected to."""
    return any(
        all(meant in item.missing for item in found.ranked[:FIRST_PLACES])
        for _, meant in found.compiled.corrections
    )


def suggestion(query: str, compiled: CompiledQuery) -> str | None:
    """The query with its corrections in place, or None when nothing was corrected."""
    return corrected(query, compiled) if compiled.corrections else None


def corrected(text: str, compiled: CompiledQuery) -> str:
    """A text of the user's with the corrections in place, in whatever form a word was typed."""
    for typed, right in dict.fromkeys(compiled.corrections):
        folded = normalize(text)
        spans = [match.span() for match in re.finditer(re.escape(typed), folded.text)]
        for start, end in reversed(spans):
            first, last = folded.offsets[start], folded.offsets[end - 1]
            text = text[:first] + right + text[last + 1 :]
    return text


def _wanted(compiled: CompiledQuery) -> tuple[str, ...]:
    """The words that a full match holds, as typed."""
    return tuple(dict.fromkeys(r.label for r in compiled.requirements if r.droppable))
