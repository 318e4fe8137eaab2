"""Talking to a cluster: one place that sends, counts what was sent, and says what went wrong.

An answer is whole or an error. Only who asked for it gets what the shards that answered have, and
is told how many did not.
"""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any

from gazette_search.errors import ClusterError, UsageError
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Json = dict[str, Any]
Reply = dict[str, Any]

# A search answers in a fraction of a second; a node that was stopped answers never.
SECONDS = 10.0
WRITER_SECONDS = 60.0  # new indexes, and pieces of 8 MB
# Each try goes to another node.
TRIES = 3
# What nodes say that are just coming up, going down or have too much to do.
_LATER = (429, 502, 503, 504)
# Seconds before what a node refused for being busy is sent again.
PAUSES = (0.5, 2.0, 8.0)
CONFLICT = 409
# What the cluster says of a full disk; the status is that of a user without rights.
_FULL = ("disk usage exceeded", "read-only", "No space left")
EXISTS = "resource_already_exists_exception"
# Bytes of one writing; OpenSearch advises 5 to 15 MB.
BULK_BYTES = 8_000_000


class Login:
    """A user name and its password, which nothing prints."""

    __slots__ = ("name", "password")

    def __init__(self, name: str, password: str) -> None:
        self.name = name
        self.password = password

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Login):
            return NotImplemented
        return (self.name, self.password) == (other.name, other.password)

    def __hash__(self) -> int:
        return hash((self.name, self.password))

    def __repr__(self) -> str:
        return "Login(…)"


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """Where a cluster is and who asks.

    Attributes:
        urls: Of its nodes, http or https.
        name: What the names of its indexes begin with.
        authority: File with the certificates that are trusted, "" for those of the system.
        login: None where it asks for none.
    """

    urls: tuple[str, ...]
    name: str = "gsearch"
    authority: str = ""
    login: Login | None = None

    def __str__(self) -> str:
        return "、".join(self.urls)


@dataclass(slots=True)
class Tally:
    """What was asked, and what did not answer.

    Attributes:
        trips: Requests sent.
        shards: Shards of the searches asked.
        unanswered: Of these, those that did not answer, at most in one search.
    """

    trips: int = 0
    shards: int = 0
    unanswered: int = 0


class Connection:
    """A cluster at an address; nothing is sent before the first question."""

    def __init__(
        self,
        address: ClusterAddress,
        *,
        partial: bool = False,
        cache: Path | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """Connects with nothing yet.

        Args:
            address: Where it is.
            partial: Whether some shards may be left out of an answer.
            cache: Folder on this machine for what never changes under its name.
            seconds: How long an answer is waited for.
        """
        self.address = address
        self.partial = partial
        self.cache = cache
        self.tally = Tally()
        self._client = _connected(address, seconds)

    def get(self, index: str, identifier: str) -> Reply | None:
        """One document as it was last written, None where there is none."""
        answer = self.send("GET", f"/{index}/_doc/{identifier}", missing=True)
        return answer if answer and answer.get("found") else None

    def search(self, searches: Sequence[tuple[str, Json]]) -> list[Reply]:
        """The answers to several searches, each of an index, asked at once.

        Raises:
            ClusterError: When not all of it could be searched, and that was not allowed.
        """
        lines: list[Json] = []
        for index, body in searches:
            lines += [{"index": index, "allow_partial_search_results": self.partial}, body]
        answer = self.send("POST", "/_msearch", lines) if lines else None
        found: list[Reply] = answer["responses"] if answer else []
        for one in found:
            self._check(one)
        return found

    def many(self, documents: Sequence[Json]) -> list[Reply]:
        """Documents by index, identifier and routing, in that order.

        Raises:
            ClusterError: When one of them is not there.
        """
        answer = self.send("POST", "/_mget", {"docs": [*documents]}) if documents else None
        found: list[Reply] = answer["docs"] if answer else []
        if not all(one.get("found") for one in found):
            raise ClusterError("集群里有记录取不出来，请稍后再试", lasting=False)
        return found

    def bulk(self, lines: Iterable[Json]) -> None:
        """Write, in pieces of a bearable size; what is written twice is there once.

        Raises:
            ClusterError: When something was not written.
        """
        piece: list[str] = []
        size = 0
        for line in lines:
            text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
            is_head = len(line) == 1 and {*line} <= {"index", "delete"}
            if size > BULK_BYTES and is_head:
                self._write(piece)
                piece, size = [], 0
            piece.append(text)
            size += len(text)
        if piece:
            self._write(piece)

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        params: Mapping[str, object] | None = None,
        missing: bool = False,
    ) -> Reply | None:
        """One request.

        Args:
            method: Of HTTP.
            path: With the slash.
            body: To be sent as JSON; of a list each line.
            params: Of the path.
            missing: Whether 404 is an answer, None, and no error.

        Raises:
            ClusterError: When there is no answer, or it is a refusal.
        """
        from opensearchpy.exceptions import OpenSearchException, TransportError

        self.tally.trips += 1
        if isinstance(body, list):
            lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in body)
            body = "".join(f"{line}\n" for line in lines)
        try:
            answer: Reply = self._client.transport.perform_request(
                method, path, params={**(params or {})}, body=body
            )
        except TransportError as problem:
            if missing and problem.status_code == 404:
                return None
            raise _explained(problem, self.address) from None
        except OpenSearchException as problem:
            raise ClusterError(f"集群的回答读不懂（{type(problem).__name__}）") from None
        return answer

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _write(self, piece: Sequence[str]) -> None:
        """Write a piece; what a node had no time for is sent again, and is there once."""
        body = "".join(f"{line}\n" for line in piece)
        for waiting in (*PAUSES, None):
            answer = self.send("POST", "/_bulk", body) or {}
            results = [next(iter(item.values())) for item in answer["items"]]
            bad = [one for one in results if one.get("error")]
            if not bad:
                return
            if waiting is None or any(one["status"] not in _LATER for one in bad):
                raise _refused(bad[0]["status"], bad[0]["error"])
            time.sleep(waiting)

    def _check(self, answer: Reply) -> None:
        if "error" in answer:
            raise _refused(answer.get("status", 500), answer["error"])
        shards = answer["_shards"]
        unanswered = shards["total"] - shards["successful"]
        if (unanswered or answer.get("timed_out")) and not self.partial:
            raise ClusterError(_incomplete(unanswered, shards["total"]), lasting=False)
        self.tally.shards = max(self.tally.shards, shards["total"])
        self.tally.unanswered = max(self.tally.unanswered, unanswered)


