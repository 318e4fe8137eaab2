"""JSON: one value, for programs."""

from gazette_search.export.json_export import (
    check_to_json,
    contents_to_json,
    document_to_json,
    embed_to_json,
    index_to_json,
    listing_to_json,
    references_to_json,
    search_to_json,
)
from gazette_search.export.registry import Format

FORMAT = Format(
    "json",
    "给程序用",
    {
        "search": search_to_json,
        "listing": listing_to_json,
        "document": document_to_json,
        "references": references_to_json,
        "contents": contents_to_json,
        "check": check_to_json,
        "index": index_to_json,
        "embed": embed_to_json,
    },
    suffixes=(".json",),
    whole=True,
)
