"""Put together what the page broke: page breaks, printed line ends, repeated characters.

A broken half ends without closing punctuation or inside a bracket, quote or title, and fills its
last print line: it measures about a multiple of the print line, which the issue itself shows, its
indent of two characters included. Everything else stays apart; a false join is as bad as a missed
one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.layout.paragraphs import Paragraph, join_pieces
from gazette_search.ingestion.layout.print_line import GAZETTE, INDENT, PrintLine
from gazette_search.text.widths import print_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.layout.lines import Line

_SENTENCE_END = "。！？；：…!?;:"
_SENTENCE_ENDS = tuple(_SENTENCE_END)
_NEVER_FIRST = "，。；：、）》〉”！？"
_GOES_ON = "，、,（(“‘《〈「『【〔—+/"
_PAIRS = {
    "（": "）",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "「": "」",
    "【": "】",
    "〔": "〕",
}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
# The kinds of bracket are counted apart, but OCR turns the width of （ between two pages, and
# writes the bracket of a number as ( or 〔 (quirks of pages set with half-width signs).
_BRACKET_SIGNS = re.compile("[（）()《》〈〉“”‘’「」【】〔〕]")
_QUOTES = "”’」』》〉"
_HAN = re.compile("[\u4e00-\u9fff]")
_SIGN = re.compile("[，：；、。“《（(,:]")
# （责任单位：…） closes a paragraph even where the full stop before it is missing.
_REMARK = re.compile(r"（(?:责任|牵头|配合|主办|附件|详见|见|以下简称|下同)[^（]*$")


def join_lines(lines: Sequence[Line], print_line: PrintLine = GAZETTE) -> list[Paragraph]:
    """Group lines of running text into paragraphs, in order; table rows must not be among them."""
    growing: list[_Growing] = []
    last_values: dict[str, int] = {}
    for line in lines:
        if growing and _belongs(growing[-1], line, last_values):
            growing[-1].add(line)
        else:
            growing.append(_Growing(line, print_line))
            if line.marker and line.marker.value is not None:
                last_values[line.marker.kind] = line.marker.value
    return [paragraph.finish() for paragraph in growing]


def _belongs(paragraph: _Growing, line: Line, last_values: dict[str, int]) -> bool:
    """Whether a line goes on with a paragraph: by what its file says, else by its form."""
    if line.setting != "print":
        return line.setting == "rest"
    return continues(paragraph, line, last_values)


class _Growing:
    """A paragraph that lines are added to; keeps count of open brackets as it grows."""

    def __init__(self, line: Line, print_line: PrintLine) -> None:
        self.print_line = print_line
        self.pieces: list[tuple[Line, str]] = []
        self.open: dict[str, int] = {}
        self.width = 0.0
        self.add(line)

    @property
    def first(self) -> Line:
        return self.pieces[0][0]

    @property
    def last(self) -> Line:
        return self.pieces[-1][0]

    def add(self, line: Line) -> None:
        text = line.text
        if self.pieces and line.setting == "print":
            text = text[repeated(self.pieces[-1][1], text) :]
        self.pieces.append((line, text))
        self.width += print_width(text)
        count_brackets(text, self.open)

    def fills_print_line(self) -> bool:
        width = print_width(self.last.text) + (INDENT if self.last is self.first else 0)
        return self.print_line.is_filled(width)

    def ends_closed(self) -> bool:
        """Whether the text ends as a sentence does; looks at the end of a long text only."""
        tail = "".join(text for _, text in self.pieces[-3:])[-1500:]
        return ends_closed(tail)

    def is_broken(self) -> bool:
        """Whether a text without closing punctuation was cut off.

        It ends at the margin, or is too long for anything that has no punctuation on purpose.
        """
        return self.fills_print_line() or self.width > self.print_line.prose

    def finish(self) -> Paragraph:
        return join_pieces(self.pieces)


def continues(paragraph: _Growing, line: Line, last_values: dict[str, int]) -> bool:
    """Whether the line goes on with the paragraph that the page or the print line broke."""
    closes = closes_bracket(line.text, paragraph.open)
    # （牵头单位：…； / 责任单位：…）: inside a bracket no new element begins.
    if closes and line.kind == "responsibility":
        return True
    is_closed = paragraph.ends_closed()
    # A Markdown heading is whole.
    if paragraph.first.depth or starts_anew(line, last_values, is_inside=not is_closed):
        return False
    if paragraph.last.text[-1] in _GOES_ON or line.text[0] in _NEVER_FIRST:
        return True
    is_full = paragraph.fills_print_line()
    if any(paragraph.open.values()):
        return is_full or closes
    if paragraph.first.kind == "responsibility":
        return is_full and not re.search("[。；：]", line.text)
    return is_full and _is_wrapped(paragraph, line) if is_closed else paragraph.is_broken()


def _is_wrapped(paragraph: _Growing, line: Line) -> bool:
    """Whether the two are print lines of one paragraph, which stand without a blank line between.

    So printed: 2020-02:391-395. A sentence may close at the end of such a line.
    """
    widest = paragraph.print_line.width + paragraph.print_line.slack
    return not line.after_blank and print_width(paragraph.last.text) <= widest


def starts_anew(line: Line, last_values: dict[str, int], *, is_inside: bool) -> bool:
    """Whether a line opens an element of its own.

    Args:
        line: The line.
        last_values: Last number printed of every kind of marker.
        is_inside: Whether the text before it breaks off inside a sentence. Then only a number
            that is next in its row counts as a marker; 17. or 三、 can begin a broken half.
    """
    if line.kind != "text" or line.depth or line.bullet:
        return True
    marker = line.marker
    if marker is None:
        return line.text.startswith(("注：", "注:", "备注：", "说明："))
    if not is_inside:
        return True
    return marker.value is not None and marker.value in (1, last_values.get(marker.kind, 0) + 1)


def ends_closed(text: str) -> bool:
    """Whether a text ends as a sentence does, remarks in brackets behind it aside."""
    bare = text.rstrip(_QUOTES + " ")
    if bare.endswith(_SENTENCE_ENDS) or (bare[-1:] == "." and not bare[-2:-1].isascii()):
        return True
    if bare[-1:] not in ("）", ")"):
        return False
    start = _opening(bare)
    if start is None:
        return True
    before = bare[:start].rstrip(_QUOTES + " ")
    is_remark = _REMARK.match(bare[start:].replace("(", "（")) is not None
    return not before or before[-1] in _SENTENCE_END or is_remark


def _opening(text: str) -> int | None:
    """Where the bracket that ends the text opens."""
    depth = 0
    for position in range(len(text) - 1, -1, -1):
        if text[position] in "）)":
            depth += 1
        elif text[position] in "（(":
            depth -= 1
            if not depth:
                return position
    return None


def count_brackets(text: str, open_brackets: dict[str, int]) -> None:
    """Bring the number of open brackets of each kind up to date with more text."""
    for sign in _BRACKET_SIGNS.findall(text):
        opener, step = _side(sign)
        open_brackets[opener] = max(0, open_brackets.get(opener, 0) + step)


def closes_bracket(text: str, open_brackets: dict[str, int]) -> bool:
    """Whether the text closes a bracket that is open before it."""
    depth = dict.fromkeys(open_brackets, 0)
    for sign in _BRACKET_SIGNS.findall(text):
        opener, step = _side(sign)
        depth[opener] = depth.get(opener, 0) + step
        if depth[opener] < 0:
            if open_brackets.get(opener):
                return True
            depth[opener] = 0
    return False


def _side(sign: str) -> tuple[str, int]:
    sign = {"(": "（", ")": "）"}.get(sign, sign)
    return (_CLOSERS[sign], -1) if sign in _CLOSERS else (sign, 1)


def repeated(before: str, after: str) -> int:
    """How many characters the page break printed twice: 葫 / 葫芦岛市…, “互 / “互联网+….

    They begin a word: a sign stands before them in the first half, or they begin with one.
    """
    for length in range(min(4, len(before), len(after)), 0, -1):
        common = after[:length]
        if before.endswith(common) and _HAN.search(common):
            begins_word = _SIGN.match(before[-length - 1 : -length]) or _SIGN.match(common)
            # 市 / 市场监管局 is 市市场监管局, nothing is printed twice.
            return length if begins_word and not after.startswith("市场") else 0
    return 0
