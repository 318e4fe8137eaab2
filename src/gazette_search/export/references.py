"""A document among those that it cites and that cite it, for people and for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.force_wording import (
    meaning,
    place,
    quotation,
    shown_evidence,
    status_label,
)
from gazette_search.export.memos import (
    Memo,
    MemoHeading,
    MemoLine,
    MemoList,
    memo_of,
    memo_table,
)
from gazette_search.export.sheets import Sheet
from gazette_search.export.wording import RELATIONS, chinese_date, one_line, place_text, reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazette_search.export.memos import MemoPart
    from gazette_search.search.force.references import Link, References
    from gazette_search.search.force.validity import Validity


def references_memo(found: References) -> Memo:
    """Number, title and validity of a document, who cites it and what it cites."""
    article = f" {found.article}" if found.article else ""
    known = [one_line(found.number), one_line(found.absence)]
    if found.document and found.issue:
        known = [*reference(found.document, found.issue)]
    parts: list[MemoPart] = [
        MemoHeading(1, one_line(found.title or found.number) + article),
        MemoLine(" · ".join(fact for fact in known if fact), "facts"),
        *validity_parts(found.validity),
        *_links("引用它的公文", found.cited_by),
        *(_links("它引用的公文", found.rests_on) if found.document else ()),
    ]
    if found.namesakes:
        names = "、".join(one_line(number) for number in found.namesakes)
        parts.append(MemoLine(f"同年同号、机关代字不同的：{names}", "remark"))
    return memo_of(parts)


def validity_parts(validity: Validity) -> Iterator[MemoPart]:
    """The status, then every statement quoted with its place."""
    yield MemoLine(f"效力（截至{chinese_date(validity.as_of)}）：{status_label(validity)}", "force")
    yield MemoList(
        tuple(
            f"{meaning(each)}：“{quotation(each)}”（{place(each)}）"
            for each in shown_evidence(validity)
        )
    )


def references_sheet(found: References) -> Sheet:
    """One row a mention."""
    header = ("方向", "关系", "文号", "标题", "条款", "库内", "效力", "原文", "出处")
    sides = (("被引用", found.cited_by), ("引用", found.rests_on))
    rows = tuple(
        (
            side,
            RELATIONS[link.citation.relation],
            link.number,
            link.title,
            link.citation.article,
            "有" if link.held else "无",
            status_label(link.validity),
            link.sentence,
            place_text(link.place),
        )
        for side, links in sides
        for link in links
    )
    return Sheet("引用关系", header, rows, (one_line(found.number or found.title or ""),))


def _links(name: str, links: Sequence[Link]) -> Iterator[MemoPart]:
    yield MemoHeading(2, name)
    if not links:
        yield MemoLine("库内没有。", "remark")
        return
    rows = [
        (
            RELATIONS[link.citation.relation],
            link.number,
            link.title or "",
            status_label(link.validity),
            link.sentence,
            place_text(link.place),
        )
        for link in links
    ]
    yield memo_table(("关系", "文号", "标题", "效力", "原文", "出处"), rows)


EXPORTS: Mapping[str, Callable[[References], Memo | Sheet]] = {
    "memo": references_memo,
    "sheet": references_sheet,
}
