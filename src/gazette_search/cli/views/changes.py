"""What `gsearch index` did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from gazette_search.cli.terminal import Screen
    from gazette_search.search.reports import IndexReport


def draw_changes(report: IndexReport, screen: Screen) -> str:
    """A line for each file that changed, then the sum."""
    changes = (("新增", report.added), ("更改", report.changed), ("移除", report.removed))
    lines = []
    if report.recovered:
        found = f"{one_line(report.recovered)}，已由索引自己找回"
        lines.append(screen.text(found, "quiet"))
    if report.reason:
        lines.append(screen.text(f"整个重建：{one_line(report.reason)}", "quiet"))
    lines += [
        screen.text(f"{name}  {one_line(file)}", hanging=6)
        for name, files in changes
        for file in files
    ]
    changed = sum(len(files) for _, files in changes)
    lines.append(screen.text(_summary(report, changed), "title"))
    return "\n".join(lines) + "\n"


def _summary(report: IndexReport, changed: int) -> str:
    kept = f"{len(report.unchanged)} 期未变"
    if report.skipped:
        kept += f"，{len(report.skipped)} 个文件早先读不出来、内容没有变，没有再试"
    if report.dry_run:
        return f"若更新：{changed} 期有变化，{kept}。什么也没有写。"
    if not changed and report.failed and not report.reason:
        return f"{len(report.failed)} 个文件没有编进索引，{kept}，共 {report.documents} 件公文。"
    if not changed and not report.reason:
        return f"索引已是最新：{kept}，共 {report.documents} 件公文。"
    done = f"{changed} 期有变化，{kept}，共 {report.documents} 件公文"
    return f"{done}。用时 {report.seconds:.1f} 秒，索引 {one_line(report.generation)}。"
