"""A cluster behind TLS and a password, as offices have it; skipped without the package trustme.

The nodes of the tests speak plainly. A small server before one of them takes what comes over TLS,
turns away who does not know the password, and hands the rest on.
"""

from __future__ import annotations

import base64
import ssl
import threading
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from cluster.test_commands import run
from gazette_search.errors import EXIT_CLUSTER, EXIT_FOUND
from gazette_search.workflows.clusters import AUTHORITY, NAME, PASSWORD, USER
from gazette_search.workflows.home import CLUSTER_URL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cluster.nodes import RunningCluster
    from gazette_search.index.opensearch.connection import ClusterAddress
    from gazette_search.workflows.home import Home

trustme = pytest.importorskip("trustme", reason="a certificate needs the package trustme")

LOGIN = ("clerk", "open-sesame-4711")


@dataclass(frozen=True, slots=True)
class Front:
    """Where the cluster is reached over TLS, and who signed its certificate."""

    url: str
    authority: Path


def handler(behind: str) -> type[BaseHTTPRequestHandler]:
    """What hands requests on to a node."""
    expected = "Basic " + base64.b64encode(":".join(LOGIN).encode()).decode()
    node = urlsplit(behind)

    class Handing(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def hand_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Authorization") != expected:
                return self.answer(401, b'{"error": "who are you?", "status": 401}')
            kind = self.headers.get("Content-Type") or "application/json"
            connection = HTTPConnection(node.hostname or "", node.port, timeout=60)
            connection.request(self.command, self.path, body, {"Content-Type": kind})
            reply = connection.getresponse()
            answered = reply.read()
            connection.close()
            return self.answer(reply.status, answered)

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = hand_on  # noqa: N815 -- their names

        def log_message(self, *_: object) -> None:
            """Nothing is told on the tests' stderr."""

    return Handing


@pytest.fixture(params=["127.0.0.1"])
def front(
    cluster_nodes: RunningCluster, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Front]:
    """The cluster over TLS, with a certificate for a name."""
    signer = trustme.CA()
    authority = tmp_path / "ca.pem"
    signer.cert_pem.write_to_path(str(authority))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    signer.issue_cert(request.param).configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(cluster_nodes.urls[0]))
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield Front(f"https://127.0.0.1:{server.server_port}", authority)
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def configured(
    front: Front, address: ClusterAddress, monkeypatch: pytest.MonkeyPatch
) -> pytest.MonkeyPatch:
    """All of it as it should be; what a test takes away is missing."""
    monkeypatch.setenv(CLUSTER_URL, front.url)
    monkeypatch.setenv(NAME, address.name)
    monkeypatch.setenv(AUTHORITY, str(front.authority))
    monkeypatch.setenv(USER, LOGIN[0])
    monkeypatch.setenv(PASSWORD, LOGIN[1])
    return monkeypatch


def refused(home: Home) -> str:
    """The one sentence of a refusal, in which no secret stands."""
    code, out, told = run(home, ["低保标准", "--json"])
    assert (code, out, told.count("\n")) == (EXIT_CLUSTER, "", 1)
    assert LOGIN[1] not in told
    return told


@pytest.fixture
def unencrypted(cluster_home: Home) -> tuple[int, str, str]:
    """What is answered without all this."""
    return run(cluster_home, ["低保标准", "--json"])


def test_who_is_known_is_answered(
    cluster_home: Home, unencrypted: tuple[int, str, str], configured: pytest.MonkeyPatch
) -> None:
    del configured
    assert unencrypted[0] == EXIT_FOUND
    assert run(cluster_home, ["低保标准", "--json"]) == unencrypted


def test_a_certificate_that_nobody_trusts_is_refused(
    cluster_home: Home, configured: pytest.MonkeyPatch
) -> None:
    configured.delenv(AUTHORITY)
    assert "证书不可信" in refused(cluster_home)


@pytest.mark.parametrize("front", ["example.org"], indirect=True)
def test_a_certificate_of_another_machine_is_refused(
    cluster_home: Home, configured: pytest.MonkeyPatch
) -> None:
    del configured
    assert "证书不可信" in refused(cluster_home)


@pytest.mark.parametrize("password", ["wrong", None])
def test_who_is_not_known_is_told_so(
    cluster_home: Home, configured: pytest.MonkeyPatch, password: str | None
) -> None:
    if password:
        configured.setenv(PASSWORD, password)
    else:
        configured.delenv(PASSWORD)
    assert "不认这个用户" in refused(cluster_home)
