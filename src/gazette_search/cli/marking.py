"""Where the words of a query stand in a text, for reading a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Highlights = tuple[tuple[int, int], ...]


def marker(query: str | None) -> Callable[[str], Highlights]:
    """A function that finds the words of the query as a search does: 農村 in 农村, ４ in 4."""
    if not query:
        return lambda _: ()
    from gazette_search.analysis.normalizer import normalize, search_text

    words = {search_text(word) for word in re.findall(r"[^\W_]+", query)} - {""}
    if not words:
        return lambda _: ()
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))

    def find(text: str) -> Highlights:
        normal = normalize(text)
        spans = (match.span() for match in pattern.finditer(normal.text))
        return tuple((normal.offsets[start], normal.offsets[end - 1] + 1) for start, end in spans)

    return find
