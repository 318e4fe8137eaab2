"""What is asked of an index, whatever engine keeps it.

Search and the workflows know an index by this Protocol alone. The local index answers it from the
files of a generation; every other engine has to give the same answers (one test holds all of them
to that). A document goes by its *ordinal*, a number that holds for as long as the index is open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, Protocol

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from gazette_search.analysis.dictionary import Dictionary
    from gazette_search.analysis.scan import Scan
    from gazette_search.index.bounds import Candidate, IndexQuery, Totals
    from gazette_search.index.catalog import AnnouncedRow
    from gazette_search.index.conditions import Condition, OfIssue
    from gazette_search.models import Document, IssueInfo

# Latin words and numbers that one beginning may stand for; more would be no prefix but a search of
# everything, and a cluster takes only so many terms in a query.
MOST_UNITS = 200

RowOrder = Literal["printed", "newest", "oldest"]
Facet = Literal["issue", "genre", "issuer", "year"]


@dataclass(frozen=True, slots=True)
class Row:
    """What the catalog says of a document.

    Attributes:
        number: Canonical 发文字号, or the id of a document without one.
        titles: Search text of title, contents title and attachment titles, a line each.
        date: Signed date, ISO, or "".
        issuer: As printed, or "".
        line: Of its head.
        cites: Canonical numbers that it cites.
        acts: Keys of the documents whose being in force it bears on (`models.about_of`).
    """

    ordinal: int
    number: str
    titles: str
    date: str
    issuer: str
    line: int
    cites: Sequence[str]
    acts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Document numbers in which one serial stands, in canonical form, each once and sorted.

    Attributes:
        held: Those that documents bear.
        cited: Those that documents cite.
        announced: Contents entries of issues that do not print the document, as the issues come.
    """

    held: tuple[str, ...]
    cited: tuple[str, ...]
    announced: tuple[tuple[IssueInfo, AnnouncedRow], ...] = ()

    @classmethod
    def with_serial(
        cls,
        serial: int,
        held: Iterable[str],
        cited: Iterable[str],
        announced: Iterable[tuple[IssueInfo, AnnouncedRow]] = (),
    ) -> Numbers:
        """Those in which the serial stands."""
        kept, mentioned = (
            tuple(sorted(number for number in set(numbers) if serial in serials_in(number)))
            for numbers in (held, cited)
        )
        entries = (one for one in announced if serial in serials_in(one[1].number))
        return cls(kept, mentioned, tuple(entries))


def serials_in(number: str) -> set[int]:
    """Every whole number in a document number; its serial is among them, its year too."""
    return {int(digits) for digits in re.findall(r"[0-9]+", number)}


class Candidates(Protocol):
    """The documents that answer a query, given out as they are asked for."""

    @property
    def total(self) -> int:
        """How many there are."""

    @property
    def full(self) -> int:
        """How many of them are full matches; they come first."""

    def __iter__(self) -> Iterator[Candidate]:
        """In the order that the query asks for."""


class SearchIndex(Protocol):
    """One generation of an index, open for reading: the same whatever writers do."""

    @property
    def totals(self) -> Totals:
        """What scores need to know of all documents."""

    @property
    def newest_issue(self) -> IssueInfo | None:
        """How far the issues held reach; None where none says which it is."""

    @property
    def dictionary(self) -> Dictionary:
        """The segmentation dictionary, cut down to words that occur here."""

    @property
    def issuers(self) -> Collection[str]:
        """The names of all issuers, as printed."""

    @property
    def pairs(self) -> Container[str]:
        """Every two units that stand side by side anywhere; some may be of documents gone."""

    def prepare(self, conditions: Iterable[Condition]) -> None:
        """Say what will be counted, so that an index far away can count all of it at once."""

    def counts(self, conditions: Sequence[Condition]) -> list[int]:
        """How many documents meet each condition."""

    def candidates(self, asked: IndexQuery) -> Candidates:
        """The documents that answer a query."""

    def units_from(self, beginning: str) -> list[str]:
        """Latin words and numbers that begin so, ascending, at most `MOST_UNITS`."""

    def numbers(self, serial: int) -> Numbers:
        """The document numbers in which a serial stands, those with that serial among them."""

    def rows(
        self,
        condition: Condition,
        order: RowOrder = "printed",
        first: int = 0,
        most: int | None = None,
    ) -> list[Row]:
        """What the catalog says of the documents that meet a condition.

        Args:
            condition: What they meet.
            order: As printed, issue by issue; or by date, those of one date as printed.
            first: How many to pass over.
            most: How many at most; None for all.
        """

    def facets(self, condition: Condition) -> Mapping[Facet, Mapping[str, int]]:
        """How the documents that meet a condition divide by issue, genre, issuer and year."""

    def issues(self, condition: OfIssue, last: int | None = None) -> list[IssueInfo]:
        """Issues by what names them, by file name; the last so many of them or all."""

    def fetch(self, ordinals: Collection[int]) -> None:
        """Say which documents will be read, so that an index far away can send them at once."""

    def scan(self, ordinal: int) -> Scan:
        """The scan record of a document."""

    def document(self, ordinal: int) -> Document:
        """The whole document."""

    def issue(self, ordinal: int) -> IssueInfo:
        """The issue that printed a document."""

    def close(self) -> None:
        """Let go of whatever was opened."""
