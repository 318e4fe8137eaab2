"""Read one document from its lines: elements, blocks and attachments."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.ingestion.content import read_content
from gazette_search.ingestion.layout.joins import join_lines
from gazette_search.ingestion.layout.pages import join_at_page_ends, print_lines
from gazette_search.ingestion.layout.paragraphs import Paragraph, join_pieces
from gazette_search.ingestion.layout.print_line import GAZETTE, PrintLine
from gazette_search.ingestion.layout.tables import join_rows
from gazette_search.ingestion.structure.announcements import enclosed_title, note_extent, read_notes
from gazette_search.ingestion.structure.attachments import Part, list_attachments, split_attachments
from gazette_search.ingestion.structure.metadata import (
    Closing,
    addressee_in,
    find_addressee,
    find_adoption,
    find_closing,
)
from gazette_search.ingestion.structure.sections import build_blocks
from gazette_search.ingestion.structure.title_lines import issuer_in
from gazette_search.ingestion.structure.titles import genre_of, repair_paragraph, repair_title
from gazette_search.models import Block, Document
from gazette_search.text.dates import find_dates
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.ingestion.structure.number_readings import NumberReading
    from gazette_search.ingestion.structure.splitter import DocumentLines
    from gazette_search.models import BlockKind, TocEntry
    from gazette_search.models.source_fact import FactName


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document and the source lines that its blocks are made of.

    Attributes:
        document: The document.
        lines: Numbers of the lines that each block used, block by block.
    """

    document: Document
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The elements around the text, found before the text is joined."""

    addressee: tuple[Line, ...]
    body: tuple[Line, ...]
    closing: Closing | None
    behind: tuple[Line, ...]


def read_document(
    source: DocumentLines,
    reading: NumberReading,
    entry: TocEntry | None,
    file: str = "",
    print_line: PrintLine = GAZETTE,
) -> ReadDocument:
    """Read one document.

    Args:
        source: Its lines, from the splitter.
        reading: What was made of its number line.
        entry: Its entry in the contents, or None.
        print_line: How wide the issue is set.
        file: What it is called when it has neither number nor title: the name of its file.
    """
    toc_title = repair_title(entry.title) if entry else None
    title = repair_title(source.printed_title, entry.title if entry else "")
    frame = _frame(source, title or toc_title or "")
    announced = read_notes(frame.body)
    enclosed = enclosed_title(
        title or toc_title or "", _text(frame.body), is_order=_is_order(source)
    )
    own, parts = split_attachments(frame.behind, announced, enclosed)
    text = _Text(toc_title or "", print_line)
    _add_own_elements(text, source, frame, own)
    for number, part in enumerate(parts, start=1):
        _add_part(text, part, number)
    for note in source.footnotes:
        text.add("note", (note,))
    blocks = tuple(text.blocks)
    closing = frame.closing
    adoption = find_adoption(frame.body) if closing is None else None
    named = frame.body[0].number if frame.body else None
    name = title or toc_title or _stated(source, "title") or ""
    if _is_order(source) and enclosed and not title:
        name = enclosed
    if not name and reading.number is None:
        name = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    document = Document(
        number=reading.number,
        title=name,
        lines=(source.first, max(text.used)),
        masthead=source.masthead,
        toc_title=toc_title,
        page=entry.page if entry else None,
        genre=genre_of(name),
        issuer=_issuer(source, closing, name) or (adoption.issuer if adoption else None),
        signed_date=_signed_date(source, closing) or (adoption.day if adoption else None),
        addressee=_addressee(frame),
        disclosure=_disclosure(blocks),
        attachments=list_attachments(parts, announced, enclosed, named),
        blocks=blocks,
        printed_number=reading.printed,
        facts=source.block.facts if source.block else (),
    )
    content = read_content(blocks)
    read = replace(
        document,
        citations=content.citations,
        aliases=content.aliases,
        duties=content.duties,
        statements=content.statements,
    )
    return ReadDocument(read, tuple(text.used))


def _frame(source: DocumentLines, title: str) -> _Frame:
    rest = source.rest
    addressee = find_addressee(rest)
    rest = rest[len(addressee) :]
    closing = find_closing(rest, issuer_in(title))
    if closing is None:
        return _Frame(addressee, rest, None, ())
    return _Frame(addressee, rest[: closing.start], closing, rest[closing.end :])


def _is_order(source: DocumentLines) -> bool:
    """Whether the head is that of an order, which puts a text into force."""
    return source.reason == "order"


def _stated(source: DocumentLines, name: FactName) -> str | None:
    return source.block.value(name) if source.block else None


def _signed_date(source: DocumentLines, closing: Closing | None) -> date | None:
    if closing:
        return closing.signed_date
    beside = find_dates("".join(line.folded for line in source.number_lines))
    if beside:  # （1998年3月1日 国发〔1998〕5号）
        return beside[0][2]
    return source.block.signed if source.block else None


def _issuer(source: DocumentLines, closing: Closing | None, title: str) -> str | None:
    """Who issued the document: its signature, else its title, its order's masthead, its source."""
    if closing and closing.issuer:
        return closing.issuer
    agency = issuer_in(title)
    if agency:
        return agency
    masthead = source.masthead or ""
    if _is_order(source) and masthead.endswith("令"):
        return masthead.removesuffix("令").removeprefix("中华人民共和国")
    return _stated(source, "issuer")


