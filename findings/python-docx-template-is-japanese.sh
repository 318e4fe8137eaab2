#!/usr/bin/env bash
# python-docx 1.2.0: a new document says that its East Asian text is Japanese, and font.name leaves
# Chinese as it is.
#
# Expected: run.font.name = "仿宋" sets a run of Chinese in 仿宋; a document that nobody gave a
#   language says nothing of one.
# Seen: the name goes to w:ascii and w:hAnsi, which Han characters do not use; w:eastAsia is not
#   there, so they are set in the theme's East Asian font, and settings.xml says
#   <w:themeFontLang w:eastAsia="ja-JP">. LibreOffice, which has no MS Mincho, then sets Japanese
#   forms of 直, 骨 and 复.
# Why it matters: an official document made so looks foreign, and only on machines without the fonts
#   of its maker. rFonts and lang have to be set on docDefaults, styles and runs by hand.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0

"$work/venv/bin/python" - "$work/公文.docx" <<'PY'
import importlib.metadata
import re
import sys
import zipfile

from docx import Document

document = Document()
document.add_paragraph().add_run("复核骨干名单").font.name = "仿宋"
document.save(sys.argv[1])
with zipfile.ZipFile(sys.argv[1]) as archive:
    settings = archive.read("word/settings.xml").decode()
    text = archive.read("word/document.xml").decode()
language = re.findall(r"<w:themeFontLang[^>]*>", settings)
fonts = re.findall(r"<w:rFonts[^>]*>", text)
print("python-docx", importlib.metadata.version("python-docx"))
print(*language, *fonts, sep="\n")
same = 'w:eastAsia="ja-JP"' in language[0] and "仿宋" in fonts[0] and "eastAsia" not in fonts[0]
sys.exit(0 if same else "The behaviour has changed.")
PY
