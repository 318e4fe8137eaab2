"""Documents that a table names: 文件名称 in one column, 发文字号 in another.

The header says what the rows are: 修改为 amends, 设定依据 is a ground, 处理意见 decides row by row.
A number in a column of reasons or remarks is only cited. A row that ends or changes a document may
name it by its title alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.citing.mentions import (
    Mention,
    find_mentions,
    find_titles,
    listed_title,
)
from gazette_search.ingestion.citing.relations import ARTICLES, listed_relation
from gazette_search.text.patterns import Lazy
from gazette_search.values import dataclass
from gazette_search.vocabulary import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.models import Relation
    from gazette_search.text.spans import Span

_NUMBER_COLUMN = Lazy(r"文号|字号|文件编?号")
_TITLE_COLUMN = Lazy(
    r"^(?:规范性)?(?:文件)?(?:名称|标题|题目|名)$|文件名称|文件标题|^(?:规范性|政策性)?文件$"
)
_AMENDING = Lazy(
    lambda: (
        rf"{either('endings', 'amend')}(?:的|前|后|为|内容|条款|情况)"
        rf"|^{either('endings', 'amend')}$"
    )
)
_REPEALING = Lazy(
    lambda: (
        rf"^(?:拟)?(?:予以|宣布)?{either('endings', 'repeal')}"
        r"(?:的|文件|规范性文件)*(?:名称|目录|标题)?$"
    )
)
_GROUNDS = Lazy(r"依据")
_VERDICT = Lazy(r"意见|结果|结论|决定|方式|类型|备注|处理")
_REPEALED = Lazy(lambda: rf"^(?:予以|宣布|全文|同时)*{either('endings', 'repeal')}[。]?$")
_AMENDED = Lazy(lambda: rf"^(?:予以|部分)*{either('endings', 'amend')}[。]?$")
_KEPT = Lazy(lambda: rf"^(?:予以|继续)*(?:{either('endings', 'keep')}|执行)[。]?$")
_ARTICLE = Lazy(rf"(?:^|[“《〈]){ARTICLES}")
_ORDINAL = Lazy(r"序号|编号|类别|单位|时间|日期")
_SHORTEST_TITLE = 6


@dataclass(frozen=True, slots=True)
class TableMention:
    """A mention in a cell, with offsets in the whole table's text.

    Attributes:
        mention: Number and title, or a title alone; the title may stand in a neighbouring cell.
        relation: What its row and column say.
        article: 第五条第一款, when a cell of the row opens with it.
    """

    mention: Mention
    relation: Relation
    article: str | None = None


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    header: str


def find_table_mentions(text: str, listed: Relation | None) -> Iterator[TableMention]:
    """Read a table's text row by row.

    Args:
        text: Rows separated by newlines, cells by tabs; the first row is the header, unless no
            column of it is named as those of lists of documents are.
        listed: What the heading or caption above the table says of its rows.
    """
    headers = text.split("\n", 1)[0].split("\t")
    is_headed = any(_is_named(header) for header in headers)
    offset = 0
    for index, row in enumerate(text.split("\n")):
        cells = _cells(row, offset, headers if is_headed else ())
        offset += len(row) + 1
        filled = [cell for cell in cells if cell.text.strip()]
        if len(filled) == 1 < len(cells):  # a section row: 二、予以修改的文件
            listed = listed_relation(filled[0].text) or listed
        is_row = len(filled) > 1 or len(cells) == 1
        subject = (
            _subject(filled, is_headed=is_headed) if is_row and (index or not is_headed) else None
        )
        for cell in filled:
            yield from _in_cell(cell, cells, listed, is_subject=cell is subject)


def _is_named(header: str) -> bool:
    names = (_NUMBER_COLUMN, _TITLE_COLUMN, _REPEALING, _AMENDING, _GROUNDS, _VERDICT, _ORDINAL)
    return any(name.search(header.strip()) for name in names)


def _cells(row: str, offset: int, headers: Sequence[str]) -> list[_Cell]:
    cells = []
    for column, text in enumerate(row.split("\t")):
        cells.append(_Cell(text, offset, headers[column] if column < len(headers) else ""))
        offset += len(text) + 1
    return cells


def _subject(cells: Sequence[_Cell], *, is_headed: bool) -> _Cell | None:
    """The cell that names the document that its row is about; a remark may name others.

    The number where it stands in a column of its own, else the title.
    """
    if not is_headed:
        naming = (cell for cell in cells if find_mentions(cell.text) or listed_title(cell.text))
        return next(naming, None)
    for cell in cells:
        if _NUMBER_COLUMN.search(cell.header) and find_mentions(cell.text):
            return cell
    return next((cell for cell in cells if _names_documents(cell.header)), None)


def _names_documents(header: str) -> bool:
    header = header.strip()
    return bool(_TITLE_COLUMN.search(header) or _REPEALING.search(header))


def _in_cell(
    cell: _Cell, cells: Sequence[_Cell], listed: Relation | None, *, is_subject: bool
) -> Iterator[TableMention]:
    found = find_mentions(cell.text)
    numbered = [each for each in found if each.number]
    if is_subject and not numbered:
        yield from _by_title(cell, cells, found, _row_relation(cells, listed))
    for each in numbered:
        of_row = is_subject and not each.nested
        title = _shifted(each.title, cell.start) if each.title else None
        if of_row and title is None:
            title = _title_of(cell, cells)
        relation = _row_relation(cells, listed) if of_row else _remark_relation(cell)
        yield _table_mention(_moved(each, cell.start, title), relation, cells)


def _by_title(
    cell: _Cell, cells: Sequence[_Cell], found: Sequence[Mention], relation: Relation
) -> Iterator[TableMention]:
    """What a row does to documents that it names by title alone."""
    if relation not in ("repeals", "amends"):
        return
    if len(found) > 1 and not cell.text.strip().startswith("关于"):  # 《甲办法》、《乙办法》
        for each in found:
            title = _shifted(each.title, cell.start) if each.title else None
            yield _table_mention(_moved(each, cell.start, title), relation, cells)
        return
    start, end = _inside(cell)
    named = found or listed_title(cell.text) or _TITLE_COLUMN.search(cell.header.strip())
    if named and end - start >= _SHORTEST_TITLE:
        yield _table_mention(Mention(start, end, title=(start, end)), relation, cells)


def _moved(mention: Mention, by: int, title: Span | None) -> Mention:
    number = mention.number.moved(by) if mention.number else None
    return Mention(mention.start + by, mention.end + by, number, title, nested=mention.nested)


def _table_mention(mention: Mention, relation: Relation, cells: Sequence[_Cell]) -> TableMention:
    strong = relation in ("amends", "repeals")
    return TableMention(mention, relation, _article(cells) if strong else None)


def _row_relation(cells: Sequence[_Cell], listed: Relation | None) -> Relation:
    """What the row does to its document; the most particular word decides."""
    for cell in cells:
        if _VERDICT.search(cell.header):
            for verdict, relation in _VERDICTS:
                if verdict.search(cell.text.strip()):
                    return relation
    if any(_REPEALING.search(cell.header.strip()) for cell in cells):
        return "repeals"
    if any(_AMENDING.search(cell.header) for cell in cells):
        return "amends"
    return listed or "cites"


def _remark_relation(cell: _Cell) -> Relation:
    return "basis" if _GROUNDS.search(cell.header) else "cites"


_VERDICTS: tuple[tuple[Lazy, Relation], ...] = (
    (_REPEALED, "repeals"),
    (_AMENDED, "amends"),
    (_KEPT, "cites"),
)


def _title_of(cell: _Cell, cells: Sequence[_Cell]) -> Span | None:
    """The title for a number that stands alone in its cell."""
    column = next(index for index, other in enumerate(cells) if other.start == cell.start)
    neighbours = [*reversed(cells[:column]), *cells[column + 1 : column + 2]]
    for other in neighbours:
        if _TITLE_COLUMN.search(other.header.strip()) and other.text.strip():
            return _inside(other)
    for other in neighbours[:1]:
        titles = find_titles(other.text)
        if len(titles) == 1:
            return _shifted(titles[0], other.start)
        if not other.header and listed_title(other.text):
            return _inside(other)
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
        found = _ARTICLE.search(cell.text.lstrip()[:60])
        if found:
            return found[0].lstrip("“《〈")
    return None


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
