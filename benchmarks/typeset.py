"""Issues set as offices set them: Word and web pages, PDF through LibreOffice, OFD from its places.

What is set is gsearch's own reading of the text: whole paragraphs and rows, each element by its
place in GB/T 9704-2012. So a reader of the files has to find what the reader of the text found.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from benchmarks.measuring import ROOT
from gazette_search.ingestion.formats.pdf.pages import PdfDocument
from gazette_search.ingestion.pipeline import parse_issue

sys.path.insert(0, str(ROOT / "tests"))  # one writer of each format

from typesetting import Sheet, ofd
from word_files import docx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS = re.compile(r"^(?:#+|-)\s+|\*\*|^---$")
_HEAD = "人民政府公报"
_TWIPS = 20  # of a point


@dataclass(frozen=True, slots=True)
class Style:
    """How an issue is set.

    Attributes:
        name: Of the style.
        columns: On a page.
        size: Of the body, in points.
        font: For Han characters.
        margins: Left and right, in points.
        head: Whether pages have a running head.
    """

    name: str
    columns: int
    size: float
    font: str
    margins: float = 79.0
    head: bool = True


STYLES = (
    Style("gb", 1, 16.0, "Noto Serif CJK SC", margins=79.0),  # GB/T 9704: 28 characters a line
    Style("one", 1, 12.0, "Noto Serif CJK SC", margins=72.0),
    Style("two", 2, 10.5, "Noto Sans CJK SC", margins=64.0),
    Style("narrow", 3, 9.0, "Noto Serif CJK SC", margins=50.0, head=False),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or table of an issue; `kind` is text, title, masthead, right or table."""

    kind: str
    text: str


def parts_of(text: str, file: str) -> list[Part]:
    """The parts of an issue in order, as gsearch reads its text."""
    issue = parse_issue(text, file)
    lines = text.split("\n")
    blocks = {b.lines[0]: b for document in issue.documents for b in document.blocks}
    covered = {
        number
        for document in issue.documents
        for block in document.blocks
        for number in range(block.lines[0], block.lines[1] + 1)
    }
    parts = []
    for number, line in enumerate(lines, start=1):
        if block := blocks.get(number):
            parts.append(Part("table" if "\t" in block.text else _kind(block.kind), block.text))
        elif number not in covered and (bare := _MARKS.sub("", line.strip()).strip()):
            parts.append(Part(_kind_of_line(bare), bare))
    return _tables_joined(parts)


def _tables_joined(parts: Sequence[Part]) -> list[Part]:
    """The parts with the rows of one table together."""
    joined: list[Part] = []
    for part in parts:
        if part.kind == "table" and joined and joined[-1].kind == "table":
            joined[-1] = Part("table", f"{joined[-1].text}\n{part.text}")
        else:
            joined.append(part)
    return joined


def _kind(kind: str) -> str:
    return {"title": "title", "masthead": "masthead"}.get(kind, "text")


def _kind_of_line(line: str) -> str:
    if re.fullmatch(r"\D{4,30}文件|\D{4,30}(?:通告|公告)", line):
        return "masthead"
    if re.fullmatch(r"\D{1,12}[〔\[【]\d{4}[〕\]】]\s*\d+\s*号", line):
        return "number"
    if re.fullmatch(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\D{4,20}(?:政府|办公室)", line):
        return "right"
    return "text"


def to_html(parts: Sequence[Part]) -> bytes:
    """A web page as sites of governments have them."""
    body = "\n".join(_html(part) for part in parts)
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>公报</title></head><body>'
        '<div class="nav"><a href="/">首页</a> <a href="/gb">政府公报</a></div>'
        f'<div class="TRS_Editor">{body}</div><div class="foot">版权所有</div></body></html>'
    ).encode()


def _html(part: Part) -> str:
    if part.kind == "table":
        rows = (
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.split("\t")) + "</tr>"
            for row in part.text.split("\n")
        )
        return f"<table border='1'>{''.join(rows)}</table>"
    return f'<p style="text-align:{_ALIGN.get(part.kind, "justify")}">{escape(part.text)}</p>'


def to_docx(parts: Sequence[Part], style: Style) -> bytes:
    """A Word file in a style."""
    body = "".join(_word(part, style) for part in parts)
    side = round(style.margins * _TWIPS)
    columns = f'<w:cols w:num="{style.columns}" w:space="420"/>' if style.columns > 1 else ""
    head = '<w:headerReference w:type="default" r:id="rIdH"/>' if style.head else ""
    section = (
        '<w:sectPr xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'{head}<w:footerReference w:type="default" r:id="rIdF"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1800" w:right="{side}" w:bottom="1600" w:left="{side}" w:header="850"'
        f' w:footer="900"/>{columns}</w:sectPr>'
    )
    return docx(body + section, _around(style))


