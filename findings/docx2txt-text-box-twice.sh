#!/usr/bin/env bash
# docx2txt 0.9: the text of a text box is printed twice.
#
# Expected: the words of a text box appear once, as on the page.
# Seen: a text box saved by a current word processor holds the same words in
#   mc:Choice (new drawing) and in mc:Fallback (for old programs); a reader must take
#   one branch. docx2txt walks through both and prints each line twice.
# Why it matters: the red head of an official document (issuing office and document
#   number) is often drawn in a text box. Counted from this text, one notice has two
#   heads and two numbers, so it looks like two documents, the first of them empty.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check docx2txt==0.9
cd "$work"

"$work/venv/bin/python" - <<'PY'
import importlib.metadata
import sys
import zipfile

import docx2txt

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
NUMBER = "青政办发〔2021〕9号"
HEAD = ["青河市人民政府办公室文件", NUMBER]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


box = "<w:txbxContent>" + "".join(map(paragraph, HEAD)) + "</w:txbxContent>"
drawn = (
    '<w:drawing><wp:inline><wp:extent cx="5000000" cy="900000"/><wp:docPr id="1" name="红头"/>'
    f'<a:graphic><a:graphicData uri="{SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>'
    f"<wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing>"
)
old = f'<w:pict><v:shape style="width:390pt;height:70pt"><v:textbox>{box}</v:textbox></v:shape></w:pict>'
document = (
    f'{DECLARATION}<w:document xmlns:r="{OFFICE}" xmlns:wps="{SHAPE}"'
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    f' xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><w:body><w:p><w:r><mc:AlternateContent>'
    f'<mc:Choice Requires="wps">{drawn}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    "</mc:AlternateContent></w:r></w:p>"
    + paragraph("关于做好冬春农田水利建设的通知")
    + "</w:body></w:document>"
)
types = (
    f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
start = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
with zipfile.ZipFile("notice.docx", "w") as package:
    package.writestr("[Content_Types].xml", types)
    package.writestr("_rels/.rels", start)
    package.writestr("word/document.xml", document)

print("docx2txt", importlib.metadata.version("docx2txt"))
lines = [line for line in docx2txt.process("notice.docx").splitlines() if line.strip()]
print("\n".join(lines))
print("document number printed:", lines.count(NUMBER), "times")
sys.exit("The behaviour has changed." if lines.count(NUMBER) != 2 or lines[:4] != HEAD * 2 else 0)
PY
