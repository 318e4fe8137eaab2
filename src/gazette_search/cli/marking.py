"""Where the words of a query stand in a text, for reading a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Callable

Highlights = tuple[tuple[int, int], ...]


def marker(query: str | None) -> Callable[[str], Highlights]:
    """A function that finds the words of the query, spaces and punctuation between aside."""
    words = re.findall(r"[^\W_]+", fold_width(query or "").lower())
    if not words:
        return lambda _: ()
    longest_first = sorted(set(words), key=len, reverse=True)
    pattern = re.compile("|".join(r"[\W_]*".join(map(re.escape, word)) for word in longest_first))

    def find(text: str) -> Highlights:
        # lower() keeps the length of all that fold_width() leaves, but for rare capitals
        folded = fold_width(text).lower()
        return tuple(m.span() for m in pattern.finditer(folded)) if len(folded) == len(text) else ()

    return find
