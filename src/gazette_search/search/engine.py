"""The search itself: parse, compile, match, rank, cut passages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.errors import EmbedderError, IndexDamagedError
from gazette_search.index.conditions import EVERYTHING, AllOf, Word
from gazette_search.search.language.parser import fixed, parse
from gazette_search.search.lookup.filters import allowed
from gazette_search.search.lookup.number_directory import NumberDirectory, unprinted
from gazette_search.search.ranking.explanation import explain
from gazette_search.search.ranking.fusion import fuse
from gazette_search.search.ranking.pairs import weigh_pairs
from gazette_search.search.ranking.passages import (
    best_passages,
    cut_stretch,
    highlight,
    opening_passage,
    with_nearest,
)
from gazette_search.search.ranking.places import gather, score_units
from gazette_search.search.ranking.scores import weigh
from gazette_search.search.ranking.selection import Ranker, index_query
from gazette_search.search.ranking.unanswered import unanswered
from gazette_search.search.results import Filters, Hit, SearchResult
from gazette_search.search.understanding.compiler import CompiledQuery, QueryCompiler
from gazette_search.search.understanding.suggestions import Suggestions
from gazette_search.search.understanding.word_reader import WordReader
from gazette_search.search.understanding.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gazette_search.index.bounds import IndexQuery, Weighted
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex
    from gazette_search.index.vectors import Near
    from gazette_search.search.language.ast import Node
    from gazette_search.search.ranking.meaning import Meaning
    from gazette_search.search.ranking.selection import Ranked, Ranking
    from gazette_search.search.results import IndexState, Matched, SearchRequest

WHO = frozenset(("organisation", "person"))


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
class _OnPage:
    """Where a hit stands: its rank, the worth of the page's best unit, what no full match says."""

    rank: int
    best: float
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

    def search(self, request: SearchRequest, state: IndexState) -> SearchResult:
        """Ranked hits of one request.

        Raises:
            QuerySyntaxError: When the query cannot be read.
        """
        found = self.find(request)
        compiled = found.compiled
        notes = [*self._notes(compiled), *self.why_nothing(request, found)]
        first = request.offset
        page = found.ranked[first : first + request.limit if request.limit else None]
        if lacking := unanswered(compiled, page):
            notes.append(f"含有全部检索词的公文都没有写明{lacking}")
        best = page[0].units[0].worth if page and page[0].units else 0.0
        self._index.fetch([item.ordinal for item in page])
        numbers = [self._index.document(item.ordinal).id for item in page]
        return SearchResult(
            query=request.query,
            parsed=str(found.node),
            terms=tuple(dict.fromkeys(s.text for c in compiled.concepts for s in c.surfaces)),
            total=found.total,
            hits=tuple(
                self._hit(item, compiled, request, _OnPage(first + place, best, lacking))
                for place, item in enumerate(page, start=1)
            ),
            index=state,
            relaxed=found.relaxed,
            suggestion=suggestion(request.query, compiled),
            notes=(*notes, *found.notes),
            explanation=tuple(explain(found.node, found.weighted, page, numbers))
            if request.explain
            else (),
        )

    def find(self, request: SearchRequest) -> Found:
        """Find and rank documents without cutting a page or passages.

        Raises:
            QuerySyntaxError: When the query cannot be read.
        """
        node = fixed(request.query) if request.fixed_strings else parse(request.query)
        found = self._find(node, request, self._reader(correcting=not request.strict))
        if found.compiled.corrections and _is_in_vain(found, request):
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
        ranking = self._rank(asked, compiled, request)
        relaxed = bool(ranking.places) and bool(ranking.places[0].missing)
        found = Found(node, compiled, weighted, ranking.places, ranking.total, relaxed)
        text = wording(node) if self._meaning and request.by_meaning else ""
        return self._fused(found, ranking, text, asked, request) if text else found

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

    def _fused(
        self, found: Found, ranking: Ranking, text: str, asked: IndexQuery, request: SearchRequest
    ) -> Found:
        """What was found by words together with what is near in meaning."""
        if self._meaning is None:
            return found
        near, notes = self._near(self._meaning, corrected(text, found.compiled), asked.fixed)
        by_words = chain(ranking.places, ranking.rest)
        most = request.offset + request.limit if request.limit else ranking.total
        fused = fuse(by_words, near, _wanted(found.compiled), most)
        alone = sum(item.fusion is not None and not item.fusion.word_rank for item in fused)
        return replace(found, ranked=fused, total=ranking.total + alone, notes=notes)

    def _near(
        self, meaning: Meaning, text: str, base: Condition
    ) -> tuple[list[Near], tuple[str, ...]]:
        """The documents nearest in meaning, and what the user should know of the looking."""
        try:
            near = meaning.nearest(text, base)
        except (EmbedderError, IndexDamagedError) as problem:
            return [], (f"没有按意思查找，只按词：{problem}",)
        waiting = meaning.vectors.waiting
        told = f"按意思只查了一部分：{waiting} 段文字还没有向量，请运行 gsearch embed"
        return near, (told,) if waiting else ()

    def _rank(self, asked: IndexQuery, compiled: CompiledQuery, request: SearchRequest) -> Ranking:
        """Full matches, and behind them what lacks some of the words."""
        ranker = Ranker(self._index, compiled)
        depth = request.offset + request.limit if request.limit else 0
        if request.sort != "relevance":
            return ranker.dated(asked, request.sort, depth)
        return ranker.rank(asked, depth)

    def _hit(
        self, item: Ranked, compiled: CompiledQuery, request: SearchRequest, place: _OnPage
    ) -> Hit:
        document = self._index.document(item.ordinal)
        evidence, units = item.evidence, item.units
        if evidence is None:  # not read for its place
            evidence = gather(self._index.scan(item.ordinal), compiled.concepts)
            units = tuple(score_units(evidence, [1.0] * len(compiled.concepts)))
        passages = best_passages(
            document,
            evidence,
            units,
            request.passages,
            request.context,
            who=compiled.answer is not None and not WHO.isdisjoint(compiled.answer.kinds),
            rank=place.rank,
            best=place.best,
        )
        matched: Matched = item.fusion.matched if item.fusion else "words"
        if item.fusion and item.fusion.near:
            nearest = cut_stretch(document, evidence, item.fusion.near, request.context)
            alone = matched == "meaning"
            passages = with_nearest(passages, nearest, request.passages, first=alone)
        texts = [surface.text for concept in compiled.concepts for surface in concept.surfaces]
        missing = item.missing or ((place.lacking,) if place.lacking else ())
        return Hit(
            rank=place.rank,
            score=round(item.fusion.score if item.fusion else item.score, 6),
            document=document,
            issue=self._index.issue(item.ordinal),
            passages=passages or opening_passage(document)[: request.passages],
            partial=bool(missing) or matched == "meaning",
            missing=missing,
            matched=matched,
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


def _is_in_vain(found: Found, request: SearchRequest) -> bool:
    """Whether no hit on the page holds what some word was corrected to."""
    page = found.ranked[request.offset : request.offset + request.limit if request.limit else None]
    return any(
        all(meant in item.missing for item in page) for _, meant in found.compiled.corrections
    )


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
