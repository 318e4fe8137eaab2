"""Figures over time: what the documents set for one matter, in order of effect.

Each document gives at most one figure to a series. Figures are of one series when they are
measured alike (元/人·月 never beside 元/人·年) and are of one thing by name. A statement that an
amount stays as it was takes its place in the series of what it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.models.reported import Reported
from gazette_search.search.figures.effects import find_effect
from gazette_search.search.figures.reader import FigureReader
from gazette_search.search.figures.siblings import alike, covers, is_joint
from gazette_search.search.ranking.places import gather
from gazette_search.search.understanding.questions import answers
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.index.reading import SearchIndex
    from gazette_search.models import Document, IssueInfo
    from gazette_search.search.engine import Found
    from gazette_search.search.figures.effects import Effect
    from gazette_search.search.figures.reader import Figure
    from gazette_search.search.ranking.selection import Ranked
    from gazette_search.search.results import IndexState
    from gazette_search.search.understanding.questions import AnswerType
    from gazette_search.text.amounts import Amount

# Documents read for figures; what stands further down the ranking mentions the matter in passing.
READ_DOCUMENTS = 60
# A figure is kept when its words hold so much of the query, measured against the best of its
# document and of all. For 农村低保标准 its own lines reach 0.85 to 1.0, those of 城市低保 0.31.
CLOSE_IN_DOCUMENT = 0.85
CLOSE_OVERALL = 0.65
# And nothing is kept when the best holds less than half of the query. Over the 27 standards of
# tests/truth/amounts.jsonl the best reaches 0.55 or more; of ten matters that the five issues give
# no amount for (医保报销比例, 出租车起步价) nine stay at 0.39 or less. The tenth, 最低工资标准,
# reaches 1.0: a share of it is given (60%), not the amount.
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of one document.

    Attributes:
        amount: None where the document says only that it stays.
        unchanged: Whether the document says that it stays.
        text: The sentence.
        highlight: Where the figure stands in `text`.
        line: Source line of the figure.
        name: What the document calls it.
    """

    document: Document
    issue: IssueInfo
    effective: Effect
    amount: Amount | None
    unchanged: bool
    text: str
    highlight: tuple[int, int]
    line: int
    name: str

    @property
    def order(self) -> tuple[str, str, str]:
        """By effect, then signed date, then number."""
        signed = self.document.signed_date
        return (
            self.effective.day,
            signed.isoformat() if signed else "",
            self.document.id,
        )


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one thing, in order of effect.

    Attributes:
        label: What they are of, in the fewest words that a document has for it.
        unit: 元/人·月; empty when the documents only say that it stays.
    """

    label: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Timeline(Reported):
    """What `gsearch timeline` found.

    Attributes:
        query: As typed.
        series: Best first, as many as were asked for.
        total: How many series there are.
        suggestion: The corrected query that was answered instead, or None.
        notes: Sentences on what the filters took away, when nothing is left.
    """

    query: str
    series: tuple[Series, ...]
    total: int
    index: IndexState
    suggestion: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Candidate:
    figure: Figure
    point: Point


def read_series(index: SearchIndex, found: Found) -> tuple[Series, ...]:
    """The series that answer a query.

    Args:
        index: What was searched.
        found: The documents found in it.
    """
    read = _about(found)[:READ_DOCUMENTS]
    index.fetch([ranked.ordinal for ranked in read])
    by_document = [
        candidates for ranked in read if (candidates := _candidates(index, found, ranked))
    ]
    best = max((c.figure.score for group in by_document for c in group), default=0.0)
    if best < ENOUGH:
        return ()
    bound = CLOSE_OVERALL * min(1.0, best)  # beyond 1 it says only which figure of a document
    kept = [[c for c in group if c.figure.score >= bound] for group in by_document]
    asked = sorted(
        {surface.text for c in found.compiled.concepts for surface in c.surfaces},
        key=lambda text: (-len(text), text),
    )
    return _linked([group for group in kept if group], asked)


def _about(found: Found) -> list[Ranked]:
    """The documents to read figures in: partial matches only where no place holds every word."""
    wanted = {at for at, concept in enumerate(found.compiled.concepts) if concept.wanted}
    full = [ranked for ranked in found.ranked if not ranked.missing]
    together = any(wanted <= unit.reached for ranked in full for unit in ranked.units)
    return full if together else found.ranked


def _candidates(index: SearchIndex, found: Found, ranked: Ranked) -> list[_Candidate]:
    """The figures of one document that answer best."""
    concepts = found.compiled.concepts
    document = index.document(ranked.ordinal)
    evidence = ranked.evidence or gather(index.scan(ranked.ordinal), concepts)
    shares = [item.share for item in found.weighted]
    figures = FigureReader(document, evidence, concepts, shares).read()
    wanted = found.compiled.answer
    fitting = [f for f in figures if wanted is None or _fits(f, wanted, document)]
    figures = fitting or figures
    best = max((figure.score for figure in figures), default=0.0)
    issue = index.issue(ranked.ordinal)
    return [
        _Candidate(figure, _point(document, issue, figure))
        for figure in figures
        if figure.score >= CLOSE_IN_DOCUMENT * best
    ]


def _point(document: Document, issue: IssueInfo, figure: Figure) -> Point:
    block = document.blocks[figure.block]
    start, end = figure.sentence
    text = block.text[start:end]
    begin = start + len(text) - len(text.lstrip())
    return Point(
        document=document,
        issue=issue,
        effective=find_effect(document, figure.block, figure.sentence),
        amount=figure.amount,
        unchanged=figure.amount is None,
        text=text.strip(),
        highlight=(figure.start - begin, figure.end - begin),
        line=block.line_at(figure.start),
        name=figure.name,
    )


_MEASURED = {"amount", "percent", "number", "duration", "age"}


def _fits(figure: Figure, wanted: AnswerType, document: Document) -> bool:
    """Whether a figure is the kind of thing asked for: money for 多少钱."""
    if figure.amount is None or not _MEASURED.intersection(wanted.kinds):
        return True
    return answers(wanted, document.blocks[figure.block].text[figure.start : figure.end])


def _linked(groups: Sequence[Sequence[_Candidate]], asked: Sequence[str]) -> tuple[Series, ...]:
    """Put the figures of all documents into series.

    Names of one thing first; then those of several things (农村集中和分散供养对象), which stand in
    the series of each thing that they name, or else in one of their own.
    """
    ordered = sorted(groups, key=lambda group: group[0].point.order)
    drafts: list[_Draft] = []
    for joint in (False, True):
        for group in ordered:
            for candidate in group:
                if is_joint(candidate.figure.name) == joint:
                    _place(candidate, drafts, asked)
    drafts.sort(key=lambda draft: (-draft.score, -len(draft.points)))
    return tuple(draft.finished() for draft in drafts)


@dataclass(slots=True)
class _Draft:
    """A series while it is put together."""

    points: list[Point]
    score: float

    def takes(self, candidate: _Candidate, asked: Sequence[str]) -> float:
        """How surely a figure belongs here: 0 to 1."""
        point = candidate.point
        if any(held.document is point.document for held in self.points):
            return 0.0
        if not self._measured_as(point):
            return 0.0
        return max(alike(point.name, held.name, asked) for held in self.points)

    def _measured_as(self, point: Point) -> bool:
        """Whether a figure can be compared with those held: amounts of the same unit.

        A bound is compared with nothing: 不低于20元 is no amount of 20元, and two ceilings (5%以内,
        低于5.2%) do not say how what they hold down has changed.
        """
        held = next((held.amount for held in self.points if held.amount), None)
        amount = point.amount
        if (amount and amount.bound) or (held and held.bound):
            return False
        return amount is None or held is None or amount.kind == held.kind

    def add(self, candidate: _Candidate) -> None:
        self.points.append(candidate.point)
        self.score = max(self.score, candidate.figure.score)

    def covered_by(self, candidate: _Candidate) -> bool:
        """Whether a name of several things names this one among them."""
        point = candidate.point
        if any(held.document is point.document for held in self.points):
            return False
        if point.amount and not any(held.amount for held in self.points):
            return False
        if not self._measured_as(point):
            return False
        return any(covers(point.name, held.name) for held in self.points)

    def finished(self) -> Series:
        points = tuple(sorted(self.points, key=lambda point: point.order))
        named = [point for point in points if not is_joint(point.name)] or points
        measured = [point.amount.measure for point in points if point.amount]
        label = min(named[::-1], key=lambda point: len(point.name)).name
        return Series(label, measured[-1] if measured else "", points)


def _place(candidate: _Candidate, drafts: list[_Draft], asked: Sequence[str]) -> None:
    """Add a figure to the series it belongs to, or begin one."""
    if is_joint(candidate.figure.name):
        covered = [draft for draft in drafts if draft.covered_by(candidate)]
        if covered:
            for draft in covered:
                draft.add(candidate)
            return
    best = max(drafts, key=lambda draft: draft.takes(candidate, asked), default=None)
    if best and best.takes(candidate, asked):
        best.add(candidate)
    elif not any(_repeats(candidate, draft) for draft in drafts):
        drafts.append(_Draft([candidate.point], candidate.figure.score))


def _repeats(candidate: _Candidate, draft: _Draft) -> bool:
    """Whether its document said the amount already: 改造棚户区579户 in heading and text."""
    return any(
        held.document is candidate.point.document
        and held.amount is not None
        and candidate.point.amount is not None
        and (held.amount.value, held.amount.kind)
        == (candidate.point.amount.value, candidate.point.amount.kind)
        for held in draft.points
    )
