"""Objects of an OFD page as characters and rules (GB/T 33190-2016, clauses 8, 9 and 11)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, repeat
from math import hypot
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.geometry import limits
from gazette_search.ingestion.formats.geometry.page import Glyph, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from xml.etree.ElementTree import Element

    Matrix = tuple[float, float, float, float, float, float]

POINTS = 72 / 25.4  # OFD measures in millimetres
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST_NESTING = 32
# Composite units that a page draws; a unit that twice draws a unit that twice draws … never ends.
_MOST_UNITS = 20_000
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_CORNER = re.compile(rf"\s*({_NUMBER.pattern})\s+({_NUMBER.pattern})(?:\s|$)")
_THIN = 1.2  # millimetres
_SHORT = 2.0  # millimetres
_PATH_STEP = re.compile(r"([SMLQBACZ])([^SMLQBACZ]*)")


class Canvas:
    """Collects what a page draws.

    Args:
        composite: Gives the element of a composite unit by its resource id, None for an unknown.

    Attributes:
        glyphs: In points.
        rules: In points.
        images: Left and upper edge, width and height in points, and name of each.
    """

    def __init__(self, composite: Callable[[str], Element | None]) -> None:
        self._composite = composite
        self._units = 0
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.images: list[tuple[float, float, float, float, str]] = []

    def draw(self, container: Element, matrix: Matrix = IDENTITY, depth: int = 0) -> None:
        """Take in the objects of a layer, block or unit."""
        if depth > _MOST_NESTING or len(self.glyphs) > limits.MOST_GLYPHS_A_PAGE:
            return
        for item in container:
            name = item.tag.rpartition("}")[2]
            if (item.get("Visible") or "").lower() == "false":
                continue
            if name == "TextObject":
                self.glyphs += _text(item, _placed(item, matrix))
            elif name == "PathObject":
                self.rules += _rules(item, _placed(item, matrix))
            elif name == "ImageObject":
                self.images.append((*_area(item, matrix), item.get("ResourceID", "")))
            elif name == "CompositeObject":
                unit = self._composite(item.get("ResourceID", ""))
                self._units += 1
                if unit is not None and self._units <= _MOST_UNITS:
                    self.draw(unit, _placed(item, matrix), depth + 1)
            elif name in ("Layer", "PageBlock", "Content"):
                self.draw(item, matrix, depth + 1)


def _placed(item: Element, outer: Matrix) -> Matrix:
    """The matrix from an object's own space to the page: its CTM, then its boundary's corner."""
    x, y = _corner(item.get("Boundary"))
    own = item.get("CTM")
    a, b, c, d, e, f = _numbers(own, 6) if own else IDENTITY
    inner = (a, b, c, d, e + x, f + y)
    return inner if outer is IDENTITY else _times(inner, outer)


def _corner(box: str | None) -> tuple[float, ...]:
    """Left and upper edge of a box; each object has its own, so none is worth keeping."""
    found = _CORNER.match(box or "")
    return (float(found[1]), float(found[2])) if found else _numbers(box, 2)


def _area(item: Element, matrix: Matrix) -> tuple[float, float, float, float]:
    """Left and upper edge, width and height of an object's boundary on the page, in points."""
    x, y, width, height = _numbers(item.get("Boundary"), 4)
    x0, y0 = _point(x, y, matrix)
    x1, y1 = _point(x + width, y + height, matrix)
    left, upper = min(x0, x1), min(y0, y1)
    return left * POINTS, upper * POINTS, abs(x1 - x0) * POINTS, abs(y1 - y0) * POINTS


def _text(item: Element, matrix: Matrix) -> Iterator[Glyph]:
    scale = _scale(matrix)
    size = (_numbers(item.get("Size"), 1)[0] or 3.5) * scale
    full = size * (_numbers(item.get("HScale") or "1", 1)[0] or 1.0)
    x = y = 0.0
    for code in item:
        if not code.tag.endswith("}TextCode"):
            continue
        given = code.attrib.get
        x = _numbers(given("X"), 1)[0] if given("X") else x
        y = _numbers(given("Y"), 1)[0] if given("Y") else y
        text = code.text or ""
        across, down = _steps(given("DeltaX"), text), _steps(given("DeltaY"), text)
        for character, dx, dy in zip(text, across, down, strict=False):
            width = 0.5 * full if " " <= character <= "~" else full
            if dx and 0.3 * width < dx * scale < width:
                width = dx * scale
            if character >= " ":
                left, base = _point(x, y, matrix)
                yield Glyph(
                    character, left * POINTS, (left + width) * POINTS, base * POINTS, size * POINTS
                )
            x, y = x + dx, y + dy


def _steps(text: str | None, characters: str) -> Iterable[float]:
    """Distances to the next characters; `g 3 1.5` stands for three of 1.5 (11.3)."""
    if not text:
        return repeat(0.0)
    wanted = len(characters)
    steps: list[float] = []
    tokens = iter(text.split())
    for token in tokens:
        if token.lower() == "g":
            count, step = next(tokens, "0"), next(tokens, "0")
            repeats = min(int(count) if count.isdigit() else 0, wanted - len(steps))
            steps += [_numbers(step, 1)[0]] * repeats
        else:
            steps += _numbers(token, 1)
        if len(steps) >= wanted:
            break
    return chain(steps, repeat(0.0))


def _rules(item: Element, matrix: Matrix) -> Iterator[Rule]:
    """The straight horizontal and vertical strokes of a path; a thin filled box is one."""
    data = next((child.text for child in item if child.tag.endswith("}AbbreviatedData")), "") or ""
    points: list[tuple[float, float]] = []
    strokes: list[Rule] = []
    start = here = (0.0, 0.0)
    for kind, numbers in _PATH_STEP.findall(data):
        values = [float(number) for number in _NUMBER.findall(numbers)]
        if kind == "C":
            point = start
        elif len(values) >= 2:
            point = _point(values[-2], values[-1], matrix)
        else:
            continue
        if kind in "SM":
            start = point
        elif kind in "LC":
            strokes += _straight(here, point)
        points.append(point)
        here = point
    if not points:
        return
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = (min(xs), min(ys)), (max(xs), max(ys))
    if min(box[1][0] - box[0][0], box[1][1] - box[0][1]) <= _THIN:
        yield from _straight(*box)
    elif item.get("Stroke", "true").lower() != "false":
        yield from strokes


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
    if max(width, height) < _SHORT or min(width, height) > _THIN:
        return
    x0, x1 = sorted((a[0] * POINTS, b[0] * POINTS))
    y0, y1 = sorted((a[1] * POINTS, b[1] * POINTS))
    if width >= height:
        yield Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    else:
        yield Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)


@lru_cache(maxsize=4096)  # the size of the type stands at every object
def _numbers(text: str | None, count: int) -> tuple[float, ...]:
    found = tuple(map(float, _NUMBER.findall(text or "")[:count]))
    return found + (0.0,) * (count - len(found))


def box_of(text: str | None) -> tuple[float, float]:
    """Width and height in points of a box (x y width height)."""
    _, _, width, height = _numbers(text, 4)
    return width * POINTS, height * POINTS


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _scale(matrix: Matrix) -> float:
    _, _, c, d, _, _ = matrix
    return hypot(c, d) or 1.0
