"""Series of notices: the earlier and later versions of a document that are held."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Literal

from gazette_search.index.conditions import AnyOf, LikeTitle
from gazette_search.models.document import UNNUMBERED
from gazette_search.search.lookup.bearers import place_in
from gazette_search.search.lookup.editions import ALIKE, matter, mostly_shared
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from gazette_search.index.reading import Row, SearchIndex

LEFT_OUT = 2  # places of a title at most where something is left out of what it is about


@dataclass(frozen=True, slots=True)
class Version:
    """Another document of the same series.

    Attributes:
        number: Its canonical number.
        title: As printed.
        signed_date: ISO, or "".
        position: How it stands to the document that was asked about.
    """

    number: str
    title: str
    signed_date: str
    position: Literal["earlier", "later"]


def versions_of(index: SearchIndex, row: Row) -> tuple[Version, ...]:
    """The other documents of a document's series, oldest first."""
    others = [other for other in series_of(index, row) if other.ordinal != row.ordinal]
    index.fetch([other.ordinal for other in others])
    return tuple(
        Version(
            number=other.number,
            title=index.document(other.ordinal).title,
            signed_date=other.date,
            position="earlier" if _order(other) < _order(row) else "later",
        )
        for other in others
    )


def series_of(index: SearchIndex, row: Row) -> list[Row]:
    """All documents of a series in the order of their dates, the given one among them.

    A title that changes a little every year links its neighbours, and they link theirs. Only
    documents of one region are linked: 葫政发〔2018〕5号 and 辽政发〔2018〕5号 bear the same title
    but for the office.
    """
    found = {row.ordinal: row}
    known: set[frozenset[str]] = set()
    waiting = {matter(row.titles)} - {frozenset()}
    while waiting:
        known |= waiting
        like = AnyOf(tuple(_like(one) for one in sorted(waiting, key=sorted)))
        linked = [
            other
            for other in index.rows(like)
            if _are_of_one_region(other, row)
            and any(mostly_shared(one, matter(other.titles)) for one in waiting)
        ]
        found.update((other.ordinal, other) for other in linked)
        waiting = {matter(other.titles) for other in linked} - known
    return sorted(found.values(), key=_order)


def _like(about: frozenset[str]) -> LikeTitle:
    """What a title meets, with others, that is alike to what this one is about.

    Of sets so alike as `alike` asks the smaller part is common, whatever the size of the other. A
    pair may come about only when a year is left out of a title (做好2018年低保 → 做好低保).
    """
    least = ceil(ALIKE / (2 - ALIKE) * len(about)) - LEFT_OUT
    return LikeTitle(tuple(sorted(about)), max(1, least))


def _order(row: Row) -> tuple[str, str, int]:
    return row.date, row.number, row.ordinal


def _are_of_one_region(one: Row, other: Row) -> bool:
    """Whether two documents are of one city: 青政发 is Qinghai's code and Qingdao's."""
    places = {place_in(row.issuer) for row in (one, other)} - {""}
    return _region(one) == _region(other) and len(places) <= 1


def _region(row: Row) -> str:
    """What tells regions apart: the first character of the code, else of the title."""
    return row.titles[:2] if row.number.startswith(UNNUMBERED) else row.number[:1]
