"""An index of a few documents in memory: every question answered by looking at all of them.

It is what other engines are compared with, and what tests of the search give it for an index. It
shares with the real ones what a text, a word and a bound are, and nothing of how they are found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazette_search.analysis.analyzer import Analyzer
from gazette_search.analysis.dictionary import Dictionary
from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.occurrences import is_whole, occurrences, pairs_of
from gazette_search.analysis.scan import BLOCK_KINDS, TITLES
from gazette_search.analysis.segmenter import Segmenter
from gazette_search.analysis.terms import FORM, GRAM, WORD
from gazette_search.analysis.units import units
from gazette_search.index import conditions as c
from gazette_search.index.bounds import (
    FORM_WEIGHT,
    Facts,
    Totals,
    candidate,
    concept_frequency,
    spread_of,
)
from gazette_search.index.reading import MOST_UNITS, Numbers, Row
from gazette_search.models import SELF, about_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from gazette_search.analysis.analyzer import AnalyzedDocument
    from gazette_search.analysis.scan import Scan
    from gazette_search.index.bounds import Candidate, IndexQuery
    from gazette_search.index.concepts import Concept
    from gazette_search.index.reading import Facet, RowOrder
    from gazette_search.models import Document, IssueInfo

ASCII_PARTS = "0123456789abcdefghijklmnopqrstuvwxyz.%‰"


@dataclass(frozen=True)
class Held:
    """One document with all that is known of it."""

    ordinal: int
    document: Document
    issue: IssueInfo
    analyzer: Analyzer

    @cached_property
    def analyzed(self) -> AnalyzedDocument:
        return self.analyzer.analyze(self.document)

    @property
    def scan(self) -> Scan:
        return self.analyzed.scan

    @cached_property
    def row(self) -> Row:
        document = self.document
        titles = [document.title, document.toc_title or ""]
        titles += [attachment.title for attachment in document.attachments]
        return Row(
            self.ordinal,
            document.id,
            "\n".join(dict.fromkeys(search_text(title) for title in titles if title)),
            document.signed_date.isoformat() if document.signed_date else "",
            document.issuer or "",
            document.lines[0],
            list(dict.fromkeys(citation.number for citation in document.citations)),
            list(
                dict.fromkeys(
                    about_key(s.about) for s in document.statements if s.about not in (None, SELF)
                )
            ),
        )

    def stands(self, text: str) -> list[int]:
        return list(occurrences(self.scan, text)) if text else []

    def concept(self, concept: Concept) -> float | None:
        def near(wanted: c.NearRuns) -> bool:
            return _near(self, wanted)

        return concept_frequency(concept, self.frequency, near, self.row.date)

    def frequency(self, text: str, exact: bool) -> float | None:
        """As postings have it: of a word its count, of anything else that of its rarest pair."""
        words = self.analyzed.terms[WORD].get(text, 0)
        places = self.stands(text)
        if exact and not places:
            return None
        if not exact and words:
            return float(words)
        if not exact and not any(is_whole(self.scan, at, at + len(text)) for at in places):
            return None
        gram, form = (
            min(self.analyzed.terms[field].get(pair, 0) for pair in pairs_of(text))
            for field in (GRAM, FORM)
        )
        return gram + FORM_WEIGHT * form


class MemoryIndex:
    """A `SearchIndex` over documents, each with its issue, in the order printed."""

    def __init__(
        self, held: Iterable[tuple[Document, IssueInfo]], analyzer: Analyzer | None = None
    ) -> None:
        """Without an analyzer every character is a word."""
        self._analyzer = analyzer or Analyzer(Segmenter({}, 1))
        self._held = [Held(n, *pair, self._analyzer) for n, pair in enumerate(held)]

    @property
    def totals(self) -> Totals:
        dates = [one.row.date for one in self._held if one.row.date]
        lengths = [one.analyzed.length for one in self._held]
        return Totals(
            len(self._held),
            sum(lengths) / max(1, len(lengths)),
            spread_of(lengths),
            min(dates, default=""),
            max(dates, default=""),
        )

    @property
    def newest_issue(self) -> IssueInfo | None:
        issues = [one.issue for one in self._held if one.issue.year and one.issue.number]
        return max(issues, key=lambda one: (one.year or 0, one.number or 0), default=None)

    @property
    def dictionary(self) -> Dictionary:
        words = {word for one in self._held for word in one.analyzed.words}
        return Dictionary("".join(f"{n}\n" for n in self._analyzer.dictionary(words)).encode())

    @property
    def issuers(self) -> set[str]:
        return {one.row.issuer for one in self._held}

    @property
    def pairs(self) -> frozenset[str]:
        return frozenset(term for one in self._held for term in one.analyzed.terms[GRAM])

    def prepare(self, conditions: Iterable[c.Condition]) -> None:
        """Nothing is far away."""

    def counts(self, conditions: Sequence[c.Condition]) -> list[int]:
        return [len(self.meeting(condition)) for condition in conditions]

    def meeting(self, condition: c.Condition) -> list[Held]:
        """The documents that meet a condition, as printed."""
        return [one for one in self._held if meets(one, condition)]

    def candidates(self, asked: IndexQuery) -> MemoryCandidates:
        found = [self._candidate(one, asked) for one in self.meeting(asked.fixed)]
        full = [one for one in found if not one.facts.missing]
        lacking = [one for one in found if one.facts.missing] if asked.partial else []
        partial = [one for one in lacking if one.coverage >= asked.partial]
        others = [one for one in lacking if one.coverage < asked.partial and one.facts.pairs]
        others.sort(key=lambda one: (-one.pairs, one.facts.ordinal))
        partial += others[: asked.by_pairs]
        for tier in (full, partial):
            tier.sort(key=lambda one: (-one.bound, one.facts.ordinal))
            if asked.order != "bound":
                tier.sort(key=lambda one: one.facts.date, reverse=asked.order == "newest")
        return MemoryCandidates([*full, *partial], len(full))

    def _candidate(self, one: Held, asked: IndexQuery) -> Candidate:
        frequencies = {
            index: times
            for index, item in enumerate(asked.weighted)
            if (times := one.concept(item.concept)) is not None
        }
        facts = Facts(
            ordinal=one.ordinal,
            number=one.row.number,
            titles=one.row.titles,
            date=one.row.date,
            length=one.analyzed.length,
            frequencies=frequencies,
            pairs={
                index: float(one.analyzed.terms[GRAM][pair.text])
                for index, pair in enumerate(asked.pairs)
                if pair.text in one.analyzed.terms[GRAM]
            },
            missing=tuple(n for n, word in enumerate(asked.words) if not meets(one, word)),
            bonus=max((b for wish, b in asked.bonuses if meets(one, wish)), default=0.0),
        )
        return candidate(asked, facts, self.totals)

    def units_from(self, beginning: str) -> list[str]:
        found = {
            term
            for one in self._held
            for field in (GRAM, FORM)
            for term in one.analyzed.terms[field]
            if units(term) == [term] and term.startswith(beginning)
        }
        return sorted(found)[:MOST_UNITS]

    def numbers(self, serial: int) -> Numbers:
        cited = {number for one in self._held for number in one.row.cites}
        return Numbers.with_serial(serial, {one.row.number for one in self._held}, cited)

    def rows(
        self,
        condition: c.Condition,
        order: RowOrder = "printed",
        first: int = 0,
        most: int | None = None,
    ) -> list[Row]:
        found = [one.row for one in self.meeting(condition)]
        if order != "printed":
            found.sort(key=lambda row: row.date, reverse=order == "newest")
        return found[first : None if most is None else first + most]

    def facets(self, condition: c.Condition) -> Mapping[Facet, Mapping[str, int]]:
        found = self.meeting(condition)
        return {
            "issue": Counter(one.issue.label for one in found),
            "genre": Counter(one.document.genre or "" for one in found),
            "issuer": Counter(one.row.issuer for one in found),
            "year": Counter(one.row.date[:4] for one in found),
        }

    def issues(self, condition: c.OfIssue, last: int | None = None) -> list[IssueInfo]:
        found = sorted({one.issue for one in self.meeting(condition)}, key=lambda one: one.file)
        return found[-last if last else 0 :]

    def fetch(self, ordinals: Collection[int]) -> None:
        """Nothing is far away."""

    def scan(self, ordinal: int) -> Scan:
        return self._held[ordinal].scan

    def document(self, ordinal: int) -> Document:
        return self._held[ordinal].document

    def issue(self, ordinal: int) -> IssueInfo:
        return self._held[ordinal].issue

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class MemoryCandidates:
    found: list[Candidate]
    full: int

    @property
    def total(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.found)


def meets(one: Held, condition: c.Condition) -> bool:
    """Whether a document meets a condition, by looking at it."""
    if isinstance(condition, c.AllOf):
        return all(meets(one, part) for part in condition.parts)
    if isinstance(condition, c.AnyOf):
        return any(meets(one, part) for part in condition.parts)
    if isinstance(condition, c.NegatedCondition):
        return not meets(one, condition.part)
    return _MEETS[type(condition)](one, condition)


def _begins(one: Held, wanted: c.Begins) -> bool:
    scan, text = one.scan, wanted.text
    at = scan.text.find(text)
    while at >= 0:
        glued = at > 0 and scan.text[at - 1] in ASCII_PARTS
        if scan.is_boundary(at) and not (glued and text[0].isascii()):
            return True
        at = scan.text.find(text, at + 1)
    return False


def _near(one: Held, wanted: c.NearRuns) -> bool:
    scan = one.scan
    for left in one.stands(wanted.left):
        for right in one.stands(wanted.right):
            gap = right - left - len(wanted.left)
            if right <= left:
                gap = left - right - len(wanted.right)
            blocks = {scan.blocks[scan.unit_at(at)] for at in (left, right)}
            if 0 <= gap <= wanted.distance and len(blocks) == 1:
                return True
    return False


def _in_body(one: Held, wanted: c.InBody) -> bool:
    scan = one.scan
    kinds = (BLOCK_KINDS[scan.kinds[scan.unit_at(at)]] for at in one.stands(wanted.text))
    return any(kind not in TITLES for kind in kinds)


def _signed(one: Held, wanted: c.Signed) -> bool:
    date = one.row.date
    return bool(date) and wanted.first <= date <= (wanted.last or "9999")


def _of_issue(one: Held, wanted: c.OfIssue) -> bool:
    given = (wanted.year, wanted.number, wanted.serial)
    real = (one.issue.year, one.issue.number, one.issue.serial)
    name = search_text(one.issue.file.rsplit("/", 1)[-1].removesuffix(".txt"))
    agreeing = all(own is None or own == other for own, other in zip(given, real, strict=True))
    folder = f"{one.issue.collection}/".startswith(f"{wanted.collection}/")
    return agreeing and wanted.name in name and (folder or not wanted.collection)


def _number_holds(one: Held, wanted: c.NumberHolds) -> bool:
    number = search_text(one.row.number)
    return number.startswith(wanted.text) if wanted.at_start else wanted.text in number


def _acts_on(one: Held, wanted: c.ActsOn) -> bool:
    return any({about, search_text(about)} & wanted.subjects for about in one.row.acts)


_MEETS: dict[type, Callable[..., bool]] = {
    c.Run: lambda one, wanted: bool(one.stands(wanted.text)),
    c.Word: lambda one, wanted: one.frequency(wanted.text, exact=False) is not None,
    c.Segmented: lambda one, wanted: wanted.text in one.analyzed.terms[WORD],
    c.Begins: _begins,
    c.NearRuns: _near,
    c.InBody: _in_body,
    c.InTitle: lambda one, wanted: wanted.text in one.row.titles,
    c.LikeTitle: lambda one, w: sum(p in one.row.titles for p in w.pieces) >= w.least,
    c.Signed: _signed,
    c.OfIssue: _of_issue,
    c.OfGenre: lambda one, w: w.text in search_text(one.document.genre or ""),
    c.IssuedBy: lambda one, wanted: one.row.issuer in wanted.names,
    c.Numbered: lambda one, wanted: one.row.number in wanted.numbers,
    c.NumberHolds: _number_holds,
    c.Cites: lambda one, wanted: not wanted.numbers.isdisjoint(one.row.cites),
    c.ActsOn: _acts_on,
    c.Assigns: lambda one, _: bool(one.document.duties),
    c.Everything: lambda *_: True,
}