def _around(style: Style) -> dict[str, str]:
    """Head and foot of the pages, and what names them."""
    ns = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    centre = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
            for name, kind in (
                ("document", "document.main"),
                ("header1", "header"),
                ("footer1", "footer"),
            )
        )
        + "</Types>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/relationships"><Relationship Id="rIdH" Type="{kinds}/header" Target='
        f'"header1.xml"/><Relationship Id="rIdF" Type="{kinds}/footer" Target="footer1.xml"/>'
        "</Relationships>",
        "word/header1.xml": f"<w:hdr {ns}><w:p>{centre}{_run(_HEAD, style, 9)}</w:p></w:hdr>",
        "word/footer1.xml": f"<w:ftr {ns}><w:p>{centre}{_run('— ', style, 12)}<w:r><w:fldChar "
        'w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar '
        f'w:fldCharType="end"/></w:r>{_run(" —", style, 12)}</w:p></w:ftr>',
    }


def _run(text: str, style: Style, size: float, color: str = "") -> str:
    ink = f'<w:color w:val="{color}"/>' if color else ""
    return (
        f'<w:r><w:rPr><w:rFonts w:eastAsia="{style.font}" w:ascii="{style.font}" w:hAnsi='
        f'"{style.font}"/>{ink}<w:sz w:val="{round(2 * size)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


_ALIGN = {"title": "center", "masthead": "center", "number": "center", "right": "right"}


def _word(part: Part, style: Style) -> str:
    if part.kind == "table":
        return _word_table(part, style)
    size = {"title": 1.375 * style.size, "masthead": 2 * style.size}.get(part.kind, style.size)
    color = "C00000" if part.kind == "masthead" else ""
    first, line = round(2 * style.size * _TWIPS), round(1.5 * style.size * _TWIPS)
    indent = f'<w:ind w:firstLine="{first}"/>' if part.kind == "text" else ""
    is_large = part.kind in ("masthead", "title")
    exact = "" if is_large else f'<w:spacing w:line="{line}" w:lineRule="exact"/>'
    side = _ALIGN.get(part.kind, "both")
    return (
        # LibreOffice 7.4 leaves out a mark that hangs over the edge: 断贷、压贷 became 断贷压贷.
        f'<w:p><w:pPr><w:overflowPunct w:val="0"/>{exact}{indent}<w:jc w:val="{side}"/></w:pPr>'
        f"{_run(part.text, style, size, color)}</w:p>"
    )


def _word_table(part: Part, style: Style) -> str:
    rows = [row.split("\t") for row in part.text.split("\n")]
    columns = max(map(len, rows))
    wide = round((595 - 2 * style.margins) / style.columns * 0.92 / columns * _TWIPS)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = f'<w:gridCol w:w="{wide}"/>' * columns
    made = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr><w:p>'
            f"{_run(cell, style, min(style.size, 10.5))}</w:p></w:tc>"
            for cell in (*row, *[""] * (columns - len(row)))
        )
        + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{wide * columns}" w:type="dxa"/><w:tblBorders>{edges}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl><w:p/>"
    )


def to_pdf(word: bytes) -> bytes:
    """What LibreOffice prints of a Word file.

    Raises:
        RuntimeError: There is no LibreOffice, or it printed nothing.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise RuntimeError("soffice is not installed (libreoffice-writer-nogui)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "x.docx").write_bytes(word)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            program,
            "--headless",
            profile,
            "--convert-to",
            "pdf",
            "--outdir",
            name,
            "x.docx",
        ]
        subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=300)
        if not (folder / "x.pdf").is_file():
            raise RuntimeError("soffice printed nothing")
        return (folder / "x.pdf").read_bytes()


def to_ofd(pdf: bytes) -> bytes:
    """An OFD file with the characters and rules of a PDF where they stand, one object each."""
    return ofd([*_sheets(pdf)])


def _sheets(pdf: bytes) -> Iterator[Sheet]:
    for one in PdfDocument(pdf, "").read():
        page = one.page
        glyphs = [g._replace(text=escape(g.text)) for g in page.glyphs if g.text.isprintable()]
        yield Sheet((page.width, page.height), glyphs, page.rules)
