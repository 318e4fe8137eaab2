"""Plain lines: for grep, editors and fzf."""

from gazette_search.export.plain import (
    check_to_plain,
    contents_to_plain,
    document_to_plain,
    embed_to_plain,
    index_to_plain,
    joined_lines,
    listing_to_plain,
    references_to_plain,
    search_to_plain,
    with_last_line,
)
from gazette_search.export.registry import Format

FORMAT = Format(
    "plain",
    "一段一行，文件:行:文号:文字，同 grep -n",
    {
        "search": search_to_plain,
        "listing": listing_to_plain,
        "document": document_to_plain,
        "references": references_to_plain,
        "contents": contents_to_plain,
        "check": check_to_plain,
        "index": index_to_plain,
        "embed": embed_to_plain,
    },
    whole=True,
    cut=with_last_line,
    join=joined_lines,
)
