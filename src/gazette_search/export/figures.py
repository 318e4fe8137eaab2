"""Figures over time in every format, and how a figure is worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export import csv_export, markdown
from gazette_search.export.json_export import Fields, answer, json_line, place_fields
from gazette_search.export.wording import chinese_date, from_here, one_line, place_text, read_mark
from gazette_search.models import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazette_search.search.figures.timeline import Point, Series, Timeline
    from gazette_search.text.amounts import Amount, Number

UNCHANGED = "保持不变"
SIGNED = "成文"  # where no date of effect is stated


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


def timeline_to_markdown(timeline: Timeline) -> str:
    """A table for each series, with the sentences below it."""
    parts = [f"# 数额沿革：{markdown.escape(one_line(timeline.query))}"]
    for series in timeline.series:
        unit = f"（{series.unit}）" if series.unit else ""
        parts.append(f"## {markdown.escape(one_line(series.label) + unit)}")
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
        parts.append(
            markdown.markdown_table(("执行时间", "数额", "变化", "文号", "成文日期", "出处"), rows)
        )
        parts += [
            f"> {markdown.escape(one_line(point.text))}\n>\n> ——{point.document.id}"
            for point in series.points
        ]
    if any(point.effective.source == "signed" for s in timeline.series for point in s.points):
        parts.append(f"“{SIGNED}”：文中没有写明执行时间，以成文日期代替。")
    return markdown.paragraphs(parts)


def timeline_to_csv(timeline: Timeline) -> str:
    """One row a figure."""
    header = ("名称", "执行时间", "时间依据", "数额", "上限", "界限", "单位", "原数额", "变化",
              "文号", "标题", "成文日期", "原文", "出处")  # fmt: skip
    rows = (
        (
            series.label,
            point.effective.day,
            point.effective.text or "成文日期",
            UNCHANGED if point.amount is None else point.amount.value,
            point.amount and point.amount.upper,
            point.amount and point.amount.bound,
            unit_of(series, point),
            point.amount and point.amount.previous,
            change,
            point.document.id,
            point.document.title,
            chinese_date(point.document.signed_date),
            point.text,
            point_source(point),
        )
        for series in timeline.series
        for point, change in zip(series.points, changes(series), strict=True)
    )
    return csv_export.csv_table(header, rows)


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
    place = place_of(point.issue, point.document, point.line)
    return place_text(place) + read_mark(point.document)


def unit_of(series: Series, point: Point) -> str:
    """The unit of one figure; of a statement that it stays, that of its series."""
    return point.amount.measure if point.amount else series.unit


def changes(series: Series) -> Iterator[str]:
    """What each figure changed: +165（+3.7%）, 持平; empty where nothing is known before it."""
    before: Amount | None = None
    for point in series.points:
        amount = point.amount
        yield "" if amount is None else _change(before, amount)
        before = amount or before


def _change(before: Amount | None, amount: Amount) -> str:
    if amount.bound:
        return ""  # nobody knows by how much a ceiling changes what is below it
    if amount.previous is not None:
        stated = f"原 {number_text(amount.previous)}，"
        return stated + _difference(amount.previous, amount.value, amount.unit)
    if before is None or before.bound or amount.upper is not None or before.upper is not None:
        return ""
    factor = amount.scaled / amount.value if amount.value else 1
    return _difference(before.scaled / factor, amount.value, amount.unit)


def _difference(old: Number, new: Number, unit: str) -> str:
    difference = round(new - old, 6)
    if not difference:
        return "持平"
    signed = f"{'+' if difference > 0 else '−'}{number_text(abs(difference))}"
    if unit in ("%", "‰", "个百分点"):
        return f"{signed} 个百分点" if unit != "‰" else signed
    share = f"（{'+' if difference > 0 else '−'}{abs(difference) / old:.1%}）" if old > 0 else ""
    return signed + share


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
        **place_fields(place_of(point.issue, document, point.line)),
    }


EXPORTS: Mapping[str, Callable[[Timeline], str]] = {
    "json": timeline_to_json,
    "jsonl": timeline_to_jsonl,
    "plain": timeline_to_plain,
    "md": timeline_to_markdown,
    "csv": timeline_to_csv,
}
