"""The real issues, indexed once a session; tests that change them take a copy."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from gazette_search.analysis.analyzer import Analyzer
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.local.engine import LocalIndex
from gazette_search.index.snapshot import Snapshot
from gazette_search.ingestion.pipeline import read_issue
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from memory_index import MemoryIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cluster.nodes import RunningCluster
    from gazette_search.index.reading import SearchIndex

# A deadline tells how busy the machine is, not whether the program is right.
settings.register_profile("gazette", deadline=None)
settings.load_profile("gazette")

CORPUS = Path(__file__).parents[1] / "corpus"


_TESTS = count()


@pytest.fixture(autouse=True)
def _nothing_remembered(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a test's searches leave is read by no other test, and lies in nobody's own folder.

    Nor does what this machine's user has set change any.
    """
    own = tmp_path_factory.getbasetemp() / "own" / str(next(_TESTS))
    monkeypatch.setenv("XDG_STATE_HOME", str(own / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own / "config"))
    monkeypatch.delenv("GSEARCH_AMBIGUOUS_WIDTH", raising=False)
    monkeypatch.delenv("GSEARCH_NO_HISTORY", raising=False)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """All issues with their index; only to be read."""
    found = Home(tmp_path_factory.mktemp("gazette"))
    shutil.copytree(CORPUS, found.corpus)
    bring_up_to_date(found)
    return found


@pytest.fixture
def own_home(home: Home, tmp_path: Path) -> Home:
    """The same to do with as a test likes."""
    copied = Home(tmp_path / "own")
    shutil.copytree(home.path, copied.path)
    return copied


@pytest.fixture(scope="session")
def snapshot(home: Home) -> Iterator[Snapshot]:
    directory = IndexDirectory(home.index)
    manifest = directory.current()
    assert manifest
    opened = Snapshot(directory, manifest)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def index(snapshot: Snapshot) -> LocalIndex:
    return LocalIndex(snapshot)


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """With the whole dictionary, loaded once a session."""
    return Analyzer.for_indexing()


@pytest.fixture
def one_dictionary(analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that index many times: all with the same dictionary."""
    monkeypatch.setattr(Analyzer, "for_indexing", lambda: analyzer)
    monkeypatch.setattr(Analyzer, "for_issues", lambda _: analyzer)


@pytest.fixture(scope="session")
def cluster_nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    """Three nodes of OpenSearch; where none can run, what needs them is passed over."""
    from cluster.nodes import RunningCluster, assembled, why_not

    if reason := why_not():
        pytest.skip(reason)
    cluster = RunningCluster(assembled())
    cluster.lay_out(tmp_path_factory.mktemp("nodes"), ["127.0.0.1"] * 3, {})
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def cluster_index(home: Home, cluster_nodes: RunningCluster) -> Iterator[SearchIndex]:
    """The same issues on the cluster; only to be read."""
    from cluster_homes import on_cluster

    with on_cluster(home, cluster_nodes, "contract") as opened:
        yield opened


@pytest.fixture(scope="session")
def oracle(home: Home, analyzer: Analyzer) -> MemoryIndex:
    issues = [read_issue(path, home.name_of(path)) for path in sorted(home.corpus.glob("*.txt"))]
    return MemoryIndex([(d, issue.info) for issue in issues for d in issue.documents], analyzer)
