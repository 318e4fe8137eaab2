"""The catalog: one row a document, small enough to be read for every query.

Filters, number queries and titles are answered from here; the documents themselves stay on disk
until they are shown. Columns, not rows, so that JSON loads them at once. A document's *ordinal* is
its row: issues by file name, documents as printed.
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from gazette_search.errors import IndexDamagedError
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.index.document_store import Slot

CATALOG = "catalog.json"


@dataclass(frozen=True, slots=True)
class AnnouncedRow:
    """A document that an issue names in its contents and does not print."""

    number: str
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class IssueRow:
    """What names an issue, with the dates as ISO text and the store that holds its documents.

    Attributes:
        announced: Numbered documents that stand in its contents only.
    """

    file: str
    year: int | None
    number: int | None
    serial: int | None
    published: str | None
    store: str
    documents: int
    format: str = "text"
    announced: tuple[AnnouncedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    r"""Columns of equal length, in the order of the ordinals.

    Attributes:
        numbers: Canonical 发文字号, or the id of a document without one.
        titles: Search text of title, contents title and attachment titles, "\\n" between.
        dates: Signed date, ISO, or "".
        lengths: Content length in units.
        cites: Canonical numbers that the document cites.
        acts: Numbers and titles of the documents whose being in force it bears on.
        duties: How many tasks it assigns to units.
        scans: (offset, length, CRC-32) of the scan record in the issue's store.
        records: The same of the whole document.
    """

    issues: tuple[IssueRow, ...]
    issue: Sequence[int]
    numbers: Sequence[str]
    titles: Sequence[str]
    dates: Sequence[str]
    genres: Sequence[str]
    issuers: Sequence[str]
    lines: Sequence[int]
    lengths: Sequence[int]
    cites: Sequence[Sequence[str]]
    acts: Sequence[Sequence[str]]
    duties: Sequence[int]
    scans: Sequence[Slot]
    records: Sequence[Slot]

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One row of the catalog, without the issue that holds it."""

    number: str
    titles: str
    date: str
    genre: str
    issuer: str
    line: int
    length: int
    cites: Sequence[str]
    acts: Sequence[str]
    duties: int
    scan: Slot
    record: Slot


@dataclass(frozen=True, slots=True)
class CatalogPart:
    """The rows of one issue, as they are carried from generation to generation."""

    issue: IssueRow
    entries: tuple[CatalogEntry, ...]


def assemble(parts: Iterable[CatalogPart]) -> Catalog:
    """The catalog of these issues, ordered by file."""
    ordered = sorted(parts, key=lambda part: part.issue.file)
    rows = [
        (issue, *(getattr(entry, name) for name in ENTRY_FIELDS))
        for issue, part in enumerate(ordered)
        for entry in part.entries
    ]
    columns = list(zip(*rows, strict=True)) or [()] * (len(ENTRY_FIELDS) + 1)
    return Catalog(tuple(part.issue for part in ordered), *columns)


def parts_of(catalog: Catalog) -> list[CatalogPart]:
    """The catalog cut into its issues; `assemble` puts them together again."""
    entries: list[list[CatalogEntry]] = [[] for _ in catalog.issues]
    for owner, *row in zip(*(getattr(catalog, name) for name in COLUMNS), strict=True):
        entries[owner].append(CatalogEntry(*row))
    return [
        CatalogPart(issue, tuple(rows)) for issue, rows in zip(catalog.issues, entries, strict=True)
    ]


ENTRY_FIELDS = tuple(field.name for field in fields(CatalogEntry))
COLUMNS = tuple(field.name for field in fields(Catalog) if field.name != "issues")


def catalog_to_json(catalog: Catalog) -> bytes:
    """The catalog as the bytes of its file."""
    issues = [
        [
            *(row.file, row.year, row.number, row.serial, row.published, row.store, row.documents),
            row.format,
            [[one.number, one.title, one.page] for one in row.announced],
        ]
        for row in catalog.issues
    ]
    record: dict[str, Any] = {"issues": issues}
    record.update((name, getattr(catalog, name)) for name in COLUMNS)
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def catalog_from_json(data: bytes) -> Catalog:
    """Read a catalog.

    Raises:
        IndexDamagedError: When it is none.
    """
    try:
        record = json.loads(data.decode("utf-8", "surrogatepass"))
        issues = tuple(
            replace(IssueRow(*row[:-1]), announced=tuple(AnnouncedRow(*one) for one in row[-1]))
            for row in record["issues"]
        )
        columns = [record[name] for name in COLUMNS]
        lengths = {len(column) for column in columns}
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise IndexDamagedError(CATALOG, "不是有效的文献目录") from problem
    if len(lengths) > 1:
        raise IndexDamagedError(CATALOG, "不是有效的文献目录")
    return Catalog(issues, *columns)
