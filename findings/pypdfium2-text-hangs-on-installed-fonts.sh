#!/usr/bin/env bash
# pypdfium2 5.15.2: the text of a page hangs on the fonts that the machine has.
#
# Expected: extracting text needs no font. reportlab's standard way to print Chinese, a CID
#   font named and not embedded, writes the characters themselves into the file, so they
#   come out on every machine.
# Seen: a line drawn as one string does. Where each character is placed by itself, as
#   justified lines are, and pdfium finds no font that serves Chinese, every Chinese
#   character is left out: FPDFText_CountChars counts only the figures, and nothing is
#   said. The same file read with a folder that holds one font of 700 bytes, in which every
#   character is an empty box, comes out whole.
# Why it matters: programs leave common fonts (宋体, STSong) out of their files. A server
#   without Chinese fonts, as containers are, reads of 标准提高到4425元 no more than 4425,
#   and a full-text index of it answers that there is nothing.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    pypdfium2==5.15.2 reportlab==4.4.5 fonttools==4.60.1
cd "$work"
mkdir none boxes

cat > make.py <<'PY'
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

registerFont(UnicodeCIDFont("STSong-Light"))
canvas = Canvas("page.pdf")
canvas.setFont("STSong-Light", 14)
canvas.drawString(72, 700, "补助标准提高到4425元")
canvas.showPage()
canvas.setFont("STSong-Light", 14)
for place, character in enumerate("补助标准提高到4425元"):
    canvas.drawString(72 + 14 * place, 700, character)
canvas.save()

pen = TTGlyphPen(None)
pen.moveTo((0, -120))
for corner in ((0, 880), (1000, 880), (1000, -120)):
    pen.lineTo(corner)
pen.closePath()
builder = FontBuilder(1000, isTTF=True)
builder.setupGlyphOrder([".notdef", "box"])
builder.setupCharacterMap({})
builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph()})
builder.setupHorizontalMetrics({".notdef": (1000, 0), "box": (1000, 0)})
builder.setupHorizontalHeader(ascent=880, descent=-120)
builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
builder.setupOS2(ulCodePageRange1=1 << 18)  # simplified Chinese
builder.setupPost()
every = CmapSubtable.newSubtable(13)
every.platformID, every.platEncID, every.language, every.reserved = 3, 10, 0, 0
every.cmap = dict.fromkeys([*range(0x20, 0xD800), *range(0xE000, 0x10000)], "box")
builder.font["cmap"].tables = [every]
builder.save("boxes/boxes.ttf")
PY
"$work/venv/bin/python" make.py

cat > read.py <<'PY'
import ctypes
import sys

import pypdfium2_raw as pdfium

config = pdfium.FPDF_LIBRARY_CONFIG()
config.version = 2
folders = (ctypes.c_char_p * 2)(sys.argv[1].encode(), None)
config.m_pUserFontPaths = ctypes.cast(folders, type(config.m_pUserFontPaths))
pdfium.FPDF_InitLibraryWithConfig(config)
with open("page.pdf", "rb") as file:
    raw = file.read()
document = pdfium.FPDF_LoadMemDocument64(raw, len(raw), None)
text = pdfium.FPDFText_LoadPage(pdfium.FPDF_LoadPage(document, int(sys.argv[2])))
codes = [pdfium.FPDFText_GetUnicode(text, n) for n in range(pdfium.FPDFText_CountChars(text))]
print("".join(map(chr, codes)).replace(" ", "").strip())
PY

"$work/venv/bin/pip" list --disable-pip-version-check 2>/dev/null | grep -E "pypdfium2|reportlab"
read_page() { "$work/venv/bin/python" read.py "$work/$1" "$2"; }
line=$(read_page none 0)
without=$(read_page none 1)
with=$(read_page boxes 1)
echo "one string, no font:           $line"
echo "single characters, no font:    $without"
echo "single characters, the boxes:  $with"
whole=补助标准提高到4425元
[ "$line" = "$whole" ] && [ "$without" = "4425" ] && [ "$with" = "$whole" ]
