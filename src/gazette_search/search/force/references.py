"""The graph of citations: what a document rests on and who cites it, held or not.

Nothing of it is stored but the mentions themselves: which cited document is held is looked up when
it is asked for, so a new issue closes the links of all older ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazette_search.errors import DocumentNotFoundError
from gazette_search.models import place_of
from gazette_search.models.reported import Reported
from gazette_search.search.force.validity import ValidityReader
from gazette_search.search.language.typed_numbers import read
from gazette_search.search.lookup.handles import the_one
from gazette_search.search.lookup.number_directory import NumberDirectory, as_cited, unprinted
from gazette_search.text.sentences import sentence_at
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.index.catalog import Announced, IssueRow
    from gazette_search.index.snapshot import Snapshot
    from gazette_search.models import Citation, Document, IssueInfo, Place
    from gazette_search.search.force.validity import Validity
    from gazette_search.search.language.ast import NumberReference


@dataclass(frozen=True, slots=True)
class Link:
    """One mention of a document in another, seen from either end.

    Attributes:
        number: Canonical number of the document at the other end.
        title: Its title, as held or else as cited.
        held: Whether it is in the corpus.
        signed_date: Its date, when it is held.
        citation: The mention.
        place: Where the mention stands.
        sentence: The sentence or table row that holds the mention.
        validity: Of the document at the other end.
    """

    number: str
    title: str | None
    held: bool
    signed_date: date | None
    citation: Citation
    place: Place
    sentence: str
    validity: Validity


@dataclass(frozen=True, slots=True)
class References(Reported):
    """A document among those that it cites and that cite it.

    Attributes:
        number: Canonical number.
        title: As held, else as cited, or None.
        document: The document, when it is held.
        issue: The issue that holds it.
        rests_on: What it cites, in text order; empty when it is not held.
        cited_by: Mentions of it, the oldest issue first.
        namesakes: Numbers held or cited with the same year and serial, of other agencies.
        announced: Where it stands in the contents of an issue that does not print it.
    """

    number: str
    title: str | None
    document: Document | None
    issue: IssueInfo | None
    validity: Validity
    rests_on: tuple[Link, ...]
    cited_by: tuple[Link, ...]
    namesakes: tuple[str, ...] = ()
    announced: tuple[tuple[IssueRow, Announced], ...] = ()

    @property
    def absence(self) -> str:
        """Why the document cannot be read here; empty when it is held."""
        if self.document:
            return ""
        return unprinted(self.announced) or "库内没有这份公文，只见于引用"


class ReferenceReader:
    """Follows citations through one snapshot, as of one day."""

    def __init__(self, snapshot: Snapshot, as_of: date) -> None:
        self._snapshot = snapshot
        self._directory = NumberDirectory(snapshot.catalog)
        self._validities = ValidityReader(snapshot, as_of)

    def read(self, text: str) -> References:
        """The references of one document, by its number however it is written.

        Raises:
            DocumentNotFoundError: When the text is no number, or names no document that is held
                or cited, or more than one.
        """
        number = self._the_one(text)
        document, issue = self._open(number)
        mentions = self._mentions(number)
        announced = [] if document else self._announced(number)
        titles = [citation.title for _, _, citation in mentions] + [e.title for _, e in announced]
        title = document.title if document else next(filter(None, titles), None)
        return References(
            number,
            title,
            document,
            issue,
            self.validity_of(number, title),
            self.rests_on(document, issue) if document and issue else (),
            tuple(self._citing(*mention) for mention in mentions),
            self._namesakes(number),
            tuple(announced),
        )

    def rests_on(self, document: Document, issue: IssueInfo) -> tuple[Link, ...]:
        """What a held document cites, mention by mention."""
        return tuple(self._cited(citation, document, issue) for citation in document.citations)

    def validity_of(self, number: str, title: str | None = None) -> Validity:
        """The validity of a document, held or not."""
        document, issue = self._open(number)
        if document and issue:
            return self._validities.of_document(document, issue)
        return self._validities.of_number(number, title)

    @cached_property
    def _ordinals(self) -> dict[str, int]:
        """The document of each number; of two with one number, the one printed first."""
        numbers = [as_cited(number) for number in self._snapshot.catalog.numbers]
        return {number: len(numbers) - 1 - n for n, number in enumerate(reversed(numbers))}

    def _open(self, number: str) -> tuple[Document | None, IssueInfo | None]:
        ordinal = self._ordinals.get(as_cited(number))
        if ordinal is None:
            return None, None
        return self._snapshot.document(ordinal), self._snapshot.issue(ordinal)

    def _the_one(self, text: str) -> str:
        """The number or id that a text means, of a document that is held or cited."""
        catalog = self._snapshot.catalog
        reference = read(fold_width(text), loose=True)
        if reference is None or text.strip() in catalog.numbers:
            return catalog.numbers[the_one(catalog, text)]
        found = self._meant(reference)
        if len(found) == 1:
            return found[0]
        if found:
            raise DocumentNotFoundError(f"“{text}”对应不止一件：{'、'.join(found)}。请写全文号")
        raise DocumentNotFoundError(f"{reference} 不在库内，库内也没有公文引用它")

    def _meant(self, reference: NumberReference) -> list[str]:
        """Numbers held or cited that fit; those of the very agency named, if there are any."""
        catalog = self._snapshot.catalog
        held = [as_cited(catalog.numbers[ordinal]) for ordinal in self._directory.held(reference)]
        cited = [
            number
            for numbers in catalog.cites
            for number in numbers
            if self._directory.means(reference, number)
        ]
        announced = [one.number for _, one in self._directory.announced(reference)]
        found = list(dict.fromkeys([*held, *cited, *announced]))
        exact = [number for number in found if _agency(number) == reference.agency]
        return exact or found

    def _announced(self, number: str) -> list[tuple[IssueRow, Announced]]:
        rows = self._snapshot.catalog.issues
        return [(row, one) for row in rows for one in row.announced if one.number == number]

    def _namesakes(self, number: str) -> tuple[str, ...]:
        """辽政发〔2018〕5号 beside 葫政发〔2018〕5号: one serial of two agencies."""
        year_and_serial = number[number.find("〔") :]
        if not year_and_serial.startswith("〔"):
            return ()
        catalog = self._snapshot.catalog
        numbers = {*catalog.numbers, *(each for numbers in catalog.cites for each in numbers)}
        same = (each for each in numbers if each.endswith(year_and_serial) and each != number)
        return tuple(sorted(same))

    def _mentions(self, number: str) -> list[tuple[Document, IssueInfo, Citation]]:
        found, number = [], as_cited(number)
        for ordinal, cites in enumerate(self._snapshot.catalog.cites):
            if number in cites:
                citing, issue = self._snapshot.document(ordinal), self._snapshot.issue(ordinal)
                found += [
                    (citing, issue, each) for each in citing.citations if each.number == number
                ]
        return found

    def _citing(self, citing: Document, issue: IssueInfo, citation: Citation) -> Link:
        return Link(
            citing.id,
            citing.title,
            held=True,
            signed_date=citing.signed_date,
            citation=citation,
            place=place_of(issue, citing, citation.lines[0]),
            sentence=_sentence(citing, citation),
            validity=self._validities.of_document(citing, issue),
        )

    def _cited(self, citation: Citation, citing: Document, issue: IssueInfo) -> Link:
        document, _ = self._open(citation.number)
        return Link(
            citation.number,
            document.title if document else citation.title,
            held=document is not None,
            signed_date=document.signed_date if document else None,
            citation=citation,
            place=place_of(issue, citing, citation.lines[0]),
            sentence=_sentence(citing, citation),
            validity=self.validity_of(citation.number, citation.title),
        )


def _agency(number: str) -> str | None:
    reference = read(number)
    return reference.agency if reference else None


def _sentence(document: Document, citation: Citation) -> str:
    block = document.blocks[citation.block]
    if block.kind != "table":
        return sentence_at(block.text, citation.start)
    start = block.text.rfind("\n", 0, citation.start) + 1
    return block.text[start:].split("\n", 1)[0]
