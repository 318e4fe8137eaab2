"""The columns of a file's pages, and the order in which their lines are read.

A column shows by its full lines: many begin at one x and end at another. Pages that show too few of
them, as the last page of a document or a page of contents, are set like their neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette_search.ingestion.formats.geometry.grids import Grid
    from gazette_search.ingestion.formats.geometry.runs import GlyphRun

_LEAST_WIDTH = 8.0  # characters of body type; three columns on A4 have 11
_LEAST_LINES = 4  # that show a column on a page
_EDGE = 0.8  # characters by which the ends of full lines differ: hanging and squeezed punctuation
_SAME_COLUMN = 1.5
_BESIDE = 0.6  # characters; the narrowest gutter
_BEYOND_SHARE = 0.25
_DEEPEST_INDENT = 8.0  # characters
# A page may have so many lines across two columns (titles, leads) and still be set in columns.
_ACROSS_SHARE = 0.4
# The page number of an entry of the contents, (34), stands apart and is no column.
_FIGURES = re.compile(r"[\s\d()（）.…—-]+")
_AROUND = 40  # pages; a yearbook's 3,000 must not be compared with each other
_BODY = 0.1  # sizes that differ less are one


class PageColumn(NamedTuple):
    """A column's edges."""

    left: float
    right: float

    def overlap(self, x0: float, x1: float) -> float:
        """How much of a stretch lies in the column."""
        return min(self.right, x1) - max(self.left, x0)


