"""Whether the characters of a file are those that it shows.

Some fonts say that their glyphs are other characters: a standard's PDF gives KLMNO for Chinese
text, and Han characters for Latin italics. Such a layer looks like text and answers nothing.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# In public files that read right, 0.74 to 0.99 of the Han characters are among the 1,200 commonest
# of gazettes, in a false layer 0.00; Han characters are two thirds of a gazette's signs, and a
# quarter of a table of figures.
_LEAST_COMMON = 0.5
_LEAST_HAN = 0.15
_ENOUGH = 150  # characters: fewer tell nothing
_UNREADABLE_SHARE = 0.2
_HAN = re.compile("[\u4e00-\u9fff]")
_SIGN = re.compile(r"[^\s0-9.,:;%()（），。；：、\-—…]")
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")


@cache
def _common() -> frozenset[str]:
    """The 1,200 commonest Han characters of five issues of a gazette."""
    text = resources.files(__package__).joinpath("common.txt").read_text(encoding="utf-8")
    return frozenset(text) - {"\n"}


def doubtful_among(pages: Mapping[int, str]) -> frozenset[int]:
    """The pages of a file whose text is most likely not what they show.

    Pages with too little text to tell are judged together, and only where others of the file are
    found out: the fonts are those of the same file.

    Args:
        pages: The text of each, by its number.
    """
    doubtful = {number for number, text in pages.items() if is_doubtful(text)}
    if doubtful:
        short = {n for n, text in pages.items() if 0 < len(_SIGN.findall(text)) < _ENOUGH}
        if _is_false("".join(pages[number] for number in sorted(short))):
            doubtful |= short
    return frozenset(doubtful)


def is_doubtful(text: str) -> bool:
    """Whether a text layer is long enough to tell, and most likely not what its file shows."""
    return len(_SIGN.findall(text)) >= _ENOUGH and _is_false(text)


def _is_false(text: str) -> bool:
    signs = len(_SIGN.findall(text))
    if len(_UNREADABLE.findall(text)) > _UNREADABLE_SHARE * signs:
        return True
    han = _HAN.findall(text)
    if len(han) < _LEAST_HAN * signs:
        return True
    return sum(character in _common() for character in han) < _LEAST_COMMON * len(han)
