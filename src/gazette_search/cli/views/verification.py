"""What `gsearch check --index` found, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from gazette_search.cli.terminal import Screen
    from gazette_search.index.verification import Examination


def draw_verification(found: Examination, screen: Screen) -> str:
    """A line for each damaged file, then the verdict."""
    lines = [
        screen.text(f"{one_line(one.file)} {one_line(one.reason)}", "warning", hanging=2)
        for one in found.damages
    ]
    name = one_line(found.generation)
    if found.damages:
        told = f"索引 {name}：{found.files} 个文件中 {len(found.damages)} 个损坏。"
        lines.append(screen.text(f"{told}请运行 gsearch index --rebuild 重建。", "warning"))
    else:
        size = f"{found.files} 个文件、{found.size:,} 字节"
        lines.append(screen.text(f"索引 {name}：{size}，与写入时逐字节相同。", "title"))
    return "\n".join(lines) + "\n"
