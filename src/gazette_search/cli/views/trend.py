"""Counts as bars: the queries side by side where there is room, else one below the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.cli.terminal import display_width
from gazette_search.cli.views.bars import bar
from gazette_search.export.trend import group_name, shown_groups, trend_remarks, trend_title
from gazette_search.export.wording import one_line
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.trends import Trend, TrendCount, TrendGroup

WIDTH = 80  # columns, where nobody says how many there are
LONGEST_BAR = 40
SHORTEST_BAR = 6
MOST_GROUPS = 24  # organs that a person looks at; those with most documents come first
HELD = "库内"
_GAP = 2


def draw_trend(trend: Trend, screen: Screen) -> str:
    """A row of bars for each group, then what the numbers are of."""
    width = screen.width or WIDTH
    groups = shown_groups(trend)
    cut = trend.by in ("organ", "genre") and len(groups) > MOST_GROUPS
    if cut:
        groups = groups[:MOST_GROUPS]
    frame = _Frame.of(groups)
    room = min(width // 2, width - frame.numbers - 1)
    names = [_cut(group_name(trend, group), room) for group in groups]
    frame = replace(frame, label=max(map(display_width, names), default=0))
    beside = frame.bar_columns(width, len(trend.queries))
    parts = [screen.text(trend_title(trend), "title")]
    if beside >= SHORTEST_BAR:
        every = range(len(trend.queries))
        parts.append("\n".join(_chart(trend, groups, names, every, frame, beside, screen)))
    else:
        below = max(1, frame.bar_columns(width, 1))
        for n in range(len(trend.queries)):
            parts.append("\n".join(_chart(trend, groups, names, [n], frame, below, screen)))
    said = [*trend_remarks(trend)]
    if cut:
        said.append(f"共 {len(trend.groups)} 个，列出前 {MOST_GROUPS} 个；全部：--format plain。")
    parts.append("\n".join(screen.text(line, "quiet") for line in said))
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Columns that are the same in every row.

    Attributes:
        label: Of the names.
        documents: Of the number before a bar.
        places: Of the number behind it.
        held: Of the documents held, at the end of the row.
        most: Documents that the longest bar stands for: the same for all queries.
    """

    label: int
    documents: int
    places: int
    held: int
    most: int

    @classmethod
    def of(cls, groups: Sequence[TrendGroup]) -> _Frame:
        counts = [count for group in groups for count in group.counts]
        documents = max((count.documents for count in counts), default=0)
        places = max((count.places for count in counts), default=0)
        held = max([display_width(HELD), *(len(str(group.held)) for group in groups)])
        return cls(0, len(str(documents)), len(str(places)), held, max(1, documents))

    @property
    def numbers(self) -> int:
        """What all but the name and the bar of a row takes."""
        return self.documents + self.places + self.held + 2 + 2 * _GAP

    def bar_columns(self, width: int, queries: int) -> int:
        """What is left for a bar, when so many stand side by side."""
        cell = (width - self.label - _GAP - self.held) // queries - _GAP
        return min(LONGEST_BAR, cell - self.documents - self.places - 2)


def _chart(
    trend: Trend,
    groups: Sequence[TrendGroup],
    names: Sequence[str],
    queries: Sequence[int],
    frame: _Frame,
    columns: int,
    screen: Screen,
) -> Iterator[str]:
    cell = frame.documents + columns + frame.places + 2
    heads = [_head(one_line(trend.queries[n]), cell) for n in queries]
    line = "".join(_padded(head, cell + _GAP) for head in heads)
    yield screen.styled(f"{' ' * (frame.label + _GAP)}{line}{HELD:>{frame.held - 2}}", "heading")
    for name, group in zip(names, groups, strict=True):
        cells = (_cell(group.counts[n], frame, columns) + " " * _GAP for n in queries)
        yield f"{_padded(name, frame.label + _GAP)}{''.join(cells)}{group.held:>{frame.held}}"


def _cell(count: TrendCount, frame: _Frame, columns: int) -> str:
    drawn = bar(count.documents / frame.most, columns)
    return f"{count.documents:>{frame.documents}} {drawn:<{columns}} {count.places:>{frame.places}}"


def _head(query: str, columns: int) -> str:
    """What a column of bars is of, and what its numbers are where there is room for it."""
    whole = f"{query}（件，处）"
    return whole if display_width(whole) <= columns else _cut(query, columns)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - display_width(text))


def _cut(text: str, columns: int) -> str:
    if display_width(text) <= columns:
        return text
    while display_width(text) > columns - 1:
        text = text[:-1]
    return f"{text}…"
