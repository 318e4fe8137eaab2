"""What a page of a PDF draws besides text: rules, and images that cover it."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2_raw as pdfium

from gazette_search.ingestion.formats.geometry.page import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    Matrix = tuple[float, float, float, float, float, float]

# Borders are drawn as lines or as filled boxes; the thickest seen has 3 points.
_THIN = 4.0
_SHORT = 6.0  # points; shorter strokes are parts of drawings
_MOST_OBJECTS = 200_000
_MOST_NESTING = 4
_MOST_SEGMENTS = 4_000  # of one path: more is a drawing
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_INVISIBLE = 3  # text rendering mode (ISO 32000-1, table 106)


class Drawing:
    """The paths and images of a page.

    Args:
        page: A loaded page.

    Attributes:
        rules: In the coordinates of the file: y upwards, before rotation.
        image_area: Area that images cover, in square points.
        has_invisible: Whether text is written that is not shown, as over a scan.
    """

    def __init__(self, page: Any) -> None:
        self.rules: list[Rule] = []
        self.image_area = 0.0
        self.has_invisible = False
        self._bounds = tuple(ctypes.c_float() for _ in range(4))
        count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
        for index in range(count):
            self._look(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, 0)

    def _look(self, item: Any, matrix: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if not self.has_invisible:
                self.has_invisible = pdfium.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _mapped(self._box(item), matrix)
            self.image_area += (x1 - x0) * (y1 - y0)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MOST_NESTING:
            inner = _times(_matrix_of(item), matrix)
            for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
                self._look(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _box(self, item: Any) -> tuple[float, float, float, float]:
        left, bottom, right, top = self._bounds
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return 0.0, 0.0, 0.0, 0.0
        return left.value, bottom.value, right.value, top.value

    def _path(self, path: Any, matrix: Matrix) -> None:
        x0, y0, x1, y1 = _mapped(self._box(path), matrix)
        width, height = x1 - x0, y1 - y0
        if max(width, height) < _SHORT:
            return
        if width <= _THIN or height <= _THIN:
            self.rules.append(_thin(x0, y0, x1, y1))
        elif _is_stroked(path):
            own = _times(_matrix_of(path), matrix)
            self.rules += _strokes(path, own)


def _thin(x0: float, y0: float, x1: float, y1: float) -> Rule:
    """A rule along the middle of a thin box."""
    if x1 - x0 >= y1 - y0:
        middle = (y0 + y1) / 2
        return Rule(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Rule(middle, y0, middle, y1)


def _is_stroked(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(stroke.value)


def _strokes(path: Any, matrix: Matrix) -> Iterator[Rule]:
    """The straight horizontal and vertical strokes of a path."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _point(x.value, y.value, matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _straight(here, point)
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _straight(here, start)
            here = start


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
    if max(width, height) >= _SHORT and min(width, height) <= 1.0:
        yield _thin(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _matrix_of(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that maps by `inner` and then by `outer` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _mapped(
    box: tuple[float, float, float, float], matrix: Matrix
) -> tuple[float, float, float, float]:
    if matrix == _IDENTITY:
        return box
    corners = [_point(x, y, matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)
