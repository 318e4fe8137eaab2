"""`gsearch trend`: how often something is written about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.index.conditions import EVERYTHING
from gazette_search.search.engine import SearchEngine
from gazette_search.search.lookup.filters import allowed
from gazette_search.search.trends import count_trend
from gazette_search.workflows.opening import answered

if TYPE_CHECKING:
    from gazette_search.search.trends import Trend, TrendRequest
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress


def trend(home: Home, request: TrendRequest, on_progress: Progress | None = None) -> Trend:
    """Documents and places that answer each query, by time, organ or genre.

    Raises:
        QuerySyntaxError: When a query cannot be read.
        IndexDamagedError: When the index is not what its manifest says.
        IndexMissingError: When there is no index and nothing to build it from.
    """
    return answered(home, on_progress, lambda opened: _trend(opened, home, request))


def _trend(opened: Opened, home: Home, request: TrendRequest) -> Trend:
    engine = SearchEngine(opened.index, *home.thesauri)
    matching = [engine.matching(query, request.filters) for query in request.queries]
    passing = allowed(opened.index, request.filters)
    found = count_trend(opened.index, request, passing, matching, opened.state)
    if found.held:
        return found
    from gazette_search.search.lookup.emptied import why_nothing

    return replace(found, notes=why_nothing(opened.index, request.filters, EVERYTHING))
