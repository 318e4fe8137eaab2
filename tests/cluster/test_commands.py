"""Every command answers from a cluster what it answers from this machine."""

from __future__ import annotations

import io
import json
import signal
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest

from cluster.test_failures import with_copies
from gazette_search.cli.main import main
from gazette_search.errors import (
    EXIT_CLUSTER,
    EXIT_FOUND,
    EXIT_INCOMPLETE,
    EXIT_INDEX,
    EXIT_NOTHING,
)
from gazette_search.index.opensearch.publishing import ShardLayout
from gazette_search.workflows.cluster_indexing import ClusterUpdate, bring_cluster_up_to_date
from gazette_search.workflows.clusters import LENIENCY, remember_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cluster.nodes import RunningCluster
    from gazette_search.index.opensearch.connection import ClusterAddress
    from gazette_search.workflows.home import Home

COMMANDS = (
    ["低保标准"],
    ["低保标准", "--explain"],
    ["供热", "--since", "2019", "--genre", "通知", "-s", "newest"],
    ["低保*", "OR", "烟花", "-n", "0"],
    ["title:低保", "NOT", "孤儿"],
    ["底保标准"],
    ["dibao"],
    ["葫政办发2020 23号", "--as-of", "2021"],
    ["烟花爆竹外星人", "--strict"],
    ["--issuer", "民政", "低保"],
    ["show", "葫政办发〔2020〕23号"],
    ["list"],
    ["list", "--issue", "2020-02", "-s", "newest", "-n", "3", "--offset", "1"],
    ["toc", "2020-02"],
    ["refs", "葫政办发〔2017〕259号"],
    ["timeline", "低保标准"],
    ["duties", "卫生"],
    ["diff", "葫政办发〔2019〕55号", "葫政办发〔2020〕23号"],
    ["check"],
)


def run(home: Home, words: list[str]) -> tuple[int, str, str]:
    out, told = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(told), pytest.MonkeyPatch.context() as patch:
        patch.setenv("GSEARCH_HOME", str(home.path))
        code = main(words)
    return code, out.getvalue(), told.getvalue()


@pytest.fixture(autouse=True)
def unforgiving() -> Iterator[None]:
    """Each command as in a process of its own."""
    LENIENCY.partial, LENIENCY.shards, LENIENCY.unanswered = False, 0, 0
    yield
    LENIENCY.partial, LENIENCY.shards, LENIENCY.unanswered = False, 0, 0


def without_index(answer: str) -> Any:
    found = json.loads(answer)
    if isinstance(found, dict):
        found.pop("index", None)
    return found


def test_all_commands(home: Home, cluster_home: Home) -> None:
    for words in COMMANDS:
        expected, found = (run(one, [*words, "--json"]) for one in (home, cluster_home))
        assert found[0] == expected[0], (words, found)
        assert found[2] == expected[2], words
        if expected[1]:
            assert without_index(found[1]) == without_index(expected[1]), words


def test_what_is_not_there_is_told(cluster_home: Home, address: ClusterAddress) -> None:
    remember_cluster(cluster_home, type(address)(address.urls, f"{address.name[:20]}none"))
    code, _, told = run(cluster_home, ["低保"])
    assert code == EXIT_INDEX
    assert "还没有索引。请运行 gsearch index --engine opensearch" in told
    remember_cluster(cluster_home, type(address)(("http://127.0.0.1:9",), "none"))
    code, _, told = run(cluster_home, ["低保"])
    assert code == EXIT_CLUSTER
    assert told.count("\n") == 1
    assert "连接不上" in told


def test_an_update_by_the_command(cluster_home: Home, address: ClusterAddress) -> None:
    (cluster_home.corpus / "2020-02.txt").unlink()
    code, out, _ = run(cluster_home, ["index", "--dry-run", "--json"])
    assert code == EXIT_FOUND
    assert json.loads(out)["removed"] == ["corpus/2020-02.txt"]
    code, out, _ = run(cluster_home, ["index", "--json"])
    report = json.loads(out)
    assert (code, report["removed"]) == (EXIT_FOUND, ["corpus/2020-02.txt"])
    code, out, _ = run(cluster_home, ["葫政办发2020 23号", "--strict", "--json"])
    assert code == EXIT_NOTHING or json.loads(out)["hits"][0]["number"] != "葫政办发〔2020〕23号"
    code, out, told = run(cluster_home, ["index", "--engine", "local", "--shard", "1/2"])
    assert (code, "--shard 只用于集群" in told) == (2, True)
    del address
    for words, told in ((["embed"], "还不能按意思查找"), (["check", "--index"], "自己核对")):
        code, _, said = run(cluster_home, words)
        assert code == 2
        assert told in said or "没有按意思查找的模型" in said


def test_an_answer_in_part_is_told_and_has_its_own_exit_code(
    nodes: RunningCluster, cluster_home: Home, address: ClusterAddress
) -> None:
    with_copies(cluster_home, 4)  # so that every shard has some of them
    bare = ClusterUpdate(rebuild=True, layout=ShardLayout(shards=3, replicas=0))
    bring_cluster_up_to_date(cluster_home, address, bare)
    code, whole, _ = run(cluster_home, ["通知", "-n", "0", "--json"])
    assert code == EXIT_FOUND
    nodes.nodes[2].signal(signal.SIGKILL)
    nodes.nodes[2].kill()
    nodes.wait_for(2, "red")
    code, out, told = run(cluster_home, ["通知", "-n", "0", "--json"])
    assert (code, out) == (EXIT_CLUSTER, "")
    assert "没有给出结果" in told
    assert told.count("\n") == 1
    code, out, told = run(cluster_home, ["通知", "-n", "0", "--json", "--partial"])
    assert code == EXIT_INCOMPLETE
    assert "3 个分片中 1 个没有回答" in told
    assert 0 < json.loads(out)["total"] < json.loads(whole)["total"]
