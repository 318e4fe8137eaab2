"""What elements of HTML do to text: end lines, hide, number, raise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.text.numerals import to_numeral

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary"
    " table tbody td tfoot th thead tr ul".split()
)
# Never part of a text: programs, controls, and what stands around a page.
UNREAD = frozenset(
    "script style noscript template iframe object embed svg canvas audio video map button select"
    " input textarea datalist nav head title link meta area param track rt rp".split()
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_CENTERED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "center"))
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_LIST_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha"}
_CHINESE = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal")


def is_hidden(node: LexborNode) -> bool:
    """Whether an element is not shown."""
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def is_centered(node: LexborNode) -> bool:
    """Whether an element sets its lines centred, as titles are."""
    attributes = node.attributes
    return (
        node.tag in _HEADINGS
        or (attributes.get("align") or "").lower() == "center"
        or bool(_CENTERED.search(attributes.get("style") or ""))
    )


def item_number(items: LexborNode, place: int) -> str:
    """The number that a browser draws before an item of a list, empty for a bullet.

    Args:
        items: The `ol` or `ul`.
        place: Counted from 0.
    """
    if items.tag != "ol":
        return ""
    attributes = items.attributes
    style = _LIST_STYLE.search(attributes.get("style") or "")
    kind = style[1].lower() if style else _LIST_TYPES.get(attributes.get("type") or "1", "decimal")
    start = attributes.get("start") or "1"
    number = place + (int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1)
    if kind == "none":
        return ""
    if kind in _CHINESE and 0 < number < 10_000:
        return f"{to_numeral(number)}、"
    if kind in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin") and 0 < number <= 26:
        return chr(ord("a" if kind.startswith("lower") else "A") + number - 1) + ". "
    return f"{number}. "
