"""Seeing a page: its image laid upright, its black and its red text, its lines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from gazette_search.ingestion.formats.recognition.placing import tilt_of
from gazette_search.ingestion.formats.recognition.seen import (
    SeenLine,
    SeenPage,
    is_stroke,
    lies_in,
)
from gazette_search.ingestion.formats.seeing.engine import Engine, seems_turned, sureness
from gazette_search.ingestion.formats.seeing.images import ImageFile
from gazette_search.ingestion.formats.seeing.ink import (
    has_red,
    red_lines,
    red_mask,
    straight_lines,
    tightened,
    without_red,
)

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.geometry.page import Rule
    from gazette_search.ingestion.formats.seeing.ink import Area, Pixels
    from gazette_search.ingestion.formats.source_text import FileFormat

_LEAST_RED_SCORE = 0.8


@cache
def _engine() -> Engine:
    return Engine()


class Seer:
    """Sees the pages of a file.

    Args:
        raw: What the file holds.
        kind: What it is.
    """

    def __init__(self, raw: bytes, kind: FileFormat) -> None:
        self._file = ImageFile(raw, kind)

    def see(self, number: int) -> SeenPage:
        """What stands on a page.

        Raises:
            SourceFileError: Its image cannot be had.
        """
        page = self._file.page(number)
        pixels, lines, quarters = _upright(page.pixels)
        width, height = (page.width, page.height)[:: -1 if quarters % 2 else 1]
        # Strokes of large characters are no rules.
        rules = [
            rule
            for rule in straight_lines(pixels, tilt_of(lines))
            if not any(is_stroke(rule, one) for one in lines)
        ]
        scale = width / pixels.shape[1]
        return SeenPage(
            number,
            width,
            height,
            tuple(_scaled(one, scale) for one in lines),
            tuple(_scaled_rule(rule, scale) for rule in rules),
        )


def _upright(image: Pixels) -> tuple[Pixels, list[SeenLine], int]:
    """An image the way its text is upright, what stands on it, and by how many quarters turned."""
    lines = _lines(image)
    ways = [(sureness(lines), 0, image, lines)]
    if seems_turned(lines):
        for quarters in (1, 2, 3):
            turned = np.ascontiguousarray(np.rot90(image, quarters))
            lines = _lines(turned)
            ways.append((sureness(lines), quarters, turned, lines))
    _, quarters, image, lines = max(ways, key=lambda way: way[0])
    return image, lines, quarters


def _lines(image: Pixels) -> list[SeenLine]:
    """All lines of an image; where it has red ink, what is black and what is red apart."""
    mask = red_mask(image)
    if not has_red(mask):
        return _engine().lines(image)
    red = [one for area in red_lines(mask) for one in _red(mask, area)]
    # Red that is not quite bright is read in its own channel, too.
    black = _engine().lines(without_red(image))
    return [*red, *(one for one in black if not any(lies_in(one, other) for other in red))]


def _red(mask: Pixels, area: Area) -> list[SeenLine]:
    """The red text of a part of an image: what is black there was read already."""
    inked = mask[area.top : area.bottom, area.left : area.right] > 0
    part = np.where(inked[:, :, None], np.uint8(0), np.uint8(255)).repeat(3, axis=2)
    return [
        _moved(tightened(one, inked), area.left, area.top)
        for one in _engine().lines(part)
        if one.score >= _LEAST_RED_SCORE
    ]


def _moved(one: SeenLine, x: float, y: float) -> SeenLine:
    a, b, c, d, e, f, g, h = one.corners
    return one._replace(corners=(a + x, b + y, c + x, d + y, e + x, f + y, g + x, h + y))


def _scaled(one: SeenLine, scale: float) -> SeenLine:
    a, b, c, d, e, f, g, h = (corner * scale for corner in one.corners)
    return one._replace(corners=(a, b, c, d, e, f, g, h))


def _scaled_rule(rule: Rule, scale: float) -> Rule:
    return rule._replace(
        x0=rule.x0 * scale, y0=rule.y0 * scale, x1=rule.x1 * scale, y1=rule.y1 * scale
    )
