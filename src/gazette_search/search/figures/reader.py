"""Figures of one document that answer a query: which amount belongs to what was asked.

Lines that set standards stand side by side (城市低保标准 … 农村低保标准 …), and one sentence may
set several. So an amount is judged by the query's words in its own *scope*, the part of its
sentence since the figure before it; words elsewhere count less the farther away they stand.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import normalize
from gazette_search.analysis.scan import unit_starts
from gazette_search.models import BOILERPLATE
from gazette_search.search.figures.names import (
    heading_name,
    is_condition,
    is_measure,
    last_clause,
    name_of,
    scope_of,
)
from gazette_search.search.figures.tables import cell_amounts
from gazette_search.search.ranking.places import headings_above
from gazette_search.text.amounts import find_amounts, find_unchanged
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.index.concepts import Concept
    from gazette_search.models import Block, Document
    from gazette_search.search.figures.names import Scope
    from gazette_search.search.ranking.places import Evidence
    from gazette_search.text.amounts import Amount
    from gazette_search.text.spans import Span

# What a concept counts for a figure by where it stands. A heading names what its lines set
# (（二）特困人员救助供养标准 › 城市供养对象，…11600元), so it counts almost as the scope does; a
# title that names three standards says nothing about which of them a line sets.
IN_SCOPE = (1.0, 1.0, 0.8, 0.7)  # by the stops between; more than three count as three
IN_LEAD = 0.85  # a heading above, or 特困人员救助供养标准： at the head of the paragraph
IN_SENTENCE = 0.7
BEFORE = 0.5  # in an earlier sentence of the paragraph
BEHIND = 0.2  # what follows is of other figures: 223 个，总投资 2456 亿元
SUBJECT_IN_TITLE = 0.2
# All parts of a concept (农村 and 低保) are less than the concept.
NAMED_BY_PARTS = 0.7
# 总投资 1000 万元以上的项目, 标准工资 100% 生活费: the amount is a condition, not what is set.
CONDITION = 0.7
# 亿元以上重点项目总投资 asks for 总投资 2456 亿元, not for 亿元以上重点项目 223 个 before it: the
# query ends with just the words in front of the amount.
NAMED_LAST = 1.4
_SHORTEST_NAME = 3  # 标准 or 投资 alone end too many queries
_LONGEST_LEAD = 30

_SILENT = BOILERPLATE | {"title", "attachment_title", "attachment_note", "responsibility"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount, or one statement that an amount stays, with what it is of.

    Attributes:
        block: Index in the document.
        sentence: Where its sentence stands in the block's text.
        start: Where the figure begins in the block's text.
        end: Where it ends.
        amount: None where the text says only that the amount stays.
        score: Share of the query that stands near it.
        name: What it is of: 农村低保标准.
    """

    block: int
    sentence: Span
    start: int
    end: int
    amount: Amount | None
    score: float
    name: str


