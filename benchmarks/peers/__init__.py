"""What a user would build or pick instead: each a short script with the same three functions."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to search the issues.

    Attributes:
        name: On the command line of `python -m benchmarks.peers`; also its module.
        label: In the tables.
        needs: The module that it cannot run without.
    """

    name: str
    label: str
    needs: str

    @property
    def missing(self) -> bool:
        """Whether this Python lacks what it needs."""
        return find_spec(self.needs) is None


GSEARCH = "gsearch"
RIPGREP = "ripgrep"
OBVIOUS = Peer("whoosh_jieba", "obvious build", "whoosh")
PEERS = (
    OBVIOUS,
    Peer("sqlite_trigram", "SQLite FTS5 trigram", "sqlite3"),
    Peer("tantivy_jieba", "tantivy + jieba", "tantivy"),
)
