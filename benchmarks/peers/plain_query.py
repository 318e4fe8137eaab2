"""The parts of a query for peers without a query language of their own for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = re.compile(r"year:(\d{4})")
_QUOTED = re.compile('["“]([^"”]+)["”]')


@dataclass(frozen=True, slots=True)
class PlainQuery:
    """A query: words between spaces, quoted phrases, prefixes (低保*) and a year (year:2019)."""

    words: list[str]
    phrases: list[str]
    prefixes: list[str]
    year: int | None


def read_query(text: str) -> PlainQuery:
    """Take a query apart."""
    year = _YEAR.search(text)
    text = _YEAR.sub(" ", text)
    phrases = _QUOTED.findall(text)
    words = _QUOTED.sub(" ", text).split()
    return PlainQuery(
        words=[word for word in words if not word.endswith("*")],
        phrases=phrases,
        prefixes=[word.rstrip("*") for word in words if word.endswith("*")],
        year=int(year[1]) if year else None,
    )
