"""What a text asks for, by a table of wordings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

_Kind = TypeVar("_Kind")


def kinds_asked(readings: Iterable[tuple[_Kind, str, str]], text: str) -> list[_Kind]:
    """The kinds whose wording stands in a text, in the order of the table.

    Args:
        readings: A kind, characters of which each of its wordings holds one, and a pattern of the
            wordings. Most queries hold few of the characters and need few of the patterns, which
            take 0.2 ms each to compile.
        text: A question or part of one, search text.
    """
    characters = set(text)
    return [
        kind
        for kind, hints, pattern in readings
        if not characters.isdisjoint(hints) and re.search(pattern, text)
    ]
