"""Ruled tables: where rules cross there are cells, and where one is missing cells are merged."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.geometry.page import Rule
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Points by which the ends of rules miss each other; borders are drawn with up to 3 points.
_NEAR = 2.5
# More rules than any table has belong to a drawing.
_MOST_RULES = 6_000
_MOST_CELLS = 40_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rulings.

    Attributes:
        xs: Edges of its columns, ascending.
        ys: Edges of its rows, ascending.
        heads: For each (row, column) the place whose cell covers it: itself, or that of the cell
            that is merged over it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    heads: dict[tuple[int, int], tuple[int, int]]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.ys) - 1

    def holds(self, x0: float, x1: float, y: float) -> bool:
        """Whether most of a stretch of text lies in it."""
        inside = min(x1, self.xs[-1]) - max(x0, self.xs[0])
        return self.ys[0] <= y <= self.ys[-1] and inside > 0.5 * (x1 - x0)

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of the cell that covers a point, the nearest one for a point outside."""
        column = min(max(bisect_right(self.xs, x), 1), self.columns) - 1
        row = min(max(bisect_right(self.ys, y), 1), self.rows) - 1
        return self.heads[row, column]

    def right_edge(self, head: tuple[int, int]) -> float:
        """Where the cell at a place ends."""
        row, column = head
        while column + 1 < self.columns and self.heads[row, column + 1] == head:
            column += 1
        return self.xs[column + 1]


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables of a page, from top to bottom; frames around text are none."""
    if not 4 <= len(rules) <= _MOST_RULES:
        return []
    across = _merged([rule for rule in rules if rule.is_horizontal])
    down = [_flipped(r) for r in _merged([_flipped(r) for r in rules if not r.is_horizontal])]
    across = [h for h in across if _ends_in_table(h, across, down)]
    grids = [_grid(*group) for group in _groups(across, down)]
    return sorted((grid for grid in grids if grid), key=lambda grid: grid.ys[0])


def _flipped(rule: Rule) -> Rule:
    return Rule(rule.y0, rule.x0, rule.y1, rule.x1)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Horizontal rules, those on one line put together where they touch."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.y0):
        if lines and rule.y0 - lines[-1][0].y0 <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged: list[Rule] = []
    for line in lines:
        y = line[0].y0
        first = len(merged)
        for rule in sorted(line):
            if len(merged) > first and rule.x0 <= merged[-1].x1 + _NEAR:
                merged[-1] = Rule(merged[-1].x0, y, max(merged[-1].x1, rule.x1), y)
            else:
                merged.append(Rule(rule.x0, y, rule.x1, y))
    return merged


def _ends_in_table(rule: Rule, across: Sequence[Rule], down: Sequence[Rule]) -> bool:
    """Whether both ends of a horizontal rule are those of a table.

    They meet a vertical rule or, where a table is open at its sides, stand above the end of
    another. The rule below a running head may touch a table that tops the page, and goes on beside.
    """
    return all(
        any(abs(v.x0 - end) <= _NEAR and _crosses(rule, v) for v in down)
        or any(
            abs(other.y0 - rule.y0) > _NEAR
            and min(abs(other.x0 - end), abs(other.x1 - end)) <= _NEAR
            for other in across
        )
        for end in (rule.x0, rule.x1)
    )


def _crosses(h: Rule, v: Rule) -> bool:
    return h.x0 - _NEAR <= v.x0 <= h.x1 + _NEAR and v.y0 - _NEAR <= h.y0 <= v.y1 + _NEAR


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch each other, directly or through others."""
    parents = list(range(len(across) + len(down)))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if _crosses(h, v):
                parents[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate((*across, *down)):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    return list(groups.values())


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """The grid of rules that hang together, None when they make no table."""
    if len(across) < 2 or not down:
        return None
    # A table may be open at its sides; its rules across tell where it ends.
    left, right = min(h.x0 for h in across), max(h.x1 for h in across)
    xs = _distinct([left, right, *(v.x0 for v in down)])
    ys = _distinct([h.y0 for h in across])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > _MOST_CELLS:
        return None
    heads: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(columns):
            heads[row, column] = (row, column)
            if column and not _covers_down(down, xs[column], middle):
                heads[row, column] = heads[row, column - 1]
            elif row:
                center = (xs[column] + xs[column + 1]) / 2
                if not _covers_across(across, ys[row], center):
                    heads[row, column] = heads[row - 1, column]
    return Grid(tuple(xs), tuple(ys), heads)


def _covers_down(down: Iterable[Rule], x: float, y: float) -> bool:
    return any(abs(v.x0 - x) <= _NEAR and v.y0 - _NEAR <= y <= v.y1 + _NEAR for v in down)


def _covers_across(across: Iterable[Rule], y: float, x: float) -> bool:
    return any(abs(h.y0 - y) <= _NEAR and h.x0 - _NEAR <= x <= h.x1 + _NEAR for h in across)


def _distinct(values: Iterable[float]) -> list[float]:
    """Ascending values, those near each other once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 2 * _NEAR:
            kept.append(value)
    return kept
