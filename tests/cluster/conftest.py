"""A home whose index lies on the running cluster."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from gazette_search.index.opensearch.connection import ClusterAddress, Connection
from gazette_search.workflows.cluster_indexing import bring_cluster_up_to_date
from gazette_search.workflows.clusters import remember_cluster
from gazette_search.workflows.home import Home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cluster.nodes import RunningCluster


@pytest.fixture
def nodes(cluster_nodes: RunningCluster) -> Iterator[RunningCluster]:
    """The cluster to do harm to; whole again afterwards."""
    yield cluster_nodes
    cluster_nodes.mend()


@pytest.fixture
def address(cluster_nodes: RunningCluster, request: pytest.FixtureRequest) -> ClusterAddress:
    """The cluster under a name of the test's own."""
    name = "".join(c for c in request.node.name.lower() if c.isascii() and c.isalnum())[-40:]
    return ClusterAddress(cluster_nodes.urls, name)


@pytest.fixture
def cluster_home(home: Home, address: ClusterAddress, tmp_path: Path) -> Iterator[Home]:
    """The real issues, indexed on the cluster."""
    own = Home(tmp_path / "own")
    shutil.copytree(home.corpus, own.corpus)
    remember_cluster(own, address)
    bring_cluster_up_to_date(own, address)
    yield own
    cluster = Connection(address)
    cluster.send("DELETE", f"/{address.name}-*", missing=True)
    cluster.close()
