"""Pages set for tests, as geometry sees them, as a PDF and as an OFD file."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import dataclass, field
from math import cos, sin
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.geometry.page import Glyph, Page, Rule
from gazette_search.ingestion.formats.recognition.seen import SeenLine, SeenPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

A4 = (595.0, 842.0)
_WORDS = "为提高城乡居民最低生活保障标准现将有关事项通知如下请各地区认真贯彻执行"
_NEVER_FIRST = "，。；：、）》”"
_MM = 25.4 / 72


def width_of(character: str) -> float:
    """In characters: ASCII is half as wide as the rest."""
    return 0.5 if " " <= character <= "~" else 1.0


@dataclass
class Sheet:
    """One page to draw on; y is counted downwards from the top."""

    size: tuple[float, float] = A4
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 12.0) -> float:
        """Characters side by side from x; the end of them."""
        for character in text:
            end = x + width_of(character) * size
            self.glyphs.append(Glyph(character, x, end, y, size))
            x = end
        return x

    def centered(self, y: float, text: str, size: float, left: float, right: float) -> None:
        """A line in the middle of a column."""
        wide = sum(map(width_of, text)) * size
        self.text((left + right - wide) / 2, y, text, size)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A straight line."""
        self.rules.append(Rule(x0, y0, x1, y1))

    def table(self, x: float, y: float, rows: Sequence[Sequence[str]], wide: float) -> float:
        """A ruled table with columns of one width; the y below it."""
        columns, high = len(rows[0]), 20.0
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                self.text(x + column * wide + 4, y + row * high + 14, cell, 10)
        right, below = x + columns * wide, y + len(rows) * high
        for row in range(len(rows) + 1):
            self.rule(x, y + row * high, right, y + row * high)
        for column in range(columns + 1):
            self.rule(x + column * wide, y, x + column * wide, below)
        return below

    def page(self, number: int = 1) -> Page:
        """What a reader of its file would give."""
        return Page(number, *self.size, [*self.glyphs], [*self.rules])


def prose(length: int, seed: int = 1) -> str:
    """A paragraph of so many characters with figures and marks in it, ended by a full stop."""
    chosen = random.Random(seed)  # noqa: S311 -- the same text every time
    text = ""
    while len(text) < length:
        text += "".join(chosen.choices(_WORDS, k=chosen.randint(3, 9)))
        text += chosen.choice(["，", "、", "4425元", "（2020年）", "“一网通办”", ""])
    return text[: length - 1].rstrip("，、（“") + "。"


def break_lines(paragraph: str, wide: float, size: float, indent: float = 2.0) -> list[str]:
    """The lines of a paragraph in a column.

    None begins with closing punctuation or ends with opening, and no figure is parted.
    """
    lines, line, room = [], "", wide / size - indent
    for word in re.findall(f"[（《“]*(?:[A-Za-z0-9]+|.)[{_NEVER_FIRST}]*", paragraph):
        # One mark may hang over the edge; two of them would fill a gutter.
        least = sum(map(width_of, word[:-1] if word[-1] in _NEVER_FIRST else word))
        if line and sum(map(width_of, line)) + least > room + 1e-6:
            lines.append(line)
            line, room = "", wide / size
        line += word
    return [*lines, line]


def set_columns(
    paragraphs: Iterable[str],
    columns: Sequence[tuple[float, float]],
    *,
    size: float = 12.0,
    top: float = 100.0,
    bottom: float = 740.0,
    indent: float = 2.0,
) -> list[Sheet]:
    """Paragraphs set into columns of as many pages as they take."""
    sheets = [Sheet()]
    column, y = 0, top
    for paragraph in paragraphs:
        left, right = columns[column]
        for index, line in enumerate(break_lines(paragraph, right - left, size, indent)):
            if y > bottom:
                column, y = column + 1, top
                if column == len(columns):
                    column = 0
                    sheets.append(Sheet())
            left, right = columns[column]
            sheets[-1].text(left + (0 if index else indent * size), y, line, size)
            y += 1.4 * size
    return sheets


def pages(sheets: Sequence[Sheet]) -> list[Page]:
    """The sheets as pages, counted from 1."""
    return [sheet.page(number) for number, sheet in enumerate(sheets, start=1)]


_INK_LEFT, _INK_RIGHT = "，。、；：！？）》〉”", "（《〈“"


def seen_page(sheet: Sheet, number: int = 1, *, tilt: float = 0.0) -> SeenPage:
    """What a machine that reads without a fault sees on a sheet: boxes around the ink of lines.

    Args:
        sheet: The page.
        number: Of the page.
        tilt: By how much it lies askew, in radians, clockwise.
    """
    lines: list[list[Glyph]] = []
    for glyph in sheet.glyphs:
        last = lines[-1][-1] if lines else None
        if last and last.baseline == glyph.baseline and abs(glyph.x0 - last.x1) < glyph.size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    seen = tuple(_seen_line(line, sheet, tilt) for line in lines)
    return SeenPage(number, *sheet.size, seen, tuple(sheet.rules))


