"""pdfium with a font of our own, so that what is read does not hang on the fonts of a machine.

Of characters placed one by one whose font is not in their file, pdfium gives only those for which
the machine has a font: where no Chinese one is installed, all of the Chinese is missing, without a
word. The font `fonts/any.ttf`, 688 bytes, has an empty box for every character, half as wide for
ASCII. Text is only measured with it, and takes its places from the file.
`tests/ingestion/formats/pdf/any_font.py` makes it.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path

import pypdfium2_raw as pdfium

MEASURING_FONTS = Path(__file__).with_name("fonts")


@cache
def start_pdfium() -> None:
    """Start pdfium, once in a process, for reading and not for drawing."""
    config = pdfium.FPDF_LIBRARY_CONFIG()
    config.version = 2
    paths = (ctypes.c_char_p * 2)(str(MEASURING_FONTS).encode(), None)
    config.m_pUserFontPaths = ctypes.cast(paths, type(config.m_pUserFontPaths))
    pdfium.FPDF_InitLibraryWithConfig(config)
