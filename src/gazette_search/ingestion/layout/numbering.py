"""结构层次序数 (GB/T 9704-2012, 7.3.3): 一、 → （一） → 1. → （1）; 第一章 → 第一条; bullets."""

from __future__ import annotations

import re

from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

_N = f"[{NUMERAL_CHARACTERS}]"

# From the outermost kind to the innermost; a kind's place is its rank.
NUMBERING_KINDS = (
    "part", "chapter", "section", "article", "clause", "paren", "digit", "paren_digit",
    "half_paren", "circled", "ordinal", "bullet",
)  # fmt: skip
RANKS = {kind: rank for rank, kind in enumerate(NUMBERING_KINDS)}

# A numeral that goes on as a sentence does is no marker: 第五条第一款, 第三十条、第三十一条,
# （一）、（五）项情形, 1.5倍, 二、三产业.
_CITED = r"(?!$|第|、|和|及|或|至|规定|所|的|之|中|款|项|》|\))"
_MARKER = re.compile(
    rf"(?P<part>第{_N}{{1,4}}[编篇]){_CITED}"
    rf"|(?P<chapter>第{_N}{{1,4}}章){_CITED}"
    rf"|(?P<section>第{_N}{{1,4}}节){_CITED}"
    rf"|(?P<article>第{_N}{{1,6}}条(?:之{_N}{{1,2}})?){_CITED}"
    rf"|(?P<clause>{_N}{{1,4}}[、.])(?!{_N}[、级类产次])"
    rf"|(?P<paren>\( ?{_N}{{1,4}} ?\))(?![、,和及至\-—~项款])"
    r"|(?P<digit>\d{1,3}(?:\.(?![\d])|[、．](?!\d)))"
    r"|(?P<paren_digit>\( ?\d{1,2} ?\))(?![、,和及至\-—~项款])"
    r"|(?P<half_paren>\d{1,2}\))"
    r"|(?P<circled>[①-⑳㈠-㈩⑴-⒇])"
    rf"|(?P<ordinal>[一二三四五六七八九十]{{1,3}}是(?!否))"
    r"|(?P<bullet>——|[●■◆▲★▶◇□△](?=.)|· )"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Marker:
    """The numbering that opens a line.

    Attributes:
        kind: One of KINDS.
        text: As printed, without the space behind it.
        value: Its number, None for bullets.
        end: Where the line's own text begins.
    """

    kind: str
    text: str
    value: int | None
    end: int

    @property
    def rank(self) -> int:
        """Place of the kind in KINDS: the smaller, the further out."""
        return RANKS[self.kind]


def find_marker(text: str, folded: str | None = None) -> Marker | None:
    """The marker at the start of a clean line, or None; `folded` when it is folded already."""
    match = _MARKER.match((folded or fold_width(text[:24]))[:24])
    if not match:
        return None
    kind = str(match.lastgroup)
    end = match.end()
    while text[end : end + 1] == " ":
        end += 1
    return Marker(kind, text[: match.end()].rstrip(), _value(match[0], kind), end)


def _value(printed: str, kind: str) -> int | None:
    if kind == "bullet":
        return None
    if kind == "circled":
        return _CIRCLED.find(printed) + 1 or None
    return parse_numeral(printed.split("之")[0].strip("第编篇章节条、.．()（） 是"))
