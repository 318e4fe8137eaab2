"""Markdown: memos."""

from gazette_search.export.markdown import (
    contents_to_markdown,
    document_to_markdown,
    listing_to_markdown,
    references_to_markdown,
    search_to_markdown,
    with_last_paragraph,
)
from gazette_search.export.registry import Format

FORMAT = Format(
    "md",
    "Markdown，命中的字加粗，可以直接放进材料",
    {
        "search": search_to_markdown,
        "listing": listing_to_markdown,
        "document": document_to_markdown,
        "references": references_to_markdown,
        "contents": contents_to_markdown,
    },
    suffixes=(".md", ".markdown"),
    cut=with_last_paragraph,
)
