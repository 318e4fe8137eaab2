"""A real OpenSearch cluster on this machine, from Maven's artefacts, while a test needs it.

Every node is a process of its own, so that it can be killed, stopped and cut off by itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
HEAP = "512m"
START_SECONDS = 240.0
COPIES_SECONDS = 40.0  # in which all shards have their copies, as a rule

_LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %-5p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


def why_not() -> str:
    """Why no cluster can run here, "" where one can."""
    for program in ("java", "javac", "mvn"):
        if not shutil.which(program):
            return f"a cluster needs {program}"
    return "" if find_spec("opensearchpy") else "a cluster needs the extra opensearch"


@dataclass(slots=True)
class OneNode:
    """One process of the cluster."""

    name: str
    home: Path
    http: int
    transport: int
    host: str = "127.0.0.1"
    prefix: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.http}"

    def start(self, classpath: str) -> None:
        command = [
            *self.prefix,
            "java",
            f"-Xms{HEAP}",
            f"-Xmx{HEAP}",
            "-XX:+UseSerialGC",
            "-Dlog4j2.disable.jmx=true",
            "-cp",
            classpath,
            "ClusterNode",
            str(self.home),
        ]
        with (self.home / "out").open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out)  # noqa: S603

    def signal(self, what: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(what)

    def kill(self) -> None:
        """As when the machine loses its power."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def end(self) -> None:
        """As an administrator ends it."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()


@dataclass(slots=True)
class RunningCluster:
    """Some nodes that know one another."""

    classpath: str
    nodes: list[OneNode] = field(default_factory=list)

    @property
    def urls(self) -> tuple[str, ...]:
        return tuple(node.url for node in self.nodes)

    def lay_out(self, root: Path, hosts: Sequence[str], settings: dict[str, Any]) -> None:
        """Write what each node reads when it starts."""
        for number, host in enumerate(hosts, 1):
            http, transport = _free_ports(2)
            self.nodes.append(OneNode(f"n{number}", root / f"n{number}", http, transport, host))
        seeds = [f"{node.host}:{node.transport}" for node in self.nodes]
        for node in self.nodes:
            (node.home / "config").mkdir(parents=True)
            (node.home / "config/log4j2.properties").write_text(_LOGGING)
            lines = {
                "cluster.name": "gsearch-tests",
                "node.name": node.name,
                "path.data": str(node.home / "data"),
                "path.logs": str(node.home / "logs"),
                "network.host": node.host,
                "http.port": node.http,
                "transport.port": node.transport,
                "discovery.seed_hosts": seeds,
                "cluster.initial_cluster_manager_nodes": [one.name for one in self.nodes],
                "bootstrap.system_call_filter": False,
                # By real memory a small heap refuses requests while it is full of garbage only.
                "indices.breaker.total.use_real_memory": False,
                **settings,
            }
            text = "".join(f"{name}: {json.dumps(value)}\n" for name, value in lines.items())
            (node.home / "config/opensearch.yml").write_text(text)

    def start(self) -> None:
        for node in self.nodes:
            node.start(self.classpath)
        self.wait_for(len(self.nodes))

    def stop(self) -> None:
        for node in self.nodes:
            node.signal(signal.SIGCONT)
            node.signal(signal.SIGTERM)
        for node in self.nodes:
            node.end()

    def wake(self) -> float:
        """Let every node run again.

        Returns:
            Seconds from when all of them answer until they stand together and every shard
            answers. Java takes its time to start, on a busy machine most of a minute.
        """
        for node in self.nodes:
            if node.process and node.process.poll() is None:
                node.signal(signal.SIGCONT)
            else:
                node.start(self.classpath)
        deadline = time.monotonic() + START_SECONDS
        while not all(ask(node.url) for node in self.nodes) and time.monotonic() < deadline:
            time.sleep(0.2)
        return self.wait_for(len(self.nodes))

    def mend(self) -> None:
        """Let every node run again, and wait until all shards have all their copies.

        OpenSearch 2.19 may leave a copy that it promoted while most nodes were away "not in
        primary mode" for good: it answers, but hands nothing over until its node starts anew.
        """
        self.wake()
        try:
            self.wait_for(len(self.nodes), "green", COPIES_SECONDS)
        except TimeoutError:
            for node in self.nodes:
                node.end()
                node.start(self.classpath)
                self.wait_for(len(self.nodes))
            self.wait_for(len(self.nodes), "green")

    def wait_for(self, count: int, status: str = "yellow", seconds: float = START_SECONDS) -> float:
        """Until so many nodes stand together.

        Returns:
            Seconds that it took.
        """
        began = time.monotonic()
        path = f"/_cluster/health?wait_for_nodes={count}&wait_for_status={status}&timeout=2s"
        while time.monotonic() - began < seconds:
            for node in self.nodes:
                answer = ask(node.url + path)
                if (
                    answer
                    and not answer.get("timed_out")
                    and answer.get("number_of_nodes") == count
                ):
                    return time.monotonic() - began
            time.sleep(0.2)
        outs = "\n".join((node.home / "out").read_text()[-1500:] for node in self.nodes)
        raise TimeoutError(f"no {count} nodes after {seconds} s\n{outs}")


def ask(url: str, method: str = "GET", body: object = None, seconds: float = 5.0) -> Any:
    """What an address answers, None where it does not."""
    data = None if body is None else json.dumps(body).encode()
    head = {"Content-Type": "application/json"}
    request = Request(url, data=data, method=method, headers=head)  # noqa: S310
    try:
        with urlopen(request, timeout=seconds) as answer:  # noqa: S310
            return json.load(answer)
    except (URLError, OSError, ValueError):
        return None


def assembled() -> str:
    """The class path of a node; the artefacts are fetched once."""
    sources = [HERE / "pom.xml", HERE / "ClusterNode.java"]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / f"gsearch-test-cluster-{mark}"
    jars, classes = folder / "jars", folder / "classes"
    if not (classes / "ClusterNode.class").exists():
        folder.mkdir(parents=True, exist_ok=True)
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={jars}"]
        maven = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), *goal]
        subprocess.run(maven, check=True)  # noqa: S603
        java = ["javac", "-cp", f"{jars}/*", "-d", str(classes), str(HERE / "ClusterNode.java")]
        subprocess.run(java, check=True)  # noqa: S603
    return f"{classes}:{jars}/*"


def _free_ports(count: int) -> list[int]:
    with_ports = [socket.socket() for _ in range(count)]
    for one in with_ports:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in with_ports]
    for one in with_ports:
        one.close()
    return ports
