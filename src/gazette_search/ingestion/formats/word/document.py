"""A Word file as lines: paragraphs with their numbers, rows of tables, notes, text boxes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.folding import fold_glyphs
from gazette_search.ingestion.formats.geometry.page import A4, Page
from gazette_search.ingestion.formats.grid import Cell, lay_out
from gazette_search.ingestion.formats.recognition.pages import laid_out, scanned
from gazette_search.ingestion.formats.recognition.seen import NOTHING_SEEN
from gazette_search.ingestion.formats.source_text import (
    SourceLine,
    SourceText,
    SourceWarning,
    spaced,
)
from gazette_search.ingestion.formats.word.names import (
    COMPATIBILITY,
    integer,
    local,
    unify,
    value,
    w,
)
from gazette_search.ingestion.formats.word.numbering import Numbering
from gazette_search.ingestion.formats.word.parts import find_parts
from gazette_search.ingestion.formats.word.pictures import scans_of
from gazette_search.ingestion.formats.word.runs import LINE_BREAK, PAGE_BREAK, TAB, Note, RunReader
from gazette_search.ingestion.formats.word.styles import Style, Styles, leads_of
from gazette_search.ingestion.formats.zipped import Package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from gazette_search.ingestion.formats.recognition.seen import SeenPages
    from gazette_search.ingestion.formats.word.pictures import Scans

_LEADER = "……"
_BREAKS = re.compile(f"({PAGE_BREAK})")
_GONE = {w("del"), w("moveFrom"), w("sectPr"), w("pPr"), w("tblPr"), w("tblGrid"), w("trPr")}


def read_docx(raw: bytes, file: str, seen: SeenPages = NOTHING_SEEN) -> SourceText:
    """The text of a Word file (.docx, .docm), all changes accepted.

    Args:
        raw: What the file holds.
        file: Its name for messages.
        seen: What a machine saw on the scanned pages that were pasted into it, by their numbers.

    Raises:
        SourceFileError: It is damaged or beyond the limits.
    """
    package = Package(raw, file)
    parts = find_parts(package)
    main = parts["officeDocument"]
    roots = {
        kind: unify(package.xml(path))
        for kind in ("styles", "numbering", "footnotes", "endnotes")
        if (path := parts.get(kind, f"word/{kind}.xml")) in package
    }
    try:
        root = unify(package.xml(main))
        return _Reader(roots, scans_of(package, main, root), seen).read(root)
    except RecursionError as problem:
        raise SourceFileError(file, "嵌套太深，没有读") from problem


class _Reader:
    """Walks the body once; lists and pages are counted in the order of the text."""

    def __init__(self, roots: dict[str, Element], scans: Scans, images: SeenPages) -> None:
        self._scans, self._images = scans, images
        self._pasted: list[int] = []  # numbers of scans that stand behind the last line
        self._told: list[SourceWarning] = []
        self._styles = Styles(roots.get("styles"))
        self._numbering = Numbering(roots.get("numbering"))
        self._notes = {
            Note(kind, note.get(w("id"), "")): note
            for kind in ("footnote", "endnote")
            if f"{kind}s" in roots
            for note in roots[f"{kind}s"].findall(w(kind))
            if note.get(w("type"), "normal") == "normal"
        }
        self._note_count = 0
        self._seen: Counter[str] = Counter()
        self._page: int | None = None
        self._carried = ""  # text of a paragraph whose end was deleted

    def read(self, root: Element) -> SourceText:
        # Word notes where pages began when it last saved; other writers do not.
        self._page = 1 if root.find(f".//{w('lastRenderedPageBreak')}") is not None else None
        body = root.find(w("body"))
        lines = spaced(self._with_scans(self._flow(body))) if body is not None else ()
        return SourceText(
            "docx", lines, whole_paragraphs=True, pages=self._page, warnings=tuple(self._warnings())
        )

    def _warnings(self) -> Iterator[SourceWarning]:
        if self._seen["revisions"]:
            yield SourceWarning("revisions", "有修订痕迹，按全部接受修订后的文字读取")
        if self._seen["hidden"]:
            yield SourceWarning("hidden", f"有 {self._seen['hidden']} 处隐藏文字，没有读")
        if self._seen["pictures"]:
            yield SourceWarning("embedded", f"有 {self._seen['pictures']} 幅图片或图表，没有读")
        yield from sorted(self._told, key=lambda one: one.code)

    def _with_scans(self, lines: Iterator[SourceLine]) -> Iterator[SourceLine]:
        """The lines with those of scanned pages where they stand; pages in a row are one text."""
        for line in lines:
            if line.text.strip():
                yield from self._scanned()
            yield line
        yield from self._scanned()

    def _scanned(self) -> Iterator[SourceLine]:
        numbers, self._pasted = self._pasted, []
        if not numbers:
            return
        pages = [Page(number, *A4) for number in numbers]
        text = laid_out("docx", pages, [scanned(number) for number in numbers], self._images)
        self._told += text.warnings
        yield SourceLine("")
        yield from (replace(line, page=self._page) for line in text.lines)
        yield SourceLine("")

    def _flow(self, container: Element) -> Iterator[SourceLine]:
        """The lines of what holds paragraphs and tables."""
        for child in container:
            if child.tag == w("p"):
                yield from self._paragraph(child)
            elif child.tag == w("tbl"):
                yield from lay_out(list(self._rows(child)), self._page)
            elif child.tag in _GONE:
                continue
            elif child.tag == f"{COMPATIBILITY}AlternateContent":
                yield from self._flow(child[0]) if len(child) else ()
            elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
                yield from self._flow(child)

    def _paragraph(self, paragraph: Element) -> Iterator[SourceLine]:
        properties = paragraph.find(w("pPr"))
        style = self._styles.of(value(properties, "pStyle") or self._styles.default)
        reader = RunReader(self._styles, style, self._seen)
        text = reader.read(paragraph)
        for box in reader.boxes:
            yield SourceLine("")
            yield from self._flow(box)
            yield SourceLine("")
        leads = leads_of(properties)
        leader = _LEADER if (style.leads if leads is None else leads) else " "
        number = self._number(properties, style) if text.strip() else ""
        text = self._carried + number + text.replace(TAB, leader)
        if properties is not None and properties.find(f"{w('rPr')}/{w('del')}") is not None:
            self._carried = text
            return
        self._carried = ""
        alignment = value(properties, "jc") or style.alignment
        yield from self._pieces(text.replace(LINE_BREAK, "" if alignment == "center" else "\n"))
        self._paste(reader.pictures)
        for mark in reader.notes:
            yield from self._note(mark)

    def _paste(self, pictures: Sequence[Element]) -> None:
        for picture in pictures:
            if picture in self._scans:
                self._pasted.append(self._scans[picture][0])
            else:
                self._seen["pictures"] += 1

    def _pieces(self, text: str) -> Iterator[SourceLine]:
        """The lines of a paragraph; what a page broke off continues the line above."""
        goes_on = False
        for piece in _BREAKS.split(text):
            if piece == PAGE_BREAK:
                self._page = (self._page or 1) + 1
                continue
            for index, line in enumerate(piece.split("\n")):
                shown = fold_glyphs(line)
                if shown.strip():
                    yield SourceLine(shown, self._page, continues=goes_on and not index)
                goes_on = bool(shown.strip()) or (goes_on and not index)

    def _number(self, properties: Element | None, style: Style) -> str:
        own = value(properties, "numPr/numId")
        list_id = own or style.list_id
        if not list_id or list_id == "0":  # 0 takes a paragraph out of its style's list (17.9.18)
            return ""
        level = integer(value(properties, "numPr/ilvl"))
        return self._numbering.next(list_id, level if level is not None else style.level or 0)

    def _note(self, mark: Note) -> Iterator[SourceLine]:
        note = self._notes.get(mark)
        if note is None:
            return
        self._note_count += 1
        texts = [line.text for line in self._flow(note) if line.text.strip()]
        text = f"注{self._note_count}：{' '.join(texts).strip()}"
        yield SourceLine(text, self._page, "note")

    def _rows(self, table: Element) -> Iterator[list[Cell]]:
        for row in _children(table, "tr"):
            properties = row.find(w("trPr"))
            if properties is not None and properties.find(w("del")) is not None:
                self._seen["revisions"] += 1
                continue
            before = integer(value(properties, "gridBefore")) or 0
            yield [*[Cell(())] * min(before, 100), *(self._cell(c) for c in _children(row, "tc"))]

    def _cell(self, cell: Element) -> Cell:
        properties = cell.find(w("tcPr"))
        merge = properties.find(w("vMerge")) if properties is not None else None
        columns = integer(value(properties, "gridSpan")) or 1
        lines = tuple(self._flow(cell))
        if merge is not None and merge.get(w("val"), "continue") == "continue":
            lines = ()  # what it holds is not shown
        return Cell(lines, columns)


def _children(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those in content controls."""
    for child in element:
        if child.tag == w(name):
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _children(child, name)
