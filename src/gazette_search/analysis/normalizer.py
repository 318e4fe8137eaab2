"""The one folding of text for search: the index and the query both go through it.

What a reader would call the same text becomes the same *search text*: width, case, 繁简, spaces
beside Han characters and every punctuation mark are folded away. Two passes do it. The first
folds each character on its own (a table for `str.translate`); the second settles the few marks
whose meaning hangs on their neighbours (one regular expression). Folding twice changes nothing.

Kept besides letters and digits: "." between digits, "%" and "‰" after a digit, one space between
two ASCII units (2017-2020 → "2017 2020", VR/AR → "vr ar"), and a line feed for a line end or a
tab, which separates the rows and cells of a table.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain, pairwise, repeat
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category
from unicodedata import normalize as unicode_normalize

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS_KEPT = 64  # a page of hits shows some forty blocks, a few of them twice
TRADITIONAL = Path(__file__).with_name("traditional.txt")

# Between the passes, and in `marked_text`: here stood a punctuation mark, which no word crosses.
BREAK = "\x1f"

# ` and ` is 和 as some printed pages were recognised: 行业 and 重点污染物 (2018-02:159).
_AND = r"(?<=[^a-z0-9 \n])\ and\ (?=[^a-z0-9 \n])"
_CONTEXT = re.compile(
    rf"""
      (?P<and>{_AND})
    | (?P<percent>(?<=[0-9])\ *[%‰])                       # 30 % → 30%
    | (?P<zero>(?<=[一二三四五六七八九〇○])○(?=[一二三四五六七八九〇○年]))  # 二○二○年
    | (?P<thousands>(?<=[0-9])(?<![0-9]{{4}}),(?=[0-9]{{3}}(?:,[0-9]{{3}})*(?![0-9,])))
    | (?P<separator>(?: (?!{_AND})\  | [{BREAK}\n,○] | \.(?![0-9]) | (?<![0-9])[.%‰] )+)
    """,
    re.VERBOSE,
)
# In GB 2312, and yet only traditional in running text; see traditional.txt.
_TRADITIONAL_ALL_THE_SAME = "後於徵夥麽菸"
_ASCII_UNIT = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Normalized:
    """Search text and the way back to the text it was made from.

    Attributes:
        text: The search text.
        offsets: For each character of `text`, the index of the character it came from.
        breaks: Ascending offsets in `text` before which a punctuation mark stood.
    """

    text: str
    offsets: Sequence[int]
    breaks: tuple[int, ...]

    def marked(self) -> str:
        """As `marked_text` of the text it was made from, but for marks at its very ends."""
        bounds = (0, *self.breaks, len(self.text))
        return BREAK.join(self.text[start:end] for start, end in pairwise(bounds))


def search_text(text: str) -> str:
    """The search text alone; equals `normalize(text).text`."""
    return marked_text(text).replace(BREAK, "")


def marked_text(text: str) -> str:
    """The search text with BREAK wherever a punctuation mark stood, for the segmenter."""
    return _CONTEXT.sub(_settled, text.translate(_FOLDING))


def normalize(text: str) -> Normalized:
    """Folds a text for search and keeps the way back.

    Args:
        text: Any text; clean text of a block, or a query.

    Returns:
        The search text with its offsets and breaks.
    """
    pieces = [*map(_FOLDING.__getitem__, map(ord, text))]
    folded = "".join(pieces)
    origins: Sequence[int] = range(len(pieces))
    if len(folded) != len(pieces) or "" in pieces:  # else each is one character
        origins = [*chain.from_iterable(map(repeat, origins, map(len, pieces)))]
    kept: list[str] = []
    offsets: list[int] = []
    breaks: list[int] = []
    done = 0
    for match in _CONTEXT.finditer(folded):
        kept.append(folded[done : match.start()])
        offsets += origins[done : match.start()]
        done = match.end()
        settled = _settled(match)
        if settled == BREAK:
            breaks.append(len(offsets))
        elif settled:
            kept.append(settled)
            offsets.append(origins[_origin(match, settled)])
    kept.append(folded[done:])
    offsets += origins[done:]
    inner = tuple(at for at in breaks if 0 < at < len(offsets))
    return Normalized("".join(kept), offsets, inner)


@lru_cache(_TEXTS_KEPT)
def search_offsets(text: str) -> Sequence[int]:
    """Where each character of the search text stands in a text, not to be changed.

    What is shown of a document is asked for again and again, block by block.
    """
    return normalize(text).offsets


def _settled(match: re.Match[str]) -> str:
    """What a mark becomes among its neighbours: one character or nothing."""
    kind = match.lastgroup
    if kind == "separator":
        return _settled_separator(match)
    if kind == "percent":
        return match[0][-1]
    return {"and": "和", "zero": "〇", "thousands": ""}[kind or ""]


def _settled_separator(match: re.Match[str]) -> str:
    """A run of spaces and marks: a row end, a space between ASCII units, a break, or nothing."""
    run, folded = match[0], match.string
    if "\n" in run:
        return "\n"
    start, end = match.span()
    inner = start > 0 and end < len(folded)
    if inner and {folded[start - 1], folded[end]} <= _ASCII_UNIT:
        return " "
    return "" if run.isspace() and BREAK not in run else BREAK


def _origin(match: re.Match[str], settled: str) -> int:
    """Offset in the folded text of the character that stands for what `match` became."""
    if settled == "\n":
        return match.start() + match[0].index("\n")
    if match.lastgroup == "and":
        return match.start() + 1
    return match.end() - 1 if match.lastgroup == "percent" else match.start()


class _Folding(dict[int, str]):
    """What each character becomes on its own, by code point; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        spread = unicode_normalize("NFKD", char).lower()
        # Composed again for Hangul; other marks are dropped first, so that é is e in any form.
        bare = "".join(part for part in spread if not category(part).startswith("M"))
        folded = "".join(map(_fold_part, unicode_normalize("NFKC", bare)))
        self[code] = folded
        return folded


_FOLDING = _Folding()


def _fold_part(char: str) -> str:
    """One part of a decomposed character: a letter or digit, a mark for the second pass, or ""."""
    if char in "\n\t":
        return "\n"
    if char in ".,%‰":
        return char
    if char in "○◯":  # typed for 〇 in years; as a bullet it is dropped by the second pass
        return "○"
    kind = category(char)
    if kind[0] in "LN":
        return _simplified(char)
    if kind[0] == "Z":
        return " "
    # Control, format and zero-width characters were never seen by the reader: nothing remains.
    return "" if kind in ("Cc", "Cf") else BREAK


def _simplified(char: str) -> str:
    if char < "一" or (_in_gb2312(char) and char not in _TRADITIONAL_ALL_THE_SAME):
        return char
    return _traditional_table().get(char, char)


def _in_gb2312(char: str) -> bool:
    """Whether the simplified character set of 1980 holds it; then no table is needed."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _traditional_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in TRADITIONAL.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for group in line.split():
                table.update(dict.fromkeys(group[1:], group[0]))
    return table
