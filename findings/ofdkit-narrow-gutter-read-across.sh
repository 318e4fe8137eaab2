#!/usr/bin/env bash
# ofdkit 0.2.0: two columns with a gutter of one character are read across.
#
# Expected: ofdkit looks for columns and reads them one after the other; the same page
#   with its right column moved a little nearer gives the same text.
# Seen: columns are split only where the gap is wider than 1.5 character sizes. With a
#   gutter of two characters the left column comes first; with one character each line
#   runs on into the other column, although the file itself holds the columns one after
#   the other, and nothing says that the order is unsure.
# Why it matters: OFD is the national format of official documents, and gazettes are set
#   in two columns to save paper. Read across, every sentence is broken by another
#   article, so phrases are not found and a figure stands beside the wrong subject.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ofdkit==0.2.0
cd "$work"

"$work/venv/bin/python" - <<'PY'
import importlib.metadata
import sys
import zipfile

from ofdkit import OFDDocument

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 4.0  # mm, the width of one character
LINE = 7.0  # mm, from one base line to the next
MARGIN = 20.0  # mm, left and upper margin

LEFT = [
    "各县区要在十月底前完成灌溉渠道",
    "清淤任务，并逐条登记存在的问题",
    "市水利部门负责汇总各地上报情况",
    "对进度迟缓的单位应当予以通报。",
]
RIGHT = [
    "秋粮收购期间，库点应当每日公布",
    "当日价格和剩余仓容，不得无故停",
    "止收购。粮食部门每周派员核对账",
    "目，发现短少的应当及时上报处理",
]


def text_object(number: int, x: float, y: float, text: str) -> str:
    return (
        f'<ofd:TextObject ID="{number}" Font="2" Size="{SIZE}"'
        f' Boundary="{x} {y - SIZE} {SIZE * len(text)} {SIZE * 1.2}">'
        f'<ofd:TextCode X="0" Y="{SIZE}" DeltaX="g {len(text) - 1} {SIZE}">{text}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def text_of(gutter: float) -> str:
    """The text that ofdkit reads when the gutter is so many characters wide."""
    right = MARGIN + SIZE * (max(map(len, LEFT)) + gutter)
    objects = [
        text_object(100 * column + row, x, MARGIN + LINE * row, text)
        for column, (x, lines) in enumerate([(MARGIN, LEFT), (right, RIGHT)], start=1)
        for row, text in enumerate(lines)
    ]
    parts = {
        "OFD.xml": (
            f'<ofd:OFD {NAMESPACE} DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo>'
            "<ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>"
            "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>"
            '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
        ),
        "Doc_0/PublicRes.xml": (
            f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="仿宋"/>'
            "</ofd:Fonts></ofd:Res>"
        ),
        "Doc_0/Pages/Page_0/Content.xml": (
            f'<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer ID="3" Type="Body">'
            + "".join(objects)
            + "</ofd:Layer></ofd:Content></ofd:Page>"
        ),
    }
    with zipfile.ZipFile("page.ofd", "w") as package:
        for name, text in parts.items():
            package.writestr(name, DECLARATION + text)
    with OFDDocument("page.ofd") as document:
        return document.text()


print("ofdkit", importlib.metadata.version("ofdkit"))
wide, narrow = text_of(2), text_of(1)
print(f"--- gutter of two characters\n{wide}\n--- gutter of one character\n{narrow}")
by_columns = [line for line in wide.splitlines() if line] == LEFT + RIGHT
across = narrow.splitlines() == [f"{left} {right}" for left, right in zip(LEFT, RIGHT)]
sys.exit("The behaviour has changed." if not (by_columns and across) else 0)
PY
