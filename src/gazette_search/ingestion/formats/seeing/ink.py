"""What is on an image besides its text: coloured ink, and straight lines."""

from __future__ import annotations

from math import degrees
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from gazette_search.ingestion.formats.geometry.page import Rule
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.ingestion.formats.recognition.seen import SeenLine

    Pixels = Any  # rows of pixels of red, green and blue

# Of a colour's value: so much more red than green and blue is red ink, on paper however yellow.
_REDDER = 60
_LEAST_RED = 0.0004  # of the page; a seal of 4 cm inks about a hundredth of A4
_SEAL = 0.1  # of the page's width: seals have 3.5 to 4.5 cm, the letters of a masthead 2
_ROUND = 1.7  # a seal is at most so much wider than high; a masthead is wider
_LOWEST = 0.006  # of the page's width: lower is the rule below a masthead
_HIGHEST = 0.15  # of the page's height: higher is a cover
_MOST_AREAS = 30
_PAPER = 128
_SHORTEST = 0.03  # of the page's width: shorter lines are strokes of characters
_THICKEST = 0.004  # of the page's width


@dataclass(frozen=True, slots=True)
class Area:
    """A part of an image, in pixels; ends are outside."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


def red_mask(image: Pixels) -> Pixels:
    """Where an image is red: 255, elsewhere 0."""
    red, green, blue = (image[:, :, channel].astype(np.int16) for channel in range(3))
    return ((red - np.maximum(green, blue) > _REDDER) * 255).astype(np.uint8)


def has_red(mask: Pixels) -> bool:
    """Whether there is so much red that it may be ink."""
    return bool(np.count_nonzero(mask) > _LEAST_RED * mask.size)


def without_red(image: Pixels) -> Pixels:
    """The image as its red channel shows it: red ink is as bright as paper, black stays black.

    A date under a seal is read in 7 of 12 cases as it is, in all 12 so; where red is painted white,
    in 6: the ink under it goes with it.
    """
    return np.ascontiguousarray(np.repeat(image[:, :, :1], 3, axis=2))


def red_lines(mask: Pixels) -> list[Area]:
    """Where red text stands, as a masthead does; seals, whose letters run round, are none."""
    height, width = mask.shape
    reach = max(3, width // 20)
    joined = cv2.dilate(mask, np.ones((5, reach), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    areas = []
    for left, top, wide, high, _ in boxes[1:count].tolist():
        ink = wide - reach
        is_seal = high > _SEAL * width and ink < _ROUND * high
        if not is_seal and _LOWEST * width < high < _HIGHEST * height:
            edge = high // 4
            areas.append(
                Area(
                    max(0, left - edge), max(0, top - edge),
                    min(width, left + wide + edge), min(height, top + high + edge),
                )
            )  # fmt: skip
    return areas[:_MOST_AREAS]


def tightened(one: SeenLine, inked: Pixels) -> SeenLine:
    """A line with the box that its ink fills: around large letters the machine leaves much room."""
    xs, ys = one.corners[::2], one.corners[1::2]
    left, top = max(0, int(min(xs))), max(0, int(min(ys)))
    part = inked[top : int(max(ys)) + 1, left : int(max(xs)) + 1]
    columns, rows = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
    if not columns.size:
        return one
    x0, x1 = left + float(columns[0]), left + float(columns[-1]) + 1
    y0, y1 = top + float(rows[0]), top + float(rows[-1]) + 1
    return one._replace(corners=(x0, y0, x1, y0, x1, y1, x0, y1))


def straight_lines(image: Pixels, tilt: float) -> list[Rule]:
    """The horizontal and vertical lines of a page once it lies straight, in pixels.

    Args:
        image: Of the page.
        tilt: By how much it lies askew, in radians, clockwise.
    """
    height, width = image.shape[:2]
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    if tilt:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees(tilt), 1.0)
        grey = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    ink = cv2.threshold(grey, _PAPER, 255, cv2.THRESH_BINARY_INV)[1]
    length = max(20, int(_SHORTEST * width))
    thick = max(3, int(_THICKEST * width))
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return [*_rules(across, thick, flat=True), *_rules(down, thick, flat=False)]


def _rules(lines: Pixels, thick: int, *, flat: bool) -> Iterator[Rule]:
    """Thin pieces of ink as rules along their middles; breaks of a pixel or two are mended."""
    gap: Pixels = np.ones((1, 7) if flat else (7, 1), np.uint8)
    mended = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, gap)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(mended)
    for left, top, wide, high, _ in boxes[1:count].tolist():
        if flat and high <= 2 * thick:
            yield Rule(left, top + high / 2, left + wide, top + high / 2)
        elif not flat and wide <= 2 * thick:
            yield Rule(left + wide / 2, top, left + wide / 2, top + high)
