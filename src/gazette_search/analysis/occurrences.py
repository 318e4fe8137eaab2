"""Where a text stands in another: what every index means by holding a text.

An occurrence is *accidental* when it begins inside one word and ends inside another: 供热 in
提供|热线, 人社 in 老年人|社区. Such occurrences are no matches for a word, only for quoted text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.units import pairs, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.analysis.scan import TextWords

# Search text keeps these only inside or at the end of a number.
_INSIDE_UNITS = frozenset(".%‰")


def pairs_of(text: str) -> list[str]:
    """Index terms of which every document that holds the text must hold all."""
    return list(pairs(text)) or units(text)


def occurrences(words: TextWords, text: str) -> Iterator[int]:
    """Offsets where the text stands, numbers and Latin words only as a whole."""
    source, size = words.text, len(text)
    head, tail = text[0].isascii(), text[-1].isascii()
    at = source.find(text)
    while at >= 0:
        end = at + size
        cut = (head and at and _glued(source[at - 1])) or (tail and _glued(source[end : end + 1]))
        if not cut:
            yield at
        at = source.find(text, at + 1)


def _glued(neighbour: str) -> bool:
    """Whether a character beside a number or Latin word belongs to it: 60 is not in 60% or 60.5."""
    return neighbour in _INSIDE_UNITS or (neighbour.isascii() and neighbour.isalnum())


def is_whole(words: TextWords, start: int, end: int) -> bool:
    """Whether an occurrence is more than an accident of two neighbouring words."""
    marks = words.boundaries
    if marks[start] or end >= len(marks) or marks[end]:
        return True
    return marks.find(1, start + 1, end) < 0  # inside one word
