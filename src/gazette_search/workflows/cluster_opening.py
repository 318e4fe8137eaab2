"""Opening the index on a cluster for reading."""

from __future__ import annotations

import json
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from gazette_search.errors import GazetteSearchError, IndexForeignError, IndexMissingError
from gazette_search.index.files import replace_atomically
from gazette_search.index.fingerprint import fingerprint, same_form
from gazette_search.index.opensearch.blobs import STORED
from gazette_search.index.opensearch.connection import Connection
from gazette_search.index.opensearch.engine import ClusterIndex
from gazette_search.index.opensearch.heads import HEAD, current_head, head_in
from gazette_search.search.results import IndexState
from gazette_search.workflows.clusters import LENIENCY, find_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.index.opensearch.connection import ClusterAddress
    from gazette_search.index.opensearch.heads import ClusterHead
    from gazette_search.workflows.home import Home


@contextmanager
def open_cluster(home: Home) -> Iterator[tuple[ClusterIndex, IndexState]]:
    """The generation that is current on the cluster of a home, for the time of a `with` block.

    Raises:
        IndexMissingError: When nothing has been published there.
        IndexForeignError: When another version of the program wrote it and this one cannot read it.
        ClusterError: When the cluster does not answer.
        UsageError: When what is configured makes no sense.
    """
    address = find_cluster(home)
    assert address is not None  # noqa: S101 -- asked before
    cache = _Cache(home, address)
    with closing(Connection(address, partial=LENIENCY.partial, cache=cache.folder)) as cluster:
        known = cache.head()
        head = known or cache.keep(current_head(cluster))
        if head is None or not head.generation:
            raise IndexMissingError(
                f"集群 {address} 里还没有索引。请运行 gsearch index --engine opensearch"
            )
        notes: tuple[str, ...] = ()
        if head.fingerprint != fingerprint():
            if not same_form(head.fingerprint, fingerprint()):
                raise IndexForeignError("集群上的索引是另一版本的 gsearch 建立的")
            notes = ("索引是另一版本的 gsearch 建立的，结果按那一版本",)
        index = ClusterIndex(cluster, head, assumed=known is not None)
        yield index, IndexState(head.name, head.updated, notes=notes)
        LENIENCY.shards = max(LENIENCY.shards, cluster.tally.shards)
        LENIENCY.unanswered = max(LENIENCY.unanswered, cluster.tally.unanswered)


def current_on_cluster(home: Home) -> str:
    """The name of the generation that is current, "" where nobody can tell."""
    with suppress(GazetteSearchError):
        address = find_cluster(home)
        if address:
            with closing(Connection(address)) as cluster:
                head = _Cache(home, address).keep(current_head(cluster))
                return head.name if head else ""
    return ""


class _Cache:
    """The head of a cluster as it was last seen, so that a search need not ask for it alone."""

    def __init__(self, home: Home, address: ClusterAddress) -> None:
        self.folder = home.index / "cluster" / address.name
        self._path = self.folder / HEAD
        self._urls = [*address.urls]

    def head(self) -> ClusterHead | None:
        """What was kept for this address, None where nothing was."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            record = json.loads(self._path.read_text(encoding="utf-8"))
            head = head_in(record["head"]) if record["urls"] == self._urls else None
            return head if head and same_form(head.fingerprint, fingerprint()) else None
        return None

    def keep(self, head: ClusterHead | None) -> ClusterHead | None:
        """Keep a head, and of what is stored beside it what it names."""
        if head is not None:
            record = {"urls": self._urls, "head": asdict(head)}
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                replace_atomically(self._path, json.dumps(record, ensure_ascii=False).encode())
                for path in self.folder.glob(f"{STORED}*"):
                    if path.name not in (head.dictionary, head.pairs):
                        path.unlink()
        return head
