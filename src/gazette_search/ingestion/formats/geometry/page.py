"""A page as its file draws it: characters and straight lines, each with its place."""

from __future__ import annotations

from dataclasses import field
from typing import NamedTuple

from gazette_search.values import dataclass


class Glyph(NamedTuple):
    """A character as drawn.

    Attributes:
        text: The character; a space only where the file itself has one.
        x0: Left edge.
        x1: Right edge, with the width that the font gives the character.
        baseline: Where it stands.
        size: Of its font.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float


class Rule(NamedTuple):
    """A thin straight line, horizontal or vertical; x0 <= x1 and y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_horizontal(self) -> bool:
        """Whether it is wider than high."""
        return self.x1 - self.x0 >= self.y1 - self.y0


A4 = (595.3, 841.9)  # points; of files that do not say how large their pages are


@dataclass(frozen=True, slots=True)
class Page:
    """What a page draws.

    Attributes:
        number: Counted from 1.
        width: Of the page as it is shown.
        height: Of the page as it is shown.
        glyphs: In the order of the file.
        rules: Thin lines, of tables and others.
        machine_read: Whether a machine read the characters off an image.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    machine_read: bool = False
