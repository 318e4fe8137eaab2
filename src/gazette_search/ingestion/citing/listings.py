"""Documents that a table names: 文件名称 in one column, 发文字号 in another.

The header says what the rows are: 修改为 amends, 设定依据 is a ground, 处理意见 decides row by row.
A number in a column of reasons or remarks is only cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gazette_search.ingestion.citing.mentions import Reference, find_references, find_titles
from gazette_search.ingestion.citing.relations import ARTICLES, listed_relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.ingestion.citing.mentions import Span
    from gazette_search.models import Relation

_PATTERNS = {
    "number_column": r"文号|字号|文件编?号",
    "title_column": r"^(?:规范性)?(?:文件)?(?:名称|标题|题目|名)$|文件名称|文件标题",
    "amending": r"(?:修改|修订|修正)(?:的|前|后|为|内容|条款|情况)|^(?:修改|修订)$",
    "repealing": r"^(?:拟)?(?:予以|宣布)?(?:废止|失效)(?:的|文件|规范性文件)*(?:名称|目录|标题)?$",
    "grounds": r"依据",
    "verdict": r"意见|结果|结论|决定|方式|类型|备注|处理",
    "repealed": r"^(?:予以|宣布|全文|同时)*(?:废止|失效|停止执行)[。]?$",
    "amended": r"^(?:予以|部分)*(?:修改|修订|修正)[。]?$",
    "kept": r"^(?:予以|继续)*(?:保留|有效|执行)[。]?$",
    "article": rf"(?:^|[“《〈]){ARTICLES}",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


@dataclass(frozen=True, slots=True)
class TableReference:
    """A numbered reference of a cell, with offsets in the whole table's text.

    Attributes:
        reference: Number and title; the title may stand in a neighbouring cell.
        relation: What its row and column say.
        article: 第五条第一款, when a cell of the row opens with it.
    """

    reference: Reference
    relation: Relation
    article: str | None = None


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    header: str


def find_table_references(text: str, listed: Relation | None) -> Iterator[TableReference]:
    """Read a table's text row by row.

    Args:
        text: Rows separated by newlines, cells by tabs; the first row is the header.
        listed: What the heading or caption above the table says of its rows.
    """
    headers = text.split("\n", 1)[0].split("\t")
    offset = 0
    for row in text.split("\n"):
        cells = _cells(row, offset, headers)
        offset += len(row) + 1
        filled = [cell for cell in cells if cell.text.strip()]
        if len(filled) == 1:  # a section row: 二、予以修改的文件
            listed = listed_relation(filled[0].text) or listed
        for cell in filled:
            yield from _cell_references(cell, cells, headers, listed)


def _cells(row: str, offset: int, headers: Sequence[str]) -> list[_Cell]:
    cells = []
    for column, text in enumerate(row.split("\t")):
        cells.append(_Cell(text, offset, headers[column] if column < len(headers) else ""))
        offset += len(text) + 1
    return cells


def _cell_references(
    cell: _Cell, cells: Sequence[_Cell], headers: Sequence[str], listed: Relation | None
) -> Iterator[TableReference]:
    for found in find_references(cell.text):
        if found.mention is None:
            continue
        subject = _is_subject(cell, headers) and not found.nested
        title = _shifted(found.title, cell.start) if found.title else None
        if subject and title is None:
            title = _title_of(cell, cells)
        reference = Reference(
            cell.start + found.start,
            cell.start + found.end,
            found.mention.moved(cell.start),
            title,
            nested=found.nested,
        )
        relation = _row_relation(cells, listed) if subject else _remark_relation(cell)
        strong = relation in ("amends", "repeals")
        yield TableReference(reference, relation, _article(cells) if strong else None)


def _row_relation(cells: Sequence[_Cell], listed: Relation | None) -> Relation:
    """What the row does to its document; the most particular word decides."""
    for cell in cells:
        if _pattern("verdict").search(cell.header):
            for name, relation in _VERDICTS:
                if _pattern(name).search(cell.text.strip()):
                    return relation
    if any(_pattern("repealing").search(cell.header.strip()) for cell in cells):
        return "repeals"
    if any(_pattern("amending").search(cell.header) for cell in cells):
        return "amends"
    return listed or "cites"


def _remark_relation(cell: _Cell) -> Relation:
    return "basis" if _pattern("grounds").search(cell.header) else "cites"


_VERDICTS: tuple[tuple[str, Relation], ...] = (
    ("repealed", "repeals"),
    ("amended", "amends"),
    ("kept", "cites"),
)


def _is_subject(cell: _Cell, headers: Sequence[str]) -> bool:
    """Whether the cell names the document that its row is about, not one in a remark."""
    numbered = [header for header in headers if _pattern("number_column").search(header)]
    if numbered:
        return cell.header == numbered[0]
    return bool(
        _pattern("title_column").search(cell.header.strip())
        or _pattern("repealing").search(cell.header.strip())
    )


def _title_of(cell: _Cell, cells: Sequence[_Cell]) -> Span | None:
    """The title for a number that stands alone in its cell."""
    column = next(index for index, other in enumerate(cells) if other.start == cell.start)
    neighbours = [*reversed(cells[:column]), *cells[column + 1 : column + 2]]
    for other in neighbours:
        if _pattern("title_column").search(other.header.strip()) and other.text.strip():
            return _inside(other)
    for other in neighbours[:1]:
        titles = find_titles(other.text)
        if len(titles) == 1:
            return _shifted(titles[0], other.start)
    return None


def _inside(cell: _Cell) -> Span:
    """The title that a cell holds: what 《》 encloses when it encloses all, else the whole cell."""
    start = len(cell.text) - len(cell.text.lstrip())
    end = len(cell.text.rstrip())
    if find_titles(cell.text) == [(start + 1, end - 1)]:
        return _shifted((start + 1, end - 1), cell.start)
    return _shifted((start, end), cell.start)


def _article(cells: Sequence[_Cell]) -> str | None:
    for cell in cells:
        found = _pattern("article").search(cell.text.lstrip()[:60])
        if found:
            return found[0].lstrip("“《〈")
    return None


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
