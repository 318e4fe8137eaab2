"""The index on a cluster beside the one on this machine: the same answers, and what they cost.

Needs the extra `opensearch` and a running cluster (docs/docker-compose.yml, or any other).

    python -m benchmarks.cluster HOME --url http://127.0.0.1:9200 --name bench

HOME holds a corpus, as `benchmarks.corpus_maker` makes one. Both indexes are built anew, then every
judged query of `tests/quality` is asked of both.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from contextlib import closing
from pathlib import Path

from gazette_search.index.generations import IndexDirectory
from gazette_search.index.local.engine import LocalIndex
from gazette_search.index.opensearch.connection import ClusterAddress, Connection
from gazette_search.index.opensearch.engine import ClusterIndex
from gazette_search.index.opensearch.heads import current_head
from gazette_search.index.snapshot import Snapshot
from gazette_search.search.engine import SearchEngine
from gazette_search.search.results import IndexState, SearchRequest
from gazette_search.workflows.cluster_indexing import ClusterUpdate, bring_cluster_up_to_date
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date

JUDGED = Path(__file__).parents[1] / "tests/quality"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--url", action="append", required=True)
    parser.add_argument("--name", default="bench")
    wanted = parser.parse_args()
    home, address = Home(wanted.home), ClusterAddress(tuple(wanted.url), wanted.name)
    for kind, build in (
        ("local", lambda: bring_up_to_date(home, rebuild=True)),
        (
            "cluster",
            lambda: bring_cluster_up_to_date(home, address, ClusterUpdate(rebuild=True)),
        ),
    ):
        began, used = time.monotonic(), processor_seconds()
        report = build()
        spent = time.monotonic() - began
        print(
            f"index {kind}: {report.documents} documents, {spent:.1f} s,"
            f" {processor_seconds() - used:.1f} CPU s of gsearch"
        )
    with tempfile.TemporaryDirectory() as cache:  # what a machine keeps of a cluster
        compare(home, address, Path(cache))


def compare(home: Home, address: ClusterAddress, cache: Path) -> None:
    """Ask every judged query of both."""
    columns: dict[str, list[float]] = {name: [] for name in ("local", "cluster", "trips", "texts")}
    different = []
    manifest = IndexDirectory(home.index).current()
    assert manifest
    for query in judged():
        request = SearchRequest(query, limit=10)
        with closing(Snapshot(IndexDirectory(home.index), manifest)) as snapshot:
            began = time.monotonic()
            expected = SearchEngine(LocalIndex(snapshot)).search(request, IndexState("", ""))
            columns["local"].append(time.monotonic() - began)
        with closing(Connection(address, cache=cache)) as connection:
            head = current_head(connection)
            assert head
            connection.tally.trips = 0
            index = ClusterIndex(connection, head, assumed=True)
            began = time.monotonic()
            found = SearchEngine(index).search(request, IndexState("", ""))
            columns["cluster"].append(time.monotonic() - began)
            columns["trips"].append(connection.tally.trips)
            columns["texts"].append(index.texts_read)
        if told(found) != told(expected):
            different.append(query)
    print(f"{len(columns['local'])} queries, {len(different)} different: {different}")
    for name, values in columns.items():
        shown = ", ".join(f"{share:.0%} {at(values, share):.3g}" for share in (0.5, 0.9, 0.99, 1.0))
        print(f"{name}: {shown}")


def judged() -> list[str]:
    """Every judged query once."""
    lines = [
        line
        for path in sorted(JUDGED.glob("*queries*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return list(dict.fromkeys(json.loads(line)["query"] for line in lines))


def told(result: object) -> object:
    hits = [(hit.document.id, hit.score, hit.missing) for hit in result.hits]  # type: ignore[attr-defined]
    return hits, result.total, result.notes  # type: ignore[attr-defined]


def at(values: list[float], share: float) -> float:
    """The value below which such a share of all lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def processor_seconds() -> float:
    """Of this process and those that it started."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    main()
