r"""Clean text of one line: layout repaired, wording kept, misprints included.

Drops Markdown marks, HTML tags and control characters; writes m<sup>2</sup> as m², LaTeX as plain
text, and the 和 that OCR printed as " and " as 和.
"""

from __future__ import annotations

import re

# C0 and C1 controls but tab, whole terminal escape sequences, and characters without a width.
_CONTROLS = re.compile(
    "\x1b(?:\\[[0-?]{0,40}[ -/]{0,10}[@-~]"
    "|[\\]PX^_][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\\\)?|[ -/]?[0-~])?"
    "|[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f\u3000]+")
_TAG = re.compile(
    r"<(?P<small>su[pb])>(?P<inner>[^<>]{0,20})</su[pb]>"
    r"|<br ?/?>|</?(?:b|i|u|em|strong|span|div|p|font|center|su[pb])(?: [^<>]{0,100})?>"
)
_ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_SUPERSCRIPT = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")

_FORMULA = re.compile(r"\$([^$]{1,2000}[\\^_][^$]{0,2000}|[\\^_][^$]{0,2000})\$")
_LATEX = re.compile(
    r"\\(?:text|mathrm|mathbf|mathit|textbf|operatorname) ?\{(?P<plain>[^{}]{0,500})\}"
    r"|\\[dt]?frac ?\{(?P<top>[^{}]{0,200})\} ?\{(?P<bottom>[^{}]{0,200})\}"
    r"|\\sqrt ?\{(?P<root>[^{}]{0,200})\}"
    r"|(?P<script>[\^_])(?:\{(?P<scripts>[0-9+\-n]{1,10})\}|(?P<one>[0-9]))"
    r"|\\(?P<command>[A-Za-z]{1,20})(?![A-Za-z])|\\(?P<escaped>[%$#&_{}])|\\[,;:! ]|\\[()\[\]]"
)
_NAMES = (
    "times div cdot pm mp ast star geq ge geqslant leq le leqslant neq ne approx sim equiv gt lt"
    " rightarrow to leftarrow Rightarrow sum circ degree percent infty ldots cdots"
    " alpha beta gamma mu Omega phi"
)
_SIGNS = "× ÷ · ± ∓ * * ≥ ≥ ≥ ≤ ≤ ≤ ≠ ≠ ≈ ~ ≡ > < → → ← ⇒ ∑ ° ° % ∞ … … α β γ μ Ω φ"
_SYMBOLS = dict(zip(_NAMES.split(), _SIGNS.split(), strict=True))
_SYMBOLS |= {"quad": " ", "qquad": " ", "left": "", "right": "", "displaystyle": ""}
# A backslash that keeps a Markdown sign from being one.
_MARKDOWN_ESCAPE = re.compile(r"\\([#*_`~|\-.!+()\[\]])")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![*\w])\*(?=\S)([^*\n]{1,200}?)(?<=\S)\*(?![*\w])")
# # 目 录, ##葫芦岛市…: but not 4# 楼 and not #5机组.
_HEADING = re.compile(r"(?:#{1,6} +|#{2,6}(?=[^\s#0-9])|#(?=[\u4e00-\u9fff]))")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]{1,200})\]\([^()\s]{0,500}\)")
_CLOSING_MARKS = re.compile(r" +#{1,6}$")
_BULLET = re.compile(r"[-*+] +(?=\S)")
_QUOTE = re.compile(r"(?:> ?){1,5}(?=\S)")
# Letters set apart: four gaps (国 务 院 令 has three, 目 录 one) between single characters.
_GAP = re.compile("([ \u00a0\u3000]+)")
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKS = re.compile("[，。、；：（）〔〕《》“”()\\[\\],.;:]")
_DATE = re.compile(r"\d \d \d \d 年(?: \d){1,2} 月(?: \d){1,2} 日")
_FEWEST_GAPS = 4
_SET_APART = 0.85  # of the pieces are single characters; figures stay together
_AND = re.compile(r"(?<=[\u4e00-\u9fff”》）〉]) and (?=[\u4e00-\u9fff“《（〈])")


