"""A source text as JSON and back: what a reader's process sends, and what is kept of a file."""

from __future__ import annotations

import json
from typing import Any

from gazette_search.ingestion.formats.source_text import SourceLine, SourceText, SourceWarning


def text_to_json(source: SourceText) -> bytes:
    """The text as UTF-8 JSON; `from_json` gives an equal one back."""
    record = {
        "format": source.format,
        "lines": [
            [line.text, line.page, line.origin, line.continues, line.machine_read]
            if line != SourceLine(line.text, line.page)
            else [line.text, line.page]
            for line in source.lines
        ],
        "whole_paragraphs": source.whole_paragraphs,
        "pages": source.pages,
        "metadata": dict(source.metadata),
        "warnings": [[warning.code, warning.message, warning.page] for warning in source.warnings],
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def text_from_json(data: bytes) -> SourceText:
    """The text that `to_json` wrote.

    Raises:
        ValueError, KeyError, TypeError: It is no such JSON.
    """
    record: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    return SourceText(
        record["format"],
        tuple(SourceLine(*line) for line in record["lines"]),
        whole_paragraphs=record["whole_paragraphs"],
        pages=record["pages"],
        metadata=record["metadata"],
        warnings=tuple(SourceWarning(*warning) for warning in record["warnings"]),
    )
