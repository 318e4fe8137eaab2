"""Bringing the index of a home up to date, on this machine or on its cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.workflows.home import has_cluster

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette_search.search.reports import IndexReport
    from gazette_search.workflows.home import Home

    Progress = Callable[[str, int, int], None]


def update_index(
    home: Home,
    *,
    rebuild: bool = False,
    force: bool = False,
    on_progress: Progress | None = None,
) -> IndexReport:
    """Index what was added or changed, wherever the home has its index.

    Raises:
        GazetteSearchError: As `bring_up_to_date` and `bring_cluster_up_to_date`.
    """
    if has_cluster(home):
        from gazette_search.workflows.cluster_indexing import (
            ClusterUpdate,
            bring_cluster_up_to_date,
        )
        from gazette_search.workflows.clusters import find_cluster

        address = find_cluster(home)
        if address:
            update = ClusterUpdate(rebuild=rebuild, force=force)
            return bring_cluster_up_to_date(home, address, update, on_progress)
    from gazette_search.workflows.indexing import bring_up_to_date

    return bring_up_to_date(home, rebuild=rebuild, force=force, on_progress=on_progress)
