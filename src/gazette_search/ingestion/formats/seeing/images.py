"""The image of a page: drawn by pdfium, taken out of an OFD or Word file, or a file of its own."""

from __future__ import annotations

import ctypes
import io
from typing import TYPE_CHECKING, Any

import numpy as np

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.word.pictures import picture_of
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.ofd.images import PlacedImage
    from gazette_search.ingestion.formats.seeing.ink import Pixels
    from gazette_search.ingestion.formats.source_text import FileFormat

# The models read 200 dpi as well as more, and 100 dpi nearly; the time grows with the pixels.
_DPI = 200
_LONGEST = 4000  # pixels of a side: A3 at 240 dpi
_MOST_PIXELS = 200_000_000  # of an image as it is kept: A2 at 600 dpi
_A4_LONG, _A3_LONG = 842.0, 1191.0
_WIDE = 1.2  # a sheet wider than high is two pages side by side


@dataclass(frozen=True, slots=True)
class PageImage:
    """The image of a page.

    Attributes:
        pixels: Rows of red, green and blue.
        width: Of the page, in points.
        height: Of the page, in points.
    """

    pixels: Pixels
    width: float
    height: float


class ImageFile:
    """A file of whose pages images are taken.

    Args:
        raw: What it holds.
        kind: What it is.

    Raises:
        SourceFileError: It is damaged.
    """

    def __init__(self, raw: bytes, kind: FileFormat) -> None:
        self._raw, self._kind = raw, kind
        self._document: Any = None

    def page(self, number: int) -> PageImage:
        """The image of a page.

        Raises:
            SourceFileError: There is none, or it cannot be read.
        """
        try:
            if self._kind == "pdf":
                return self._of_pdf(number)
            if self._kind == "ofd":
                return _of_ofd(self._raw, number)
            if self._kind == "docx":
                return _of_image(picture_of(self._raw, number), 1)
            return _of_image(self._raw, number)
        except (OSError, ValueError, EOFError, SyntaxError) as problem:  # all that Pillow raises
            raise SourceFileError("", f"第 {number} 页的图像读不出来") from problem

    def _of_pdf(self, number: int) -> PageImage:
        import pypdfium2.raw as pdfium

        if self._document is None:
            pdfium.FPDF_InitLibrary()
            self._document = pdfium.FPDF_LoadMemDocument64(self._raw, len(self._raw), None)
        page = pdfium.FPDF_LoadPage(self._document, number - 1) if self._document else None
        if not page:
            raise SourceFileError("", f"第 {number} 页损坏")
        try:
            return _drawn(page)
        finally:
            pdfium.FPDF_ClosePage(page)


def _drawn(page: Any) -> PageImage:
    import pypdfium2.raw as pdfium

    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(_DPI / 72, _LONGEST / max(wide, high, 1.0))
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
    if not bitmap:
        raise SourceFileError("", "页面太大，画不出来")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER  # stamps are annotations; RGB
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
        held = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ubyte * (stride * height))).contents
        rows = np.frombuffer(held, dtype=np.uint8).reshape(height, stride)
        pixels = rows[:, : width * 4].reshape(height, width, 4)[:, :, :3].copy()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return PageImage(pixels, wide, high)


def _of_image(raw: bytes, number: int) -> PageImage:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(raw)) as image:
        image.seek(number - 1)
        _require_size(image)
        upright = ImageOps.exif_transpose(image)
        long = _A3_LONG if upright.width > _WIDE * upright.height else _A4_LONG
        scale = long / max(upright.size)
        return PageImage(_pixels(upright, long), upright.width * scale, upright.height * scale)


def _of_ofd(raw: bytes, number: int) -> PageImage:
    from PIL import Image

    from gazette_search.ingestion.formats.ofd.images import images_of

    width, height, placed = images_of(raw, number)
    scale = min(_DPI / 72, _LONGEST / max(width, height))
    sheet = Image.new("RGB", (round(width * scale), round(height * scale)), "white")
    for one in placed:
        _paste(sheet, one, scale)
    return PageImage(np.asarray(sheet), width, height)


def _paste(sheet: Any, placed: PlacedImage, scale: float) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(placed.raw)) as image:
        _require_size(image)
        size = max(1, round(placed.width * scale)), max(1, round(placed.height * scale))
        made = image.convert("RGBA").resize(size)
        sheet.paste(made, (round(placed.x * scale), round(placed.y * scale)), made)


def _require_size(image: Any) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise SourceFileError("", f"图像有 {image.width}×{image.height} 点，太大，没有识别")


def _pixels(image: Any, long: float) -> Pixels:
    """Red, green and blue in the size that is read, what is transparent on white."""
    from PIL import Image

    scale = min(1.0, min(_DPI / 72 * long, _LONGEST) / max(image.size))
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    image = image.convert("RGBA").resize(size)
    sheet = Image.new("RGB", size, "white")
    sheet.paste(image, (0, 0), image)
    return np.asarray(sheet)