def _seen_line(glyphs: Sequence[Glyph], sheet: Sheet, tilt: float) -> SeenLine:
    first, last = glyphs[0], glyphs[-1]
    size, edge = first.size, 0.08 * first.size  # which the machine leaves around the ink
    left = first.x0 + 0.5 * size * (first.text in _INK_RIGHT) - edge
    right = last.x1 - 0.5 * size * (last.text in _INK_LEFT) + edge
    top, bottom = first.baseline - 0.88 * size - edge, first.baseline + 0.12 * size + edge
    cx, cy = sheet.size[0] / 2, sheet.size[1] / 2
    corners = [
        (cx + (x - cx) * cos(tilt) - (y - cy) * sin(tilt),
         cy + (x - cx) * sin(tilt) + (y - cy) * cos(tilt))
        for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]  # fmt: skip
    (a, b), (c, d), (e, f), (g, h) = corners
    return SeenLine("".join(g.text for g in glyphs), (a, b, c, d, e, f, g, h), 0.99)


def pdf(sheets: Sequence[Sheet], *, rotate: int = 0, hidden: str = "", extra: bytes = b"") -> bytes:
    """A PDF whose font is not embedded, as office files have; ASCII (CID 1 to 95) is half as wide.

    Args:
        sheets: Its pages.
        rotate: Degrees by which viewers turn each page clockwise.
        hidden: Operators before the text, as `3 Tr` for invisible text.
        extra: Operators behind it.
    """
    used = sorted({ord(glyph.text) for sheet in sheets for glyph in sheet.glyphs})
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(sheets)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]"
        b"/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/W[1 95 500]/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor<</Type/FontDescriptor"
        b"/FontName/Song/Flags 4/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 80"
        b"/FontBBox[0 -120 1000 880]>>>>",
        _stream(_to_unicode(used)),
    ]
    for index, sheet in enumerate(sheets):
        wide, high = sheet.size
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Rotate {rotate}/Contents"
            f" {7 + 2 * index} 0 R/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(_stream(_operators(sheet, hidden) + extra))
    return _file(objects)


def _operators(sheet: Sheet, hidden: str) -> bytes:
    high = sheet.size[1]
    drawn = [
        f"BT {hidden} /F {g.size} Tf 1 0 0 1 {g.x0:.3f} {high - g.baseline:.3f} Tm"
        f" <{ord(g.text):04x}> Tj ET"
        for g in sheet.glyphs
    ]
    drawn += [f"0.5 w {r.x0} {high - r.y0} m {r.x1} {high - r.y1} l S" for r in sheet.rules]
    return "\n".join(drawn).encode()


def _to_unicode(used: Sequence[int]) -> bytes:
    head = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def"
        " /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    )
    lines = []
    for start in range(0, len(used), 100):
        part = used[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{code:04x}> <{code:04x}>" for code in part]
        lines.append("endbfchar")
    return (head + "\n".join(lines) + "\nendcmap end end").encode()


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(
        b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, table)
    )
    return out.getvalue()


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(sheets: Sequence[Sheet], parts: Mapping[str, str] | None = None) -> bytes:
    """An OFD file with a text object for every character; `parts` are added or put in place."""
    made = {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(
            f'<ofd:Page ID="{index + 1}" BaseLoc="Pages/{index}.xml"/>'
            for index in range(len(sheets))
        )
        + "</ofd:Pages></ofd:Document>",
    }
    for index, sheet in enumerate(sheets):
        made[f"Doc_0/Pages/{index}.xml"] = ofd_page(_objects(sheet))
    return zipped({**made, **(parts or {})})


def ofd_page(objects: str, head: str = "") -> str:
    """A page with these objects."""
    return (
        f"<ofd:Page {_OFD}>{head}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
        "</ofd:Page>"
    )


def ofd_text(x: float, y: float, text: str, deltas: str = "", size: float = 4.0) -> str:
    """A text object; places in millimetres."""
    step = f' DeltaX="{deltas}"' if deltas else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 100 {size}" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}"{step}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def _objects(sheet: Sheet) -> str:
    texts = (ofd_text(g.x0 * _MM, g.baseline * _MM, g.text, "", g.size * _MM) for g in sheet.glyphs)
    paths = (
        f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {r.x0 * _MM} {r.y0 * _MM}'
        f" L {r.x1 * _MM} {r.y1 * _MM}</ofd:AbbreviatedData></ofd:PathObject>"
        for r in sheet.rules
    )
    return "".join((*texts, *paths))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zipped file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
