"""Everything held as one SQLite file, which sqlite-utils and datasette open and search.

Full text of Chinese is the trouble: FTS5's own tokenizers take a whole clause for one word, or,
by three characters (`trigram`), find no word of two, of which most of the language is made. An
index can only hold what every SQLite can read, so no tokenizer of ours: what is indexed of a text
is its *pieces*, every run of one to six units (Han characters, numbers, Latin words) between two
signs, each once. `MATCH '"低保"'`, which datasette sends for 低保, then finds what holds it. Over
the five issues of the corpus, 0.5 MB of text, such an index has 4 MB; one to four units have 2.5 MB
and do not find 最低生活保障. What is longer is found by LIKE, which needs no index.
"""

from __future__ import annotations

import errno
import re
import sqlite3
from contextlib import closing
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from gazette_search.export.force_wording import status_label
from gazette_search.export.wording import section_path
from gazette_search.models import about_key
from gazette_search.text.safety import sanitize
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.models import Document, IssueInfo
    from gazette_search.search.reports import ShownDocument

LONGEST_PIECE = 6
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(r"[^\W_]+(?:\.[0-9]+)*")
_UNIT = re.compile(rf"[{_HAN}]|[0-9]+(?:\.[0-9]+)*|[^\W_0-9{_HAN}]+")

_HOW_TO = {
    "找词": "SELECT d.id, d.title, b.text FROM blocks_fts AS f "
    "JOIN blocks AS b ON b.block = f.rowid JOIN documents AS d USING (document) "
    "WHERE blocks_fts MATCH '\"低保\"' ORDER BY f.rank",
    "找标题、文号、机关": "SELECT d.id, d.title FROM documents_fts AS f JOIN documents AS d "
    "ON d.document = f.rowid WHERE documents_fts MATCH '\"低保\"'",
    "找长于六个字的": "SELECT id, text FROM blocks JOIN documents USING (document) "
    "WHERE text LIKE '%连续发放价格临时补贴%'",
    "注意": "全文索引里放的是切好的字串（一到六个字），不要对它运行 rebuild",
}


def pieces(text: str) -> str:
    """Every run of units of a text, once, for the full-text index."""
    seen: dict[str, None] = {}
    for run in _RUN.findall(text):
        units = _UNIT.findall(run)
        for start in range(len(units)):
            for end in range(start + 1, min(len(units), start + LONGEST_PIECE) + 1):
                seen["".join(units[start:end])] = None
    return " ".join(seen)


@dataclass(slots=True)
class _Writer:
    """Fills an empty file; documents come and go one by one.

    Attributes:
        searchable: Whether the SQLite of this machine can make a full-text index.
    """

    connection: sqlite3.Connection
    searchable: bool = True
    _issues: dict[str, int] = field(default_factory=dict)

    def add(self, shown: ShownDocument) -> None:
        """One document with all that was read from it."""
        document = self._insert("documents", _document(shown, self._issue(shown.held.issue)))
        blocks = self._blocks(shown.held.document, document)
        for citation in shown.held.document.citations:
            held = citation.number in shown.held_numbers
            row = (
                *(document, _key(blocks, citation.block), citation.number, citation.raw),
                citation.title,
                *(citation.relation, citation.scope, citation.article, *citation.lines, held),
            )
            self._insert("citations", row)
        self._duties(shown.held.document, document)
        self._stated(shown.held.document, document, blocks)

    def _issue(self, info: IssueInfo) -> int:
        if info.file not in self._issues:
            published = info.published.isoformat() if info.published else None
            row = (info.file, info.year, info.number, info.serial, published, info.format)
            self._issues[info.file] = self._insert("issues", row)
        return self._issues[info.file]

    def _blocks(self, document: Document, key: int) -> list[int]:
        """Keys of the blocks of a document."""
        numbers: dict[int, list[str]] = {}
        for citation in document.citations:
            numbers.setdefault(citation.block, []).append(citation.number)
        keys = []
        for position, block in enumerate(document.blocks):
            row = (
                *(key, position, block.kind, block.text, section_path(block.path), block.level),
                *(block.marker, block.part, *block.lines, document.page_at(block.lines[0])),
            )
            keys.append(self._insert("blocks", row))
            # A number is found as it is written today, however the text writes it.
            self._index(
                "blocks_fts", keys[-1], [" ".join([block.text, *numbers.get(position, ())])]
            )
        self._index(
            "documents_fts",
            key,
            [f"{document.title} {document.toc_title or ''}", document.id, document.issuer or ""],
        )
        return keys

    def _duties(self, document: Document, key: int) -> None:
        for duty in document.duties:
            last = duty.deadline.last_day if duty.deadline else None
            terms = "；".join(term.text for term in duty.deadlines)
            row = (
                *(key, duty.task, section_path(duty.path), "、".join(duty.leaders), terms),
                *(last.isoformat() if last else None, *duty.lines),
            )
            number = self._insert("duties", row)
            for position, unit in enumerate(duty.units):
                self._insert("duty_units", (number, position, unit.name, unit.printed, unit.role))

    def _stated(self, document: Document, key: int, blocks: list[int]) -> None:
        for one in document.statements:
            day = one.day.isoformat() if one.day else None
            row = (
                *(key, _key(blocks, one.block), one.kind, about_key(one.about), one.title),
                *(one.scope, one.text, day, one.grain, one.event, one.days, one.months, *one.lines),
            )
            self._insert("statements", row)

    def _insert(self, table: str, row: tuple[object, ...]) -> int:
        """A row under the next key of its table, which is returned."""
        values = ", ".join("?" * len(row))
        done = self.connection.execute(
            f"INSERT INTO {table} VALUES (NULL, {values})",  # noqa: S608 -- our tables
            [sanitize(value) if isinstance(value, str) else value for value in row],
        )
        return int(done.lastrowid or 0)

    def _index(self, table: str, key: int, texts: list[str]) -> None:
        if self.searchable:
            values = ", ".join("?" * len(texts))
            self.connection.execute(
                f"INSERT INTO {table} (rowid, {_FULL_TEXT[table]}) VALUES (?, {values})",  # noqa: S608 -- our tables
                (key, *(f"{text} {pieces(text)}" for text in map(sanitize, texts))),
            )


