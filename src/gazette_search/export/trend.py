"""Counts over time, organs or genres, in every format but pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.json_export import Fields, answer, json_line
from gazette_search.export.memos import Memo, MemoHeading, MemoLine, memo_of, memo_table
from gazette_search.export.sheets import Sheet
from gazette_search.export.wording import one_line
from gazette_search.search.trends import TrendGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazette_search.export.sheets import SheetRow
    from gazette_search.search.trends import Trend, TrendKey

KEY_NAMES: dict[TrendKey, str] = {
    "year": "年份",
    "month": "月份",
    "issue": "期",
    "organ": "发文机关",
    "genre": "文种",
}
UNKNOWN_NAMES: dict[TrendKey, str] = {
    "year": "日期不明",
    "month": "日期不明",
    "issue": "期不明",
    "organ": "机关不明",
    "genre": "文种不明",
}


def trend_to_json(trend: Trend) -> str:
    """One object."""
    return answer(trend_fields(trend))


def trend_fields(trend: Trend) -> Fields:
    """Groups with a count for each query; those of unknown date or organ beside them."""
    return {
        "by": trend.by,
        "queries": [*trend.queries],
        "groups": [{"name": group.name, **_group(trend, group)} for group in trend.groups],
        "unknown": _group(trend, trend.unknown),
        "total": _group(trend, TrendGroup("", trend.held, trend.totals)),
        "gaps": [{"first": first, "last": last} for first, last in trend.gaps],
    }


def trend_to_jsonl(trend: Trend) -> str:
    """One count of one query a line; the name is null where it is unknown."""
    return "".join(
        json_line({"by": trend.by, "name": group.name or None, "held": group.held, **counted})
        for group in (*trend.groups, trend.unknown)
        for counted in _group(trend, group)["counts"]
    )


def trend_to_plain(trend: Trend) -> str:
    """A table with tabs between its cells, under a header."""
    rows = [trend_header(trend), *((one_line(str(c)) for c in row) for row in trend_rows(trend))]
    return "".join("\t".join(row) + "\n" for row in rows)


def trend_memo(trend: Trend) -> Memo:
    """A table, and what the numbers are of."""
    rows = [[str(cell) for cell in row] for row in trend_rows(trend)]
    return memo_of(
        [
            MemoHeading(1, trend_title(trend)),
            memo_table(trend_header(trend), rows),
            *(MemoLine(said, "remark") for said in trend_remarks(trend)),
        ]
    )


def trend_sheet(trend: Trend) -> Sheet:
    """One row a group."""
    said = (trend_title(trend), *trend_remarks(trend))
    return Sheet("趋势", trend_header(trend), tuple(trend_rows(trend)), said)


def trend_title(trend: Trend) -> str:
    """按年份计数：低保、疫情."""
    return f"按{KEY_NAMES[trend.by]}计数：{'、'.join(map(one_line, trend.queries))}"


def trend_header(trend: Trend) -> tuple[str, ...]:
    """年份, then two columns for each query, then what is held."""
    counted = (f"{one_line(query)}（{unit}）" for query in trend.queries for unit in ("件", "处"))
    return (KEY_NAMES[trend.by], *counted, "库内（件）")


def trend_rows(trend: Trend) -> Iterator[SheetRow]:
    """The groups, and the unknown ones where there are any."""
    for group in shown_groups(trend):
        numbers = (n for count in group.counts for n in (count.documents, count.places))
        yield (group_name(trend, group), *numbers, group.held)


def shown_groups(trend: Trend) -> tuple[TrendGroup, ...]:
    """All that are known, and the unknown ones where anything is held of them."""
    return (*trend.groups, trend.unknown) if trend.unknown.held else trend.groups


def group_name(trend: Trend, group: TrendGroup) -> str:
    """Its name, or that it has none."""
    return one_line(group.name) or UNKNOWN_NAMES[trend.by]


def trend_source(trend: Trend) -> str:
    """What was counted: 库内共 44 件，其中日期不明 1 件。"""
    without = trend.unknown.held
    unknown = f"，其中{UNKNOWN_NAMES[trend.by]} {without} 件" if without else ""
    return f"库内共 {trend.held} 件{unknown}。"


def trend_remarks(trend: Trend) -> Iterator[str]:
    """What the numbers are of."""
    of = {"issue": "登载的期", "organ": "发文机关", "genre": "文种"}.get(trend.by, "成文日期")
    yield f"按{of}。件：检索词全有的公文；处：检索词（连同义词）出现的次数。{trend_source(trend)}"
    if trend.by in ("organ", "genre"):
        yield f"没有检索词的{KEY_NAMES[trend.by]}未列。"
    for first, last in trend.gaps:
        yield f"{first} 至 {last} 库内没有公文，未列。"


def _group(trend: Trend, group: TrendGroup) -> Fields:
    return {
        "held": group.held,
        "counts": [
            {"query": query, "documents": count.documents, "places": count.places}
            for query, count in zip(trend.queries, group.counts, strict=True)
        ],
    }


EXPORTS: Mapping[str, Callable[[Trend], str | Memo | Sheet]] = {
    "json": trend_to_json,
    "jsonl": trend_to_jsonl,
    "plain": trend_to_plain,
    "memo": trend_memo,
    "sheet": trend_sheet,
}
