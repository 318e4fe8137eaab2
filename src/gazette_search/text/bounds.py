"""Bounds of amounts: 不低于20元 is the least, 5%以内 the most, ≥ and < are either."""

from __future__ import annotations

import re
from typing import Literal

Bound = Literal["", "≥", "≤", ">", "<"]

# What stands behind a unit, in folded text.
BOUND_BEHIND = r"(?:\s*\(不?含\))?\s*(?:及)?(?:以上|以内|以下|之内|左右|封顶|起(?!诉))"

_EACH_ONE = r"(?:每[一1]?个?[\u4e00-\u9fff]{1,2}){1,3}"
_LEAST_OR_MOST = re.compile(
    r"(?P<not>[不未][应得可能宜]?)?(?P<than>低于|少于|小于|不足|未满|高于|超过|超出|大于|多于|突破|超(?=\d|$))"
    r"(?P<equal>或?等于)?(?!部分)"
    rf"(?:(?:{_EACH_ONE}|[\u4e00-\u9fff]{{0,4}}))$"
    r"|(?P<least>至少|最低(?!工资|生活)|下限(?:为|是)?|起付(?:线|标准)(?:为|是)?)"
    rf"(?:{_EACH_ONE}|[\u4e00-\u9fff]{{0,4}})$"
    r"|(?P<most>最高可?|最多|至多|控制在|上限(?:为|是)?|封顶线(?:为|是)?|限额(?:为|是)?)"
    rf"(?:{_EACH_ONE}|[\u4e00-\u9fff]{{0,4}})$"
    r"|(?P<sign>[≥≧⩾>≤≦⩽<]=?)$"
)
_LESS = frozenset(("低于", "少于", "小于", "不足", "未满"))
_SIGNS: dict[str, Bound] = {
    "≥": "≥", "≧": "≥", "⩾": "≥", ">=": "≥", "≤": "≤", "≦": "≤", "⩽": "≤", "<=": "≤",
    ">": ">", "<": "<",
}  # fmt: skip


def bound_before(text: str) -> Bound:
    """不低于, 最高, ≥: the bound that the words in front of a number say."""
    match = _LEAST_OR_MOST.search(text)
    if not match:
        return ""
    if match["sign"]:
        return _SIGNS.get(match["sign"], _SIGNS[match["sign"][0]])
    if not match["than"]:
        return "≥" if match["least"] else "≤"
    if match["than"] in _LESS:
        return "≥" if match["not"] else "≤" if match["equal"] else "<"
    return "≤" if match["not"] else "≥" if match["equal"] else ">"


def bound_behind(text: str | None) -> Bound:
    """以上, 以内: the bound that the words of `BOUND_BEHIND` say."""
    if not text:
        return ""
    return "≥" if text.rstrip().endswith(("以上", "起")) else "" if "左右" in text else "≤"
