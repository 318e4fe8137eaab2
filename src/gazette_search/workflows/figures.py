"""`gsearch timeline`: find the documents, read their figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.search.engine import SearchEngine, suggestion
from gazette_search.search.figures.timeline import READ_DOCUMENTS, Timeline, read_series
from gazette_search.workflows.opening import answered

if TYPE_CHECKING:
    from gazette_search.search.results import SearchRequest
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress


def timeline(home: Home, request: SearchRequest, on_progress: Progress | None = None) -> Timeline:
    """The figures that answer a query, in order of effect; the request's limit counts series.

    Raises:
        QuerySyntaxError: When the query cannot be read.
        IndexDamagedError: When the index is not what its manifest says.
        IndexMissingError: When there is no index and nothing to build it from.
    """
    return answered(home, on_progress, lambda opened: _timeline(opened, home, request))


def _timeline(opened: Opened, home: Home, request: SearchRequest) -> Timeline:
    engine = SearchEngine(opened.index, *home.thesauri)
    found = engine.find(replace(request, limit=READ_DOCUMENTS, offset=0))
    series = read_series(opened.index, found)
    return Timeline(
        query=request.query,
        series=series[: request.limit or None],
        total=len(series),
        index=opened.state,
        suggestion=suggestion(request.query, found.compiled),
        notes=engine.why_nothing(request, found),
    )
