"""Figures over time in every format, and how a figure is worded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gazette_search.export.json_export import Fields, answer, json_line, place_fields, spans_of
from gazette_search.export.marked import Marked
from gazette_search.export.memos import (
    Memo,
    MemoHeading,
    MemoLine,
    MemoQuote,
    memo_of,
    memo_table,
    plain_lines,
)
from gazette_search.export.sheets import Share, Sheet
from gazette_search.export.wording import (
    chinese_date,
    from_here,
    one_line,
    source_place,
    unsure_amounts,
)
from gazette_search.models import place_of
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazette_search.export.memos import MemoPart
    from gazette_search.export.sheets import SheetRow
    from gazette_search.search.figures.timeline import Point, Series, Timeline
    from gazette_search.text.amounts import Amount, Number

UNCHANGED = "保持不变"
SIGNED = "成文"  # where no date of effect is stated
_PER_CENT = ("%", "个百分点")


def timeline_to_json(timeline: Timeline) -> str:
    """All series as one object."""
    return answer(timeline_fields(timeline))


def timeline_fields(timeline: Timeline) -> Fields:
    """The fields of all series as one object."""
    return {
        "query": timeline.query,
        "suggestion": timeline.suggestion,
        "total": timeline.total,
        "series": [
            {
                "label": series.label,
                "unit": series.unit,
                "points": [_point(point) for point in series.points],
            }
            for series in timeline.series
        ],
    }


def timeline_to_jsonl(timeline: Timeline) -> str:
    """One figure a line."""
    return "".join(
        json_line({"label": series.label, **_point(point)})
        for series in timeline.series
        for point in series.points
    )


def timeline_to_plain(timeline: Timeline) -> str:
    """As `grep -n` writes: file:line:number:effect:figure:sentence."""
    return "".join(
        f"{from_here(point_source(point))}:{point.document.id}:{effect_of(point)}:"
        f"{figure_of(point)}:{one_line(point.text)}\n"
        for series in timeline.series
        for point in series.points
    )


def timeline_memo(timeline: Timeline) -> Memo:
    """A table for each series, with the sentences below it."""
    parts: list[MemoPart] = [MemoHeading(1, f"数额沿革：{one_line(timeline.query)}")]
    for series in timeline.series:
        unit = f"（{series.unit}）" if series.unit else ""
        parts.append(MemoHeading(2, one_line(series.label) + unit))
        rows = [
            (
                effect_of(point),
                figure_of(point),
                change,
                point.document.id,
                chinese_date(point.document.signed_date),
                point_source(point),
            )
            for point, change in zip(series.points, changes(series), strict=True)
        ]
        header = ("执行时间", "数额", "变化", "文号", "成文日期", "出处")
        parts.append(memo_table(header, rows))
        parts += [
            MemoQuote((*plain_lines(point.text), Marked(f"——{one_line(point.document.id)}")))
            for point in series.points
        ]
    if any(point.effective.source == "signed" for s in timeline.series for point in s.points):
        said = f"“{SIGNED}”：文中没有写明执行时间，以成文日期代替。"
        parts.append(MemoLine(said, "remark"))
    parts.append(MemoLine(series_totals(timeline), "remark"))
    return memo_of(parts)


def series_totals(timeline: Timeline) -> str:
    """共 12 组数额，列出前 10 组。 Nothing when all are listed."""
    shown = len(timeline.series)
    return f"共 {timeline.total} 组数额，列出前 {shown} 组。" if shown < timeline.total else ""


def timeline_sheet(timeline: Timeline) -> Sheet:
    """One row a figure; what it changed as a number and as a share."""
    header = ("名称", "执行时间", "时间依据", "数额", "上限", "界限", "单位", "原数额", "变化额",
              "变化率", "文号", "标题", "成文日期", "原文", "出处")  # fmt: skip
    rows = tuple(
        _row(series, point, change)
        for series in timeline.series
        for point, change in zip(series.points, figure_changes(series), strict=True)
    )
    said = (f"数额沿革：{one_line(timeline.query)}", series_totals(timeline))
    return Sheet("数额沿革", header, rows, tuple(filter(None, said)))


def _row(series: Series, point: Point, change: FigureChange | None) -> SheetRow:
    amount = point.amount
    figure: SheetRow = (UNCHANGED, None, None)
    if amount is not None:
        figure = (amount.value, amount.upper, amount.bound)
    return (
        series.label,
        _day_value(point.effective.day),
        point.effective.text or "成文日期",
        *figure,
        unit_of(series, point),
        amount.previous if amount else None,
        change.difference if change else None,
        Share(round(change.share, 4)) if change and change.share is not None else None,
        point.document.id,
        point.document.title,
        point.document.signed_date,
        point.text,
        point_source(point),
    )


def _day_value(day: str) -> date | str:
    """A date where the text names a day, else what it names."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return day


