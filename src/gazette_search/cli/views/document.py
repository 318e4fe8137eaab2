"""One document, laid out as it reads."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.cli.margin import margin_of, marked_rows, row_at
from gazette_search.cli.marking import marker
from gazette_search.cli.terminal import Screen, display_width
from gazette_search.cli.views.validity import draw_validity
from gazette_search.export.force_wording import remark
from gazette_search.export.marked import mark
from gazette_search.export.wording import (
    RELATIONS,
    one_line,
    place_text,
    read_mark,
    reference,
    version_line,
)
from gazette_search.models import place_of
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazette_search.cli.marking import Highlights
    from gazette_search.models import Block, Document, IssueInfo
    from gazette_search.search.lookup.spots import Spot
    from gazette_search.search.reports import ShownDocument
    from gazette_search.workflows.standing import Standing

_STYLES = {"heading": "heading", "attachment_label": "title", "attachment_title": "title",
           "title": "title", "caption": "title", "disclosure": "quiet", "note": "quiet",
           "responsibility": "quiet"}  # fmt: skip
_INDENTED = {"paragraph", "item", "heading", "responsibility", "attachment_note", "note"}
_RIGHT = {"signature", "date"}
FIRST_LINE = "　　"  # 首行缩进两字
RULE_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class DrawnDocument:
    """A document as it is seen.

    Attributes:
        row: Where the reader stands, from 1; 0 at the beginning.
        marks: The rows that are marked, from 1.
    """

    text: str
    row: int = 0
    marks: tuple[int, ...] = ()


def draw_documents(
    standings: Sequence[Standing], screen: Screen, query: str | None = None
) -> DrawnDocument:
    """Documents one below the other, opened where the reader stands in the first.

    Args:
        standings: One at least.
        screen: Where they are drawn.
        query: Words to mark instead of those of the search that led here; the first is gone to.
    """
    terms = (query or " ".join(one.terms) for one in standings)
    drawn = [
        draw_document(one.shown, screen, marker(words), one.spot)
        for one, words in zip(standings, terms, strict=True)
    ]
    rule = screen.styled("=" * (screen.width or RULE_COLUMNS), "quiet")
    text = f"\n{rule}\n\n".join(one.text for one in drawn)
    marks = marked_rows(text) if screen.width is not None else ()
    row = drawn[0].row or (marks[0] if query and marks else 0)
    return DrawnDocument(text, row, marks)


def draw_document(
    shown: ShownDocument,
    screen: Screen,
    find: Callable[[str], Highlights],
    spot: Spot | None = None,
) -> DrawnDocument:
    """Title and reference, body, attachments apart, then what it cites and what cites it.

    On a terminal it has a margin with the source lines, or rules with the pages.
    """
    document, issue = shown.held.document, shown.held.issue
    counted = document.lines[1] if issue.format == "text" else None
    margin = margin_of(screen, counted)
    inner = screen
    if margin:
        inner = replace(screen, color=True, width=(screen.width or 0) - margin.columns)
    laid: list[str] = []
    row = 0
    for number, part in drawn_parts(shown, inner, find):
        block = document.blocks[number] if number is not None else None
        here = row_at(block, spot.offset, part) if block and spot and spot.block == number else -1
        if here >= 0:
            row = sum(done.count("\n") + 1 for done in laid) + here + 1
        line = block.lines[0] if block else None
        laid.append(margin.beside(part, screen, line, here) if margin else part)
    text = "\n".join(laid).rstrip("\n") + "\n"
    return DrawnDocument(text, row)


def drawn_parts(
    shown: ShownDocument, screen: Screen, find: Callable[[str], Highlights]
) -> Iterator[tuple[int | None, str]]:
    """What is drawn one below the other, each with the index of the block that it shows."""
    document = shown.held.document
    yield None, screen.paragraph(mark(document.title, find(document.title)).runs(), "title")
    for line in _facts(shown, screen):
        yield None, line
    page = document.page_at(document.lines[0])
    for part, blocks in groupby(enumerate(document.blocks), key=lambda pair: pair[1].part):
        yield from ((None, text) for text in _part_head(document, part, screen))
        for number, block in blocks:
            if not part and block.kind in ("masthead", "number", "title"):
                continue
            begun, page = page, document.page_at(block.lines[0])
            if page != begun and screen.width is not None:
                yield None, _rule(f"第{page}页", screen)
            yield number, _block(block, screen, find)
            yield None, ""
    for line in (*_citations(shown, screen), *_versions(shown, screen)):
        yield None, line


def _facts(shown: ShownDocument, screen: Screen) -> Iterator[str]:
    document, issue = shown.held.document, shown.held.issue
    yield screen.text(" · ".join(reference(document, issue)), "quiet")
    origin, place = _origin(document, issue), place_of(issue, document)
    yield screen.with_link(screen.text(origin, "quiet"), place_text(place), place)
    yield from draw_validity(shown.held.validity, screen) if shown.held.validity else ()
    yield ""


def _part_head(document: Document, part: int, screen: Screen) -> tuple[str, ...]:
    return (_rule(_part_name(document, part), screen), "") if part else ()


def _origin(document: Document, issue: IssueInfo) -> str:
    place = place_text(place_of(issue, document)) + read_mark(document)
    last = place_of(issue, document, document.lines[1])
    if last.page is not None and document.page_starts[0][1] != last.page:
        place = place.replace("页", f"–{last.page}页", 1)
    elif last.line is not None:
        place = f"{place}–{last.line}"
    facts = (document.issuer, document.genre, place)
    return " · ".join(one_line(fact) for fact in facts if fact)


def _part_name(document: Document, part: int) -> str:
    """附件, or what a text is called that the notice itself encloses."""
    printed = [attachment for attachment in document.attachments if attachment.present]
    enclosed = part <= len(printed) and printed[part - 1].kind == "enclosed"
    return "印发的文件" if enclosed else "附件"


def _block(block: Block, screen: Screen, find: Callable[[str], Highlights]) -> str:
    if block.kind == "table":
        return _table(block, screen, find)
    text = block.text
    if block.kind in _RIGHT:
        return _right(one_line(text), screen)
    if block.kind in _INDENTED:
        text = FIRST_LINE + text
    return screen.paragraph(mark(text, find(text)).runs(), _STYLES.get(block.kind, ""))


def _right(text: str, screen: Screen) -> str:
    room = (screen.width or RULE_COLUMNS) - display_width(text) - 4
    return " " * max(0, room) + text


def _table(block: Block, screen: Screen, find: Callable[[str], Highlights]) -> str:
    from gazette_search.cli.views.tables import Column, draw_table

    header, *rows = (row.split("\t") for row in block.text.split("\n"))
    width = max(len(row) for row in (header, *rows))
    columns = [Column(name) for name in [*header, *[""] * (width - len(header))]]
    cells = ([mark(cell, find(cell)) for cell in row] for row in rows)
    return draw_table(columns, cells, screen, ruled=True)


def _rule(name: str, screen: Screen) -> str:
    columns = min(screen.width or RULE_COLUMNS, RULE_COLUMNS)
    return screen.styled(f"── {name} {'─' * (columns - 4 - display_width(name))}", "quiet")


def _citations(shown: ShownDocument, screen: Screen) -> Iterator[str]:
    cited = dict.fromkeys((c.relation, c.number, c.title) for c in shown.held.document.citations)
    if cited:
        yield _rule("引用", screen)
        for relation, number, title in cited:
            held = "（已收）" if number in shown.held_numbers else ""
            named = f"《{title}》{number}" if title else number
            yield _entry(f"{RELATIONS[relation]}  {one_line(named)}{held}", screen)
            force = remark(shown.cited_validity.get(number))
            if force:
                yield screen.text(force, "warning", indent=8)
        yield ""
    citing = dict.fromkeys((by.relation, by.number) for by in shown.cited_by)
    if citing:
        yield _rule("被引用", screen)
        yield from _entries(citing, screen)
        yield ""


def _versions(shown: ShownDocument, screen: Screen) -> Iterator[str]:
    """Other versions of the notice, and how to compare with the nearest."""
    if not shown.series:
        return
    yield _rule("同类公文", screen)
    for version in shown.series:
        yield _entry(version_line(version), screen)
    earlier = [version for version in shown.series if version.position == "earlier"]
    nearest = one_line((earlier[-1] if earlier else shown.series[0]).number)
    own = one_line(shown.held.document.id)
    pair = (nearest, own) if earlier else (own, nearest)
    yield screen.text(f"对照：gsearch diff {' '.join(pair)}", "quiet", indent=2)


def _entries(citing: Iterable[tuple[str, str]], screen: Screen) -> Iterator[str]:
    for relation, number in citing:
        yield _entry(f"{RELATIONS.get(relation, relation)}  {one_line(number)}", screen)


def _entry(text: str, screen: Screen) -> str:
    return screen.text(text, indent=2, hanging=6)
