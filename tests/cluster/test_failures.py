"""What a cluster is done, and what a user sees of it: all of an answer, or one sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import EXIT_CLUSTER, ClusterError, IndexLockedError
from gazette_search.index.conditions import EVERYTHING
from gazette_search.index.opensearch import publishing
from gazette_search.index.opensearch.connection import Connection
from gazette_search.index.opensearch.engine import ClusterIndex, records_of
from gazette_search.index.opensearch.heads import current_head
from gazette_search.index.opensearch.publishing import publishing as one_writer
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.cluster_indexing import ClusterUpdate, bring_cluster_up_to_date
from gazette_search.workflows.searching import search

if TYPE_CHECKING:
    from cluster.nodes import RunningCluster
    from gazette_search.index.opensearch.connection import ClusterAddress
    from gazette_search.workflows.home import Home

Answers = dict[str, list[tuple[str, float]]]

QUERIES = ("低保标准", "供热 责任单位", "农村低保一年多少钱", "“人民政府办公室”")
# Of what does not answer each query waits for ten seconds: then two of them do.
FEW = 2
BACK_SECONDS = 30.0  # after which every answer is whole again


def answer(home: Home, query: str) -> list[tuple[str, float]]:
    result = search(home, SearchRequest(query=query, limit=10))
    return [(hit.document.id, hit.score) for hit in result.hits]


def numbers_held(address: ClusterAddress) -> list[str]:
    with closing(Connection(address)) as cluster:
        head = current_head(cluster)
        assert head
        return sorted(row.number for row in ClusterIndex(cluster, head).rows(EVERYTHING))


def stored(address: ClusterAddress) -> tuple[int, int]:
    """Documents and whole records in the current index, whatever they are of."""
    with closing(Connection(address)) as cluster:
        head = current_head(cluster)
        assert head
        indexes = (head.index, records_of(head.index))
        cluster.send("POST", f"/{','.join(indexes)}/_refresh")
        body = {"size": 0, "track_total_hits": True, "query": {"match_all": {}}}
        found = cluster.search([(index, body) for index in indexes])
        issues = {"size": 0, "track_total_hits": True, "query": {"term": {"kind": "issue"}}}
        (kept,) = cluster.search([(head.index, issues)])
        first, second = (one["hits"]["total"]["value"] for one in found)
        return first - kept["hits"]["total"]["value"], second


@dataclass
class Asker:
    """Somebody who asks again and again while something happens."""

    home: Home
    expected: Answers
    whole: int = 0
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    longest: float = 0.0

    def ask(self) -> None:
        for query, expected in self.expected.items():
            began = time.monotonic()
            try:
                found = answer(self.home, query)
            except ClusterError as problem:
                self.told.append(str(problem))
            else:
                self.whole += found == expected
                self.wrong += [query] if found != expected else []
            self.longest = max(self.longest, time.monotonic() - began)

    def during(self, deed: threading.Thread) -> None:
        deed.start()
        while deed.is_alive():
            self.ask()
        deed.join()
        self.ask()


@pytest.fixture
def asker(cluster_home: Home) -> Asker:
    return Asker(cluster_home, {query: answer(cluster_home, query) for query in QUERIES})


def seconds_until_whole(nodes: RunningCluster, asker: Asker) -> float:
    """From when all nodes answer again until every query is answered wholly.

    A cluster may call itself yellow some moments before it finds its shards again.
    """
    seconds, began = nodes.wake(), time.monotonic()
    told = -1
    while told < len(asker.told) and seconds + time.monotonic() - began < BACK_SECONDS:
        told = len(asker.told)
        asker.ask()
    return seconds + time.monotonic() - began


def first_of(expected: Answers) -> Answers:
    return dict(islice(expected.items(), FEW))


def assert_honest(asker: Asker) -> None:
    assert asker.wrong == []
    assert asker.whole
    for sentence in asker.told:
        assert sentence.startswith("集群"), sentence
        assert "\n" not in sentence
        assert "请" in sentence


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "stopped"])
def test_a_node_fails_while_others_ask(
    nodes: RunningCluster, asker: Asker, how: signal.Signals
) -> None:
    victim = nodes.nodes[1]
    asker.expected = first_of(asker.expected)

    def deed() -> None:
        time.sleep(1)
        victim.signal(how)
        time.sleep(12)

    asker.during(threading.Thread(target=deed))
    assert_honest(asker)
    if how == signal.SIGKILL:
        victim.kill()
    assert seconds_until_whole(nodes, asker) < BACK_SECONDS
    told = len(asker.told)
    asker.ask()
    assert len(asker.told) == told
    assert_honest(asker)


def test_two_of_three_nodes_gone_is_an_error_and_never_fewer_hits(
    nodes: RunningCluster, asker: Asker
) -> None:
    for victim in nodes.nodes[1:]:
        victim.signal(signal.SIGKILL)
    for victim in nodes.nodes[1:]:
        victim.kill()
    whole = asker.whole
    asker.ask()
    assert asker.wrong == []
    assert asker.told or asker.whole > whole
    assert seconds_until_whole(nodes, asker) < BACK_SECONDS
    asker.ask()
    assert_honest(asker)


def test_every_node_is_restarted_in_turn(nodes: RunningCluster, asker: Asker) -> None:
    def deed() -> None:
        for node in nodes.nodes:
            node.end()
            nodes.wait_for(2)
            node.start(nodes.classpath)
            nodes.wait_for(3, "green")

    asker.during(threading.Thread(target=deed))
    assert_honest(asker)


def with_copies(home: Home, count: int) -> None:
    """More issues: the same ones in other years, so that writing takes a while."""
    for path in sorted(home.corpus.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for copy in range(count):
            year = str(1990 + copy)
            made = text.replace("2018", year).replace("2019", year).replace("2020", year)
            (home.corpus / f"{year}-{path.name}").write_text(made, encoding="utf-8")


def gsearch(home: Home, *words: str) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).with_name("gsearch")), *words, "--home", str(home.path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603


def until_writing(address: ClusterAddress, held: int) -> None:
    """Until an update has sent something."""
    for _ in range(600):
        if stored(address)[0] > held:
            return
        time.sleep(0.1)
    raise TimeoutError


def test_a_node_is_killed_while_an_update_writes(
    nodes: RunningCluster, asker: Asker, address: ClusterAddress
) -> None:
    held = numbers_held(address)
    with_copies(asker.home, 6)
    update = gsearch(asker.home, "index")
    until_writing(address, len(held))
    nodes.nodes[2].signal(signal.SIGKILL)
    nodes.nodes[2].kill()
    update.communicate(timeout=300)  # it may have come through, or said that it did not
    assert update.returncode in (0, EXIT_CLUSTER)
    assert seconds_until_whole(nodes, asker) < BACK_SECONDS
    bring_cluster_up_to_date(asker.home, address)
    assert_nothing_lost(address, asker.home)


def assert_nothing_lost(address: ClusterAddress, own: Home) -> None:
    """Every document is held once: as an index made anew elsewhere has them."""
    elsewhere = type(address)(address.urls, f"{address.name}b"[:40])
    bring_cluster_up_to_date(own, elsewhere)
    expected = numbers_held(elsewhere)
    assert numbers_held(address) == expected
    with closing(Connection(elsewhere)) as cluster:
        cluster.send("DELETE", f"/{elsewhere.name}-*", missing=True)


def test_a_writer_is_killed_and_the_next_one_sweeps(asker: Asker, address: ClusterAddress) -> None:
    held = numbers_held(address)
    with_copies(asker.home, 6)
    update = gsearch(asker.home, "index")
    until_writing(address, len(held))
    os.kill(update.pid, signal.SIGKILL)
    update.communicate()
    asker.ask()  # the old generation, whole
    assert numbers_held(address) == held
    bring_cluster_up_to_date(asker.home, address)
    assert_nothing_lost(address, asker.home)
    documents = len(numbers_held(address))
    assert stored(address) == (documents, documents)


def test_a_second_writer_is_told_who_writes(address: ClusterAddress, cluster_home: Home) -> None:
    with closing(Connection(address)) as cluster, one_writer(cluster, "", 1.0):
        with pytest.raises(IndexLockedError, match=f":{os.getpid()} 写入"):
            bring_cluster_up_to_date(cluster_home, address, ClusterUpdate(wait=0.0))
        with pytest.raises(IndexLockedError):
            bring_cluster_up_to_date(cluster_home, address, ClusterUpdate(wait=0.0, rebuild=True))


def test_a_writer_that_could_not_say_that_it_left_is_not_waited_for(
    address: ClusterAddress, cluster_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unheard(_: publishing.Publisher) -> None:
        raise ClusterError("没有写入")

    with monkeypatch.context() as full, closing(Connection(address)) as cluster:
        full.setattr(publishing.Publisher, "leave", unheard)
        with one_writer(cluster, "", 1.0) as left:
            pass
        head = current_head(cluster)
        assert head
        assert left.build in [writer.build for writer in head.writers]
    (cluster_home.corpus / "2020-02.txt").unlink()
    bring_cluster_up_to_date(cluster_home, address, ClusterUpdate(wait=0.0))
    assert_nothing_lost(address, cluster_home)


def test_a_writer_whose_place_was_taken_cannot_publish(
    address: ClusterAddress, cluster_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = numbers_held(address)
    with closing(Connection(address)) as cluster, one_writer(cluster, "", 1.0) as slow:
        monkeypatch.setattr(publishing, "_is_alive", lambda *_: False)
        (cluster_home.corpus / "2020-02.txt").unlink()
        bring_cluster_up_to_date(cluster_home, address)
        head = current_head(cluster)
        assert head
        change = publishing.ClusterChange(head.index, head.fingerprint, (), (), "")
        with pytest.raises(ClusterError, match="另一个进程接替了"):
            slow.publish(change)
        assert current_head(cluster) == head
    assert len(numbers_held(address)) < len(held)


def test_parts_written_at_once_make_one_index(
    address: ClusterAddress, cluster_home: Home, nodes: RunningCluster
) -> None:
    del nodes
    with_copies(cluster_home, 2)
    parts = [gsearch(cluster_home, "index", "--shard", f"{n}/2") for n in (1, 2)]
    for part in parts:
        _, told = part.communicate(timeout=300)
        assert part.returncode == 0, told.decode()
    assert_nothing_lost(address, cluster_home)
