"""Pages to lines of text: the whole way from characters with places to paragraphs and rows."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.folding import fold_glyphs
from gazette_search.ingestion.formats.geometry.columns import find_layouts, in_reading_order
from gazette_search.ingestion.formats.geometry.furniture import without_furniture
from gazette_search.ingestion.formats.geometry.grids import Grid, find_grids
from gazette_search.ingestion.formats.geometry.lines import PlacedLine, line_of
from gazette_search.ingestion.formats.geometry.notes import take_notes
from gazette_search.ingestion.formats.geometry.paragraphs import body_of, find_paragraphs
from gazette_search.ingestion.formats.geometry.runs import find_runs
from gazette_search.ingestion.formats.geometry.tables import (
    Table,
    extend_table,
    goes_on,
    read_table,
)
from gazette_search.ingestion.formats.source_text import SourceLine, spaced
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.ingestion.formats.geometry.columns import Layout
    from gazette_search.ingestion.formats.geometry.page import Page
    from gazette_search.ingestion.formats.geometry.paragraphs import PlacedParagraph
    from gazette_search.ingestion.formats.geometry.runs import GlyphRun

_LEADERS = re.compile(r"(?:[.…·．]\s*){3,}(?=[(（]?\s*\d{1,4}\s*[)）]?$)")


@dataclass(slots=True)
class _Sheet:
    """A page in the making: its runs outside tables, its tables with the runs in them."""

    page: Page
    runs: list[GlyphRun]
    grids: list[tuple[Grid, list[GlyphRun]]]


def read_pages(pages: Sequence[Page]) -> tuple[SourceLine, ...]:
    """The paragraphs and rows of a file.

    Args:
        pages: All of them in order: columns, heads and tables show only over several.
    """
    runs = without_furniture(pages, [find_runs(page.glyphs) for page in pages])
    sheets = [_sheet(page, of_page) for page, of_page in zip(pages, runs, strict=True)]
    size = _body_size(sheets)
    layouts = find_layouts([sheet.runs for sheet in sheets], [page.width for page in pages], size)
    flow: list[PlacedLine | Table] = []
    notes: dict[int, dict[str, str]] = {}
    for sheet, layout in zip(sheets, layouts, strict=True):
        items, notes[sheet.page.number] = _read_sheet(sheet, layout, size)
        _append(flow, items)
    machine_read = {page.number for page in pages if page.machine_read}
    return spaced(_lines(flow, notes, machine_read, size))


def _sheet(page: Page, runs: Sequence[GlyphRun]) -> _Sheet:
    grids: list[tuple[Grid, list[GlyphRun]]] = [(grid, []) for grid in find_grids(page.rules)]
    outside = []
    for run in runs:
        middle = run.baseline - 0.35 * run.size
        for grid, inside in grids:
            if grid.holds(run.x0, run.x1, middle):
                inside.append(run)
                break
        else:
            outside.append(run)
    return _Sheet(page, outside, grids)


def _body_size(sheets: Iterable[_Sheet]) -> float:
    """The size of most characters outside tables, to half a point."""
    counts: Counter[float] = Counter()
    for sheet in sheets:
        for run in sheet.runs:
            counts[round(run.size * 2) / 2] += len(run.pieces)
    return counts.most_common(1)[0][0] if counts else 10.5


def _read_sheet(
    sheet: _Sheet, layout: Layout, size: float
) -> tuple[list[PlacedLine | Table], dict[str, str]]:
    """Lines and tables of a page in reading order, and its footnotes."""
    if not layout:  # nothing but tables, or nothing at all
        return [read_table(grid, runs, sheet.page.number) for grid, runs in sheet.grids], {}
    inside = {id(grid): runs for grid, runs in sheet.grids}
    placed = in_reading_order(layout, sheet.runs, [grid for grid, _ in sheet.grids], size)
    items: list[PlacedLine | Table] = [
        read_table(one.item, inside[id(one.item)], sheet.page.number)
        if isinstance(one.item, Grid)
        else line_of(one.item, one.column, sheet.page.number)
        for one in placed
    ]
    lines = [item for item in items if isinstance(item, PlacedLine)]
    kept, notes = take_notes(sheet.page, lines, [grid for grid, _ in sheet.grids])
    staying = {id(line) for line in kept}
    return [i for i in items if isinstance(i, Table) or id(i) in staying], notes


def _append(flow: list[PlacedLine | Table], items: Sequence[PlacedLine | Table]) -> None:
    """Add a page; a table at its top may be the rest of the one that ends the page before."""
    for item in items:
        last = flow[-1] if flow else None
        if isinstance(item, Table) and isinstance(last, Table) and goes_on(last, item):
            extend_table(last, item)
        else:
            flow.append(item)


def _lines(
    flow: Sequence[PlacedLine | Table],
    notes: dict[int, dict[str, str]],
    machine_read: set[int],
    size: float,
) -> Iterator[SourceLine]:
    body = body_of([item for item in flow if isinstance(item, PlacedLine)], size)
    stretch: list[PlacedLine] = []
    for item in (*flow, None):
        if isinstance(item, PlacedLine):
            stretch.append(item)
            continue
        for paragraph in find_paragraphs(stretch, body):
            yield from _paragraph(paragraph, notes, machine_read)
        stretch = []
        if item is not None:
            yield SourceLine("")
            for row in item.rows:
                text = fold_glyphs(row.text)
                yield SourceLine(text, row.page, "row", machine_read=row.page in machine_read)
            yield SourceLine("")


def _paragraph(
    paragraph: PlacedParagraph, notes: dict[int, dict[str, str]], machine_read: set[int]
) -> Iterator[SourceLine]:
    for index, (text, page) in enumerate(paragraph.pieces()):
        shown = fold_glyphs(_LEADERS.sub("……", text)).strip()
        if shown:
            yield SourceLine(shown, page, continues=index > 0, machine_read=page in machine_read)
    for line in paragraph.lines:
        for mark in line.notes:
            note = notes.get(line.page, {}).get(mark)
            if note:
                yield SourceLine(
                    fold_glyphs(f"注{mark}：{note}"), line.page, "note",
                    machine_read=line.page in machine_read,
                )  # fmt: skip
