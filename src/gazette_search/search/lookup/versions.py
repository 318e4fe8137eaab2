"""Series of notices: the earlier and later versions of a document that are held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gazette_search.models.document import UNNUMBERED
from gazette_search.search.lookup.editions import alike, matter

if TYPE_CHECKING:
    from gazette_search.index.catalog import Catalog
    from gazette_search.index.snapshot import Snapshot


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


def versions_of(snapshot: Snapshot, ordinal: int) -> tuple[Version, ...]:
    """The other documents of a document's series, oldest first."""
    catalog = snapshot.catalog
    own = _order(catalog, ordinal)
    return tuple(
        Version(
            number=catalog.numbers[other],
            title=snapshot.document(other).title,
            signed_date=catalog.dates[other],
            position="earlier" if _order(catalog, other) < own else "later",
        )
        for other in series_of(catalog, ordinal)
        if other != ordinal
    )


def series_of(catalog: Catalog, ordinal: int) -> list[int]:
    """All documents of a series in the order of their dates, the given one among them.

    A title that changes a little every year links its neighbours, and they link theirs. Only
    documents of one region are linked: 葫政发〔2018〕5号 and 辽政发〔2018〕5号 bear the same title
    but for the office.
    """
    groups = _by_matter(catalog, _region(catalog, ordinal))
    own = matter(catalog.titles[ordinal])
    if not own:
        return [ordinal]
    found, waiting = list(groups.pop(own)), [own]
    while waiting:
        one = waiting.pop()
        linked = [other for other in groups if alike(one, other)]
        for other in linked:
            found += groups.pop(other)
        waiting += linked
    return sorted(found, key=lambda other: _order(catalog, other))


def _by_matter(catalog: Catalog, region: str) -> dict[frozenset[str], list[int]]:
    """The documents of a region by what their titles are about: versions mostly share it."""
    groups: dict[frozenset[str], list[int]] = {}
    for ordinal, title in enumerate(catalog.titles):
        if _region(catalog, ordinal) == region:
            groups.setdefault(matter(title), []).append(ordinal)
    return groups


def _region(catalog: Catalog, ordinal: int) -> str:
    """What tells regions apart: the first character of the code, else of the title."""
    number = catalog.numbers[ordinal]
    return catalog.titles[ordinal][:2] if number.startswith(UNNUMBERED) else number[:1]


def _order(catalog: Catalog, ordinal: int) -> tuple[str, str, int]:
    return catalog.dates[ordinal], catalog.numbers[ordinal], ordinal
