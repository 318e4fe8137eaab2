"""`gsearch timeline`: find the documents, read their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.errors import IndexDamagedError
from gazette_search.search.engine import SearchEngine, suggestion
from gazette_search.search.timeline import Timeline, read_series
from gazette_search.workflows.opening import open_snapshot

if TYPE_CHECKING:
    from gazette_search.search.results import SearchRequest
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Progress


def timeline(home: Home, request: SearchRequest, on_progress: Progress | None = None) -> Timeline:
    """The figures that answer a query, in order of effect; the request's limit counts series.

    Raises:
        QuerySyntaxError: When the query cannot be read.
        IndexDamagedError: When the index is not what its manifest says.
        IndexMissingError: When there is no index and nothing to build it from.
    """
    try:
        return _timeline(home, request, on_progress)
    except IndexDamagedError:
        # As in searching.search: a writer may have swept the generation away meanwhile.
        return _timeline(home, request, on_progress)


def _timeline(home: Home, request: SearchRequest, on_progress: Progress | None) -> Timeline:
    with open_snapshot(home, on_progress) as opened:
        found = SearchEngine(opened.snapshot, *home.thesauri).find(request)
        series = read_series(opened.snapshot, found)
        return Timeline(
            query=request.query,
            series=series[: request.limit or None],
            total=len(series),
            index=opened.state,
            suggestion=suggestion(request.query, found.compiled),
        )
