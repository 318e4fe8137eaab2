"""The graph of citations: what a document rests on and who cites it, held or not.

Nothing of it is stored but the mentions themselves: which cited document is held is looked up when
it is asked for, so a new issue closes the links of all older ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.errors import DocumentNotFoundError
from gazette_search.index.conditions import Cites, Numbered
from gazette_search.index.reading import serials_in
from gazette_search.models import place_of
from gazette_search.models.reported import Reported
from gazette_search.search.force.validity import ValidityReader
from gazette_search.search.language.typed_numbers import read
from gazette_search.search.lookup.handles import the_one
from gazette_search.search.lookup.number_directory import (
    NumberDirectory,
    as_cited,
    as_headed,
    unprinted,
)
from gazette_search.text.sentences import sentence_at
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gazette_search.index.catalog import AnnouncedRow
    from gazette_search.index.reading import SearchIndex
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
    announced: tuple[tuple[IssueInfo, AnnouncedRow], ...] = ()

    @property
    def absence(self) -> str:
        """Why the document cannot be read here; empty when it is held."""
        if self.document:
            return ""
        return unprinted(self.announced) or "库内没有这份公文，只见于引用"


class ReferenceReader:
    """Follows citations through one index, as of one day."""

    def __init__(self, index: SearchIndex, as_of: date) -> None:
        self._index = index
        self._directory = NumberDirectory(index)
        self._validities = ValidityReader(index, as_of)
        # The document of each number as it is cited, None where it is not held; of two, the one
        # printed first.
        self._ordinals: dict[str, int | None] = {}

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
        self.expect(citation.number for citation in document.citations)
        return tuple(self._cited(citation, document, issue) for citation in document.citations)

    def expect(self, numbers: Iterable[str]) -> None:
        """Look up at once which of some numbers are held."""
        self._look_up(set(numbers))
        self._validities.expect(
            document for number in numbers if (document := self._open(number)[0])
        )

    def validity_of(self, number: str, title: str | None = None) -> Validity:
        """The validity of a document, held or not."""
        document, issue = self._open(number)
        if document and issue:
            return self._validities.of_document(document, issue)
        return self._validities.of_number(number, title)

    def _look_up(self, numbers: set[str]) -> None:
        unknown = set(map(as_cited, numbers)) - self._ordinals.keys()
        if not unknown:
            return
        self._ordinals.update(dict.fromkeys(unknown))
        rows = self._index.rows(Numbered(frozenset(unknown | set(map(as_headed, unknown)))))
        self._ordinals.update((as_cited(row.number), row.ordinal) for row in reversed(rows))
        self._index.fetch([row.ordinal for row in rows])

    def _open(self, number: str) -> tuple[Document | None, IssueInfo | None]:
        self._look_up({number})
        ordinal = self._ordinals[as_cited(number)]
        if ordinal is None:
            return None, None
        return self._index.document(ordinal), self._index.issue(ordinal)

    def _the_one(self, text: str) -> str:
        """The number or id that a text means, of a document that is held or cited."""
        reference = read(fold_width(text), loose=True)
        if reference is None or any(self._index.counts([Numbered(frozenset((text.strip(),)))])):
            return the_one(self._index, text).number
        found = self._meant(reference)
        if len(found) == 1:
            return found[0]
        if found:
            raise DocumentNotFoundError(f"“{text}”对应不止一件：{'、'.join(found)}。请写全文号")
        raise DocumentNotFoundError(f"{reference} 不在库内，库内也没有公文引用它")

    def _meant(self, reference: NumberReference) -> list[str]:
        """Numbers held or cited that fit; those of the very agency named, if there are any."""
        announced = [one.number for _, one in self._directory.announced(reference)]
        held = map(as_cited, self._directory.held(reference))
        cited = self._directory.citing(reference)
        found = list(dict.fromkeys([*held, *cited, *announced]))
        exact = [number for number in found if _agency(number) == reference.agency]
        return exact or found

    def _announced(self, number: str) -> list[tuple[IssueInfo, AnnouncedRow]]:
        serials = serials_in(number.rpartition("〕")[2])
        found = self._index.numbers(min(serials)).announced if serials else ()
        return [(issue, one) for issue, one in found if one.number == number]

    def _namesakes(self, number: str) -> tuple[str, ...]:
        """辽政发〔2018〕5号 beside 葫政发〔2018〕5号: one serial of two agencies."""
        year_and_serial = number[number.find("〔") :]
        if not year_and_serial.startswith("〔"):
            return ()
        numbers = self._index.numbers(min(serials_in(year_and_serial.partition("〕")[2])))
        same = {*numbers.held, *numbers.cited} - {number}
        return tuple(sorted(each for each in same if each.endswith(year_and_serial)))

    def _mentions(self, number: str) -> list[tuple[Document, IssueInfo, Citation]]:
        number = as_cited(number)
        rows = self._index.rows(Cites(frozenset((number,))))
        self._index.fetch([row.ordinal for row in rows])
        citing = [(self._index.document(r.ordinal), self._index.issue(r.ordinal)) for r in rows]
        self._validities.expect(document for document, _ in citing)
        return [
            (document, issue, each)
            for document, issue in citing
            for each in document.citations
            if each.number == number
        ]

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
