"""A whole document for people."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.export.force_wording import remark
from gazette_search.export.memos import (
    Memo,
    MemoBreak,
    MemoHeading,
    MemoLine,
    MemoList,
    memo_of,
    memo_table,
)
from gazette_search.export.references import validity_parts
from gazette_search.export.sources import document_source
from gazette_search.export.wording import (
    RELATIONS,
    one_line,
    reference,
    version_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazette_search.export.memos import LineRole, MemoPart
    from gazette_search.models import Block, BlockKind
    from gazette_search.search.reports import ShownDocument

_ROLES: dict[BlockKind, LineRole] = {
    "addressee": "addressee",
    "signature": "signed",
    "date": "signed",
}


def document_memo(shown: ShownDocument) -> Memo:
    """Its headings as headings and its tables as tables, then what it cites and who cites it."""
    document, issue = shown.held.document, shown.held.issue
    source = f"来源：{document_source(document, issue)}"
    parts: list[MemoPart] = [
        MemoHeading(1, one_line(document.title)),
        MemoLine(" · ".join(reference(document, issue)), "facts"),
        MemoLine(source, "facts"),
        *(validity_parts(shown.held.validity) if shown.held.validity else ()),
    ]
    for part, blocks in groupby(document.blocks, key=lambda block: block.part):
        parts += [MemoBreak()] if part else []
        parts += [laid for block in blocks for laid in _block(block)]
    parts += _listed("引用", _citations(shown))
    parts += _listed("被引用", _citing(shown))
    parts += _listed("同类公文", (version_line(version) for version in shown.series))
    return memo_of(parts)


def _block(block: Block) -> Iterator[MemoPart]:
    if block.kind in ("masthead", "title", "number") and not block.part:
        return
    if block.kind == "table":
        first, *rows = (row.split("\t") for row in block.text.split("\n"))
        yield memo_table(first, rows)
    elif block.kind in ("heading", "attachment_title"):
        yield MemoHeading(min(6, max(1, block.level) + 1), one_line(block.text))
    else:
        yield MemoLine(one_line(block.text), _ROLES.get(block.kind, "text"))


def _citations(shown: ShownDocument) -> Iterator[str]:
    cited = ((c.relation, c.number, c.title) for c in shown.held.document.citations)
    for relation, number, title in dict.fromkeys(cited):
        named = (f"《{title}》" if title else "") + number
        force = remark(shown.cited_validity.get(number))
        yield f"{RELATIONS[relation]}：{one_line(named)}" + (f"——{force}" if force else "")


def _citing(shown: ShownDocument) -> Iterator[str]:
    return (f"{RELATIONS[by.relation]}：{one_line(by.number)}" for by in shown.cited_by)


def _listed(name: str, items: Iterator[str]) -> list[MemoPart]:
    listed = tuple(items)
    return [MemoHeading(2, name), MemoList(listed)] if listed else []


EXPORTS: Mapping[str, Callable[[ShownDocument], Memo]] = {"memo": document_memo}
