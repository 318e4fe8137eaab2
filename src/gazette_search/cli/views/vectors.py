"""What `gsearch embed` did, and what waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from gazette_search.cli.terminal import Screen
    from gazette_search.search.reports import EmbedReport, VectorState


def draw_embedded(report: EmbedReport, screen: Screen) -> str:
    """What was made, and whose vectors they are."""
    said = f"{report.stretches} 段文字都有向量。"
    if report.made:
        said = f"新算了 {report.made} 段，{said}用时 {report.seconds:.0f} 秒。"
    model = screen.text(f"模型 {one_line(report.model)}", "quiet")
    return f"{screen.text(said, 'title')}\n{model}\n"


def waiting_line(state: VectorState | None) -> str:
    """What cannot be found by meaning yet; nothing where all can or no model is at hand."""
    if state is None or state.waiting == 0:
        return ""
    if state.waiting is None:
        return "还没有向量，不能按意思查找。请运行 gsearch embed 计算。"
    return f"{state.waiting} 段文字还没有向量，不能按意思查找。请运行 gsearch embed 计算。"