def clean(raw: str) -> tuple[str, int, bool]:
    """Clean text of a source line that is no table row.

    Returns:
        The text, the depth of its Markdown heading mark (0 = none), and whether a list bullet
        stood in front of it.
    """
    text = _plain(raw).strip()
    quote = _QUOTE.match(text)
    text = text[quote.end() :] if quote else text
    bullet = _BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    heading = _HEADING.match(text)
    if heading:
        text = _CLOSING_MARKS.sub("", text[heading.end() :])
    depth = heading[0].count("#") if heading else 0
    return text.strip(), depth, bool(bullet)


def clean_row(raw: str) -> str:
    """Clean text of a table row: cells keep their tabs, also the one before an empty last cell."""
    return "\t".join(cell.strip() for cell in _plain(raw).split("\t"))


def _plain(raw: str) -> str:
    """What both kinds of line share; each costly rule looks for its rare sign first."""
    text = _close_letters(_CONTROLS.sub("", raw))
    if "<" in text:
        text = _TAG.sub(_tag, text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES[match[0]], text)
    if "$" in text:
        text = _FORMULA.sub(lambda match: _latex(match[1]), text)
    if "\\" in text:
        # Bare commands (2018-04:460 \geq): outside a formula ^ and _ mean themselves.
        text = _LATEX.sub(
            lambda match: match[0] if match["script"] else _symbol(match),
            _MARKDOWN_ESCAPE.sub(r"\1", text),
        )
    if "](" in text:
        text = _LINK.sub(r"\g<text>", text)
    if "*" in text:
        text = _EMPHASIS.sub(r"\1", _BOLD.sub(r"\1", text))
    text = _SPACES.sub(" ", text)
    return _AND.sub("和", text) if " and " in text else text


def _close_letters(text: str) -> str:
    """A line whose characters are set apart (青 河 市 文 件), closed up.

    The narrowest gap parts characters, wider ones part words.
    """
    if text.count(" ") + text.count("\u3000") < _FEWEST_GAPS:
        return text
    pieces = _GAP.split(text.strip())
    letters, gaps = pieces[::2], pieces[1::2]
    single = [len(_MARKS.sub("", letter)) <= 1 or letter.isascii() for letter in letters]
    han = sum(bool(_HAN.fullmatch(letter)) for letter in letters)
    if len(gaps) < _FEWEST_GAPS or sum(single) < _SET_APART * len(letters):
        return text
    if han < _FEWEST_GAPS and not _DATE.fullmatch(" ".join(letters)):
        return text
    narrow = min(map(len, gaps))
    closed = "".join(
        letter + ("" if len(gap) <= narrow else " ")
        for letter, gap in zip(letters, [*gaps, ""], strict=True)
    )
    return closed.strip()


def _tag(match: re.Match[str]) -> str:
    if not match["small"]:
        return " " if match[0].startswith("<br") else ""
    return match["inner"].translate(_SUPERSCRIPT if match["small"] == "sup" else _SUBSCRIPT)


def _latex(formula: str) -> str:
    # Inner groups first: \frac{\text{…}}{…} is plain after two rounds; deeper ones don't occur.
    for _ in range(2):
        formula = _LATEX.sub(_symbol, formula)
    return formula


def _symbol(match: re.Match[str]) -> str:
    if match["script"]:
        digits = match["scripts"] or match["one"]
        return digits.translate(_SUPERSCRIPT if match["script"] == "^" else _SUBSCRIPT)
    if match["command"]:
        return _SYMBOLS.get(match["command"], match[0])
    if match["top"] is not None:
        return f"{match['top']}/{match['bottom']}"
    if match["root"] is not None:
        return f"√({match['root']})"
    return match["plain"] or match["escaped"] or ""
