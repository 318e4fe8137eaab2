"""Signs that Word stores by other means than text: symbol fonts, fields, formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.word.names import local
from gazette_search.ingestion.formats.word.numbering import circled

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Positions of the fonts that Word offers for bullets and boxes; others stay private-use and count.
_SYMBOLS = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x9F: "•",
        0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
        0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    } | {0x80 + n: circled(n) if n else "⓪" for n in range(11)},
    "wingdings 2": {
        0x2A: "□", 0x30: "□", 0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0x53: "☒",
        0xA3: "□",
    } | {0x69 + n: circled(n) if n else "⓪" for n in range(11)},
    "symbol": {
        0xB3: "≥", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠",
        0xBB: "≈", 0xD7: "·", 0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0x53: "Σ", 0x57: "Ω",
    },
}  # fmt: skip
_CIRCLED = re.compile(
    r"eq\s*\\o\\a[clr]?\s*\(\s*[○〇◯Oo]\s*[,，;；]\s*(.{1,8}?)\s*\)", re.IGNORECASE
)
_EQUATION_WORDS = re.compile(r"\\[a-z]+\d*|[()]|^\s*eq\b", re.IGNORECASE)


def symbol(font: str, code: str) -> str:
    """The character of a `w:sym`; the private-use one where no sign is known for it."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    low = place - 0xF000 if 0xF000 <= place <= 0xF0FF else place
    known = _SYMBOLS.get(font.strip().lower(), {}).get(low)
    if known:
        return known
    return chr(place) if 0x20 <= place <= 0xFFFF and not 0xD800 <= place <= 0xDFFF else ""


def equation(instruction: str) -> str:
    r"""What an EQ field shows: `eq \o\ac(○,3)` is ③; of other forms the text alone is kept."""
    if not instruction.strip().lower().startswith("eq"):
        return ""
    ring = _CIRCLED.search(instruction)
    if ring:
        inner = ring[1]
        return circled(int(inner)) if inner.isascii() and inner.isdigit() else f"({inner})"
    return _EQUATION_WORDS.sub("", instruction).replace(",", "").strip()


def formula(element: Element) -> str:
    """The text of an Office formula: a fraction as a/b, scripts as <sup> and <sub>."""
    name = local(element)
    if name == "t":
        return element.text or ""
    parts = {local(child): formula(child) for child in element if not local(child).endswith("Pr")}
    if name == "f":
        return f"{parts.get('num', '')}/{parts.get('den', '')}"
    if name == "rad":
        return f"√({parts.get('e', '')})"
    if name in ("sSup", "sSub", "sSubSup"):
        sub = f"<sub>{parts['sub']}</sub>" if "sub" in parts else ""
        sup = f"<sup>{parts['sup']}</sup>" if "sup" in parts else ""
        return parts.get("e", "") + sub + sup
    if name == "d":
        return "(" + "".join(formula(child) for child in element if local(child) == "e") + ")"
    return "".join(formula(child) for child in element if not local(child).endswith("Pr"))
