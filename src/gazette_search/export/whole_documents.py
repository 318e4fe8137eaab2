"""Documents with all that was read from them, one a line of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.duties import duty_fields
from gazette_search.export.json_export import SCHEMA_VERSION, Fields, document_fields, json_line
from gazette_search.models import about_key

if TYPE_CHECKING:
    from gazette_search.models import Statement
    from gazette_search.search.reports import ShownDocument


def whole_document_line(shown: ShownDocument) -> str:
    """A document as `show` gives it, and its duties and statements; but no versions of it.

    Those are the documents beside it.
    """
    fields = document_fields(shown)
    del fields["series"]
    document = shown.held.document
    return json_line(
        {
            "schema_version": SCHEMA_VERSION,
            **fields,
            "duties": [duty_fields(duty) for duty in document.duties],
            "statements": [_statement(one) for one in document.statements],
        }
    )


def _statement(one: Statement) -> Fields:
    return {
        "kind": one.kind,
        "about": about_key(one.about),
        "title": one.title,
        "scope": one.scope,
        "text": one.text,
        "day": one.day.isoformat() if one.day else None,
        "grain": one.grain,
        "event": one.event,
        "days": one.days,
        "months": one.months,
        "lines": [*one.lines],
    }
