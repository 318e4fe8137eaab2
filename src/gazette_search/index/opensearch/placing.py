"""Search text as tokens with places, so that a cluster decides what stands where and how.

Every character is a token at its own place: a number or Latin word as a whole at its first
character, a filler at each of the others. So a run is a phrase, and a distance counts characters.
A character is known three ways: by itself, by whether a word starts there, and as the end of one.
Thereby a phrase also tells a word from an accident of two neighbours (`occurrences.is_whole`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.analysis.scan import BLOCK_KINDS, TITLES
from gazette_search.analysis.units import ASCII_UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.analysis.scan import Scan

# Control characters, which no search text holds; those that JSON writes as they are.
BETWEEN = "\x7f"  # tokens
COUNT = "\x81"  # between a term and how often it stands
FILLER = "\x82"  # a character of a number or Latin word behind its first
SPACE = "\x83"
LINE = "\x84"  # a line end inside a block
BLOCK_END, TITLE_START, TITLE_END = "\x86", "\x87", "\x88"
BEGINNING = "\x89"  # of a field that is matched character by character

STARTS, INSIDE, ENDS = "^", "_", "$"
# What the cluster makes of one token: ^低$ is 低, ^低 and 低$, all at one place.
CAPTURED = (r"(?s)^.(.+?)\$?$", r"(?s)^([\^_].+?)\$?$", r"(?s)^[\^_](.+\$)$")

# Lucene refuses terms of more than 32,766 bytes; a number of so many digits is none.
LONGEST_TERM = 500

_UNIT = re.compile(ASCII_UNIT)


def term_of(text: str) -> str:
    """A unit, pair or word as the cluster holds it."""
    return text[:LONGEST_TERM]


def places_of(text: str) -> list[str]:
    """The token at each character of a search text."""
    found = list(text)
    for match in _UNIT.finditer(text):
        start, end = match.span()
        if end - start > 1:
            found[start:end] = [term_of(match[0]), *FILLER * (end - start - 1)]
    return [_MARKS.get(one, one) for one in found]


_MARKS = {" ": SPACE, "\n": LINE}


def placed_text(scan: Scan) -> str:
    """The text of a document as the cluster takes it in."""
    tokens = places_of(scan.text)
    behind = (*scan.boundaries[1:], 1)
    placed = [
        f"{STARTS if start else INSIDE}{token}{ENDS if end else ''}"
        for token, start, end in zip(tokens, scan.boundaries, behind, strict=True)
    ]
    for first, last, is_title in _blocks(scan):
        placed[last] = TITLE_END if is_title else BLOCK_END
        if is_title:
            placed[first] = f"{TITLE_START}{BETWEEN}{placed[first]}"
    return BETWEEN.join(placed)


def _blocks(scan: Scan) -> list[tuple[int, int, bool]]:
    """First and last character of each block, its separator; whether it is a title."""
    found: list[tuple[int, int, bool]] = []
    for unit, start in enumerate(scan.starts):
        end = scan.end_of(unit)
        if unit and scan.blocks[unit] == scan.blocks[unit - 1]:
            found[-1] = (found[-1][0], end - 1, found[-1][2])
        else:
            found.append((start, end - 1, BLOCK_KINDS[scan.kinds[unit]] in TITLES))
    return found


def phrase(tokens: Sequence[str]) -> str:
    """Tokens of a query, one behind the other."""
    return BETWEEN.join(tokens)


def starting(tokens: Sequence[str]) -> str:
    """The same where a word starts at the first of them."""
    return phrase([STARTS + tokens[0], *tokens[1:]])


def ending(tokens: Sequence[str]) -> str:
    """The same where a word ends with the last of them."""
    return phrase([*tokens[:-1], tokens[-1] + ENDS])


def unbroken(tokens: Sequence[str]) -> str:
    """The same where no word starts behind the first of them."""
    return phrase([tokens[0], *(INSIDE + token for token in tokens[1:])])
