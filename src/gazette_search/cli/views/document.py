"""One document, laid out as it reads."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.cli.terminal import display_width
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazette_search.cli.marking import Highlights
    from gazette_search.cli.terminal import Screen
    from gazette_search.models import Block, Document, IssueInfo
    from gazette_search.search.reports import ShownDocument

_STYLES = {"heading": "heading", "attachment_label": "title", "attachment_title": "title",
           "title": "title", "caption": "title", "disclosure": "quiet", "note": "quiet",
           "responsibility": "quiet"}  # fmt: skip
_INDENTED = {"paragraph", "item", "heading", "responsibility", "attachment_note", "note"}
_RIGHT = {"signature", "date"}
FIRST_LINE = "　　"  # 首行缩进两字
RULE_COLUMNS = 60


def draw_document(shown: ShownDocument, screen: Screen, find: Callable[[str], Highlights]) -> str:
    """Title and reference, body, attachments apart, then what it cites and what cites it."""
    document, issue = shown.held.document, shown.held.issue
    parts = [
        screen.paragraph(mark(document.title, find(document.title)).runs(), "title"),
        screen.text(" · ".join(reference(document, issue)), "quiet"),
        screen.text(_origin(document, issue), "quiet"),
        *(draw_validity(shown.held.validity, screen) if shown.held.validity else ()),
        "",
    ]
    for part, blocks in groupby(document.blocks, key=lambda block: block.part):
        parts += [_rule(_part_name(document, part), screen), ""] if part else []
        for block in blocks:
            if part or block.kind not in ("masthead", "number", "title"):
                parts += [_block(block, screen, find), ""]
    parts += _citations(shown, screen)
    parts += _versions(shown, screen)
    return "\n".join(parts).rstrip("\n") + "\n"


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
