"""JSON for scripts: fields may be added, never renamed; offsets count code points.

Text is given as it stands in the index. Characters that could act on a terminal are escaped.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gazette_search.export.force_wording import to_fields
from gazette_search.export.wording import unsure_amounts
from gazette_search.models import place_of
from gazette_search.search.lookup.spots import line_of_spot
from gazette_search.text.safety import escape_unsafe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette_search.models import (
        Attachment,
        Block,
        Citation,
        Document,
        IssueInfo,
        Place,
        SourceFact,
        TocEntry,
    )
    from gazette_search.search.force.references import Link, References
    from gazette_search.search.reports import (
        CheckedIssue,
        CheckReport,
        EmbedReport,
        HeldDocument,
        IndexReport,
        IssueContents,
        Listing,
        ShownDocument,
    )
    from gazette_search.search.results import Hit, Passage, SearchResult
    from gazette_search.text.spans import Span

SCHEMA_VERSION = 1

Fields = dict[str, Any]


def search_to_json(result: SearchResult) -> str:
    """A whole result as one object."""
    return answer(search_fields(result))


def search_fields(result: SearchResult) -> Fields:
    """The fields of a whole result."""
    state = result.index
    return {
        "query": {"raw": result.query, "parsed": result.parsed, "terms": [*result.terms]},
        "total": result.total,
        "returned": len(result.hits),
        "relaxed": result.relaxed,
        "suggestion": result.suggestion,
        "notes": [*result.notes],
        "explanation": [*result.explanation],
        "facets": {
            name: [{"value": value or None, "documents": count} for value, count in counts]
            for name, counts in result.facets.items()
        }
        or None,
        "index": {
            "generation": state.generation,
            "updated": state.updated,
            "stale": state.stale,
        },
        "hits": [hit_fields(hit) for hit in result.hits],
    }


def search_to_jsonl(result: SearchResult) -> str:
    """One hit a line; `total` tells a reader who counts lines whether these are all."""
    return "".join(json_line({**hit_fields(hit), "total": result.total}) for hit in result.hits)


def listing_to_json(listing: Listing) -> str:
    """An array of documents: the one answer without an envelope."""
    return dump(listing_fields(listing))


def listing_fields(listing: Listing) -> list[Fields]:
    """The fields of each document of a list, and how many there are of them.

    An array has no place of its own to say so.
    """
    return [{**held_fields(held), "total": listing.total} for held in listing.documents]


def listing_to_jsonl(listing: Listing) -> str:
    """One document a line."""
    return "".join(map(json_line, listing_fields(listing)))


def document_to_json(shown: ShownDocument) -> str:
    """The document as in a list, and its blocks, citations and aliases."""
    return answer(document_fields(shown))


def document_fields(shown: ShownDocument) -> Fields:
    """The fields of a document: as in a list, and its blocks, citations and aliases."""
    document = shown.held.document
    return {
        **held_fields(shown.held),
        "blocks": [
            {
                **_block(block),
                "page": document.page_at(block.lines[0]),
                "unsure": spans_of(unsure_amounts(document, block.text)),
            }
            for block in document.blocks
        ],
        "citations": [
            {
                **_citation(citation, held=citation.number in shown.held_numbers),
                "validity": to_fields(shown.cited_validity.get(citation.number)),
            }
            for citation in document.citations
        ],
        "cited_by": [
            {"number": by.number, "relation": by.relation, "lines": [*by.lines]}
            for by in shown.cited_by
        ],
        "aliases": [
            {"short": alias.short, "full": alias.full, "lines": [*alias.lines]}
            for alias in document.aliases
        ],
        "series": [
            {
                "number": version.number,
                "title": version.title,
                "signed_date": version.signed_date or None,
                "position": version.position,
            }
            for version in shown.series
        ],
        "at": _spot(shown),
    }


def _spot(shown: ShownDocument) -> Fields | None:
    """Where in a document the reader stands: block, offset in its text, place in the file."""
    document, spot = shown.held.document, shown.spot
    if spot is None:
        return None
    place = place_of(shown.held.issue, document, line_of_spot(document, spot))
    return {"block": spot.block, "offset": spot.offset, "line": place.line, "page": place.page}


def references_to_json(found: References) -> str:
    """A document among those that it cites and that cite it."""
    return answer(references_fields(found))


def references_fields(found: References) -> Fields:
    """The fields of a document among those that it cites and that cite it."""
    return {
        "number": found.number or None,
        "title": found.title,
        "article": str(found.article) if found.article else None,
        "held": found.document is not None,
        "issue": _issue(found.issue) if found.issue else None,
        "collection": (found.issue.collection or None) if found.issue else None,
        "lines": [*found.document.lines] if found.document else None,
        "validity": to_fields(found.validity),
        "cited_by": [_link(link) for link in found.cited_by],
        "rests_on": [_link(link) for link in found.rests_on],
        "namesakes": [*found.namesakes],
        "announced": [
            {
                "file": row.file,
                "year": row.year,
                "number": row.number,
                "page": one.page,
                "title": one.title,
            }
            for row, one in found.announced
        ],
    }


def references_to_jsonl(found: References) -> str:
    """One mention a line, with its direction."""
    sides = (("cited_by", found.cited_by), ("rests_on", found.rests_on))
    return "".join(
        json_line({"document": found.number or found.title, "direction": side, **_link(link)})
        for side, links in sides
        for link in links
    )


def contents_to_json(contents: IssueContents) -> str:
    """An issue's contents."""
    return answer(contents_fields(contents))


