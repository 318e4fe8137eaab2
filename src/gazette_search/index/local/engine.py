"""The port, answered from the files of one generation."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from gazette_search.analysis.terms import GRAM
from gazette_search.index.bounds import Totals, spread_of
from gazette_search.index.local.matching import Matcher
from gazette_search.index.local.ordering import Holdings, LocalCandidates
from gazette_search.index.local.selecting import Selector, issues_of
from gazette_search.index.reading import MOST_UNITS, Numbers, Row
from gazette_search.index.snapshot import issue_info
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping, Sequence

    from gazette_search.analysis.dictionary import Dictionary
    from gazette_search.analysis.scan import Scan
    from gazette_search.index.bounds import IndexQuery
    from gazette_search.index.conditions import Condition, OfIssue
    from gazette_search.index.reading import Facet, RowOrder
    from gazette_search.index.snapshot import Snapshot
    from gazette_search.models import Document, IssueInfo


class LocalIndex:
    """One generation on this machine; ordinals are rows of the catalog, in the order printed."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._matcher = Matcher(snapshot)
        self._selector = Selector(snapshot, self._matcher)

    @cached_property
    def totals(self) -> Totals:
        """What scores need to know of all documents."""
        catalog = self.snapshot.catalog
        dates = [date for date in catalog.dates if date]
        return Totals(
            len(catalog),
            sum(catalog.lengths) / max(1, len(catalog)),
            spread_of(catalog.lengths),
            min(dates, default=""),
            max(dates, default=""),
        )

    @property
    def newest_issue(self) -> IssueInfo | None:
        """How far the issues held reach; None where none says which it is."""
        rows = self.snapshot.catalog.issues
        named = [(row.year, row.number, n) for n, row in enumerate(rows) if row.year and row.number]
        return issue_info(self.snapshot.catalog, max(named)[2]) if named else None

    @property
    def dictionary(self) -> Dictionary:
        """The segmentation dictionary, cut down to words that occur here."""
        return self.snapshot.dictionary

    @property
    def issuers(self) -> Collection[str]:
        """The names of all issuers, as printed."""
        return set(self.snapshot.catalog.issuers)

    @property
    def pairs(self) -> Container[str]:
        """Every two units that stand side by side anywhere; some may be of documents gone."""
        return _Terms(self.snapshot, GRAM)

    def prepare(self, conditions: Iterable[Condition]) -> None:
        """Nothing: what is counted here is counted when it is asked for."""

    def counts(self, conditions: Sequence[Condition]) -> list[int]:
        """How many documents meet each condition."""
        return [len(self._selector.find(condition)) for condition in conditions]

    def ordinals(self, condition: Condition) -> Collection[int]:
        """The documents that meet a condition."""
        return self._selector.find(condition)

    def candidates(self, asked: IndexQuery) -> LocalCandidates:
        """The documents that answer a query."""
        holdings = Holdings(self.snapshot, self.totals, self._selector, self._matcher)
        return LocalCandidates(asked, holdings)

    def units_from(self, beginning: str) -> list[str]:
        """Latin words and numbers that begin so, ascending, at most `MOST_UNITS`."""
        return self._matcher.units_from(beginning)[:MOST_UNITS]

    def numbers(self, serial: int) -> Numbers:
        """The document numbers with a serial."""
        catalog, digits = self.snapshot.catalog, str(serial)
        held = {number for number in catalog.numbers if digits in number}
        cited = {number for cites in catalog.cites for number in cites if digits in number}
        announced = [
            (issue_info(catalog, issue), one)
            for issue, row in enumerate(catalog.issues)
            for one in row.announced
        ]
        return Numbers.with_serial(serial, held, cited, announced)

    def rows(
        self,
        condition: Condition,
        order: RowOrder = "printed",
        first: int = 0,
        most: int | None = None,
    ) -> list[Row]:
        """What the catalog says of the documents that meet a condition."""
        ordinals = sorted(self._selector.find(condition))
        if order != "printed":
            dates = self.snapshot.catalog.dates
            ordinals.sort(key=dates.__getitem__, reverse=order == "newest")
        last = None if most is None else first + most
        return [self._row(ordinal) for ordinal in ordinals[first:last]]

    def facets(self, condition: Condition) -> Mapping[Facet, Mapping[str, int]]:
        """How the documents that meet a condition divide by issue, genre, issuer and year."""
        catalog = self.snapshot.catalog
        ordinals = self._selector.find(condition)
        labels = [issue_info(catalog, issue).label for issue in range(len(catalog.issues))]
        return {
            "issue": Counter(labels[catalog.issue[ordinal]] for ordinal in ordinals),
            "genre": Counter(catalog.genres[ordinal] for ordinal in ordinals),
            "issuer": Counter(catalog.issuers[ordinal] for ordinal in ordinals),
            "year": Counter(catalog.dates[ordinal][:4] for ordinal in ordinals),
        }

    def issues(self, condition: OfIssue, last: int | None = None) -> list[IssueInfo]:
        """Issues by what names them, by file name; the last so many of them or all."""
        catalog = self.snapshot.catalog
        found = sorted(issues_of(condition, catalog))
        return [issue_info(catalog, issue) for issue in found[-last if last else None :]]

    def fetch(self, ordinals: Collection[int]) -> None:
        """Nothing: a document is read when it is asked for."""

    def scan(self, ordinal: int) -> Scan:
        """The scan record of a document."""
        return self.snapshot.scan(ordinal)

    def document(self, ordinal: int) -> Document:
        """The whole document."""
        return self.snapshot.document(ordinal)

    def issue(self, ordinal: int) -> IssueInfo:
        """The issue that printed a document."""
        return self.snapshot.issue(ordinal)

    def close(self) -> None:
        """Let go of the files."""
        self.snapshot.close()

    def _row(self, ordinal: int) -> Row:
        catalog = self.snapshot.catalog
        return Row(
            ordinal,
            catalog.numbers[ordinal],
            catalog.titles[ordinal],
            catalog.dates[ordinal],
            catalog.issuers[ordinal],
            catalog.lines[ordinal],
            catalog.cites[ordinal],
            catalog.acts[ordinal],
        )


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of a field."""

    snapshot: Snapshot
    field: str

    def __contains__(self, term: object) -> bool:
        return self.snapshot.holds(self.field, str(term))
