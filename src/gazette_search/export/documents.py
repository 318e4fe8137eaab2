"""Several documents one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.document import document_memo
from gazette_search.export.json_export import answer, document_fields
from gazette_search.export.memos import Memo, MemoBreak
from gazette_search.export.plain import document_to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazette_search.export.memos import MemoPart
    from gazette_search.search.reports import ShownDocument

    Shown = Sequence[ShownDocument]


def documents_to_json(shown: Shown) -> str:
    """One object with as many documents as `gsearch show` gives one by one."""
    return answer({"documents": [document_fields(one) for one in shown]})


def documents_to_plain(shown: Shown) -> str:
    """Their clean texts, a blank line between."""
    return "\n".join(document_to_plain(one) for one in shown)


def documents_memo(shown: Shown) -> Memo:
    """Their memos, set apart."""
    parts: list[MemoPart] = []
    for one in shown:
        parts += [MemoBreak()] if parts else []
        parts += document_memo(one).parts
    return Memo(tuple(parts))


EXPORTS: Mapping[str, Callable[[Shown], str | Memo]] = {
    "json": documents_to_json,
    "plain": documents_to_plain,
    "memo": documents_memo,
}
