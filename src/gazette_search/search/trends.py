"""How often something is written about: documents and places, by when they were signed or by whom.

Every document counted holds all that its query asks for, as `gsearch -c` counts it: no partial
matches, no corrections, nothing by meaning alone. Beside each count stands how many documents are
held at all, without which a rise in counts may be nothing but a rise in what was collected.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from gazette_search.analysis.occurrences import is_whole, occurrences
from gazette_search.models.reported import Reported
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazette_search.analysis.scan import Scan
    from gazette_search.index.concepts import Concept
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import Row, SearchIndex
    from gazette_search.search.engine import Matching
    from gazette_search.search.results import IndexState

TrendKey = Literal["year", "month", "issue", "organ", "genre"]
TREND_KEYS: tuple[TrendKey, ...] = ("year", "month", "issue", "organ", "genre")
# Years or months of which nothing is held are shown as such, so that a gap is seen; but a gap of
# more than these, which one misread date can make, is only told of.
LONGEST_GAP = 24


@dataclass(frozen=True, slots=True)
class TrendRequest:
    """What is counted.

    Attributes:
        queries: One for each line of the chart, in the query language.
        by: What the documents are divided by.
        filters: What narrows them.
    """

    queries: tuple[str, ...]
    by: TrendKey = "year"
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class TrendCount:
    """What answers one query.

    Attributes:
        documents: That hold all that it asks for.
        places: Where one of its words stands, in any of the forms that mean it; places that
            overlap are one.
    """

    documents: int = 0
    places: int = 0

    def __add__(self, other: TrendCount) -> TrendCount:
        return TrendCount(self.documents + other.documents, self.places + other.places)


@dataclass(frozen=True, slots=True)
class TrendGroup:
    """One year, month, issue, organ or genre.

    Attributes:
        name: 2020, 2020-03, 2020年第2期, an organ as printed, 通知; empty where it is unknown.
        held: Documents that are held of it, whatever they say.
        counts: One for each query.
    """

    name: str
    held: int
    counts: tuple[TrendCount, ...]


@dataclass(frozen=True, slots=True)
class Trend(Reported):
    """What `gsearch trend` counted.

    Attributes:
        queries: As typed.
        by: What the documents are divided by.
        groups: Times in order, without gaps; organs and genres by how many answer, the largest
            first, only those of which some do.
        unknown: The documents of which that is not known.
        held: Documents that are held in all, those of groups that are not listed too.
        gaps: Times of which nothing is held and that are left out: first and last of each.
        notes: Sentences on what the filters took away, when nothing is left.
    """

    queries: tuple[str, ...]
    by: TrendKey
    groups: tuple[TrendGroup, ...]
    unknown: TrendGroup
    held: int
    index: IndexState
    gaps: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def totals(self) -> tuple[TrendCount, ...]:
        """What answers each query in all, the unknown ones too."""
        every = (*self.groups, self.unknown)
        return tuple(
            sum((group.counts[n] for group in every), TrendCount())
            for n in range(len(self.queries))
        )


def count_trend(
    index: SearchIndex,
    request: TrendRequest,
    passing: Condition,
    matching: Sequence[Matching],
    state: IndexState,
) -> Trend:
    """Count the documents that answer each query.

    Args:
        index: What is searched.
        request: What is counted.
        passing: What a document meets that passes the filters.
        matching: The queries.
        state: Of the index.
    """
    name_of = _NAMERS[request.by]
    if request.by == "genre":  # a row does not say, and reading every document takes long
        held = Counter(index.facets(passing)["genre"])
    else:
        held = Counter(name_of(index, row) for row in index.rows(passing))
    counted = [_count(index, one, name_of) for one in matching]
    names, gaps = _names(request.by, held, counted)

    def group(name: str) -> TrendGroup:
        counts = tuple(found.get(name, TrendCount()) for found in counted)
        return TrendGroup(name, held[name], counts)

    return Trend(
        queries=request.queries,
        by=request.by,
        groups=tuple(map(group, names)),
        unknown=group(""),
        held=held.total(),
        index=state,
        gaps=tuple(gaps),
    )


def _count(
    index: SearchIndex, matching: Matching, name_of: Callable[[SearchIndex, Row], str]
) -> dict[str, TrendCount]:
    found: dict[str, TrendCount] = {}
    rows = index.rows(matching.condition)
    index.fetch([row.ordinal for row in rows])
    for row in rows:
        name = name_of(index, row)
        one = TrendCount(1, count_places(index.scan(row.ordinal), matching.concepts))
        found[name] = found.get(name, TrendCount()) + one
    return found


def count_places(scan: Scan, concepts: Iterable[Concept]) -> int:
    """How often the concepts stand in a document; those that overlap count once.

    Accidental occurrences count for exact concepts only, as they do in a search.
    """
    spans = sorted(
        (start, start + len(surface.text))
        for concept in concepts
        for surface in concept.surfaces
        for start in occurrences(scan, surface.text)
        if concept.exact or is_whole(scan, start, start + len(surface.text))
    )
    places, reached = 0, 0
    for start, end in spans:
        places += start >= reached
        reached = max(reached, end)
    return places


def _names(
    by: TrendKey, held: Counter[str], counted: Sequence[dict[str, TrendCount]]
) -> tuple[list[str], list[tuple[str, str]]]:
    """The groups to show, in order, and the gaps between them."""
    known = [name for name in held if name]
    if by in ("year", "month"):
        return _without_long_gaps(sorted(known))
    if by == "issue":
        return known, []
    sizes = Counter[str]()
    for found in counted:
        sizes.update({name: count.documents for name, count in found.items() if name})
    return sorted(sizes, key=lambda name: (-sizes[name], -held[name], name)), []


def _without_long_gaps(known: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Times with those between them."""
    names, gaps = known[:1], []
    for before, after in pairwise(known):
        between = [*_between(before, after)]
        if len(between) > LONGEST_GAP:
            gaps.append((between[0], between[-1]))
        else:
            names += between
        names.append(after)
    return names, gaps


def _between(before: str, after: str) -> Iterator[str]:
    """2019 between 2018 and 2020; 2019-12 and 2020-01 between 2019-11 and 2020-02."""
    if len(before) == 4:
        yield from (f"{year:04}" for year in range(int(before) + 1, int(after)))
        return
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (before, after))
    yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first + 1, last))


_NAMERS: dict[TrendKey, Callable[[SearchIndex, Row], str]] = {
    "year": lambda _, row: row.date[:4],
    "month": lambda _, row: row.date[:7],
    "issue": lambda index, row: index.issue(row.ordinal).label,
    "organ": lambda _, row: row.issuer,
    "genre": lambda index, row: index.document(row.ordinal).genre or "",
}
