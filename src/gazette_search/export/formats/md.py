"""Markdown: memos."""

from gazette_search.export.markdown import joined_memos, memo_to_markdown, with_last_paragraph
from gazette_search.export.registry import Format

FORMAT = Format(
    "md",
    "Markdown，命中的字加粗，可以直接放进材料",
    memo=memo_to_markdown,
    suffixes=(".md", ".markdown"),
    cut=with_last_paragraph,
    join=joined_memos,
)
