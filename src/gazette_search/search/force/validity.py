"""Whether a document is in force, as far as the documents held say so, with the proof.

Only what a held document states counts; that nothing is stated proves nothing, so no document is
ever said to be in force. Every statement keeps its sentence, its source line and the days that it
may mean: 自发布之日起 is the day of signing or the day on which the gazette came out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from gazette_search.analysis.normalizer import search_text
from gazette_search.index.conditions import ActsOn, InTitle
from gazette_search.models import SELF, about_of, place_of
from gazette_search.search.force.days import candidate_days, phase
from gazette_search.search.lookup.bearers import Bearers, place_in
from gazette_search.search.lookup.number_directory import as_cited
from gazette_search.text.likeness import bigrams
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from gazette_search.index.reading import SearchIndex
    from gazette_search.models import About, Document, IssueInfo, Place, Statement
    from gazette_search.search.force.days import CandidateDay, Phase

Status = Literal["repealed", "expired", "not_yet", "partly_repealed", "amended", "none"]

STATUS_LABELS: Mapping[str, str] = {
    "repealed": "已废止",
    "expired": "已过期",
    "not_yet": "尚未施行",
    "partly_repealed": "部分废止",
    "amended": "有修改",
    "none": "库内未见废止或修改",
}

# What stands around the title of an enclosed document in that of the notice that carries it.
_ISSUING = ("关于印发", "印发", "关于发布", "印发关于")
_NOTICE = "的通知"
_RANK: tuple[Status, ...] = ("repealed", "expired", "not_yet", "partly_repealed", "amended")
# A title or a list of annexes repeats what a sentence of the text says in full.
_REPEATING = frozenset(("title", "attachment_title", "attachment_note", "table", "heading"))


@dataclass(frozen=True, slots=True)
class Testimony:
    """A statement with the document that makes it.

    Attributes:
        number: Canonical number, or id, of that document.
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
    """Judges documents of one index as of one day."""

    def __init__(self, index: SearchIndex, as_of: date) -> None:
        self._index = index
        self._as_of = as_of
        self._bearers = Bearers(index)
        self._opened: dict[int, tuple[Document, IssueInfo]] = {}
        # Documents that act on a subject, each with the subject as it names it.
        self._acting_on: dict[str, list[tuple[About, int]]] = {}

    def expect(self, documents: Iterable[Document]) -> None:
        """Look up at once what acts on any of some documents that will be judged."""
        self._look_up({s for document in documents for s in _subjects_of(document)})

    def of_document(self, document: Document, issue: IssueInfo) -> Validity:
        """The validity of a document that is held."""
        number = document.id
        own = [s for s in document.statements if s.about == SELF]
        found = [self._stated(s, document, issue) for s in own]
        for about, acting in self._acting(document, issue):
            earlier = not _may_follow(self._open(acting)[0], document)
            said = self._stated_by(acting, about, document.title)
            found += [replace(each, phase="earlier") for each in said] if earlier else said
        return judge(found, self._as_of, number, document.signed_date)

    def of_number(self, number: str, title: str | None = None) -> Validity:
        """The validity of a document that is only cited."""
        self._look_up({number})
        found = []
        for about, ordinal in self._acting_on[number]:
            found += self._stated_by(ordinal, about, title)
        return judge(found, self._as_of, number)

    def _look_up(self, subjects: set[str]) -> None:
        """Find what acts on subjects: canonical numbers, or titles as search text."""
        unknown = subjects - self._acting_on.keys()
        if not unknown:
            return
        self._acting_on.update((subject, []) for subject in unknown)
        rows = self._index.rows(ActsOn(frozenset(unknown)))
        for row in rows:
            for key in row.acts:
                subject, about = key if key in unknown else search_text(key), about_of(key)
                if about and subject in unknown:
                    self._acting_on[subject].append((about, row.ordinal))
        self._index.fetch([row.ordinal for row in rows])

    def _acting(self, document: Document, issue: IssueInfo) -> Iterator[tuple[About, int]]:
        """Documents that act on a held one, by number or by a title that only it bears."""
        number, *titles = _subjects_of(document)
        self._look_up({number, *titles})
        for about, ordinal in self._acting_on[number]:
            if self._means(ordinal, about, number, document, issue):
                yield about, ordinal
        for subject in titles:
            for about, ordinal in self._acting_on[subject]:
                if self._is_meant(subject, document, self._open(ordinal)[0]):
                    yield about, ordinal

    def _means(
        self, ordinal: int, about: About, number: str, document: Document, issue: IssueInfo
    ) -> bool:
        """Whether an acting document means this one by its number, and no other that bears it."""
        acting, printed = self._open(ordinal)
        if acting.number == document.number:
            return False
        if len(self._bearers.of(number)) <= 1:
            return True
        title = next((s.title for s in acting.statements if s.about == about), None)
        return any(
            self._index.issue(row.ordinal).file == issue.file and row.line == document.lines[0]
            for row in self._bearers.meant(number, title, acting, printed)
        )

    def _is_meant(self, subject: str, document: Document, acting: Document) -> bool:
        """Whether a title means this document and no other one that is held.

        Documents of every year may bear the same title; without a number nobody can tell which.
        """
        if not (acting.signed_date and document.signed_date and _may_follow(acting, document)):
            return False
        places = {place_in(one.issuer or "") for one in (acting, document)} - {""}
        if len(places) > 1:  # one city's rules are not another's, whatever they are called
            return False
        bearing = sum(
            any(
                subject in _borne_by(title, search_text(row.issuer))
                for title in row.titles.split("\n")
            )
            for row in self._index.rows(InTitle(subject))
            if row.number != acting.id
        )
        return bearing == 1

    def _open(self, ordinal: int) -> tuple[Document, IssueInfo]:
        if ordinal not in self._opened:
            pair = self._index.document(ordinal), self._index.issue(ordinal)
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
            by.id,
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


def _subjects_of(document: Document) -> list[str]:
    """What a statement may call a document by: its number, then its titles as search text."""
    issuer = search_text(document.issuer or "")
    titles = [document.title, document.toc_title or ""]
    titles += [each.title for each in document.attachments if each.kind == "enclosed"]
    borne = [subject for title in titles for subject in _borne_by(search_text(title), issuer)]
    return list(dict.fromkeys([as_cited(document.id), *borne]))


def _borne_by(title: str, issuer: str) -> list[str]:
    """The titles by which one may be cited: itself, or without 某某政府关于印发 … 的通知 around it.

    All are search text. （试行）, （一期） and the like are part of a title.
    """
    bare = {title, title.removeprefix(issuer)}
    inner = {
        text.removeprefix(lead).removesuffix(_NOTICE)
        for text in bare
        for lead in _ISSUING
        if text.startswith(lead) and text.endswith(_NOTICE)
    }
    return sorted({*bare, *inner} - {""})


def _agree(title: str, cited: str) -> bool:
    """Whether two titles may be the same one, cut short or misprinted.

    With half of their pairs of characters apart they are not, and a number was misprinted.
    """
    one, other = search_text(title), search_text(cited)
    named, given = frozenset(bigrams(one)), frozenset(bigrams(other))
    return len(named & given) * 2 >= min(len(named), len(given))
