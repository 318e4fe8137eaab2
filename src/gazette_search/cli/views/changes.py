"""What `gsearch index` did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.cli.views.vectors import waiting_line
from gazette_search.export.wording import issue_name, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.reports import IndexReport, NewIssue

# More new documents than these are counted and not listed: nobody reads a first build's hundreds.
MOST_LISTED = 40
MOST_SKIPPED = 20
# Contents of a whole year over the text of one document would fill the screen.
MOST_LACKING = 10


def draw_changes(report: IndexReport, screen: Screen) -> str:
    """What every issue that changed brings, what was left out, then the sum."""
    changes = (("新增", report.added), ("更改", report.changed), ("移除", report.removed))
    new = {one.issue.file: one for one in report.issues}
    lines = []
    if report.recovered:
        found = f"{one_line(report.recovered)}，已由索引自己找回"
        lines.append(screen.text(found, "quiet"))
    if report.reason:
        lines.append(screen.text(f"整个重建：{one_line(report.reason)}", "quiet"))
    listed = len(report.new_documents) <= MOST_LISTED
    for name, files in changes:
        for file in files:
            lines += _change(name, file, new.get(file), screen, listed=listed)
    lines += _left_out(report, screen)
    changed = sum(len(files) for _, files in changes)
    lines.append(screen.text(_summary(report, changed), "title"))
    if waiting := waiting_line(report.vectors):
        lines.append(screen.text(waiting, "quiet"))
    return "\n".join(lines) + "\n"


def _change(
    name: str, file: str, new: NewIssue | None, screen: Screen, *, listed: bool
) -> Iterator[str]:
    """A file, and the documents that it brings."""
    if new is None:
        yield screen.text(f"{name}  {one_line(file)}", hanging=6)
        return
    issue, known = issue_name(new.issue), one_line(file)
    named = known if issue == known else f"{issue}  {known}"
    count = f"{len(new.documents)} 件" if new.documents else "没有新的公文"
    yield screen.text(f"{name}  {named}：{count}", hanging=6)
    if listed:
        for document in new.documents:
            name = one_line(document.number or f"（无文号）{document.id}")
            yield screen.text(f"{name}  {one_line(document.title)}", "", 6, 2)
        yield from _lacking(new, screen)


def _lacking(new: NewIssue, screen: Screen) -> Iterator[str]:
    """What the contents list and the pages do not hold."""
    for sentence in new.lacking[:MOST_LACKING]:
        yield screen.text(one_line(sentence), "warning", 6, 2)
    more = len(new.lacking) - MOST_LACKING
    if more > 0:
        yield screen.text(f"目录有而正文没有的另有 {more} 件，见 gsearch toc", "warning", 6, 2)


def _left_out(report: IndexReport, screen: Screen) -> Iterator[str]:
    """What is not in the index, and why; what was told before is counted only."""
    fresh = [one for one in report.skipped if not one.known]
    for one in fresh[:MOST_SKIPPED]:
        yield screen.text(f"跳过  {one_line(one.file)}：{one_line(one.reason)}", "warning", 0, 6)
    more = len(fresh) - MOST_SKIPPED
    if more > 0:
        yield screen.text(f"跳过  另有 {more} 个文件，见 gsearch check", "warning")


def _summary(report: IndexReport, changed: int) -> str:
    kept = f"{len(report.unchanged)} 期未变"
    known = sum(one.known for one in report.skipped)
    if known:
        kept += f"，{known} 个文件早先没有编进、内容没有变（见 gsearch check）"
    if report.dry_run:
        return f"若更新：{changed} 期有变化，{kept}。什么也没有写。"
    if not changed and report.failed and not report.reason:
        return f"{len(report.failed)} 个文件没有编进索引，{kept}，共 {report.documents} 件公文。"
    if not changed and not report.reason:
        return f"索引已是最新：{kept}，共 {report.documents} 件公文。"
    done = f"{changed} 期有变化，{kept}，共 {report.documents} 件公文"
    return f"{done}。用时 {report.seconds:.1f} 秒。"
