"""Amounts in tables: a bare number in a cell takes its unit from the header of its column.

What a cell says of its amount in words names it (新建停车泊位800个), then the row, then the column;
but 任务 or 内容 over a column says what kind of thing stands below, not what an amount is of.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.search.figures.names import name_of, scope_of
from gazette_search.text.amounts import find_amounts
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.text.amounts import Amount
    from gazette_search.text.spans import Span


_BARE = re.compile(r"\s*(?P<value>\d[\d,]*(?:\.\d+)?)\s*")
_IN_BRACKETS = re.compile(r"[（(](?:单位[：:])?\s*(?P<unit>[^（）()]{1,12})\s*[)）]")
_NUMBERED = re.compile(r"[\d\s.、—-]*|序号")
_ANYTHING = re.compile(
    r"(?:重点|工作|主要|具体|年度|目标|实施|建设|改革|完成)*"
    r"(?:任务|目标|内容|措施|事项|要求|指标|项目|名称|备注|说明|数量|数额|情况)(?:分解)?"
)


@dataclass(frozen=True, slots=True)
class CellAmount:
    """An amount of a table.

    Attributes:
        row: Where its row stands in the table's text.
        header: Where its column's header cell stands.
        amount: With its place in the table's text.
        name: What the row is about, and what the cell says of the amount, else the column:
            一类地区：月最低工资标准.
    """

    row: Span
    header: Span
    amount: Amount
    name: str


def cell_amounts(table: str) -> list[CellAmount]:
    r"""The amounts of a table's clean text: rows by "\n", cells by "\t", the header first."""
    header, *rows = _cells(table)
    found = []
    for row in rows:
        first = next((span for span in row if not _NUMBERED.fullmatch(_cell(table, span))), row[0])
        for span, column in zip(row, header, strict=False):
            subject = "" if span == first else _cell(table, first)
            title = table[slice(*column)]
            for amount, said in _in_cell(table[slice(*span)], title):
                name = _named(subject, said, _IN_BRACKETS.sub("", title).strip())
                moved = _moved(amount, span[0])
                found.append(CellAmount((row[0][0], row[-1][1]), column, moved, name))
    return found


def _named(subject: str, said: str, column: str) -> str:
    """The name of an amount: of which row, and what the cell says of it, else the column."""
    tells = said or ("" if subject and _ANYTHING.fullmatch(column) else column)
    return "：".join(dict.fromkeys(part for part in (subject, tells) if part))


def _cell(table: str, span: Span) -> str:
    return table[slice(*span)].strip()


def _cells(table: str) -> Iterator[list[Span]]:
    """Where the cells of each row stand."""
    at = 0
    for row in table.split("\n"):
        cells = []
        for cell in row.split("\t"):
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        yield cells


def _in_cell(text: str, header: str) -> Iterator[tuple[Amount, str]]:
    """The amounts of a cell with their places in it, and what it calls each of them."""
    bare, bracketed = _BARE.fullmatch(text), _IN_BRACKETS.search(header)
    if bare and bracketed:
        written, first = f"{bare['value']}{bracketed['unit']}", bare.start("value")
        for amount in find_amounts(written)[:1]:
            yield replace(amount, start=first, end=first + len(bare["value"])), ""
        return
    since = 0
    for amount in find_amounts(text):
        scope = scope_of(text, since, amount.named_until, amount)
        yield amount, name_of(scope, ()).strip("：")
        since = amount.end


def _moved(amount: Amount, by: int) -> Amount:
    old = amount.previous_start
    moved = old if old < 0 else old + by
    return replace(amount, start=amount.start + by, end=amount.end + by, previous_start=moved)
