"""Which document a number means where several bear it: 青政发 is Qinghai's code and Qingdao's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.index.conditions import Numbered
from gazette_search.search.lookup.number_directory import as_cited, as_headed
from gazette_search.search.lookup.organs import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette_search.index.reading import Row, SearchIndex
    from gazette_search.models import Document, IssueInfo


class Bearers:
    """Looks up who bears the numbers that texts cite."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._rows: dict[str, list[Row]] = {}

    def expect(self, numbers: Iterable[str]) -> None:
        """Look up at once who bears some numbers."""
        unknown = set(map(as_cited, numbers)) - self._rows.keys()
        if not unknown:
            return
        self._rows.update((number, []) for number in unknown)
        rows = self._index.rows(Numbered(frozenset(unknown | set(map(as_headed, unknown)))))
        for row in rows:
            self._rows[as_cited(row.number)].append(row)
        self._index.fetch([row.ordinal for row in rows])

    def of(self, number: str) -> list[Row]:
        """Every document that bears a number, as printed."""
        self.expect((number,))
        return self._rows[as_cited(number)]

    def meant(
        self, number: str, title: str | None, citing: Document, issue: IssueInfo
    ) -> list[Row]:
        """Those that a document means by a number.

        The agency that the cited title names decides, else the place that both are of, else the
        folder of the corpus that both lie in.

        Args:
            number: As cited.
            title: Of the cited document, as cited.
            citing: The document that cites it.
            issue: The issue that prints that document.
        """
        rows = self.of(number)
        if not rows[1:]:
            return rows
        ranks = [self._nearness(row, title or "", citing, issue) for row in rows]
        return [row for row, rank in zip(rows, ranks, strict=True) if rank == max(ranks)]

    def _nearness(
        self, row: Row, title: str, citing: Document, issue: IssueInfo
    ) -> tuple[bool, bool, int]:
        place = place_in(row.issuer)
        own, other = self._index.issue(row.ordinal).collection, issue.collection
        return (
            bool(row.issuer) and title.startswith(row.issuer),
            bool(place) and place == place_in(citing.issuer or citing.title),
            _shared(own.split("/"), other.split("/")),
        )


def place_in(name: str) -> str:
    """葫芦岛市 for 葫芦岛市人民政府办公室; empty where a name tells no place."""
    found = PLACE.match(name)
    return found["place"] if found else ""


def _shared(one: list[str], other: list[str]) -> int:
    """How many folders two paths have in common, from the corpus down."""
    depth = 0
    while depth < min(len(one), len(other)) and one[depth] == other[depth]:
        depth += 1
    return depth
