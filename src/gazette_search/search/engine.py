"""The search itself: parse, compile, match, rank, cut passages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.errors import EmbedderError, IndexDamagedError
from gazette_search.search.language.parser import fixed, parse
from gazette_search.search.lookup.filters import allowed
from gazette_search.search.lookup.matching import Matcher
from gazette_search.search.lookup.number_directory import NumberDirectory, unprinted
from gazette_search.search.ranking.explanation import explain
from gazette_search.search.ranking.fusion import fuse
from gazette_search.search.ranking.passages import (
    best_passages,
    cut_stretch,
    highlight,
    opening_passage,
    with_nearest,
)
from gazette_search.search.ranking.places import gather, score_units
from gazette_search.search.ranking.scores import coverage, weigh
from gazette_search.search.ranking.selection import Ranker
from gazette_search.search.results import Filters, Hit, SearchResult
from gazette_search.search.understanding.compiler import CompiledQuery, QueryCompiler
from gazette_search.search.understanding.suggestions import Suggestions
from gazette_search.search.understanding.word_reader import WordReader
from gazette_search.search.understanding.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gazette_search.index.snapshot import Snapshot
    from gazette_search.index.vectors import Near
    from gazette_search.search.language.ast import Node
    from gazette_search.search.ranking.meaning import Meaning
    from gazette_search.search.ranking.scores import Weighted
    from gazette_search.search.ranking.selection import Ranked
    from gazette_search.search.results import IndexState, Matched, SearchRequest

# A partial match is shown when it holds at least this share of what the fullest one holds.
PARTIAL_SHARE = 0.45
WHO = frozenset(("organisation", "person"))


@dataclass(frozen=True, slots=True)
class Found:
    """Every document that answers, before any is shown.

    Attributes:
        node: The query as parsed.
        ranked: In the order asked for.
        relaxed: Whether some are partial matches.
        notes: What the user should know of how meaning was looked for.
    """

    node: Node
    compiled: CompiledQuery
    weighted: Sequence[Weighted]
    ranked: list[Ranked]
    relaxed: bool
    notes: tuple[str, ...] = ()


class SearchEngine:
    """Answers queries from one snapshot."""

    def __init__(self, snapshot: Snapshot, *thesauri: Path, meaning: Meaning | None = None) -> None:
        """Takes the user's own thesaurus files besides the snapshot.

        Args:
            snapshot: What is searched.
            thesauri: Of the user's own.
            meaning: Looks for meaning too, where there are vectors.
        """
        self._snapshot = snapshot
        self._meaning = meaning
        self._matcher = Matcher(snapshot)
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
            notes=(*notes, *found.notes),
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
        return self._find_node(node, request)

    def why_nothing(self, request: SearchRequest, found: Found) -> tuple[str, ...]:
        """What the filters of a search took away, when nothing is left."""
        if found.ranked:
            return ()
        from gazette_search.search.lookup.emptied import both, split_filters, why_nothing

        rest, fields = split_filters(found.node)
        filters = both(request.filters, fields)
        if filters == Filters():
            return ()
        catalog = self._snapshot.catalog
        if rest is None:
            return why_nothing(catalog, filters, set(range(len(catalog))))
        wider = self._find_node(rest, replace(request, filters=Filters(), strict=True))
        return why_nothing(catalog, filters, {item.ordinal for item in wider.ranked})

    def _find_node(self, node: Node, request: SearchRequest) -> Found:
        reader = self._reader(correcting=not request.strict)
        compiled = QueryCompiler(self._snapshot, self._matcher, reader).compile(node)
        weighted = weigh(compiled.concepts, self._matcher, self._snapshot.catalog)
        base = self._base(compiled, request)
        ranked, relaxed = self._find(base, compiled, weighted, request)
        notes: tuple[str, ...] = ()
        if self._meaning and request.by_meaning and (text := wording(node)):
            near, notes = self._near(self._meaning, corrected(text, compiled), base)
            ranked = fuse(ranked, near, _wanted(compiled))
        if request.sort != "relevance":
            dates = self._snapshot.catalog.dates
            newest = request.sort == "newest"
            ranked.sort(key=lambda item: dates[item.ordinal], reverse=newest)
        return Found(node, compiled, weighted, ranked, relaxed, notes)

    def _reader(self, *, correcting: bool) -> WordReader:
        return WordReader(
            self._snapshot.dictionary,
            Thesaurus.load(*self._thesauri),
            self._matcher,
            Suggestions(self._snapshot, self._matcher) if correcting else None,
        )

    def _base(self, compiled: CompiledQuery, request: SearchRequest) -> set[int]:
        """Documents that hold what no hit may lack."""
        fixed_part = [r.documents for r in compiled.requirements if not r.droppable]
        return allowed(self._snapshot.catalog, request.filters).intersection(*fixed_part)

    def _near(
        self, meaning: Meaning, text: str, base: set[int]
    ) -> tuple[list[Near], tuple[str, ...]]:
        """The documents nearest in meaning, and what the user should know of the looking."""
        try:
            near = meaning.nearest(text, base)
        except (EmbedderError, IndexDamagedError) as problem:
            return [], (f"没有按意思查找，只按词：{problem}",)
        waiting = meaning.vectors.waiting
        told = f"按意思只查了一部分：{waiting} 段文字还没有向量，请运行 gsearch embed"
        return near, (told,) if waiting else ()

    def _find(
        self,
        base: set[int],
        compiled: CompiledQuery,
        weighted: Sequence[Weighted],
        request: SearchRequest,
    ) -> tuple[list[Ranked], bool]:
        """Full matches, or the best partial ones when no place holds every word."""
        words = [r for r in compiled.requirements if r.droppable]
        full = base.intersection(*(word.documents for word in words))
        depth = _depth(request)
        ranker = Ranker(self._snapshot)
        ranked = ranker.rank(full, compiled, weighted, depth)
        if request.strict or not words or any(item.together for item in ranked):
            return ranked, False
        partial = self._partial(base - full, weighted)
        if not partial:
            return ranked, False
        return ranker.rank(full | partial, compiled, weighted, depth), True

    def _partial(self, base: set[int], weighted: Sequence[Weighted]) -> set[int]:
        """Documents that hold enough of the words to be worth showing."""
        some = base & set().union(*(item.postings for item in weighted))
        covered = {ordinal: coverage(weighted, ordinal) for ordinal in some}
        bound = PARTIAL_SHARE * max(covered.values(), default=0.0)
        return {ordinal for ordinal, share in covered.items() if share >= bound}

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
            issue=self._snapshot.issue(item.ordinal),
            passages=passages or opening_passage(document)[: request.passages],
            partial=bool(item.missing) or matched == "meaning",
            missing=item.missing,
            matched=matched,
            title_highlights=highlight(document.title, texts),
        )

    def _notes(self, compiled: CompiledQuery) -> Iterable[str]:
        """What the user should know of how the hits were found."""
        for wanted in compiled.numbers:
            if not wanted.held:
                announced = NumberDirectory(self._snapshot.catalog).announced(wanted.reference)
                absent = unprinted(announced) or "不在库内"
                cited = "，以下文件引用了它" if wanted.citing else ""
                yield f"{wanted.reference} {absent}{cited}"
        for concept in compiled.concepts:
            if concept.exact:
                continue  # a number in another order of its parts is the same number
            used = [
                surface.text for surface in concept.surfaces[1:] if self._matcher.word(surface.text)
            ]
            if used and not self._matcher.word(concept.surfaces[0].text):
                yield f"“{concept.label}”未见于原文，按“{'”“'.join(used[:3])}”查找"


def _depth(request: SearchRequest) -> int:
    """How many places of the ranking will be seen; 0 for all."""
    if request.sort != "relevance" or not request.limit:
        return 0
    return request.offset + request.limit


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
