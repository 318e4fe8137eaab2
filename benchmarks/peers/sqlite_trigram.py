"""SQLite's FTS5 with its trigram tokenizer."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

from benchmarks.peers.documents import PlainHit
from benchmarks.peers.plain_query import read_query

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.peers.documents import PlainDocument

_SIGNS = re.compile("[、，。？！,.?!]+")
_TOKENS = 64  # the most that snippet() takes
_SHOWN = 150  # characters of a passage; snippets of overlapping trigrams grow to thousands
# Not LIKE: FTS5 measures a LIKE pattern in bytes, takes two Han characters for a trigram and then
# finds nothing.
_HOLDS = "instr(body, ?)"
# The title counts five times.
_MATCHED = (
    "SELECT number, snippet(documents, -1, char(1), '', '', ?) FROM documents "
    "WHERE documents MATCH ? {} ORDER BY bm25(documents, 0, 0, 5, 1) LIMIT ?"
)
_SCANNED = "SELECT number, body FROM documents WHERE {} LIMIT ?"


def build(documents: Iterable[PlainDocument], directory: Path) -> None:
    """Index the documents."""
    connection = sqlite3.connect(directory / "documents.db")
    with connection:
        connection.execute(
            "CREATE VIRTUAL TABLE documents USING fts5("
            "number UNINDEXED, year UNINDEXED, title, body, tokenize='trigram')"
        )
        connection.executemany(
            "INSERT INTO documents VALUES (?, ?, ?, ?)",
            ((item.number, item.year, item.title, item.body) for item in documents),
        )
    connection.execute("INSERT INTO documents(documents) VALUES ('optimize')")
    connection.commit()
    connection.close()


class Searcher:
    """Finds documents that hold every word or, without `every_word`, any three characters."""

    def __init__(self, directory: Path, *, every_word: bool) -> None:
        """Opens the database."""
        self._connection = sqlite3.connect(directory / "documents.db")
        self._every_word = every_word

    def search(self, text: str, limit: int = 10) -> list[PlainHit]:
        """The best documents with a passage; shorter words than a trigram need a scan."""
        query = read_query(text)
        words = [word for run in query.words for word in _SIGNS.split(run) if word]
        terms = words + query.phrases + query.prefixes
        short = [term for term in terms if len(term) < 3]
        long = [term for term in terms if len(term) >= 3]
        if not long:
            return self._scan(short, query.year, limit)
        if self._every_word:
            match = " AND ".join(_quoted(term) for term in long)
        else:
            grams = (word[at : at + 3] for word in words for at in range(len(word) - 2))
            whole = (term for term in query.phrases + query.prefixes if len(term) >= 3)
            match = " OR ".join(_quoted(term) for term in (*grams, *whole))
            short = []
        conditions = "".join(f" AND {_HOLDS}" for _ in short) + _year(query.year)
        rows = self._connection.execute(
            _MATCHED.format(conditions), [_TOKENS, match, *short, limit]
        )
        return [PlainHit(number, [_cut(shown)]) for number, shown in rows]

    def _scan(self, terms: list[str], year: int | None, limit: int) -> list[PlainHit]:
        join = " AND " if self._every_word else " OR "
        conditions = "(" + (join.join(_HOLDS for _ in terms) or "1") + ")" + _year(year)
        rows = self._connection.execute(_SCANNED.format(conditions), [*terms, limit])
        return [PlainHit(number, _around(body, terms)) for number, body in rows]


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _year(year: int | None) -> str:
    return f" AND year = {year:d}" if year else ""


def _around(body: str, terms: list[str]) -> list[str]:
    places = (body.find(term) for term in terms)
    return [body[max(0, at - _SHOWN // 3) : at + _SHOWN] for at in places if at >= 0]


def _cut(snippet: str) -> str:
    """What stands around the first match, which is marked."""
    at = snippet.find("\1")
    return snippet[max(0, at - _SHOWN // 3) : at + _SHOWN].replace("\1", "")