def _connected(address: ClusterAddress, seconds: float) -> Any:
    try:
        from opensearchpy import OpenSearch
    except ModuleNotFoundError:
        raise UsageError("要用集群，请先运行 pip install 'gazette-search[opensearch]'") from None
    # It would log requests that fail, with all that is asked.
    logging.getLogger("opensearch").addHandler(logging.NullHandler())
    logging.getLogger("opensearch").propagate = False
    options: dict[str, Any] = {"ca_certs": address.authority} if address.authority else {}
    return OpenSearch(
        [*address.urls],
        http_auth=(address.login.name, address.login.password) if address.login else None,
        timeout=seconds,
        max_retries=TRIES,
        retry_on_timeout=False,
        retry_on_status=_LATER,
        **options,
    )


def _incomplete(unanswered: int, total: int) -> str:
    return (
        f"集群的 {total} 个分片中 {unanswered} 个没有回答，没有给出结果。"
        "请稍后再试，或用 --partial 只看答得出的部分"
    )


def _explained(problem: Any, address: ClusterAddress) -> ClusterError:
    """What went wrong, as a sentence; what was sent is not in it."""
    status = problem.status_code
    if not isinstance(status, int):
        kind = type(problem).__name__
        if kind == "SSLError":
            return ClusterError(
                f"{address} 的证书不可信，没有连接。请在配置里用 ca 指明签发者的证书"
            )
        why = "没有及时回答" if kind == "ConnectionTimeout" else "连接不上"
        return ClusterError(f"集群 {address} {why}。请稍后再试，或检查地址", lasting=False)
    return _refused(status, problem.info.get("error", {}) if isinstance(problem.info, dict) else {})


def _refused(status: int, error: Any) -> ClusterError:
    kind = str(error.get("type", "")) if isinstance(error, dict) else ""
    cause = _causes(error)
    if any(words in cause for words in _FULL):
        sentence = "集群的磁盘满了，没有写进去。原来的索引没有动，请腾出空间再试"
    elif status in (401, 403):
        sentence = "集群不认这个用户或不给他权限。请检查用户名和密码"
    elif status == CONFLICT:
        sentence = "集群里的记录被别的进程改过了"
    elif kind in ("search_phase_execution_exception", "no_shard_available_action_exception"):
        sentence = "集群有分片没有回答，没有给出结果。请稍后再试，或用 --partial 只看答得出的部分"
    elif status == 404:
        sentence = "集群里没有这个索引"
    else:
        sentence = f"集群拒绝了请求（{status} {kind}）"
    return ClusterError(sentence, status=status, kind=kind, lasting=status in (400, 401, 403, 404))


def _causes(error: Any) -> str:
    return json.dumps(error, ensure_ascii=False) if error else ""
