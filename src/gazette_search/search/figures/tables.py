"""Amounts in tables: a bare number in a cell takes its unit from the header of its column."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.text.amounts import find_amounts
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.text.amounts import Amount
    from gazette_search.text.spans import Span


_BARE = re.compile(r"\s*(?P<value>\d[\d,]*(?:\.\d+)?)\s*")
_IN_BRACKETS = re.compile(r"[（(](?:单位[：:])?\s*(?P<unit>[^（）()]{1,12})\s*[)）]")
_NUMBERED = re.compile(r"[\d\s.、—-]*|序号")


@dataclass(frozen=True, slots=True)
class CellAmount:
    """An amount of a table.

    Attributes:
        row: Where its row stands in the table's text.
        header: Where its column's header cell stands.
        amount: With its place in the table's text.
        name: What the row is about, and the column: 一类地区：月最低工资标准.
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
        subject = next(
            (cell for s, e in row if not _NUMBERED.fullmatch(cell := table[s:e].strip())), ""
        )
        for (start, end), column in zip(row, header, strict=False):
            title = table[slice(*column)]
            for amount in _in_cell(table, start, end, title):
                plain = _IN_BRACKETS.sub("", title).strip()
                name = "：".join(dict.fromkeys(part for part in (subject, plain) if part))
                found.append(CellAmount((row[0][0], row[-1][1]), column, amount, name))
    return found


def _cells(table: str) -> Iterator[list[Span]]:
    """Where the cells of each row stand."""
    at = 0
    for row in table.split("\n"):
        cells = []
        for cell in row.split("\t"):
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        yield cells


def _in_cell(table: str, start: int, end: int, header: str) -> Iterator[Amount]:
    text = table[start:end]
    bare, bracketed = _BARE.fullmatch(text), _IN_BRACKETS.search(header)
    if bare and bracketed:
        written = f"{bare['value']}{bracketed['unit']}"
        first = start + bare.start("value")
        for amount in find_amounts(written)[:1]:
            yield replace(amount, start=first, end=first + len(bare["value"]))
        return
    for amount in find_amounts(text):
        old = amount.previous_start
        moved = old if old < 0 else old + start
        yield replace(
            amount, start=amount.start + start, end=amount.end + start, previous_start=moved
        )
