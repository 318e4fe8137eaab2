"""Which panes fit a terminal, and which hints stand below them."""

from __future__ import annotations

from gazette_search.cli.terminal import display_width

WIDE = 100  # columns from which facets, hits and document stand beside each other
MEDIUM = 60  # below, one pane at a time

_HINTS = (
    ("Enter", "读"), ("空格", "收集"), ("/", "检索"), ("q", "退出"), ("?", "按键"),
    ("c", "复制引用"), ("r", "引用关系"), ("e", "导出"), ("f", "筛选"), ("n", "下一处"),
)  # fmt: skip
_READING_HINTS = (
    ("Esc", "回到列表"), ("空格", "收集"), ("n", "下一处"), ("q", "退出"), ("?", "按键"),
    ("c", "复制引用"), ("r", "引用关系"), ("e", "导出"), ("/", "检索"),
)  # fmt: skip


def visible_panes(width: int, *, reading: bool, facets_open: bool) -> tuple[str, ...]:
    """The panes from left to right; whoever reads has the whole width for it."""
    if reading:
        return ("document",)
    if width >= WIDE:
        return ("facets", "hits", "document")
    if width >= MEDIUM:
        return ("facets", "hits") if facets_open else ("hits", "document")
    return ("facets",) if facets_open else ("hits",)


def key_hints(width: int, *, reading: bool, collected: int) -> str:
    """As many keys as fit, the most needed first, and how much is collected."""
    line = f"已收集 {collected}　" if collected else ""
    for key, meaning in _READING_HINTS if reading else _HINTS:
        hint = f"{key} {meaning}  "
        if display_width(line + hint.rstrip()) > width:
            break
        line += hint
    return line.rstrip()
