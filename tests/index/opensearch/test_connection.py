"""What is told when a cluster does not do as it is asked: one sentence, and no secret in it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.errors import ClusterError
from gazette_search.index.opensearch.connection import ClusterAddress, Connection, Login

pytest.importorskip("opensearchpy", reason="needs the extra opensearch")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECRET = "geheim-4711"  # noqa: S105 -- of nobody
Answered = tuple[int, str]


@pytest.fixture
def answering() -> Iterator[Callable[[int, str], Connection]]:
    """A connection to a server that answers everything alike."""
    made: list[tuple[HTTPServer, Connection]] = []

    def answer(status: int, body: str) -> Connection:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802 -- the library's name
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                data = body.encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_POST = do_PUT = do_GET  # noqa: N815

            def log_message(self, *_: Any) -> None:
                """Nothing."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        connection = Connection(ClusterAddress((url,), "x", login=Login("me", SECRET)))
        made.append((server, connection))
        return connection

    yield answer
    for server, connection in made:
        connection.close()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (401, "", "用户名和密码"),
        (403, '{"error":{"type":"security_exception","reason":"no permissions"}}', "权限"),
        (404, '{"error":{"type":"index_not_found_exception"}}', "没有这个索引"),
        (409, '{"error":{"type":"version_conflict_engine_exception"}}', "别的进程"),
        (
            403,
            '{"error":{"type":"cluster_block_exception","reason":"index [x] blocked by: '
            '[disk usage exceeded flood-stage watermark, index has read-only block];"}}',
            "磁盘满了",
        ),
        (
            429,
            '{"error":{"type":"cluster_block_exception","reason":"index [x] blocked by: '
            '[TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark];"}}',
            "磁盘满了",
        ),
        (503, '{"error":{"type":"search_phase_execution_exception"}}', "--partial"),
        (500, '{"error":{"type":"strange_exception"}}', "500 strange_exception"),
        (200, "<html>", "读不懂"),
    ],
)
def test_a_refusal_is_a_sentence(
    answering: Callable[[int, str], Connection], status: int, body: str, told: str
) -> None:
    with pytest.raises(ClusterError, match=told) as refused:
        answering(status, body).send("GET", "/x/_doc/head")
    assert SECRET not in str(refused.value)
    assert "\n" not in str(refused.value)


PARTS = (
    '{"responses":[{"timed_out":false,"_shards":{"total":3,"successful":2,"failed":1},"hits":{}}]}'
)


def test_an_answer_in_part_is_none_unless_it_may_be(
    answering: Callable[[int, str], Connection],
) -> None:
    connection = answering(200, PARTS)
    with pytest.raises(ClusterError, match="3 个分片中 1 个没有回答"):
        connection.search([("x", {})])
    connection.partial = True
    connection.search([("x", {})])
    assert (connection.tally.shards, connection.tally.unanswered) == (3, 1)


def test_nobody_there_is_a_sentence() -> None:
    connection = Connection(ClusterAddress(("http://127.0.0.1:9",), "x"))
    with pytest.raises(ClusterError, match="http://127.0.0.1:9 连接不上"):
        connection.send("GET", "/")
    connection.close()


def test_what_was_not_written_is_an_error(answering: Callable[[int, str], Connection]) -> None:
    bad = '{"errors":true,"items":[{"index":{"status":400,"error":{"type":"mapper_exception"}}}]}'
    with pytest.raises(ClusterError, match="400 mapper_exception"):
        answering(200, bad).bulk([{"index": {"_index": "x", "_id": "1"}}, {}])
