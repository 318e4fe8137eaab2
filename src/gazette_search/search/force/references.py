"""The graph of citations: what a document rests on and who cites it, held or not.

Nothing of it is stored but the mentions themselves: which cited document is held is looked up when
it is asked for, so a new issue closes the links of all older ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.errors import DocumentNotFoundError
from gazette_search.index.conditions import EVERYTHING, AllOf, Cites, Numbered
from gazette_search.index.reading import serials_in
from gazette_search.models import place_of
from gazette_search.models.reported import Reported
from gazette_search.search.force.statutes import bearing, mentions_of
from gazette_search.search.force.validity import ValidityReader
from gazette_search.search.language.typed_numbers import read
from gazette_search.search.lookup.articles import articles_in, split_article, statute_key
from gazette_search.search.lookup.bearers import Bearers
from gazette_search.search.lookup.handles import several, the_one
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
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import Row, SearchIndex
    from gazette_search.models import Citation, Document, IssueInfo, Place
    from gazette_search.search.force.validity import Validity
    from gazette_search.search.language.ast import NumberReference
    from gazette_search.search.lookup.articles import Article

_SHORTEST_TITLE = 2  # characters: 刑法


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
        number: Canonical number, or id; empty for a statute that is cited by its title alone.
        title: As held, else as cited, or None.
        document: The document, when it is held.
        issue: The issue that holds it.
        rests_on: What it cites, in text order; empty when it is not held.
        cited_by: Mentions of it, the oldest issue first.
        namesakes: Numbers held or cited with the same year and serial, of other agencies.
        announced: Where it stands in the contents of an issue that does not print it.
        article: The one that was asked for; then only mentions of it are there.
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
    article: Article | None = None

    @property
    def absence(self) -> str:
        """Why the document cannot be read here; empty when it is held."""
        if self.document:
            return ""
        return unprinted(self.announced) or "库内没有这份公文，只见于引用"


class ReferenceReader:
    """Follows citations through one index, as of one day."""

    def __init__(self, index: SearchIndex, as_of: date, within: Condition = EVERYTHING) -> None:
        """Takes what the documents meet that are asked about and that cite, besides the index."""
        self._index = index
        self._within = within
        self._directory = NumberDirectory(index)
        self._validities = ValidityReader(index, as_of)
        self._bearers = Bearers(index)

    def read(self, text: str) -> References:
        """The references of one document, by its number however it is written.

        Raises:
            DocumentNotFoundError: When the text is no number, or names no document that is held
                or cited, or more than one.
        """
        name, article = split_article(text)
        if read(fold_width(name), loose=True) is None:
            found = self._statute(name, article)
            if found:
                return found
        number, row = self._the_one(name)
        document, issue = self._opened(row)
        mentions = self._mentions(number, row)
        if article:
            mentions = [each for each in mentions if _is_on(each[2], article)]
        announced = [] if document else self._announced(number)
        titles = [citation.title for _, _, citation in mentions] + [e.title for _, e in announced]
        title = document.title if document else next(filter(None, titles), None)
        return References(
            number,
            title,
            document,
            issue,
            self._validity(row, number, title),
            self.rests_on(document, issue) if document and issue else (),
            tuple(self._citing(*mention) for mention in mentions),
            self._namesakes(number),
            tuple(announced),
            article,
        )

    def _statute(self, name: str, article: Article | None) -> References | None:
        """What rests on a text that is named by its title; None when none is held or cited."""
        key = statute_key(name)
        if len(key) < _SHORTEST_TITLE:
            return None
        rows = bearing(self._index, key, self._within)
        if len({row.titles for row in rows}) > 1:
            return None  # which of them is meant has to be said
        row = rows[0] if rows else None
        document, issue = self._opened(row)
        own = self._mentions(row.number, row) if row else []
        known = {(one.id, each.block, each.start) for one, _, each in own}
        if article:
            own = [each for each in own if _is_on(each[2], article)]
        by_title = [
            (one.document, one.issue, one.citation)
            for one in mentions_of(self._index, key, article, self._within)
            if (one.document.id, one.citation.block, one.citation.start) not in known
            and not (document and one.document.id == document.id)
        ]
        if not (document or by_title):
            return None
        mentions = sorted([*own, *by_title], key=lambda each: (each[1].file, each[0].lines))
        # The fullest name: texts shorten it, and say 《土地法》 from then on.
        cited = (each.title or "" for _, _, each in by_title)
        title = document.title if document else max(cited, key=len)
        validities = self._validities
        return References(
            row.number if row else "",
            title,
            document,
            issue,
            self._validity(row, row.number, title)
            if row
            else validities.of_number(search_text(title), title),
            self.rests_on(document, issue) if document and issue else (),
            tuple(self._citing(*mention) for mention in mentions),
            article=article,
        )

    def rests_on(self, document: Document, issue: IssueInfo) -> tuple[Link, ...]:
        """What a held document cites, mention by mention."""
        self.expect(document.citations)
        return tuple(self._cited(citation, document, issue) for citation in document.citations)

    def expect(self, citations: Iterable[Citation]) -> None:
        """Look up at once which of the documents cited are held."""
        numbers = [citation.number for citation in citations]
        self._bearers.expect(numbers)
        self._validities.expect(
            self._index.document(row.ordinal) for one in numbers for row in self._bearers.of(one)
        )

    def validity_of(self, citation: Citation, citing: Document, issue: IssueInfo) -> Validity:
        """The validity of a document that another one cites, held or not."""
        row = self._meant_by(citation, citing, issue)
        return self._validity(row, citation.number, citation.title)

    def _validity(self, row: Row | None, number: str, title: str | None) -> Validity:
        document, issue = self._opened(row)
        if document and issue:
            return self._validities.of_document(document, issue)
        return self._validities.of_number(number, title)

    def _meant_by(self, citation: Citation, citing: Document, issue: IssueInfo) -> Row | None:
        """The document held that a mention means; of several, the one printed first."""
        found = self._bearers.meant(citation.number, citation.title, citing, issue)
        return found[0] if found else None

    def _opened(self, row: Row | None) -> tuple[Document | None, IssueInfo | None]:
        if row is None:
            return None, None
        return self._index.document(row.ordinal), self._index.issue(row.ordinal)

    def _the_one(self, text: str) -> tuple[str, Row | None]:
        """The number or id that a text means, and the document where it is held."""
        reference = read(fold_width(text), loose=True)
        if reference is None or any(self._index.counts([Numbered(frozenset((text.strip(),)))])):
            row = the_one(self._index, text, self._within)
            return row.number, row
        found = self._meant(reference)
        if len(found) == 1:
            return found[0], self._bearer(text, found[0])
        if found:
            raise DocumentNotFoundError(f"“{text}”对应不止一件：{'、'.join(found)}。请写全文号")
        offer = self._directory.offer(reference)
        raise DocumentNotFoundError(f"{reference} 不在库内，库内也没有公文引用它{offer}")

    def _bearer(self, text: str, number: str) -> Row | None:
        """The document that bears a number; what is printed twice counts once.

        Raises:
            DocumentNotFoundError: When two that are not the same one do.
        """
        numbered = Numbered(frozenset((number, as_headed(number))))
        rows = self._index.rows(AllOf((numbered, self._within)))
        if len({row.titles for row in rows}) > 1:
            raise several(self._index, text, rows)
        return rows[0] if rows else None

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

    def _mentions(self, number: str, row: Row | None) -> list[tuple[Document, IssueInfo, Citation]]:
        number = as_cited(number)
        rows = self._index.rows(AllOf((Cites(frozenset((number,))), self._within)))
        self._index.fetch([row.ordinal for row in rows])
        citing = [(self._index.document(r.ordinal), self._index.issue(r.ordinal)) for r in rows]
        self._validities.expect(document for document, _ in citing)
        return [
            (document, issue, each)
            for document, issue in citing
            for each in document.citations
            if each.number == number
            and (row is None or row in self._bearers.meant(number, each.title, document, issue))
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
        document, _ = self._opened(self._meant_by(citation, citing, issue))
        return Link(
            citation.number,
            document.title if document else citation.title,
            held=document is not None,
            signed_date=document.signed_date if document else None,
            citation=citation,
            place=place_of(issue, citing, citation.lines[0]),
            sentence=_sentence(citing, citation),
            validity=self.validity_of(citation, citing, issue),
        )


def _is_on(citation: Citation, article: Article) -> bool:
    return any(map(article.holds, articles_in(citation.article)))


def _agency(number: str) -> str | None:
    reference = read(number)
    return reference.agency if reference else None


def _sentence(document: Document, citation: Citation) -> str:
    block = document.blocks[citation.block]
    if block.kind != "table":
        return sentence_at(block.text, citation.start)
    start = block.text.rfind("\n", 0, citation.start) + 1
    return block.text[start:].split("\n", 1)[0]