_FULL_TEXT = {"blocks_fts": "text", "documents_fts": "title, number, issuer"}


def write_database(path: Path, documents: Iterable[ShownDocument], about: dict[str, str]) -> bool:
    """Fill a file with documents; what it held is gone.

    Args:
        path: The file. Nothing is kept beside it, so a crash leaves it half; the caller sees to it
            that nobody takes it for whole.
        documents: With their validity, when that was judged.
        about: What else to tell of the whole.

    Returns:
        Whether it can be searched by full text, which takes an SQLite with FTS5.

    Raises:
        OSError: The file cannot be written.
    """
    path.write_bytes(b"")
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            return _fill(connection, documents, about)
    except sqlite3.OperationalError as problem:
        full = errno.ENOSPC if "full" in str(problem) else errno.EIO
        raise OSError(full, str(problem)) from problem


def _fill(
    connection: sqlite3.Connection, documents: Iterable[ShownDocument], about: dict[str, str]
) -> bool:
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
    for statement in _statements("gazette.sql"):
        connection.execute(statement)
    writer = _Writer(connection, _make_searchable(connection))
    for shown in documents:
        writer.add(shown)
    connection.executemany("INSERT INTO about VALUES (?, ?)", {**about, **_HOW_TO}.items())
    connection.execute("COMMIT")
    return writer.searchable


def _make_searchable(connection: sqlite3.Connection) -> bool:
    try:
        for statement in _statements("gazette_full_text.sql"):
            connection.execute(statement)
    except sqlite3.OperationalError as problem:
        if "no such module" not in str(problem):
            raise
        return False
    return True


def _statements(name: str) -> Iterator[str]:
    script = Path(__file__).with_name("schemas").joinpath(name).read_text(encoding="utf-8")
    without_comments = re.sub(r"--.*", "", script)
    return (one for one in without_comments.split(";") if one.strip())


def _key(keys: list[int], position: int) -> int | None:
    return keys[position] if position < len(keys) else None


def _document(shown: ShownDocument, issue: int) -> tuple[object, ...]:
    document, validity = shown.held.document, shown.held.validity
    number, signed = document.number, document.signed_date
    return (
        issue,
        document.id,
        str(number) if number else None,
        number.agency_code if number else None,
        number.year if number else None,
        number.serial if number else None,
        document.title,
        document.toc_title,
        document.genre,
        document.issuer,
        signed.isoformat() if signed else None,
        document.addressee,
        document.disclosure is not None,
        document.page,
        *document.lines,
        document.printed_number,
        document.machine_read,
        status_label(validity) if validity else None,
    )
