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


# The gazette prints a selection of what an office issues: a gap is normal and tells little.
_GAP = "number-gap"


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
    parts.append(_verdict(report, screen))
    return "\n\n".join(parts) + "\n"


def _verdict(report: CheckReport, screen: Screen) -> str:
    if not report.issues:
        return screen.text("没有可以读的公报。", "warning")
    lost = sum(checked.lines.unassigned for checked in report.issues)
    verdict = "每一行都有归属" if not lost else f"有 {lost} 行没有归属"
    gaps = sum(problem.code == _GAP for problem in report.problems)
    found = f"{len(report.problems) - gaps} 个问题"
    skipped = f"，另有 {gaps} 处文号不连续（公报只选登一部分公文，属正常）" if gaps else ""
    summary = f"{len(report.issues)} 期，{verdict}；{found}{skipped}。"
    return screen.text(summary, "warning" if lost else "title")


def _problem(problem: Diagnostic, screen: Screen) -> str:
    line = "" if problem.line is None else f"{problem.line}"
    place = f"{line:>6}  "
    style = "quiet" if problem.code == _GAP else ""
    return place + screen.text(one_line(problem.message), style, len(place))[len(place) :]
