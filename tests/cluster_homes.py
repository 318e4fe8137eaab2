"""A home's issues on a running cluster, open for reading."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cluster.nodes import RunningCluster
    from gazette_search.index.opensearch.engine import ClusterIndex
    from gazette_search.workflows.home import Home


@contextmanager
def on_cluster(home: Home, nodes: RunningCluster, name: str) -> Iterator[ClusterIndex]:
    """Index a home under a name and open it; imported late, for the extra may be missing."""
    from gazette_search.index.opensearch.connection import ClusterAddress, Connection
    from gazette_search.index.opensearch.engine import ClusterIndex
    from gazette_search.index.opensearch.heads import current_head
    from gazette_search.workflows.cluster_indexing import bring_cluster_up_to_date

    address = ClusterAddress(nodes.urls, name)
    bring_cluster_up_to_date(home, address)
    with closing(Connection(address)) as connection:
        head = current_head(connection)
        assert head
        yield ClusterIndex(connection, head)
