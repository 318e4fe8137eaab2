"""What `gsearch check` found: the accounts of every issue, and the problems."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.cli.views.tables import Column, draw_table
from gazette_search.export.wording import issue_key, one_line

if TYPE_CHECKING:
    from gazette_search.cli.terminal import Screen
    from gazette_search.models import Diagnostic
    from gazette_search.search.reports import CheckReport

_COLUMNS = (
    Column("期", whole=True),
    *(
        Column(name, align="right", whole=True)
        for name in ("公文", "目录", "行", "空行", "卷首", "正文行", "版式", "未归属")
    ),
)


def draw_check(report: CheckReport, screen: Screen) -> str:
    """A row for each issue, then its problems under the name of each file."""
    rows = []
    for checked in report.issues:
        lines = checked.lines
        counts = [checked.documents, checked.toc_entries, lines.total, lines.blank]
        counts += [lines.front_matter, lines.documents, lines.layout, lines.unassigned]
        rows.append((issue_key(checked.issue), *map(str, counts)))
    parts = [draw_table(_COLUMNS, rows, screen)] if rows else []
    for file, problems in groupby(report.problems, key=lambda problem: problem.file):
        drawn = [screen.text(one_line(file), "heading")]
        drawn += [_problem(problem, screen) for problem in problems]
        parts.append("\n".join(drawn))
    lost = sum(checked.lines.unassigned for checked in report.issues)
    verdict = "每一行都有归属" if not lost else f"有 {lost} 行没有归属"
    summary = f"{len(report.issues)} 期，{verdict}；{len(report.problems)} 个问题。"
    parts.append(screen.text(summary, "warning" if lost else "title"))
    return "\n\n".join(parts) + "\n"


def _problem(problem: Diagnostic, screen: Screen) -> str:
    line = "" if problem.line is None else f"{problem.line}"
    place = f"{line:>6}  "
    text = f"{one_line(problem.message)}  [{problem.code}]"
    return place + screen.text(text, indent=len(place))[len(place) :]
