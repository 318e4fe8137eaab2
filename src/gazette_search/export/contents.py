"""The contents of an issue for people and for spreadsheets."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.export.memos import Memo, MemoHeading, memo_of, memo_table
from gazette_search.export.sheets import Sheet
from gazette_search.export.wording import issue_key, issue_name, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette_search.export.memos import MemoPart
    from gazette_search.models import TocEntry
    from gazette_search.search.reports import IssueContents


def contents_memo(contents: IssueContents) -> Memo:
    """A table under each column of the contents."""
    parts: list[MemoPart] = [MemoHeading(1, f"{issue_name(contents.issue)}目录")]
    for column, entries in groupby(contents.entries, key=lambda entry: entry.column):
        rows = [_cells(entry, contents) for entry in entries]
        parts += [MemoHeading(2, one_line(column))] if column else []
        parts.append(memo_table(("标题", "文号", "页"), rows))
    return memo_of(parts)


def contents_sheet(contents: IssueContents) -> Sheet:
    """One row an entry."""
    rows = tuple(
        (
            issue_key(contents.issue),
            entry.column,
            entry.title,
            str(entry.document_number or ""),
            entry.page,
            "有" if entry in contents.held else "无",
        )
        for entry in contents.entries
    )
    return Sheet("目录", ("期", "栏目", "标题", "文号", "页", "正文"), rows)


def _cells(entry: TocEntry, contents: IssueContents) -> tuple[str, str, str]:
    number = entry.document_number
    page = str(entry.page) if entry.page is not None else ""
    return entry.title, str(number or "") + ("（缺正文）" if contents.lacks(entry) else ""), page


EXPORTS: Mapping[str, Callable[[IssueContents], Memo | Sheet]] = {
    "memo": contents_memo,
    "sheet": contents_sheet,
}
