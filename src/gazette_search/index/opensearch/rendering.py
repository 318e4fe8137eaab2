"""Issues and documents as a cluster takes them in, and back from what it sends."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.terms import FORM, GRAM, WORD
from gazette_search.analysis.units import units
from gazette_search.index.bounds import day_number
from gazette_search.index.catalog import AnnouncedRow
from gazette_search.index.codecs import (
    decode_document,
    decode_scan,
    deflate,
    encode_document,
    encode_scan,
    inflate,
)
from gazette_search.index.manifest import Source
from gazette_search.index.opensearch.placing import (
    BEGINNING,
    BETWEEN,
    COUNT,
    placed_text,
    term_of,
)
from gazette_search.index.reading import Row, serials_in
from gazette_search.ingestion.doubles import printed_name
from gazette_search.models import IssueInfo
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazette_search.analysis.analyzer import AnalyzedDocument
    from gazette_search.analysis.scan import Scan
    from gazette_search.index.catalog import CatalogEntry, IssueRow
    from gazette_search.models import Document

# What is asked of a document that may be shown, its scan record aside.
ROW_FIELDS = ("number", "titles", "date", "issuer", "line", "length", "cites", "acts", "store")
ISSUE_FIELDS = ("file", "issue_year", "issue_number", "issue_serial", "published", "format")

SentFields: TypeAlias = "Mapping[str, Any]"


@dataclass(frozen=True, slots=True)
class Posted:
    """One thing to be stored.

    Attributes:
        identifier: The same for the same content at the same place, so that what is sent twice is
            there once.
        routing: What decides the shard: the same for all of an issue.
        fields: What is looked up.
        record: The whole document, empty for an issue.
    """

    identifier: str
    routing: str
    fields: dict[str, Any]
    record: bytes = b""


def posted_issue(
    row: IssueRow,
    source: Source,
    entries: Sequence[CatalogEntry],
    words: Sequence[str],
    build: int,
) -> Posted:
    """What is stored of an issue besides its documents.

    Args:
        row: What names it.
        source: Its file.
        entries: Catalog rows of its documents.
        words: Dictionary words that stand in it.
        build: Which writing it is of.
    """
    dates = sorted(entry.date for entry in entries if entry.date)
    fields = _of_issue(row) | {
        "kind": "issue",
        "build": build,
        "source": {
            "row": [source.file, source.sha256, source.size, source.modified, source.documents],
            "lengths": [entry.length for entry in entries],
            "dates": [dates[0], dates[-1]] if dates else [],
        },
        "announced": {"rows": [[one.number, one.title, one.page] for one in row.announced]},
        "announced_serials": _serials(one.number for one in row.announced),
        "prints": [printed_name(entry.number, entry.titles) for entry in entries],
        "words": [*words],
    }
    return Posted(f"{row.store}.issue", row.store, fields)


def posted_document(
    row: IssueRow, entry: CatalogEntry, place: int, analyzed: AnalyzedDocument, build: int
) -> Posted:
    """What is stored of a document.

    Args:
        row: The issue that printed it.
        entry: Its catalog row.
        place: Which of the issue's documents it is.
        analyzed: Its terms and scan record.
        build: Which writing it is of.
    """
    fields = _of_issue(row) | _of_entry(entry) | _of_text(analyzed)
    fields |= {"kind": "document", "build": build, "place": place}
    record = encode_document(analyzed.document)
    return Posted(f"{row.store}.{place}", row.store, fields, record)


def _of_issue(row: IssueRow) -> dict[str, Any]:
    info = IssueInfo(row.file, row.year, row.number, row.serial)
    name = row.file.rsplit("/", 1)[-1].removesuffix(".txt")
    fields = {
        "store": row.store,
        "file": row.file,
        "issue_year": row.year,
        "issue_number": row.number,
        "issue_serial": row.serial,
        "issue_name": search_text(name),
        "label": info.label,
        "published": row.published,
        "format": row.format,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _of_entry(entry: CatalogEntry) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "number": entry.number,
        "number_text": BEGINNING + search_text(entry.number),
        "serials": _serials([entry.number]),
        "titles": entry.titles,
        "year": entry.date[:4],
        "genre": entry.genre,
        "genre_text": search_text(entry.genre),
        "issuer": entry.issuer,
        "line": entry.line,
        "length": entry.length,
        "cites": [*entry.cites],
        "cite_keys": [f"{n} {number}" for number in entry.cites for n in serials_in(number)],
        "acts": [*entry.acts],
        "act_keys": sorted({key for one in entry.acts for key in (one, search_text(one))}),
        "assigns": bool(entry.duties),
    }
    if entry.date:
        fields |= {"date": entry.date, "day": day_number(entry.date)}
    return fields


def _of_text(analyzed: AnalyzedDocument) -> dict[str, Any]:
    terms = analyzed.terms
    latin = {term for name in (GRAM, FORM) for term in terms[name] if term[0].isascii()}
    return {
        "word": _counted(terms[WORD]),
        "gram": _counted(terms[GRAM]),
        "form": _counted(terms[FORM]),
        "text": placed_text(analyzed.scan),
        "latin": sorted(term_of(term) for term in latin if units(term) == [term]),
        "scan": b64encode(deflate(encode_scan(analyzed.scan))).decode("ascii"),
    }


def _counted(terms: Mapping[str, int]) -> str:
    return BETWEEN.join(f"{term_of(term)}{COUNT}{times}" for term, times in terms.items())


def _serials(numbers: Iterable[str]) -> list[int]:
    """Serials in numbers, so far as they fit: no document number has nineteen digits."""
    return sorted({n for number in numbers for n in serials_in(number) if n < 1 << 62})


def row_of(fields: SentFields, ordinal: int) -> Row:
    """What the catalog says of a document, from what the cluster sent."""
    return Row(
        ordinal,
        fields["number"],
        fields["titles"],
        fields.get("date", ""),
        fields["issuer"],
        fields["line"],
        fields["cites"],
        fields["acts"],
    )


def issue_of(fields: SentFields) -> IssueInfo:
    """What names an issue, from what the cluster sent."""
    published = fields.get("published")
    return IssueInfo(
        fields["file"],
        fields.get("issue_year"),
        fields.get("issue_number"),
        fields.get("issue_serial"),
        date.fromisoformat(published) if published else None,
        fields["format"],
    )


def held_source(fields: SentFields) -> Source:
    """The file of an issue as it was indexed."""
    return Source(*fields["source"]["row"])


def announced_of(fields: SentFields) -> list[AnnouncedRow]:
    """What stands in an issue's contents only."""
    return [AnnouncedRow(*row) for row in fields["announced"]["rows"]]


def scan_of(fields: SentFields) -> Scan:
    """The scan record of a document."""
    return decode_scan(inflate(b64decode(fields["scan"])))


def record_fields(record: bytes) -> dict[str, str]:
    """A whole document as its own index holds it."""
    return {"record": b64encode(record).decode("ascii")}


def document_of(fields: SentFields) -> Document:
    """The whole document back."""
    return decode_document(b64decode(fields["record"]))
