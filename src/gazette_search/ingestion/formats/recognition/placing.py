"""What a machine saw, as characters with places: the page that geometry reads like any other.

The machine gives boxes around ink. Geometry asks for the type behind it: one size for all lines of
a text, edges where the character cells begin and end, a baseline.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import permutations
from math import atan2, cos, hypot, sin
from statistics import median
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.geometry.page import Glyph, Page, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazette_search.ingestion.formats.recognition.seen import SeenLine, SeenPage

_LONG = 8.0  # characters of a line that tells sizes and the tilt of its page
_STEEPEST = 0.2  # radians; what stands steeper is no line of the text but a stamp or a watermark
_ONE_SIZE = 0.13  # sizes that differ less are one; boxes are that uneven
_FOOT = 0.38  # of the size: how far the baseline lies below the middle of a Han character
# Punctuation inks half of its cell; the box around the ink ends there.
_INK_LEFT = "，。、；：！？）》〉”’】〕」』"
_INK_RIGHT = "（《〈“‘【〔「『"
_HALF = 0.5
_OVERLAP = 1.2  # sizes
_SAME_LINE = 0.4  # of the size
# The second half of a dash, read as the figure.
_DASH = re.compile("—一|一—")
_LEAST_CUT = 0.25  # of a cell, by which a box is too narrow if the blank half is not in it


def page_of(seen: SeenPage, rules: Sequence[Rule] = ()) -> Page:
    """A page of the characters that a machine saw.

    Args:
        seen: What it saw.
        rules: Those that the file itself draws, which are truer than what is seen of them.
    """
    tilt = tilt_of(seen.lines)
    boxes = [box for one in seen.lines if (box := _Box.around(one, seen, tilt))]
    for box, size in zip(boxes, _sizes(boxes), strict=True):
        box.fit(size)
    _part(boxes)
    glyphs = [glyph for box in boxes for glyph in box.glyphs()]
    drawn = [*rules] or [*seen.rules]
    return Page(seen.number, seen.width, seen.height, glyphs, drawn, machine_read=True)


def tilt_of(lines: Iterable[SeenLine]) -> float:
    """By how much a page lies askew, in radians, clockwise: that of most of its long lines."""
    slopes = [
        slope
        for one in lines
        if cells_of(one.text) >= _LONG and abs(slope := _slope(one)) <= _STEEPEST
    ]
    return median(slopes) if len(slopes) > 2 else 0.0


def _slope(one: SeenLine) -> float:
    """Of the line through the middles of its ends."""
    x0, y0, x1, y1, x2, y2, x3, y3 = one.corners
    return atan2(y1 + y2 - y0 - y3, x1 + x2 - x0 - x3)


def cells_of(text: str) -> float:
    """How wide a text is in characters: ASCII is half as wide as the rest."""
    return sum(map(_cell, text))


def _cell(character: str) -> float:
    return _HALF if character < "\x7f" else 1.0


class _Box:
    """A stretch of text as it would lie on a straight page.

    Attributes:
        text: Its characters.
        x0: Left edge of its ink.
        x1: Right edge of its ink.
        middle: Half-way between its top and bottom.
        height: Of its ink, with what the machine leaves around it.
        cells: Its width in characters.
        size: Of its type, once it is fitted.
    """

    def __init__(self, text: str, x0: float, x1: float, middle: float, height: float) -> None:
        self.text = _DASH.sub("——", text.strip())
        self.x0, self.x1, self.middle, self.height = x0, x1, middle, height
        self.cells = cells_of(self.text)
        self.size = height

    @classmethod
    def around(cls, one: SeenLine, page: SeenPage, tilt: float) -> _Box | None:
        """The box of a line, None of one that does not lie along the text."""
        if not one.text.strip() or abs(_slope(one) - tilt) > _STEEPEST:
            return None
        x0, y0, x1, y1, x2, y2, x3, y3 = one.corners
        left = _turned((x0 + x3) / 2, (y0 + y3) / 2, page, -tilt)
        right = _turned((x1 + x2) / 2, (y1 + y2) / 2, page, -tilt)
        height = (hypot(x3 - x0, y3 - y0) + hypot(x2 - x1, y2 - y1)) / 2
        return cls(one.text, left[0], right[0], (left[1] + right[1]) / 2, height)

    @property
    def cell(self) -> float:
        """The width of one of its characters, as far as its box tells."""
        return (self.x1 - self.x0) / max(1.0, self.cells - self.blank)

    @property
    def blank(self) -> float:
        """How many cells at its ends may hold no ink."""
        return _HALF * ((self.text[0] in _INK_RIGHT) + (self.text[-1] in _INK_LEFT))

    def fit(self, size: float) -> None:
        """Take a size, and the blank halves at its ends that the box around the ink left out."""
        self.size = size
        missing = self.cells - (self.x1 - self.x0) / size
        if missing > _LEAST_CUT:
            self.x0 -= _HALF * size * (self.text[0] in _INK_RIGHT)
            self.x1 += _HALF * size * (self.text[-1] in _INK_LEFT)

    def glyphs(self) -> Iterable[Glyph]:
        """Its characters side by side over its width."""
        step = (self.x1 - self.x0) / self.cells
        x = self.x0
        for character in self.text:
            end = x + step * _cell(character)
            yield Glyph(character, x, end, self.middle + _FOOT * self.size, self.size)
            x = end


def _part(boxes: Sequence[_Box]) -> None:
    """Part boxes side by side on one line where they overlap a little: 规划》《红色 in two."""
    for left, right in permutations(boxes, 2):
        if (
            left.x0 < right.x0 < left.x1 < right.x1
            and left.x1 - right.x0 < _OVERLAP * left.size
            and len(left.text) > 1
            and abs(left.middle - right.middle) < _SAME_LINE * left.size
        ):
            if left.text[-1] == right.text[0]:  # seen in both
                left.text, left.cells = left.text[:-1], left.cells - _cell(left.text[-1])
                left.x1 = right.x0
            else:
                left.x1 = right.x0 = (left.x1 + right.x0) / 2


def _turned(x: float, y: float, page: SeenPage, angle: float) -> tuple[float, float]:
    """A point, turned about the middle of its page."""
    cx, cy = page.width / 2, page.height / 2
    dx, dy = x - cx, y - cy
    return cx + dx * cos(angle) - dy * sin(angle), cy + dx * sin(angle) + dy * cos(angle)


def _sizes(boxes: Sequence[_Box]) -> list[float]:
    """The size of each box's type, one for all that are as good as equal.

    Long lines tell it by their width; short ones by their height, against that of long ones.
    """
    long = [box for box in boxes if box.cells >= _LONG]
    ratio = median(box.cell / box.height for box in long) if long else 0.9
    own = [
        box.cell if box.cells >= _LONG else min(box.cell * 1.3, box.height * ratio) for box in boxes
    ]
    counts: Counter[float] = Counter()  # in half cells
    for size, box in zip(own, boxes, strict=True):
        counts[round(4 * size) / 4] += round(2 * box.cells)
    kinds = _kinds(counts)
    return [next((kind for kind in kinds if _is_one(size, kind)), size) for size in own]


def _kinds(counts: Mapping[float, float]) -> list[float]:
    """The sizes of a page, that of most text first.

    Args:
        counts: How many characters seem to have each size.
    """
    kinds: list[float] = []
    left = dict(counts)
    while left:
        center = max(left, key=lambda one: sum(n for s, n in left.items() if _is_one(s, one)))
        near = {size: n for size, n in left.items() if _is_one(size, center)}
        kinds.append(sum(size * n for size, n in near.items()) / sum(near.values()))
        left = {size: n for size, n in left.items() if size not in near}
    return kinds


def _is_one(size: float, kind: float) -> bool:
    return abs(size - kind) <= _ONE_SIZE * kind
