"""Read one document from its lines: elements, blocks and attachments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.ingestion.content import read_content
from gazette_search.ingestion.layout.joins import join_lines
from gazette_search.ingestion.layout.pages import join_at_page_ends, print_lines
from gazette_search.ingestion.layout.paragraphs import Paragraph, join_pieces
from gazette_search.ingestion.layout.tables import join_rows
from gazette_search.ingestion.structure.announcements import enclosed_title, note_extent, read_notes
from gazette_search.ingestion.structure.attachments import Part, list_attachments, split_attachments
from gazette_search.ingestion.structure.metadata import (
    Closing,
    addressee_in,
    find_addressee,
    find_closing,
    find_title,
    issuer_in_title,
)
from gazette_search.ingestion.structure.sections import build_blocks
from gazette_search.ingestion.structure.titles import genre_of, repair_paragraph, repair_title
from gazette_search.models import Block, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.ingestion.structure.splitter import DocumentLines
    from gazette_search.models import BlockKind, TocEntry


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

    title: tuple[Line, ...]
    addressee: tuple[Line, ...]
    body: tuple[Line, ...]
    closing: Closing | None
    behind: tuple[Line, ...]


def read_document(source: DocumentLines, entry: TocEntry | None) -> ReadDocument:
    """Read one document.

    Args:
        source: Its lines, from the splitter.
        entry: Its entry in the contents, or None.
    """
    frame = _frame(source)
    toc_title = repair_title(entry.title) if entry else None
    title = repair_title(" ".join(line.text for line in frame.title), entry.title if entry else "")
    announced = read_notes(frame.body)
    enclosed = enclosed_title(title or toc_title or "", _text(frame.body))
    own, parts = split_attachments(frame.behind, announced, enclosed)
    text = _Text(toc_title or "")
    _add_own_elements(text, source, frame, own)
    for number, part in enumerate(parts, start=1):
        _add_part(text, part, number)
    for note in source.footnotes:
        text.add("note", (note,))
    blocks = tuple(text.blocks)
    closing = frame.closing
    named = frame.body[0].number if frame.body else None
    issuer = closing.issuer if closing else None
    document = Document(
        number=source.number,
        title=title or toc_title or "",
        lines=(source.head.number, max(text.used)),
        masthead=source.masthead,
        toc_title=toc_title,
        page=entry.page if entry else None,
        genre=genre_of(title or toc_title or ""),
        issuer=issuer or issuer_in_title(title),
        signed_date=closing.signed_date if closing else None,
        addressee=_addressee(frame),
        disclosure=_disclosure(blocks),
        attachments=list_attachments(parts, announced, enclosed, named),
        blocks=blocks,
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


def _frame(source: DocumentLines) -> _Frame:
    title = find_title(source.rest)
    rest = source.rest[len(title) :]
    addressee = find_addressee(rest)
    rest = rest[len(addressee) :]
    closing = find_closing(rest)
    if closing is None:
        return _Frame(title, addressee, rest, None, ())
    body = tuple(line for line in rest if line.number < closing.first)
    behind = tuple(line for line in rest if line.number > closing.last)
    return _Frame(title, addressee, body, closing, behind)


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

    def __init__(self, toc_title: str) -> None:
        self.toc_title = toc_title
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
        for kind, run in _runs(lines):
            paragraphs = join_at_page_ends(run, self.height) if kind == "text" else run
            if kind == "table":
                self.height = None
            if self.height is not None:
                self.height += sum(map(print_lines, paragraphs))
            elements += [(kind, paragraph) for paragraph in paragraphs]
        for _, paragraph in elements:
            self.used += [line.number for line in paragraph.lines]
        self.blocks += build_blocks(elements, part)


_TITLES = ("title", "attachment_title")


def _runs(lines: Sequence[Line]) -> list[tuple[str, list[Paragraph]]]:
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
            runs.append((kind, join_lines(run)))
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
    text.add("masthead", source.masthead_lines)
    text.add("number", (source.head,))
    text.add("title", frame.title)
    text.add("addressee", frame.addressee)
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


def _add_part(text: _Text, part: Part, number: int) -> None:
    if part.label:
        text.add("attachment_label", (part.label,), number)
    text.add("attachment_title", part.title_lines, number)
    text.height = None
    text.add_running(part.body, number)
