"""Character widths: folding full-width forms, and the width that a line takes in print."""

from __future__ import annotations

import re
from functools import lru_cache

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_NARROW = re.compile("[\x20-\x7e]")


# Each reader of a line folds it for itself, eight times in all, which was a sixth of parsing.
@lru_cache(2048)
def fold_width(text: str) -> str:
    """Full-width ASCII forms become ASCII, ideographic spaces become spaces; same length."""
    return text.translate(_FOLD)


def print_width(text: str) -> float:
    """Width in Han characters: printable ASCII takes half a character, the rest a whole one."""
    return len(text) - len(_NARROW.findall(text)) / 2