Layout = tuple[PageColumn, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line's runs or a table, in the column where it stands."""

    item: list[GlyphRun] | Grid
    column: PageColumn
    y: float


def is_body(run: GlyphRun, size: float) -> bool:
    """Whether a run is set in the size of the body."""
    return abs(run.size - size) <= _BODY * size


def find_layouts(
    pages: Sequence[Sequence[GlyphRun]], widths: Sequence[float], size: float
) -> list[Layout]:
    """The columns of each page.

    Args:
        pages: The runs of each, without tables and furniture.
        widths: Of each page.
        size: Of the body type.
    """
    shown = [_shown(runs, size) for runs in pages]
    edges = Counter(
        (round(column.right), round(column.left)) for layout in shown for column in layout
    )
    shown = [tuple(_from_the_edge(column, edges, size) for column in own) for own in shown]
    runs_of_all = [run for runs in pages for run in runs]
    whole = _extent(runs_of_all, max(widths, default=0.0), size)
    layouts = []
    for index, runs in enumerate(pages):
        layout = _of_neighbours(shown, index, runs, size) or shown[index]
        layouts.append(
            _with_beside(layout, runs, size) or _own_extent(runs, widths[index], size, whole)
        )
    return layouts


def _from_the_edge(
    column: PageColumn, edges: Mapping[tuple[int, int], int], size: float
) -> PageColumn:
    """A column from the left edge that it has on other pages.

    On pages of lists all full lines are indented.

    Args:
        column: As its page shows it.
        edges: How often columns of all pages have which right and left edge.
        size: Of the body type.
    """
    lefts: Counter[int] = Counter()
    for (right, left), count in edges.items():
        deeper = column.left - left
        if abs(right - column.right) <= _EDGE * size and size <= deeper <= _DEEPEST_INDENT * size:
            lefts[left] += count
    return column._replace(left=float(lefts.most_common(1)[0][0])) if lefts else column


def _shown(runs: Sequence[GlyphRun], size: float) -> Layout:
    """The columns that the full lines of a page show, left to right."""
    edges: list[tuple[list[float], list[float]]] = []
    for run in runs:
        if not is_body(run, size) or run.x1 - run.x0 < _LEAST_WIDTH * size:
            continue
        for lefts, rights in edges:
            if abs(lefts[0] - run.x0) <= _EDGE * size and abs(rights[0] - run.x1) <= _EDGE * size:
                lefts.append(run.x0)
                rights.append(run.x1)
                break
        else:
            edges.append(([run.x0], [run.x1]))
    found = sorted(
        (
            (len(lefts), column)
            for lefts, rights in edges
            if len(lefts) >= _LEAST_LINES
            and (column := PageColumn(min(lefts), sorted(rights)[len(rights) // 2]))
            and _beyond(column, runs, size) < _BEYOND_SHARE * len(lefts)
        ),
        reverse=True,
    )
    columns: list[PageColumn] = []
    for _, column in found:
        if all(column.overlap(*other) <= 0 for other in columns):
            columns.append(column)
    return tuple(sorted(_without_indent(column, found, columns, size) for column in columns))


def _with_beside(columns: Layout, runs: Sequence[GlyphRun], size: float) -> Layout:
    """The columns and those beside them that have too few full lines to show by themselves.

    The last column of a text may have three lines or one, the first little but a title; nothing but
    a column stands beside another.

    Args:
        columns: Those that show.
        runs: Of the page.
        size: Of the body type.
    """
    if not columns:
        return ()
    width = columns[0].right - columns[0].left
    top = min((run.baseline for run in runs), default=0.0) + size
    found = columns
    left = [run for run in runs if run.x1 < columns[0].left - _BESIDE * size]
    if _is_column(left, top):
        found = (_beside(left, width, size), *found)
    right = [run for run in runs if run.x0 > columns[-1].right + _BESIDE * size]
    while _is_column(right, top):  # each further one leaves no more than the one before it
        found = (*found, _beside(right, width, size))
        right = [run for run in right if run.x0 > found[-1].right + _BESIDE * size]
    fits = all(a.right <= b.left for a, b in pairwise(found))
    return found if fits else columns


def _is_column(runs: Sequence[GlyphRun], top: float) -> bool:
    """Whether what stands beside a column is one: a single line only where columns begin."""
    return len(runs) > 1 or any(
        run.baseline <= top and not _FIGURES.fullmatch(run.text) for run in runs
    )


def _beside(runs: Sequence[GlyphRun], width: float, size: float) -> PageColumn:
    """A column of some lines, as wide as another; punctuation may hang over its edge."""
    start = min(run.x0 for run in runs)
    inside = [run for run in runs if run.x0 < start + width]
    reach = max(run.x1 for run in inside)
    right = start + width
    return PageColumn(start, right if reach <= right + 1.5 * size else reach)


def _beyond(column: PageColumn, runs: Iterable[GlyphRun], size: float) -> int:
    """How many lines begin in a column and end far behind it.

    Lines of lists are often as long as each other (责任领导：某某某) and make no column.
    """
    return sum(
        column.left - 3 * size <= run.x0 < column.right - size and run.x1 > column.right + 2 * size
        for run in runs
        if is_body(run, size)
    )


def _without_indent(
    column: PageColumn,
    found: Iterable[tuple[int, PageColumn]],
    columns: Sequence[PageColumn],
    size: float,
) -> PageColumn:
    """The column from its true left edge: on pages of lists most full lines are indented."""
    lefts = [
        other.left
        for _, other in found
        if abs(other.right - column.right) <= size
        and all(other.overlap(*third) <= 0 for third in columns if third != column)
    ]
    return PageColumn(min([column.left, *lefts]), column.right)


def _nearest(shown: Sequence[Layout], index: int) -> Iterator[Layout]:
    """Layouts of pages around one, the nearest first; left before right, whose margins differ."""
    around = range(max(0, index - _AROUND), min(len(shown), index + _AROUND + 1))
    order = sorted(around, key=lambda other: (abs(other - index) + (other - index) % 2))
    return (shown[other] for other in order if other != index and shown[other])


def _of_neighbours(
    shown: Sequence[Layout], index: int, runs: Sequence[GlyphRun], size: float
) -> Layout:
    """The nearest layout with the most columns that a page can be set in, if more than it shows."""
    own = shown[index]
    more = [other for other in _nearest(shown, index) if len(other) > len(own)]
    tried: set[tuple[int, ...]] = set()
    for layout in sorted(more, key=len, reverse=True):  # stable: the nearest first
        edges = tuple(round(edge) for column in layout for edge in column)
        if edges not in tried and _has_all(layout, own, size) and _fits(layout, runs, size):
            return layout
        tried.add(edges)
    return ()


def _has_all(layout: Layout, shown: Layout, size: float) -> bool:
    """Whether a layout has the columns that a page shows."""
    near = _SAME_COLUMN * size
    return all(
        any(abs(a.left - b.left) <= near and abs(a.right - b.right) <= near for a in layout)
        for b in shown
    )


def _fits(layout: Layout, runs: Sequence[GlyphRun], size: float) -> bool:
    """Whether few lines of a page run across the gutters of a layout."""
    lines = [run for run in runs if run.x1 - run.x0 >= 4 * size]
    across = sum(_is_across(layout, run.x0, run.x1, size) for run in lines)
    return across <= _ACROSS_SHARE * len(lines)


def _is_across(layout: Layout, x0: float, x1: float, size: float) -> bool:
    return sum(column.overlap(x0, x1) > size for column in layout) > 1


def _extent(runs: Sequence[GlyphRun], width: float, size: float) -> Layout:
    """One column as wide as the text; where no two lines are full, with margins that are equal."""
    body = [run for run in runs if is_body(run, size)] or runs
    if not body:
        return ()
    left, right = min(run.x0 for run in body), max(run.x1 for run in body)
    full = [
        run
        for run in body
        if run.x1 >= right - _EDGE * size and run.x1 - run.x0 >= _LEAST_WIDTH * size
    ]
    return (PageColumn(left, right if len(full) > 1 else max(right, width - left)),)


def _own_extent(runs: Sequence[GlyphRun], width: float, size: float, whole: Layout) -> Layout:
    """One column over the page's text, or as wide as that of the file where the page has little."""
    own = _extent(runs, width, size)
    if not own:
        return whole
    if whole and _fits(whole, runs, size):
        return (PageColumn(min(own[0].left, whole[0].left), max(own[0].right, whole[0].right)),)
    return own


def in_reading_order(
    layout: Layout, runs: Sequence[GlyphRun], grids: Sequence[Grid], size: float
) -> list[Placed]:
    """Lines and tables of a page as they are read.

    What runs across columns parts the page into bands; in a band the columns are read from left
    to right (公报 are set so, and so are newspapers).
    """
    placed = [
        *(Placed([run], _column_of(layout, run.x0, run.x1, size), run.baseline) for run in runs),
        *(
            Placed(grid, _column_of(layout, grid.xs[0], grid.xs[-1], size), grid.ys[0])
            for grid in grids
        ),
    ]
    placed.sort(key=lambda one: one.y)
    ordered: list[Placed] = []
    band: list[Placed] = []
    for one in placed:
        if one.column in layout:
            band.append(one)
        else:
            ordered += sorted(band, key=lambda one: one.column)
            band = []
            ordered.append(one)
    return _in_lines([*ordered, *sorted(band, key=lambda one: one.column)])


def _column_of(layout: Layout, x0: float, x1: float, size: float) -> PageColumn:
    if _is_across(layout, x0, x1, size):
        return PageColumn(layout[0].left, layout[-1].right)
    return max(layout, key=lambda column: column.overlap(x0, x1))


def _in_lines(placed: Iterable[Placed]) -> list[Placed]:
    """The same with the runs of one line of a column together, left to right."""
    lines: list[Placed] = []
    for one in placed:
        before = lines[-1] if lines else None
        if (
            before
            and isinstance(one.item, list)
            and isinstance(before.item, list)
            and before.column == one.column
            and abs(one.y - before.y) <= 0.3 * min(one.item[0].size, before.item[0].size)
        ):
            before.item.extend(one.item)
            before.item.sort(key=lambda run: run.x0)
        else:
            lines.append(one)
    return lines
