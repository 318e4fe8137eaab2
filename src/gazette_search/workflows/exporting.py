"""`gsearch export`: every document with all that was read from it, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.index.conditions import EVERYTHING
from gazette_search.search.lookup.filters import allowed
from gazette_search.search.lookup.number_directory import as_cited
from gazette_search.search.reports import CitedBy, ShownDocument
from gazette_search.workflows.opening import answered
from gazette_search.workflows.reading import held_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from gazette_search.index.reading import Row, SearchIndex
    from gazette_search.search.lookup.filter_set import Filters
    from gazette_search.search.results import IndexState
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress

    Take = Callable[[Iterator[ShownDocument], IndexState], None]

IN_MEMORY = 64  # documents in memory


def export_documents(
    home: Home,
    filters: Filters,
    take: Take,
    on_progress: Progress | None = None,
    *,
    as_of: date | None = None,
) -> int:
    """Hand over the documents that pass, in the order printed.

    Args:
        home: Where the index is.
        filters: What narrows them.
        take: Takes them; not called when there are none. Called anew, from the first document on,
            when the index that it was reading was swept away.
        on_progress: Told how far a first indexing, and the handing over, have come.
        as_of: The day for which validity is judged; None judges none.

    Returns:
        How many there are.
    """

    def handed(opened: Opened) -> int:
        index = opened.index
        rows = index.rows(allowed(index, filters))
        if rows:
            take(_documents(index, rows, on_progress, as_of), opened.state)
        return len(rows)

    return answered(home, on_progress, handed)


def _documents(
    index: SearchIndex,
    rows: Sequence[Row],
    on_progress: Progress | None,
    as_of: date | None,
) -> Iterator[ShownDocument]:
    every = index.rows(EVERYTHING)
    numbers = frozenset(as_cited(row.number) for row in every)
    citing = _citing(index, every)
    for first in range(0, len(rows), IN_MEMORY):
        some = rows[first : first + IN_MEMORY]
        for row, held in zip(some, held_documents(index, some, as_of), strict=True):
            cited = frozenset(citation.number for citation in held.document.citations)
            by = citing.get(as_cited(row.number), ())
            others = tuple(one for ordinal, one in by if ordinal != row.ordinal)
            yield ShownDocument(held, others, cited & numbers)
        if on_progress and len(rows) > IN_MEMORY:
            on_progress("导出", first + len(some), len(rows))


def _citing(index: SearchIndex, rows: Sequence[Row]) -> Mapping[str, Sequence[tuple[int, CitedBy]]]:
    """Which documents, by their ordinals, name a number, and where: all that is kept of them."""
    citing: dict[str, list[tuple[int, CitedBy]]] = {}
    for row in rows:
        if not row.cites:
            continue
        for citation in index.document(row.ordinal).citations:
            named = CitedBy(row.number, citation.relation, citation.lines)
            citing.setdefault(citation.number, []).append((row.ordinal, named))
    return citing
