#!/usr/bin/env bash
# Chromium (seen with 156.0) and pypdf 7.1.1: whether a page that is printed to PDF reads as
# characters or as radicals depends on the font, not on the page.
#
# Expected: the text of a printed page is the text of the page: 人民政府金门.
# Seen: set in Noto Sans CJK SC it is read by pypdf as U+2F08 ⼈, U+2EA0 ⺠ and U+2FA6 ⾦; set in
#   WenQuanYi Zen Hei as it was written. Noto gives a radical and the character made of it alone one
#   glyph, and Chromium tells a PDF the lowest code point of a glyph. (The right text is there too, as
#   ActualText, which pdfium, poppler and mupdf read.)
# Why it matters: in a PDF printed from a web page of a gazette 人民政府 is not found. Whoever makes a
#   page to be printed can name fonts without such glyphs first (SimSun, Songti SC, WenQuanYi).
set -euo pipefail

browser=$(command -v chromium || command -v chromium-browser) || { echo "no Chromium" >&2; exit 2; }
for font in "Noto Sans CJK SC" "WenQuanYi Zen Hei"; do
    [ -n "$(fc-list "$font")" ] || { echo "no font $font" >&2; exit 2; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pypdf==7.1.1

"$browser" --version
print_in() { # FONT NAME
    printf '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><p style="font-family:%s">%s</p>' \
        "'$1'" 人民政府金门 >"$work/$2.html"
    "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" \
        --no-pdf-header-footer --print-to-pdf="$work/$2.pdf" "file://$work/$2.html" 2>/dev/null
}
print_in "Noto Sans CJK SC" noto
print_in "WenQuanYi Zen Hei" wqy

"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata
import sys

from pypdf import PdfReader

print("pypdf", importlib.metadata.version("pypdf"))
read = {
    name: PdfReader(f"{sys.argv[1]}/{name}.pdf").pages[0].extract_text().strip()
    for name in ("noto", "wqy")
}
for name, text in read.items():
    print(name, text, " ".join(f"U+{ord(character):04X}" for character in text))
same = read["wqy"] == "人民政府金门" and read["noto"][:2] == "\u2f08\u2ea0" and "政府" in read["noto"]
sys.exit(0 if same else "The behaviour has changed.")
PY
