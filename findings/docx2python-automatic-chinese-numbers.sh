#!/usr/bin/env bash
# docx2python 3.7.1: automatic Chinese numbers come out as "--".
#
# Expected: a library that resolves automatic numbering (it prints I) II) III) for
#   Roman levels) prints 一、 and （一） for the Chinese formats, in the pattern that
#   the file asks for in w:lvlText.
# Seen: every level numbered chineseCountingThousand becomes "--" (with a
#   UserWarning), and the pattern of a decimal level, "1．", is replaced by "1)".
# Why it matters: 一、（一） 1． are the heading levels of GB/T 9704. In text with "--"
#   the fourth section cannot be cited, and a parser that looks for 一、 finds no
#   heading at all, although every page of the printed document shows them.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1
cd "$work"

"$work/venv/bin/python" - <<'PY'
import importlib.metadata
import sys
import warnings
import zipfile

from docx2python import docx2python

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

OUTLINE = [
    (0, "总体要求"),
    (0, "工作任务"),
    (1, "合理安排仓容"),
    (1, "公布收购价格"),
    (2, "核实各库点数量"),
]


def relationship(kind: str, target: str) -> str:
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def numbering(section_format: str) -> str:
    levels = [(section_format, "%1、"), (section_format, "（%2）"), ("decimal", "%3．")]
    return (
        f'{DECLARATION}<w:numbering xmlns:w="{MAIN}"><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="multilevel"/>'
        + "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
            for i, (form, pattern) in enumerate(levels)
        )
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def paragraph(level: int, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def lines_of(section_format: str) -> list[str]:
    parts = {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{WORD_PART}.document.main+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{WORD_PART}.numbering+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": relationship("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": relationship("numbering", "numbering.xml"),
        "word/numbering.xml": numbering(section_format),
        "word/document.xml": (
            f'{DECLARATION}<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:body>'
            + "".join(paragraph(level, text) for level, text in OUTLINE)
            + "</w:body></w:document>"
        ),
    }
    with zipfile.ZipFile("plan.docx", "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with docx2python("plan.docx") as document:
            return [line.strip().replace("\t", " ") for line in document.text.splitlines() if line]


print("docx2python", importlib.metadata.version("docx2python"))
chinese, roman = lines_of("chineseCountingThousand"), lines_of("upperRoman")
print(f"{'chineseCountingThousand':<28}upperRoman")
for left, right in zip(chinese, roman):
    print(f"{left:<22}{right}")

same = chinese == [
    "-- 总体要求",
    "-- 工作任务",
    "-- 合理安排仓容",
    "-- 公布收购价格",
    "1) 核实各库点数量",
] and [line.split()[0] for line in roman] == ["I)", "II)", "I)", "II)", "1)"]
sys.exit("The behaviour has changed." if not same else 0)
PY
