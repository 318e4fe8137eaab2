"""The font that pdfium measures text with whose own font is not in the file.

    python tests/ingestion/formats/pdf/any_font.py any.ttf

makes it anew; needs fonttools, which matplotlib brings.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

# Format 13 of `cmap` maps whole ranges to one glyph (OpenType specification); of the code points
# only surrogates are left out.
ASCII, BELOW, ABOVE = (0x20, 0x7E), (0xA0, 0xD7FF), (0xE000, 0x10FFFF)
# Which code pages a font serves (OS/2, ulCodePageRange1): JIS, GB 2312, Korean, Big5, Johab. By
# them pdfium chooses a font; for others it has its own.
CODE_PAGES = sum(1 << bit for bit in (17, 18, 19, 20, 21))
EM, ASCENT, DESCENT = 1000, 880, -120


def any_font() -> bytes:
    """The font as a file."""
    from fontTools.fontBuilder import FontBuilder

    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "half", "whole"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": _box(0), "half": _box(EM // 2), "whole": _box(EM)})
    builder.setupHorizontalMetrics({".notdef": (EM, 0), "half": (EM // 2, 0), "whole": (EM, 0)})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupNameTable({"familyName": "Gsearch Any", "styleName": "Regular"})
    builder.setupOS2(ulCodePageRange1=CODE_PAGES, ulCodePageRange2=0, usWinAscent=ASCENT)
    builder.setupPost()
    builder.setupHead(unitsPerEm=EM, created=0, modified=0)
    font = builder.font
    font.recalcTimestamp = False
    font["cmap"].tables = [_ranges()]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _box(wide: int) -> Any:
    """A glyph that is as wide as its cell."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    if wide:
        pen.moveTo((0, DESCENT))
        for corner in ((0, ASCENT), (wide, ASCENT), (wide, DESCENT)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _ranges() -> Any:
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID = 3, 10  # Windows, all of Unicode
    table.language = table.reserved = 0
    table.cmap = dict.fromkeys(range(ASCII[0], ASCII[1] + 1), "half")
    for first, last in (BELOW, ABOVE):
        table.cmap |= dict.fromkeys(range(first, last + 1), "whole")
    return table


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(any_font())
