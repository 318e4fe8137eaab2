"""DOCX: memos that Word, WPS and LibreOffice open, set as official documents are.

python-docx names a font for Latin letters only, and its template is Japanese by its theme, so that
LibreOffice sets Japanese forms of characters: the language and the East Asian fonts are given
here for the whole document and for every style that is used. Page, fonts and sizes follow GB/T
9704-2012, 5.2 (A4; 黑体 for headings, 仿宋 for the text), smaller where a memo quotes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from gazette_search.export.marked import Marked
from gazette_search.export.memos import (
    MemoBreak,
    MemoHeading,
    MemoLine,
    MemoList,
    MemoQuote,
    MemoTable,
)
from gazette_search.export.registry import Format
from gazette_search.export.xml_text import for_xml

if TYPE_CHECKING:
    from gazette_search.export.memos import LineRole, Memo, MemoCell, MemoPart

LATIN = "Times New Roman"
SONG, HEI, FANGSONG = "宋体", "黑体", "仿宋"
_GREY = "595959"


class _Look(NamedTuple):
    """A style: East Asian font, points, and how its paragraphs stand."""

    font: str
    points: float
    bold: bool = False
    grey: bool = False
    centred: bool = False
    right: bool = False
    left: float = 0.0  # centimetres
    first: float = 0.0  # centimetres


_STYLES: dict[str, _Look] = {
    "Normal": _Look(FANGSONG, 14),
    "Heading 1": _Look(SONG, 18, bold=True, centred=True),
    **{f"Heading {level}": _Look(HEI, 14) for level in range(2, 7)},
    "Quote": _Look(FANGSONG, 12, left=0.8),
    "List Bullet": _Look(FANGSONG, 12),
}
_ROLES: dict[LineRole, _Look] = {
    "text": _Look(FANGSONG, 14, first=1.0),
    "addressee": _Look(FANGSONG, 14),
    "signed": _Look(FANGSONG, 14, right=True),
    "remark": _Look(SONG, 10.5, grey=True),
    "facts": _Look(SONG, 10.5, grey=True),
    "force": _Look(FANGSONG, 12, bold=True),
    "source": _Look(SONG, 10.5, grey=True, right=True),
}
_CELL = _Look(SONG, 10.5)


def memo_to_docx(memo: Memo) -> bytes:
    """A whole file."""
    from docx import Document

    document = Document()
    _set_up(document, memo.title)
    for part in memo.parts:
        _add(document, part)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: Any, title: str) -> None:
    """Language, fonts, page and properties of the whole."""
    from docx.oxml.ns import qn
    from docx.shared import Mm

    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _speak_chinese(defaults, FANGSONG)
    for theme in document.settings.element.findall(qn("w:themeFontLang")):
        theme.set(qn("w:eastAsia"), "zh-CN")
    for name, look in _STYLES.items():
        style = document.styles[name]
        _dress(style, look)
        _stand(style.paragraph_format, look)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    properties = document.core_properties
    properties.title, properties.language = for_xml(title)[:255], "zh-CN"
    properties.author = properties.comments = ""


def _add(document: Any, part: MemoPart) -> None:
    match part:
        case MemoHeading(level, text):
            _add_runs(document.add_paragraph(style=f"Heading {min(level, 6)}"), text)
        case MemoLine(text, role):
            paragraph = document.add_paragraph()
            _stand(paragraph.paragraph_format, _ROLES[role])
            _add_runs(paragraph, text, _ROLES[role])
        case MemoQuote(lines):
            for line in lines:
                _add_runs(document.add_paragraph(style="Quote"), line)
        case MemoList(items):
            for item in items:
                _add_runs(document.add_paragraph(style="List Bullet"), item)
        case MemoTable():
            _add_table(document, part)
        case MemoBreak():
            document.add_page_break()


def _add_table(document: Any, part: MemoTable) -> None:
    """With its header on every page that it reaches."""
    from docx.oxml import OxmlElement

    table = document.add_table(rows=0, cols=len(part.header), style="Table Grid")
    for number, cells in enumerate((part.header, *part.rows)):
        row = table.add_row()
        for place, cell in zip(row.cells, cells, strict=True):
            _add_runs(place.paragraphs[0], cell, _CELL._replace(bold=number == 0))
        if number == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- no other way
    document.add_paragraph()


def _add_runs(paragraph: Any, text: MemoCell, look: _Look | None = None) -> None:
    """Text with its matches in bold.

    “”—…· are letters of either script: the hint says that they are Chinese here.
    """
    from docx.oxml.ns import qn

    line = text if isinstance(text, Marked) else Marked(text)
    for piece, matched in line.runs():
        run = paragraph.add_run(for_xml(piece))
        run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        if look:
            _dress(run, look)
        if matched:
            run.bold = True


def _dress(styled: Any, look: _Look) -> None:
    """Give a style or a run its letters."""
    from docx.shared import Pt, RGBColor

    font = styled.font
    font.name, font.size, font.bold, font.italic = LATIN, Pt(look.points), look.bold, False
    font.color.rgb = RGBColor.from_string(_GREY if look.grey else "000000")
    _speak_chinese(styled.element.get_or_add_rPr(), look.font)


def _stand(paragraph: Any, look: _Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    if look.centred or look.right:
        side = WD_ALIGN_PARAGRAPH.CENTER if look.centred else WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.alignment = side
    paragraph.left_indent, paragraph.first_line_indent = Cm(look.left), Cm(look.first)
    paragraph.space_after, paragraph.line_spacing = Pt(4), 1.3


def _speak_chinese(properties: Any, font: str) -> None:
    """Simplified Chinese and an East Asian font, in the place of those of a theme."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{name}"), value)
    for language in properties.findall(qn("w:lang")):
        properties.remove(language)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


FORMAT = Format(
    "docx",
    "Word 文档，可以接着改",
    memo=memo_to_docx,
    suffixes=(".docx",),
    needs=("docx", "office"),
    binary=True,
)
