from __future__ import annotations

import pytest

from builders import embed_report, index_report
from gazette_search.cli.terminal import Screen
from gazette_search.cli.views.changes import draw_changes
from gazette_search.cli.views.vectors import draw_embedded, waiting_line
from gazette_search.search.reports import VectorState


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (None, ""),
        (VectorState(held=1000, waiting=0), ""),
        (
            VectorState(held=900, waiting=100),
            "100 段文字还没有向量，不能按意思查找。请运行 gsearch embed 计算。",
        ),
        (
            VectorState(held=0, waiting=None),
            "还没有向量，不能按意思查找。请运行 gsearch embed 计算。",
        ),
    ],
)
def test_what_waits_is_told(state: VectorState | None, line: str) -> None:
    assert waiting_line(state) == line
    drawn = draw_changes(index_report(vectors=state), Screen())
    assert drawn.endswith(f"{line}\n")
    assert drawn.count("gsearch embed") == bool(line)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (12, "新算了 12 段，2012 段文字都有向量。用时 1 秒。\n模型 senses-1\n"),
        (0, "2012 段文字都有向量。\n模型 senses-1\n"),
    ],
)
def test_embedded(made: int, text: str) -> None:
    assert draw_embedded(embed_report(made=made), Screen()) == text