def contents_fields(contents: IssueContents) -> Fields:
    """The fields of an issue's contents."""
    entries = [_entry(entry, contents) for entry in contents.entries]
    return {"issue": _issue(contents.issue), "entries": entries}


def check_to_json(report: CheckReport) -> str:
    """The accounts of every issue, and the problems."""
    return answer(check_fields(report))


def check_fields(report: CheckReport) -> Fields:
    """The fields of the accounts of every issue, and of the problems."""
    return {
        "issues": [_accounts(checked) for checked in report.issues],
        "problems": [
            {
                "code": p.code,
                "file": p.file,
                "line": p.line,
                "number": p.number,
                "message": p.message,
            }
            for p in report.problems
        ],
    }


def index_to_json(report: IndexReport) -> str:
    """What changed in the index."""
    return answer(index_fields(report))


def index_fields(report: IndexReport) -> Fields:
    """The fields of what changed in the index."""
    return {
        "added": [*report.added],
        "changed": [*report.changed],
        "removed": [*report.removed],
        "unchanged": [*report.unchanged],
        "failed": [{"file": bad.file, "message": bad.message} for bad in report.failed],
        "skipped": [{"file": one.file, "reason": one.reason} for one in report.skipped],
        "new_documents": [
            {"number": one.number, "id": one.id, "title": one.title, "file": one.file}
            for one in report.new_documents
        ],
        "documents": report.documents,
        "seconds": round(report.seconds, 3),
        "generation": report.generation,
        "dry_run": report.dry_run,
        "reason": report.reason,
        "recovered": report.recovered,
        "vectors": {"held": report.vectors.held, "waiting": report.vectors.waiting}
        if report.vectors
        else None,
    }


def embed_to_json(report: EmbedReport) -> str:
    """What making vectors did."""
    return answer(embed_fields(report))


def embed_fields(report: EmbedReport) -> Fields:
    """The fields of what making vectors did."""
    return {
        "model": report.model,
        "made": report.made,
        "stretches": report.stretches,
        "seconds": report.seconds,
        "generation": report.generation,
    }


def hit_fields(hit: Hit) -> Fields:
    """The fields of a hit."""
    document, issue = hit.document, hit.issue
    return {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        **_identity(document),
        "title": document.title,
        "genre": document.genre,
        "issuer": document.issuer,
        "signed_date": _day(document),
        "issue": {"year": issue.year, "number": issue.number, "serial": issue.serial},
        "collection": issue.collection or None,
        "page": document.page,
        "source": place_fields(place_of(issue, document)),
        "matched": hit.matched,
        "partial": hit.partial,
        "missing": [*hit.missing],
        "validity": to_fields(hit.validity),
        "further": {"places": hit.further, "pages": [*hit.further_pages]},
        "passages": [_passage(passage, document) for passage in hit.passages],
    }


def place_fields(place: Place) -> Fields:
    """A place: the line where the file has lines, the page where it has pages."""
    return {"file": place.file, "line": place.line, "page": place.page}


