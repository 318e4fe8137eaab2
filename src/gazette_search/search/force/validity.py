"""Whether a document is in force, as far as the documents held say so, with the proof.

Only what a held document states counts; that nothing is stated proves nothing, so no document is
ever said to be in force. Every statement keeps its sentence, its source line and the days that it
may mean: 自发布之日起 is the day of signing or the day on which the gazette came out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from gazette_search.analysis.normalizer import search_text
from gazette_search.models import SELF, Number, Title, about_of, place_of
from gazette_search.search.force.days import candidate_days, phase
from gazette_search.search.lookup.number_directory import as_cited
from gazette_search.text.likeness import bigrams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from gazette_search.index.snapshot import Snapshot
    from gazette_search.models import About, Document, IssueInfo, Place, Statement
    from gazette_search.search.force.days import CandidateDay, Phase

Status = Literal["repealed", "expired", "not_yet", "partly_repealed", "amended", "none"]

_RANK: tuple[Status, ...] = ("repealed", "expired", "not_yet", "partly_repealed", "amended")
# A title or a list of annexes repeats what a sentence of the text says in full.
_REPEATING = frozenset(("title", "attachment_title", "attachment_note", "table", "heading"))


@dataclass(frozen=True, slots=True)
class Testimony:
    """A statement with the document that makes it.

    Attributes:
        number: Canonical number of that document.
        place: Where it stands.
        days: Ascending. The first day of a beginning, repeal or amendment, the last day in force
            of an end; empty when the text leaves it open.
        phase: Where those days lie from the day asked for: `past` when it has come about,
            `unsaid` when the document that says it was not signed yet, `earlier` when it was
            signed before the one that it names: the number is misprinted, and nothing counts.
        agreeing: Whether the title that the statement gives is that of the document.
    """

    statement: Statement
    number: str
    place: Place
    days: tuple[CandidateDay, ...]
    phase: Phase
    agreeing: bool = True
    repeating: bool = False


@dataclass(frozen=True, slots=True)
class Validity:
    """What the corpus says of one document on one day.

    Attributes:
        status: `none` when it says nothing that holds on that day.
        certain: Whether every day that the statements may mean leads to that status.
        proof: What the status rests on.
        evidence: Everything stated of the document, the proof first.
    """

    as_of: date
    status: Status = "none"
    certain: bool = True
    proof: tuple[Testimony, ...] = ()
    evidence: tuple[Testimony, ...] = ()


class ValidityReader:
    """Judges documents of one snapshot as of one day."""

    def __init__(self, snapshot: Snapshot, as_of: date) -> None:
        self._snapshot = snapshot
        self._as_of = as_of
        self._opened: dict[int, tuple[Document, IssueInfo]] = {}

    def of_document(self, document: Document, issue: IssueInfo) -> Validity:
        """The validity of a document that is held."""
        number = document.id
        own = [s for s in document.statements if s.about == SELF]
        found = [self._stated(s, document, issue) for s in own]
        for about, acting in self._acting(document):
            earlier = not _may_follow(self._open(acting)[0], document)
            said = self._stated_by(acting, about, document.title)
            found += [replace(each, phase="earlier") for each in said] if earlier else said
        return judge(found, self._as_of, number, document.signed_date)

    def of_number(self, number: str, title: str | None = None) -> Validity:
        """The validity of a document that is only cited."""
        found = []
        for ordinal in self._acting_on.get(Number(number), ()):
            found += self._stated_by(ordinal, Number(number), title)
        return judge(found, self._as_of, number)

    @cached_property
    def _acting_on(self) -> dict[About, list[int]]:
        """Ordinals of the documents that act on a number or title."""
        found: dict[About, list[int]] = {}
        for ordinal, keys in enumerate(self._snapshot.catalog.acts):
            for about in map(about_of, keys):
                if about:
                    found.setdefault(about, []).append(ordinal)
        return found

    @cached_property
    def _titles_acted_on(self) -> list[tuple[Title, str]]:
        """Cited titles with their search text."""
        titles = (about for about in self._acting_on if isinstance(about, Title))
        return [(about, search_text(about.title)) for about in titles]

    def _acting(self, document: Document) -> Iterator[tuple[About, int]]:
        """Documents that act on a held one, by number or by a title that only it bears."""
        number = Number(as_cited(document.id))
        for ordinal in self._acting_on.get(number, ()):
            if self._open(ordinal)[0].number != document.number:
                yield number, ordinal
        if not self._titles_acted_on:
            return
        titles, issuer = _titles_of(document), search_text(document.issuer or "")
        for about, subject in self._titles_acted_on:
            if any(_bears(title, subject, issuer) for title in titles):
                for ordinal in self._acting_on[about]:
                    if self._is_meant(subject, document, self._open(ordinal)[0]):
                        yield about, ordinal

    def _is_meant(self, subject: str, document: Document, acting: Document) -> bool:
        """Whether a title means this document and no other one that is held.

        Documents of every year may bear the same title; without a number nobody can tell which.
        """
        if not (acting.signed_date and document.signed_date and _may_follow(acting, document)):
            return False
        catalog = self._snapshot.catalog
        bearing = sum(
            any(
                _bears(title, subject, search_text(catalog.issuers[ordinal]))
                for title in titles.split("\n")
            )
            for ordinal, titles in enumerate(catalog.titles)
            if subject in titles and catalog.numbers[ordinal] != str(acting.number)
        )
        return bearing == 1

    def _open(self, ordinal: int) -> tuple[Document, IssueInfo]:
        if ordinal not in self._opened:
            pair = self._snapshot.document(ordinal), self._snapshot.issue(ordinal)
            self._opened[ordinal] = pair
        return self._opened[ordinal]

    def _stated_by(self, ordinal: int, about: About, title: str | None) -> list[Testimony]:
        acting, issue = self._open(ordinal)
        return [
            self._stated(statement, acting, issue, title)
            for statement in acting.statements
            if statement.about == about
        ]

    def _stated(
        self, statement: Statement, by: Document, issue: IssueInfo, title: str | None = None
    ) -> Testimony:
        days = candidate_days(statement, by, issue)
        kind = by.blocks[statement.block].kind if statement.block < len(by.blocks) else ""
        return Testimony(
            statement,
            str(by.number),
            place_of(issue, by, statement.lines[0]),
            days,
            phase(statement, days, by, self._as_of),
            agreeing=not (title and statement.title) or _agree(title, statement.title),
            repeating=kind in _REPEATING,
        )


def judge(
    found: Iterable[Testimony], as_of: date, number: str, signed: date | None = None
) -> Validity:
    """Weigh what is stated of one document; the gravest status that has come about counts.

    Args:
        found: Everything stated of it, by itself and by others.
        as_of: The day asked for.
        number: Its canonical number.
        signed: The day on which it was signed, when it is held.
    """
    ordered = sorted(found, key=lambda each: each.repeating)
    counted = [each for each in ordered if each.phase != "earlier"]
    whole = [each for each in counted if each.statement.scope == "document"]
    proofs: dict[Status, tuple[Testimony, ...]] = {
        "repealed": _come(whole, "repealed"),
        "expired": _ended(whole, number),
        "not_yet": _unborn(whole),
        "partly_repealed": _come(counted, "partly_repealed"),
        "amended": _come(counted, "amended"),
    }
    if signed and as_of < signed:
        return Validity(as_of, "not_yet", evidence=tuple(ordered))
    for status in _RANK:
        proof = proofs[status]
        if proof:
            others = tuple(each for each in ordered if each not in proof)
            certain = all(each.agreeing for each in proof) and _is_certain(status, proof)
            return Validity(as_of, status, certain, proof, (*proof, *others))
    return Validity(as_of, evidence=tuple(ordered))


def _come(found: Sequence[Testimony], kind: Status) -> tuple[Testimony, ...]:
    come = (e for e in found if e.statement.kind == kind)
    return tuple(e for e in come if e.phase not in ("future", "unsaid"))


def _ended(found: Sequence[Testimony], number: str) -> tuple[Testimony, ...]:
    """What the last word on the end of a document says, if that end has come.

    A later document may prolong a term, so what it says goes before the document's own words.
    """
    ends = [e for e in found if e.statement.kind in ("expires", "term") and e.days]
    said = tuple(e for e in ends if e.phase != "unsaid")
    last = tuple(e for e in said if e.number != number) or said
    return last if all(e.phase in ("past", "unclear") for e in last) else ()


def _unborn(found: Sequence[Testimony]) -> tuple[Testimony, ...]:
    """The beginnings, when none of them has come for sure."""
    begins = (e for e in found if e.statement.kind == "effective" and e.days)
    starts = tuple(e for e in begins if e.phase != "unsaid")
    return starts if all(e.phase in ("future", "unclear") for e in starts) else ()


def _is_certain(status: Status, proof: Sequence[Testimony]) -> bool:
    if status == "not_yet":
        return all(each.phase == "future" for each in proof)
    if status == "expired":
        return all(each.phase == "past" for each in proof)
    return any(each.phase == "past" for each in proof)


def _may_follow(acting: Document, document: Document) -> bool:
    """Whether one document can act on another: it is another, and was not signed before it."""
    if acting.id == document.id:
        return False
    if not (acting.signed_date and document.signed_date):
        return True
    return document.signed_date <= acting.signed_date


def _titles_of(document: Document) -> list[str]:
    titles = [document.title, document.toc_title or ""]
    titles += [each.title for each in document.attachments if each.kind == "enclosed"]
    return [search_text(title) for title in titles if title]


def _bears(title: str, subject: str, issuer: str) -> bool:
    """Whether a title is the one cited, the issuer's name and 关于印发…的通知 around it aside.

    Both are search text. （试行）, （一期） and the like are part of a title.
    """
    head, found, tail = title.partition(subject)
    if not found:
        return False
    head = head.removeprefix(issuer)
    if tail == "的通知":
        return head in ("关于印发", "印发", "关于发布", "印发关于")
    return not (head or tail)


def _agree(title: str, cited: str) -> bool:
    """Whether two titles may be the same one, cut short or misprinted.

    With half of their pairs of characters apart they are not, and a number was misprinted.
    """
    one, other = search_text(title), search_text(cited)
    named, given = frozenset(bigrams(one)), frozenset(bigrams(other))
    return len(named & given) * 2 >= min(len(named), len(given))