def _text(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _addressee(frame: _Frame) -> str | None:
    if frame.addressee:
        return _text(frame.addressee).rstrip("：:")
    return addressee_in(frame.body[0].text) if frame.body else None


def _disclosure(blocks: Sequence[Block]) -> str | None:
    return next((block.text for block in blocks if block.kind == "disclosure"), None)


class _Text:
    """Blocks in order, with a list of the lines that they used up."""

    def __init__(self, toc_title: str, print_line: PrintLine) -> None:
        self.toc_title, self.print_line = toc_title, print_line
        self.blocks: list[Block] = []
        self.used: list[int] = []
        # Print lines from the head of the document; None once the count is unsure.
        self.height: int | None = 0

    def add(self, kind: BlockKind, lines: Sequence[Line], part: int = 0) -> None:
        """One block from whole lines."""
        if not lines:
            return
        paragraph = join_pieces(
            ((line, line.text) for line in lines), " " if kind in _TITLES else ""
        )
        if kind in _TITLES:
            paragraph = repair_paragraph(paragraph, self.toc_title)
        self.used += [line.number for line in paragraph.lines]
        self.blocks.append(paragraph.block(kind, part=part))
        if self.height is not None:
            self.height += print_lines(paragraph)

    def add_running(self, lines: Sequence[Line], part: int) -> None:
        """Blocks of running text: paragraphs, items, headings, tables and notes."""
        elements: list[tuple[str, Paragraph]] = []
        for kind, run in _runs(lines, self.print_line):
            paragraphs = self._whole(run) if kind == "text" else run
            if kind == "table":
                self.height = None
            if self.height is not None:
                self.height += sum(map(print_lines, paragraphs))
            elements += [(kind, paragraph) for paragraph in paragraphs]
        for _, paragraph in elements:
            self.used += [line.number for line in paragraph.lines]
        self.blocks += build_blocks(elements, part)

    def _whole(self, run: Sequence[Paragraph]) -> list[Paragraph]:
        return join_at_page_ends(run, self.height, self.print_line)


_TITLES = ("title", "attachment_title")


def _runs(lines: Sequence[Line], print_line: PrintLine) -> list[tuple[str, list[Paragraph]]]:
    """Runs of text, tables and 附件说明 among the lines of a part."""
    kinds: list[tuple[str, Line]] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        end = note_extent(lines, index) if line.kind == "note" else index + 1
        kind = {"note": "attachment_note", "row": "table", "disclosure": "disclosure"}.get(
            line.kind, "text"
        )
        kinds += [(kind, member) for member in lines[index:end]]
        index = end
    runs: list[tuple[str, list[Paragraph]]] = []
    for kind, members in groupby(kinds, key=lambda pair: pair[0]):
        run = [_as_text(line) if kind == "text" else line for _, line in members]
        if kind == "text":
            runs.append((kind, join_lines(run, print_line)))
        elif kind == "table":
            runs.append((kind, join_rows(run)))
        else:
            runs.append((kind, [join_pieces([(line, line.text)]) for line in run]))
    return runs


def _as_text(line: Line) -> Line:
    """The line as running text, where its form (a date, a number alone) means nothing."""
    return line if line.kind in ("text", "responsibility") else replace(line, kind="text")


def _add_own_elements(
    text: _Text, source: DocumentLines, frame: _Frame, own: Sequence[Line]
) -> None:
    """Blocks of the document itself, attachments aside."""
    elements: list[tuple[BlockKind, tuple[Line, ...]]] = [
        ("masthead", source.masthead_lines),
        ("number", source.number_lines),
        ("title", source.title),
        ("addressee", frame.addressee),
    ]
    for line in source.fact_lines:
        elements.append(("metadata", (line,)))
    # As printed: the number may stand above the title or below it.
    for kind, lines in sorted(elements, key=lambda element: _place(element[1])):
        text.add(kind, lines)
    text.add_running(frame.body, 0)
    closing = frame.closing
    if closing:
        for line in closing.signature:
            text.add("signature", (line,))
        if closing.date_line not in closing.signature:
            text.add("date", (closing.date_line,))
        if closing.disclosure:
            text.add("disclosure", (closing.disclosure,))
    text.height = None
    text.add_running(own, 0)


def _place(lines: Sequence[Line]) -> int:
    return lines[0].number if lines else 0


def _add_part(text: _Text, part: Part, number: int) -> None:
    if part.label:
        text.add("attachment_label", (part.label,), number)
    text.add("attachment_title", part.title_lines, number)
    text.height = None
    text.add_running(part.body, number)
