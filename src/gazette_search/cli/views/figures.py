"""Figures over time: a table for each series, a bar for each figure, the sentences below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.cli.excerpt import excerpt
from gazette_search.cli.views.bars import bar
from gazette_search.cli.views.references import SENTENCE_LINES
from gazette_search.cli.views.tables import Column, draw_table
from gazette_search.export.figures import (
    SIGNED,
    UNCHANGED,
    changes,
    effect_of,
    point_source,
    value_of,
)
from gazette_search.export.marked import mark
from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.figures.timeline import Point, Series, Timeline

BAR_COLUMNS = 16
# Below so many columns the table needs the room.
WIDE_ENOUGH = 96


def draw_timeline(timeline: Timeline, screen: Screen) -> str:
    """Series after series, then what the marks mean."""
    parts = []
    if timeline.suggestion is not None:
        asked, answered = one_line(timeline.query), one_line(timeline.suggestion)
        parts.append(screen.text(f"没有找到“{asked}”，改为查找“{answered}”。", "warning"))
    parts += ["\n".join(_series(series, screen)) for series in timeline.series]
    footer = [*_footer(timeline)]
    parts.append("\n".join(screen.text(line, "quiet") for line in footer))
    return "\n\n".join(parts) + "\n"


def _series(series: Series, screen: Screen) -> Iterator[str]:
    unit = f"（{one_line(series.unit)}）" if series.unit else ""
    yield screen.text(f"{one_line(series.label)}{unit}", "title")
    course = " → ".join(
        value_of(point.amount) if point.amount else UNCHANGED for point in series.points
    )
    if len(series.points) > 1:
        yield screen.text(course, "heading")
    yield draw_table(*_table(series, screen), screen)
    for point in series.points:
        yield _sentence(point, screen)


def _table(series: Series, screen: Screen) -> tuple[list[Column], list[tuple[str, ...]]]:
    """Header and rows; bars where there is room and something to compare."""
    columns = [
        Column("执行时间", whole=True),
        Column("数额", align="right", whole=True),
        Column("变化", whole=True),
        Column("文号", whole=True, style="dim"),
    ]
    values = [point.amount.scaled if point.amount else 0.0 for point in series.points]
    bars = _bars(values) if len({*values}) > 1 and _is_wide(screen) else []
    rows: list[tuple[str, ...]] = [
        (effect_of(point), _value(series, point), change, one_line(point.document.id))
        for point, change in zip(series.points, changes(series), strict=True)
    ]
    if not bars:
        return columns, rows
    columns.insert(2, Column("", whole=True))
    return columns, [(*row[:2], bar, *row[2:]) for row, bar in zip(rows, bars, strict=True)]


def _is_wide(screen: Screen) -> bool:
    return screen.width is None or screen.width >= WIDE_ENOUGH


def _value(series: Series, point: Point) -> str:
    """The number; with its unit where that is not the unit of the series (万元 among 元)."""
    if point.amount is None:
        return UNCHANGED
    value, unit = value_of(point.amount), point.amount.measure
    return value if unit == series.unit else f"{value} {unit}"


def _bars(values: Sequence[float]) -> list[str]:
    """Bars from zero, so that lengths are to each other as the amounts."""
    most = max(values)
    return [bar(value / most, BAR_COLUMNS) for value in values]


def _sentence(point: Point, screen: Screen) -> str:
    text = mark(point.text.replace("\t", " | "), [_moved(point)])
    if screen.width is not None:
        text = excerpt(text, SENTENCE_LINES * (screen.width - 4))
    drawn = screen.paragraph(text.runs(), indent=2)
    source = screen.text(f"{point.document.id}  {point_source(point)}", "quiet", indent=4)
    return f"{drawn}\n{source}"


def _moved(point: Point) -> tuple[int, int]:
    """The highlight after tabs became three characters."""
    start, end = point.highlight
    return (
        start + 2 * point.text.count("\t", 0, start),
        end + 2 * point.text.count("\t", 0, end),
    )


def _footer(timeline: Timeline) -> Iterator[str]:
    shown = len(timeline.series)
    more = f"，列出前 {shown} 组；全部：-n 0" if shown < timeline.total else ""
    yield f"共 {timeline.total} 组数额{more}。"
    if any(point.effective.source == "signed" for s in timeline.series for point in s.points):
        yield f"“{SIGNED}”：文中没有写明执行时间，以成文日期代替。"
