"""Answering a query: open, search, and once more when a writer swept the files away meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from gazette_search.errors import EmbedderError, IndexDamagedError
from gazette_search.search.engine import SearchEngine
from gazette_search.search.force.validity import ValidityReader
from gazette_search.workflows.meaning import find_meaning
from gazette_search.workflows.opening import answered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazette_search.index.reading import SearchIndex
    from gazette_search.search.force.filtering import ForceFilter
    from gazette_search.search.force.validity import Status
    from gazette_search.search.ranking.meaning import Meaning
    from gazette_search.search.results import Hit, SearchRequest, SearchResult
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress


def search(home: Home, request: SearchRequest, on_progress: Progress | None = None) -> SearchResult:
    """Ranked hits; the first search of all builds the index.

    Raises:
        QuerySyntaxError: When the query cannot be read.
        IndexDamagedError: When the index is not what its manifest says.
        IndexMissingError: When there is no index and nothing to build it from.
    """
    return answered(home, on_progress, lambda opened: _search(opened, home, request))


def _search(opened: Opened, home: Home, request: SearchRequest) -> SearchResult:
    meaning, told = _meaning(opened, home) if request.by_meaning else (None, ())
    engine = SearchEngine(opened.index, *home.thesauri, meaning=meaning)
    force = force_filter(opened.index, request.statuses, request.as_of)
    result = engine.search(request, opened.state, force.passing if force else None)
    notes = (*result.notes, *told, *(force.notes() if force else ()))
    result = replace(result, newest=_newest(opened.index), notes=notes)
    return replace(result, hits=judged(opened.index, result.hits, request.as_of))


def force_filter(
    index: SearchIndex, statuses: Sequence[Status], as_of: date | None
) -> ForceFilter | None:
    """What lets documents of some statuses pass as of a day, today when there is none."""
    if not statuses:
        return None
    from gazette_search.search.force.filtering import ForceFilter

    return ForceFilter(index, statuses, as_of or datetime.now().astimezone().date())


def judged(index: SearchIndex, hits: tuple[Hit, ...], as_of: date | None) -> tuple[Hit, ...]:
    """Hits with their validity as of a day; as they are when there is none."""
    if as_of is None:
        return hits
    validities = ValidityReader(index, as_of)
    validities.expect(hit.document for hit in hits)
    return tuple(
        replace(hit, validity=validities.of_document(hit.document, hit.issue)) for hit in hits
    )


def _meaning(opened: Opened, home: Home) -> tuple[Meaning | None, tuple[str, ...]]:
    """What looks for meaning, and why it does not where it should: words are found all the same."""
    try:
        return find_meaning(opened.index, home), ()
    except (EmbedderError, IndexDamagedError) as problem:
        return None, (f"没有按意思查找，只按词：{problem}",)


def _newest(index: SearchIndex) -> str:
    """How far the issues held reach."""
    issue = index.newest_issue
    return issue.label if issue else ""
