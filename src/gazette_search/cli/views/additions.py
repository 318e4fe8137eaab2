"""What `gsearch add` did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.cli.views.changes import draw_changes
from gazette_search.export.wording import issue_name, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.additions import AddedFile, AddReport

FORMATS = {
    "text": "文本", "html": "网页", "docx": "Word", "epub": "EPUB", "pdf": "PDF", "ofd": "OFD",
    "doc": "旧版 Word", "rtf": "RTF", "odt": "ODT", "image": "图像",
}  # fmt: skip
MOST_DOUBTS = 5


def draw_additions(report: AddReport, screen: Screen) -> str:
    """Each file with what it is and what to look at, what was left, then the index."""
    lines: list[str] = []
    for one in report.added:
        lines += _added(one, screen)
    for left in report.left:
        told = f"没有加入  {one_line(left.source)}：{one_line(left.reason)}"
        lines.append(screen.text(told, "warning", 0, 10))
    if report.index is None:
        lines.append(screen.text("没有加入新的文件。", "title"))
        return "\n".join(lines) + "\n"
    return "\n".join(lines) + "\n\n" + draw_changes(report.index, screen)


def _added(one: AddedFile, screen: Screen) -> Iterator[str]:
    named = issue_name(one.issue)
    facts = [
        FORMATS.get(one.format, one.format),
        *([named] if named != one_line(one.file) else []),
        f"{one.documents} 件公文",
        *([f"{one.pages} 页"] if one.pages is not None else []),
    ]
    yield screen.text(f"加入  {one_line(one.file)}：{'，'.join(facts)}", hanging=6)
    for doubt in one.doubts[:MOST_DOUBTS]:
        yield screen.text(f"请核对：{one_line(doubt)}", "warning", 6, 8)
    more = len(one.doubts) - MOST_DOUBTS
    if more > 0:
        yield screen.text(f"另有 {more} 处请核对，见 gsearch check", "warning", 6, 8)
