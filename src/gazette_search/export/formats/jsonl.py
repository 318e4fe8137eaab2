"""JSON Lines: one value a line, for programs that read as they go."""

from gazette_search.export.json_export import (
    listing_to_jsonl,
    references_to_jsonl,
    search_to_jsonl,
)
from gazette_search.export.plain import joined_lines
from gazette_search.export.registry import Format

FORMAT = Format(
    "jsonl",
    "给程序用，一件一行",
    {
        "search": search_to_jsonl,
        "listing": listing_to_jsonl,
        "references": references_to_jsonl,
    },
    suffixes=(".jsonl", ".ndjson"),
    whole=True,
    join=joined_lines,
)
