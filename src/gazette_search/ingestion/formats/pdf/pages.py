"""Pages of a PDF as characters and rules."""

from __future__ import annotations

from ctypes import c_double
from itertools import groupby
from math import hypot
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2_raw as pdfium

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.geometry import limits
from gazette_search.ingestion.formats.geometry.page import Glyph, Page, Rule
from gazette_search.ingestion.formats.pdf.drawing import Drawing
from gazette_search.ingestion.formats.pdf.library import start_pdfium
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Turn = Callable[[float, float], tuple[float, float]]

_LIGATURE = 1.4  # sizes; the glyph of —— is 1.7 to 2 wide
_HYPHENS = (0x02, 0xFFFE)  # what pdfium gives for a hyphen at a line's end


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page and how its text came about.

    Attributes:
        page: Its characters and rules.
        is_scan: Whether it is an image without text.
        is_layer: Whether its text is an invisible layer over an image, read by some machine.
    """

    page: Page
    is_scan: bool
    is_layer: bool


class PlacedCharacter(NamedTuple):
    """A character in the coordinates of the file, with the direction in which it runs."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    quarter: int | None  # turns counter-clockwise; None for a slant, as of a watermark


class PdfDocument:
    """An open PDF.

    Args:
        raw: What the file holds.
        file: Its name for messages.

    Raises:
        SourceFileError: It is damaged, locked or has too many pages.
    """

    def __init__(self, raw: bytes, file: str) -> None:
        self._raw = raw  # pdfium reads from it as long as the document is open
        self._file = file
        start_pdfium()
        self._document = pdfium.FPDF_LoadMemDocument64(raw, len(raw), None)
        if not self._document:
            locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
            reason = "加了密码，没有密码读不出来" if locked else "不是完好的 PDF"
            raise SourceFileError(file, reason)
        self.pages = pdfium.FPDF_GetPageCount(self._document)
        if self.pages > limits.MOST_PAGES:
            raise SourceFileError(file, f"有 {self.pages} 页，超过 {limits.MOST_PAGES} 页，没有读")
        if self.pages <= 0:
            raise SourceFileError(file, "一页也没有")

    def read(self) -> Iterator[PdfPage]:
        """Every page in order.

        Raises:
            SourceFileError: A page cannot be opened or holds more than any page does.
        """
        total = 0
        for index in range(self.pages):
            page = pdfium.FPDF_LoadPage(self._document, index)
            if not page:
                raise SourceFileError(self._file, f"第 {index + 1} 页损坏")
            try:
                read = self._page(page, index + 1)
            finally:
                pdfium.FPDF_ClosePage(page)
            total += len(read.page.glyphs)
            if total > limits.MOST_GLYPHS:
                raise SourceFileError(self._file, f"超过 {limits.MOST_GLYPHS} 个字，没有读")
            yield read

    def _page(self, page: Any, number: int) -> PdfPage:
        text = pdfium.FPDFText_LoadPage(page)
        try:
            if pdfium.FPDFText_CountChars(text) > limits.MOST_GLYPHS_A_PAGE:
                raise SourceFileError(
                    self._file, f"第 {number} 页超过 {limits.MOST_GLYPHS_A_PAGE} 个字"
                )
            placed = ligatures_parted(_characters(text))
        finally:
            pdfium.FPDFText_ClosePage(text)
        drawing = Drawing(page)
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        quarters = (pdfium.FPDFPage_GetRotation(page) - _main_direction(placed, page)) % 4
        turn = _turn(quarters, (box.left, box.bottom, box.right, box.top))
        width, height = box.right - box.left, box.top - box.bottom
        area = max(1.0, width * height)
        if quarters % 2:
            width, height = height, width
        shown = Page(
            number,
            width,
            height,
            [_glyph(one, turn) for one in placed if one.quarter is not None],
            [_rule(rule, turn) for rule in drawing.rules],
        )
        over_image = drawing.image_area > limits.SCAN_SHARE * area
        is_scan = limits.is_scan(len(shown.glyphs), drawing.image_area, area)
        return PdfPage(shown, is_scan, over_image and drawing.has_invisible and not is_scan)


def _characters(text: Any) -> Iterator[PlacedCharacter]:
    """The characters of a page; spaces that pdfium made up for gaps have no width and are left."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = c_double(), c_double()
    high = 0
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if code in _HYPHENS:
            code = ord("-")
        if code < 0x20 and code != 0:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, box):
            continue
        if code in (0x20, 0xA0) and box.right - box.left < 0.01:
            continue
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        size = pdfium.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
        yield PlacedCharacter(
            chr(code) if code else "\ufffd",
            (box.left, box.bottom, box.right, box.top),
            (x.value, y.value),
            size or 1.0,
            _quarter(matrix.a, matrix.b),
        )


def ligatures_parted(characters: Iterable[PlacedCharacter]) -> list[PlacedCharacter]:
    """The characters with those that one glyph stands for side by side in its box.

    Some fonts draw —— as one stroke; both of its characters are given the box of the whole. Type
    that is drawn twice to look bold has boxes as wide as it is high.
    """
    parted: list[PlacedCharacter] = []
    for _, group in groupby(characters, lambda one: (one.text, one.box, one.origin, one.size)):
        same = list(group)
        left, bottom, right, top = same[0].box
        if len(same) > 1 and right - left > _LIGATURE * same[0].size:
            step = (right - left) / len(same)
            same = [
                one._replace(box=(left + n * step, bottom, left + (n + 1) * step, top))
                for n, one in enumerate(same)
            ]
        parted += same
    return parted


def _quarter(a: float, b: float) -> int | None:
    """Quarter turns, counter-clockwise, of text whose direction is (a, b)."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return None


def _main_direction(placed: list[PlacedCharacter], page: Any) -> int:
    """Quarter turns of most of the text; a table set sideways is read upright."""
    counts = [0, 0, 0, 0]
    for one in placed:
        if one.quarter is not None:
            counts[one.quarter] += 1
    main = counts.index(max(counts))
    rotation: int = pdfium.FPDFPage_GetRotation(page)
    return (rotation - main) % 4 if counts[main] else 0


def _turn(quarters: int, box: tuple[float, float, float, float]) -> Turn:
    """From the file's coordinates to those of the page turned clockwise by so many quarters."""
    left, bottom, right, top = box
    return (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )[quarters]


def _glyph(one: PlacedCharacter, turn: Turn) -> Glyph:
    x0, y0 = turn(one.box[0], one.box[1])
    x1, y1 = turn(one.box[2], one.box[3])
    _, baseline = turn(*one.origin)
    return Glyph(one.text, min(x0, x1), max(x0, x1), baseline, one.size)


def _rule(rule: Rule, turn: Turn) -> Rule:
    x0, y0 = turn(rule.x0, rule.y0)
    x1, y1 = turn(rule.x1, rule.y1)
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
