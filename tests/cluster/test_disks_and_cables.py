"""A node cut off from the others, and one whose disk is full; both need root."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from cluster.nodes import RunningCluster, assembled, why_not
from cluster.test_failures import (
    QUERIES,
    Asker,
    answer,
    assert_honest,
    first_of,
    numbers_held,
    with_copies,
)
from gazette_search.errors import ClusterError
from gazette_search.index.opensearch.connection import ClusterAddress
from gazette_search.workflows.cluster_indexing import bring_cluster_up_to_date
from gazette_search.workflows.clusters import remember_cluster
from gazette_search.workflows.home import Home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BRIDGE = "gsearch-br"
NETWORK = "10.231.7"
COPIES = 8


def system(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603


@pytest.fixture
def wired() -> Iterator[list[str]]:
    """Three hosts on one machine, each at the end of a cable; their addresses."""
    if reason := why_not():
        pytest.skip(reason)
    try:
        lay_cables()
    except (OSError, subprocess.CalledProcessError) as problem:
        pytest.skip(f"no network namespaces here: {problem}")
    yield [f"{NETWORK}.{n}" for n in (1, 2, 3)]
    for n in (1, 2, 3):
        with suppress(subprocess.CalledProcessError):
            system("ip", "netns", "del", f"gsearch{n}")
    system("ip", "link", "del", BRIDGE)


def lay_cables() -> None:
    system("ip", "link", "add", BRIDGE, "type", "bridge")
    system("ip", "addr", "add", f"{NETWORK}.254/24", "dev", BRIDGE)
    system("ip", "link", "set", BRIDGE, "up")
    for n in (1, 2, 3):
        system("ip", "netns", "add", f"gsearch{n}")
        system(
            "ip",
            "link",
            "add",
            f"gs{n}",
            "type",
            "veth",
            "peer",
            "name",
            "eth",
            "netns",
            f"gsearch{n}",
        )
        system("ip", "link", "set", f"gs{n}", "master", BRIDGE, "up")
        inside = ("ip", "-n", f"gsearch{n}")
        system(*inside, "addr", "add", f"{NETWORK}.{n}/24", "dev", "eth")
        system(*inside, "link", "set", "eth", "up")
        system(*inside, "link", "set", "lo", "up")


def indexed(home: Home, cluster: RunningCluster, path: Path, name: str) -> tuple[Home, Asker]:
    """The real issues on a cluster, and somebody who asks."""
    own = Home(path / "own")
    shutil.copytree(home.corpus, own.corpus)
    address = ClusterAddress(cluster.urls, name)
    remember_cluster(own, address)
    bring_cluster_up_to_date(own, address)
    return own, Asker(own, {query: answer(own, query) for query in QUERIES})


def test_a_node_cut_off_answers_wholly_or_not_at_all(
    home: Home, wired: list[str], tmp_path: Path
) -> None:
    cluster = RunningCluster(assembled())
    cluster.lay_out(tmp_path / "nodes", wired, {})
    for n, node in enumerate(cluster.nodes, 1):
        node.prefix = ("ip", "netns", "exec", f"gsearch{n}")
    try:
        cluster.start()
        cluster.wait_for(3, "green")
        _, asker = indexed(home, cluster, tmp_path, "cut")
        asker.expected = first_of(asker.expected)
        cluster.wait_for(3, "green")
        system("ip", "link", "set", "gs3", "down")
        asker.ask()
        cluster.wait_for(2)  # the other two go on without it
        asker.ask()
        told = len(asker.told)
        asker.ask()
        assert len(asker.told) == told
        system("ip", "link", "set", "gs3", "up")
        cluster.wait_for(3, "green")
        asker.ask()
        assert_honest(asker)
        assert len(asker.told) == told
    finally:
        cluster.stop()


def test_a_full_disk_of_one_node_is_one_sentence_and_loses_nothing(
    home: Home, tmp_path: Path
) -> None:
    if reason := why_not():
        pytest.skip(reason)
    cluster = RunningCluster(assembled())
    limits = {
        "cluster.routing.allocation.disk.watermark.low": "80%",
        "cluster.routing.allocation.disk.watermark.high": "85%",
        "cluster.routing.allocation.disk.watermark.flood_stage": "90%",
        "cluster.info.update.interval": "10s",
    }
    cluster.lay_out(tmp_path / "nodes", ["127.0.0.1"] * 3, limits)
    small = cluster.nodes[2].home / "data"
    small.mkdir()
    try:
        system("mount", "-t", "tmpfs", "-o", "size=24m", "none", str(small))
    except (OSError, subprocess.CalledProcessError) as problem:
        pytest.skip(f"no disk can be made here: {problem}")
    try:
        cluster.start()
        own, asker = indexed(home, cluster, tmp_path, "full")
        held = numbers_held(ClusterAddress(cluster.urls, "full"))
        filler = small / "filler"
        filler.write_bytes(b"\0" * (os.statvfs(small).f_bavail * os.statvfs(small).f_frsize))
        with_copies(own, COPIES)
        address = ClusterAddress(cluster.urls, "full")
        told = ""
        try:
            bring_cluster_up_to_date(own, address)
        except ClusterError as problem:
            told = str(problem)
        # Refused outright, or taken by copies of which one was lost before all was counted.
        assert not told or told.startswith(("集群", "写入不完整："))
        assert not told or numbers_held(address) == held
        asker.ask()
        assert_honest(asker)
        filler.unlink()
        cluster.wait_for(3)
        until_it_takes(own, address)
        assert len(numbers_held(address)) == len(held) * (1 + COPIES)  # none lost, none twice
    finally:
        cluster.stop()
        system("umount", "-l", str(small))


def until_it_takes(own: Home, address: ClusterAddress) -> None:
    """The cluster lifts its block when it sees the space, some seconds later."""
    for _ in range(12):
        try:
            bring_cluster_up_to_date(own, address)
        except ClusterError:
            time.sleep(5)
        else:
            return
    raise TimeoutError
