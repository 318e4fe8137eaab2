"""Vectors from an embeddings server that the user runs, over the interface that OpenAI set.

`POST {base}/embeddings` with {"model", "input"} gives {"data": [{"index", "embedding"}]}. Text goes
to the one address that was named: no proxy of the environment is asked, no redirection followed.
"""

from __future__ import annotations

import json
from array import array
from math import isfinite, sqrt
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from gazette_search.errors import EmbedderError

if TYPE_CHECKING:
    from collections.abc import Sequence

# A person waits for the answer to a query; passages are embedded by the hundred thousand.
QUERY_SECONDS = 5.0
PASSAGES_SECONDS = 120.0
AT_ONCE = 32
_LARGEST_ANSWER = 64 << 20  # bytes: 32 vectors of 4,096 dimensions in decimal are 3 MB
_REFUSED = (400, 422)  # what servers say to a field that they do not know


class _NoRedirection(HTTPRedirectHandler):
    """Turns a redirection into an error: it leads where the user did not send the text."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """None, which urllib takes for a refusal."""


class RemoteEmbedder:
    """A model behind an address.

    `input_type` tells the server whether a text asks or answers, as models of the E5 kind need;
    it is an extension that most servers know or ignore, and is left out for those that refuse it.
    """

    at_once = AT_ONCE

    def __init__(self, base: str, model: str, key: str | None = None) -> None:
        """Nothing is sent before the first text.

        Args:
            base: Address up to /v1.
            model: The server's name of the model.
            key: For servers that ask for one.

        Raises:
            EmbedderError: When the address is none of http or https.
        """
        if urlsplit(base).scheme not in ("http", "https") or not urlsplit(base).hostname:
            raise EmbedderError(f"向量服务器的地址“{base}”不对，请写成 http://主机:端口/v1")
        self._url = f"{base.rstrip('/')}/embeddings"
        self._name = model
        self._key = key
        self._typed = True
        self._opener = build_opener(ProxyHandler({}), _NoRedirection)

    @property
    def model(self) -> str:
        """The server's name of the model: wherever it runs, its vectors are the same."""
        return f"openai:{self._name}"

    def query(self, text: str) -> Sequence[float]:
        """The vector of what is asked."""
        return self._embed([text], "query", QUERY_SECONDS)[0]

    def passages(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """The vectors of texts to be found."""
        return self._embed(texts, "passage", PASSAGES_SECONDS)

    def _embed(self, texts: Sequence[str], kind: str, seconds: float) -> list[Sequence[float]]:
        body: dict[str, Any] = {"model": self._name, "input": [*texts]}
        if self._typed:
            try:
                return self._vectors(self._post({**body, "input_type": kind}, seconds), len(texts))
            except _RefusedError:
                self._typed = False
        return self._vectors(self._post(body, seconds), len(texts))

    def _post(self, body: dict[str, Any], seconds: float) -> bytes:
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        # Only http and https come here; lone surrogates are escaped.
        request = Request(self._url, json.dumps(body).encode(), headers)  # noqa: S310
        try:
            with self._opener.open(request, timeout=seconds) as answer:
                content: bytes = answer.read(_LARGEST_ANSWER + 1)
        except HTTPError as problem:
            problem.close()
            refused = problem.code in _REFUSED and "input_type" in body
            error = _RefusedError if refused else EmbedderError
            raise error(self._complaint(f"回答 {problem.code} {problem.reason}")) from problem
        except TimeoutError as problem:
            raise EmbedderError(self._complaint(f"{seconds:g} 秒内没有回答")) from problem
        except (URLError, OSError, ValueError) as problem:
            reason = getattr(problem, "reason", problem)
            raise EmbedderError(self._complaint(f"连不上（{reason}）")) from problem
        if len(content) > _LARGEST_ANSWER:
            raise EmbedderError(self._complaint("的回答太长"))
        return content

    def _vectors(self, content: bytes, wanted: int) -> list[Sequence[float]]:
        """The vectors of an answer in the order of the texts."""
        try:
            rows = sorted(json.loads(content)["data"], key=lambda row: int(row["index"]))
            vectors = [_of_length_one(row["embedding"]) for row in rows]
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as problem:
            raise EmbedderError(self._complaint("的回答里没有可用的向量")) from problem
        if len(vectors) != wanted or len({len(vector) for vector in vectors}) != 1:
            raise EmbedderError(self._complaint(f"给出 {len(vectors)} 个向量，要的是 {wanted} 个"))
        return vectors

    def _complaint(self, what: str) -> str:
        return f"向量服务器 {self._url} {what}"


class _RefusedError(EmbedderError):
    """The server does not take the request as it is."""


def _of_length_one(numbers: Sequence[float]) -> Sequence[float]:
    vector = array("f", numbers)
    length = sqrt(sum(component * component for component in vector))
    if not length or not isfinite(length):
        raise ValueError(length)
    return array("f", (component / length for component in vector))
