"""An issue's contents."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.cli.views.tables import Column, draw_table
from gazette_search.export.wording import chinese_date, issue_name, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.reports import IssueContents

_COLUMNS = (
    Column("页", align="right", whole=True, style="dim"),
    Column("文号", whole=True),
    Column("标题"),
)
WITHOUT_BODY = "（缺正文）"


def draw_contents(contents: IssueContents, screen: Screen) -> str:
    """The entries under the columns of the contents, marked where the body is lacking."""
    issue = contents.issue
    published = f"　{chinese_date(issue.published)}出版" if issue.published else ""
    parts = [screen.text(f"{issue_name(issue)}{published}", "title")]
    for column, entries in groupby(contents.entries, key=lambda entry: entry.column):
        parts.append("")
        if column:
            parts.append(screen.text(one_line(column), "heading"))
        rows = []
        for entry in entries:
            lacking = WITHOUT_BODY if contents.lacks(entry) else ""
            page = str(entry.page) if entry.page is not None else ""
            rows.append(
                (page, one_line(str(entry.document_number or "")), one_line(entry.title) + lacking)
            )
        parts.append(draw_table(_COLUMNS, rows, screen))
    return "\n".join([*parts, "", *_footer(contents, screen)]) + "\n"


def _footer(contents: IssueContents, screen: Screen) -> Iterator[str]:
    held = sum(entry in contents.held for entry in contents.entries)
    yield screen.text(f"共 {len(contents.entries)} 条，{held} 条有正文。", "quiet")
    if contents.unlisted:
        named = "、".join(one_line(str(number)) for number in contents.unlisted)
        yield screen.text(f"目录里没有：{named}", "warning", hanging=2)