def _passage(passage: Passage, document: Document) -> Fields:
    return {
        "text": passage.text,
        "path": [*passage.path],
        "lines": [*passage.lines],
        "page": document.page_at(passage.lines[0]),
        "highlights": spans_of(passage.highlights),
        "unsure": spans_of(unsure_amounts(document, passage.text)),
        "kind": passage.kind,
        "before": [*passage.before],
        "after": [*passage.after],
    }


def spans_of(spans: Iterable[Span]) -> list[list[int]]:
    """Stretches of a text, each its first character and the one behind its last."""
    return [[start, end] for start, end in spans]


def held_fields(held: HeldDocument) -> Fields:
    """The fields of a document as a list gives them."""
    document = held.document
    return {
        **_identity(document),
        "title": document.title,
        "toc_title": document.toc_title,
        "page": document.page,
        "genre": document.genre,
        "issuer": document.issuer,
        "signed_date": _day(document),
        "addressee": document.addressee,
        "disclosure": document.disclosure is not None,
        "issue": _issue(held.issue),
        "collection": held.issue.collection or None,
        "lines": [*document.lines],
        "attachments": [_attachment(attachment) for attachment in document.attachments],
        "tables": document.tables,
        "printed_number": document.printed_number,
        "source_states": [_fact(fact) for fact in document.facts],
        "validity": to_fields(held.validity),
    }


def _identity(document: Document) -> Fields:
    number = document.number
    return {
        "id": document.id,
        "number": str(number) if number else None,
        "agency_code": number.agency_code if number else None,
        "year": number.year if number else None,
        "serial": number.serial if number else None,
        "machine_read": document.machine_read,
    }


def _issue(issue: IssueInfo) -> Fields:
    return {
        "year": issue.year,
        "number": issue.number,
        "serial": issue.serial,
        "published": issue.published.isoformat() if issue.published else None,
        "file": issue.file,
    }


def _fact(fact: SourceFact) -> Fields:
    return {"name": fact.name, "label": fact.label, "value": fact.value, "line": fact.line}


def _attachment(attachment: Attachment) -> Fields:
    return {
        "kind": attachment.kind,
        "label": attachment.label,
        "title": attachment.title,
        "lines": [*attachment.lines] if attachment.lines else None,
        "present": attachment.present,
    }


def _block(block: Block) -> Fields:
    return {
        "kind": block.kind,
        "text": block.text,
        "lines": [*block.lines],
        "path": [*block.path],
        "level": block.level,
        "marker": block.marker,
        "part": block.part,
    }


def _citation(citation: Citation, *, held: bool) -> Fields:
    return {
        "raw": citation.raw,
        "number": citation.number,
        "title": citation.title,
        "relation": citation.relation,
        "scope": citation.scope,
        "article": citation.article,
        "lines": [*citation.lines],
        "held": held,
    }


def _link(link: Link) -> Fields:
    """A mention; number, title and date are those of the document at its other end."""
    return {
        **_citation(link.citation, held=link.held),
        "number": link.number,
        "title": link.title,
        "signed_date": link.signed_date.isoformat() if link.signed_date else None,
        "file": link.place.file,
        "page": link.place.page,
        "sentence": link.sentence,
        "validity": to_fields(link.validity),
    }


def _entry(entry: TocEntry, contents: IssueContents) -> Fields:
    number = entry.document_number
    return {
        "title": entry.title,
        "number": str(number) if number else None,
        "page": entry.page,
        "column": entry.column,
        "lines": [*entry.lines],
        "held": entry in contents.held,
    }


def _accounts(checked: CheckedIssue) -> Fields:
    issue, lines = checked.issue, checked.lines
    return {
        "file": issue.file,
        "year": issue.year,
        "number": issue.number,
        "documents": checked.documents,
        "toc_entries": checked.toc_entries,
        "lines": {
            "total": lines.total,
            "blank": lines.blank,
            "front_matter": lines.front_matter,
            "documents": lines.documents,
            "layout": lines.layout,
            "unassigned": lines.unassigned,
        },
    }


def _day(document: Document) -> str | None:
    return document.signed_date.isoformat() if document.signed_date else None


def answer(fields: Fields) -> str:
    """An answer in the envelope that all of them share."""
    return dump({"schema_version": SCHEMA_VERSION, **fields})


def dump(value: object) -> str:
    """A value as a JSON text of its own."""
    return escape_unsafe(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def json_line(value: object) -> str:
    """A value as a line of JSON Lines."""
    return escape_unsafe(json.dumps(value, ensure_ascii=False)) + "\n"