def figure_of(point: Point) -> str:
    """≥75%, 10–50 万元, 3924 元/人·年; 保持不变 where no amount is given."""
    if point.amount is None:
        return UNCHANGED
    return f"{value_of(point.amount)}{_gap(point.amount.measure)}{point.amount.measure}"


def value_of(amount: Amount) -> str:
    """The number alone: ≥75, 10–50."""
    upper = f"–{number_text(amount.upper)}" if amount.upper is not None else ""
    return f"{amount.bound}{number_text(amount.value)}{upper}"


def number_text(value: Number) -> str:
    """A number as people write it: 4425, 13.5."""
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")


def effect_of(point: Point) -> str:
    """2020-02-01; 2019-05-18（成文） where no date of effect is stated."""
    mark = f"（{SIGNED}）" if point.effective.source == "signed" else ""
    return f"{point.effective.day or '日期不明'}{mark}"


def point_source(point: Point) -> str:
    """corpus/2020-02.txt:1111."""
    return source_place(point.document, point.issue, point.line, point.text)


def unit_of(series: Series, point: Point) -> str:
    """The unit of one figure; of a statement that it stays, that of its series."""
    return point.amount.measure if point.amount else series.unit


@dataclass(frozen=True, slots=True)
class FigureChange:
    """By how much a figure differs from what was before it.

    Attributes:
        difference: In the unit of the figure; of per cents, in percentage points.
        share: Of what was before; None where that was nothing, and of figures in per cent.
        previous: What was before, where the text itself says so.
        unit: Of the figure.
    """

    difference: Number
    share: float | None
    previous: Number | None
    unit: str


def figure_changes(series: Series) -> Iterator[FigureChange | None]:
    """What each figure changed; None where nothing comparable is known before it."""
    before: Amount | None = None
    for point in series.points:
        amount = point.amount
        yield None if amount is None else _change(before, amount)
        before = amount or before


def changes(series: Series) -> Iterator[str]:
    """The same in words: +165（+3.7%）, 持平; empty where nothing is known."""
    return (_worded(change) if change else "" for change in figure_changes(series))


def _change(before: Amount | None, amount: Amount) -> FigureChange | None:
    if amount.bound:
        return None  # nobody knows by how much a ceiling changes what is below it
    if amount.previous is not None:
        return _difference(amount.previous, amount, amount.previous)
    if before is None or before.bound or amount.upper is not None or before.upper is not None:
        return None
    factor = amount.scaled / amount.value if amount.value else 1
    return _difference(before.scaled / factor, amount, None)


def _difference(old: Number, amount: Amount, previous: Number | None) -> FigureChange:
    difference = round(amount.value - old, 6)
    in_share = amount.unit not in (*_PER_CENT, "‰") and old > 0
    share = difference / old if in_share else None
    return FigureChange(difference, share, previous, amount.unit)


def _worded(change: FigureChange) -> str:
    stated = "" if change.previous is None else f"原 {number_text(change.previous)}，"
    if not change.difference:
        return f"{stated}持平"
    sign = "+" if change.difference > 0 else "−"
    signed = f"{stated}{sign}{number_text(abs(change.difference))}"
    if change.unit in _PER_CENT:
        return f"{signed} 个百分点"
    return signed if change.share is None else f"{signed}（{sign}{abs(change.share):.1%}）"


def _gap(unit: str) -> str:
    return "" if unit in ("%", "‰", "倍") else " "


def _point(point: Point) -> Fields:
    document, amount = point.document, point.amount
    return {
        "id": document.id,
        "number": str(document.number) if document.number else None,
        "title": document.title,
        "signed_date": document.signed_date.isoformat() if document.signed_date else None,
        "effective": point.effective.day or None,
        "effective_source": point.effective.source,
        "effective_text": point.effective.text or None,
        "value": amount.value if amount else None,
        "upper": amount.upper if amount else None,
        "bound": amount.bound if amount else "",
        "unit": amount.measure if amount else None,
        "previous": amount.previous if amount else None,
        "unchanged": point.unchanged,
        "name": point.name,
        "text": point.text,
        "highlight": [*point.highlight],
        "machine_read": document.machine_read,
        "unsure": spans_of(unsure_amounts(document, point.text)),
        **place_fields(place_of(point.issue, document, point.line)),
    }


EXPORTS: Mapping[str, Callable[[Timeline], str | Memo | Sheet]] = {
    "json": timeline_to_json,
    "jsonl": timeline_to_jsonl,
    "plain": timeline_to_plain,
    "memo": timeline_memo,
    "sheet": timeline_sheet,
}