class FigureReader:
    """Reads the figures of one document.

    Args:
        document: The document.
        evidence: Where it holds the query's concepts.
        concepts: Those of the query.
        shares: Each one's part of the query's weight.
    """

    def __init__(
        self,
        document: Document,
        evidence: Evidence,
        concepts: Sequence[Concept],
        shares: Sequence[float],
    ) -> None:
        self._document = document
        self._scan = evidence.scan
        self._concepts = concepts
        self._shares = shares
        parts = {part.surfaces for concept in concepts for part in concept.parts}
        self._asked = "".join(c.label for c in concepts if c.wanted or c.surfaces not in parts)
        self._at = {concept.surfaces: index for index, concept in enumerate(concepts)}
        self._places = self._by_block(evidence)
        self._titled = {
            concept
            for block, places in self._places.items()
            if document.blocks[block].kind in ("title", "attachment_title")
            for _, _, concept in places
        }

    def read(self) -> list[Figure]:
        """Every figure near which something of the query stands, in the order of the text."""
        return [
            figure
            for index, block in enumerate(self._document.blocks)
            if block.kind not in _SILENT
            for figure in self._in_block(index, block)
            if figure.score > 0
        ]

    def _by_block(self, evidence: Evidence) -> dict[int, list[tuple[int, int, int]]]:
        """Places in the clean text of each block: (start, end, concept)."""
        places: dict[int, list[tuple[int, int, int]]] = {}
        offsets: dict[int, Sequence[int]] = {}
        for start, end, concept in evidence.places:
            block = self._scan.blocks[self._scan.unit_at(start)]
            if block not in offsets:
                offsets[block] = normalize(self._document.blocks[block].text).offsets
            base = self._scan.starts[bisect_left(self._scan.blocks, block)]
            if end - base <= len(offsets[block]):
                span = (offsets[block][start - base], offsets[block][end - 1 - base] + 1)
                places.setdefault(block, []).append((*span, concept))
        return places

    def _headings(self, index: int) -> list[int]:
        """Blocks of the headings above a block, the nearest first."""
        unit = bisect_left(self._scan.blocks, index)
        return [self._scan.blocks[above] for above in headings_above(self._scan, unit)]

    def _in_block(self, index: int, block: Block) -> Iterator[Figure]:
        headings = self._headings(index)
        if index not in self._places and not any(above in self._places for above in headings):
            return
        if block.kind == "table":
            yield from self._in_table(index, block)
            return
        amounts = find_amounts(block.text)
        stays = find_unchanged(block.text)
        starts = unit_starts(block)
        for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
            inside: list[tuple[int, int, Amount | None]] = [
                (a.start, a.end, a) for a in amounts if start <= a.start < end
            ]
            inside += [(*span, None) for span in stays if start <= span[0] < end]
            yield from self._in_sentence(index, (start, end), sorted(inside, key=lambda x: x[:2]))

    def _in_table(self, index: int, block: Block) -> Iterator[Figure]:
        """Words of the row name its amounts, those of the column's header nearly so."""
        for cell in cell_amounts(block.text):
            reached: dict[int, float] = dict.fromkeys(self._titled, SUBJECT_IN_TITLE)
            for start, end, concept in self._places.get(index, ()):
                if cell.row[0] <= start and end <= cell.row[1]:
                    _raise(reached, concept, IN_SCOPE[0])
                elif cell.header[0] <= start and end <= cell.header[1]:
                    _raise(reached, concept, IN_LEAD)
            self._by_headings(index, reached)
            span = (cell.amount.start, cell.amount.end)
            score = self._score(reached)
            yield Figure(index, cell.row, *span, cell.amount, score, cell.name)

    def _by_headings(self, index: int, reached: dict[int, float]) -> str:
        """Raise what headings above say; the name of the one that says something new."""
        context = ""
        for above in self._headings(index):
            for _, _, concept in self._places.get(above, ()):
                if reached.get(concept, 0.0) < IN_LEAD:
                    context = heading_name(self._document.blocks[above].text)
                    reached[concept] = IN_LEAD
        return context

    def _in_sentence(
        self, index: int, sentence: Span, inside: list[tuple[int, int, Amount | None]]
    ) -> Iterator[Figure]:
        text = self._document.blocks[index].text
        since = sentence[0]
        for start, end, amount in inside:
            condition = amount is not None and is_condition(text, amount)
            until = amount.named_until if amount else start
            scope = scope_of(text, since, until, amount)
            if not condition and not (amount and is_measure(text, since, amount)):
                since = end
            yield self._figure(index, sentence, (start, end), amount, scope, condition=condition)

    def _figure(
        self,
        index: int,
        sentence: Span,
        span: Span,
        amount: Amount | None,
        scope: Scope,
        *,
        condition: bool,
    ) -> Figure:
        places = self._places.get(index, [])
        reached: dict[int, float] = dict.fromkeys(self._titled, SUBJECT_IN_TITLE)
        lead = self._lead(index)
        in_scope = [p for p in places if scope.holds(p[0], p[1])]
        for start, end, concept in places:
            _raise(reached, concept, self._nearness(scope, sentence, lead, start, end))
        context = heading_name(scope.text[:lead]) if 0 < lead < scope.start else ""
        context = self._by_headings(index, reached) or context
        subject = name_of(scope, in_scope)
        name = f"{context}：{subject}" if context and context not in subject else subject
        score = self._score(reached) * (CONDITION if condition else 1.0)
        last = last_clause(scope)
        if len(last) >= _SHORTEST_NAME and self._asked.endswith(last):
            score *= NAMED_LAST
        return Figure(index, sentence, *span, amount, score, name.strip("："))

    def _nearness(self, scope: Scope, sentence: Span, lead: int, start: int, end: int) -> float:
        if end <= lead:
            return IN_LEAD
        if scope.measures(start, end):
            return BEHIND
        if scope.holds(start, end):
            return IN_SCOPE[min(scope.stops_behind(end), len(IN_SCOPE) - 1)]
        if end > scope.end:
            return BEHIND
        return IN_SENTENCE if start >= sentence[0] else BEFORE

    def _lead(self, index: int) -> int:
        """Where the words end that head the paragraph: 特困人员救助供养标准：…; 0 if none do."""
        return self._document.blocks[index].text.find("：", 0, _LONGEST_LEAD) + 1

    def _score(self, reached: dict[int, float]) -> float:
        """The query's share that is near, a concept also by its parts."""
        score = 0.0
        for index, concept in enumerate(self._concepts):
            near = reached.get(index, 0.0)
            if concept.parts:
                parts = [reached.get(self._at[part.surfaces], 0.0) for part in concept.parts]
                near = max(near, NAMED_BY_PARTS * min(parts))
            score += self._shares[index] * near
        return score


def _raise(reached: dict[int, float], concept: int, weight: float) -> None:
    reached[concept] = max(reached.get(concept, 0.0), weight)
