"""What is stored as a whole beside the head: words, pairs of characters, files that are refused.

Each is bounded by the language, not by the holdings: jieba knows 349,046 words. A stored part is
named by its content, so that a generation keeps what it was published with.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from gazette_search.analysis.dictionary import TOTAL, Dictionary
from gazette_search.errors import IndexDamagedError
from gazette_search.index.codecs import deflate, inflate
from gazette_search.index.files import replace_atomically
from gazette_search.index.opensearch.heads import control_index

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.opensearch.connection import Connection

STORED = "part-"  # what the names of stored parts begin with


def write_blob(cluster: Connection, text: str) -> str:
    """Store a text.

    Returns:
        The name to read it by.
    """
    content = text.encode("utf-8", "surrogatepass")
    name = _name_of(content)
    body = {"content": b64encode(deflate(content)).decode("ascii")}
    cluster.send("PUT", f"/{control_index(cluster)}/_doc/{name}", body)
    return name


def read_blob(cluster: Connection, name: str) -> str:
    """The text of that name; of no name an empty one.

    Raises:
        IndexDamagedError: When it is not there.
    """
    if not name:
        return ""
    content = _cached(cluster.cache, name)
    if content is None:
        found = cluster.get(control_index(cluster), name)
        if found is None:
            raise IndexDamagedError(name, "不在集群里")
        content = inflate(b64decode(found["_source"]["content"]))
        _keep(cluster.cache, name, content)
    return content.decode("utf-8", "surrogatepass")


def _name_of(content: bytes) -> str:
    return f"{STORED}{hashlib.sha256(content).hexdigest()[:24]}"


def _cached(cache: Path | None, name: str) -> bytes | None:
    with suppress(OSError):
        content = (cache / name).read_bytes() if cache else b""
        return content if _name_of(content) == name else None
    return None


def _keep(cache: Path | None, name: str, content: bytes) -> None:
    """Keep a part on this machine; where that cannot be, it is fetched again."""
    if cache is None:
        return
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        replace_atomically(cache / name, content)


class ClusterDictionary(Dictionary):
    """The words of a generation; fetched when one is looked up."""

    def __init__(self, cluster: Connection, name: str, total: int) -> None:
        """Takes the sum of all frequencies, which every query needs, besides."""
        self._cluster = cluster
        self._name = name
        self._total = f"{TOTAL} {total}"

    def lines_in(self, text: str) -> list[str]:
        """The total and the lines of all words that stand anywhere in a text."""
        return super().lines_in(text) if text else [self._total]

    @cached_property
    def _content(self) -> bytes:  # type: ignore[override]  # set by the other kind
        text = read_blob(self._cluster, self._name) or f"{self._total}\n"
        return text.encode("utf-8", "surrogatepass")

    @cached_property
    def _begin(self) -> int:  # type: ignore[override]
        return self._content.find(b"\n") + 1
