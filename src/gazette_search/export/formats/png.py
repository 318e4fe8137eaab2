"""PNG: pictures of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.registry import Format

if TYPE_CHECKING:
    from gazette_search.search.trends import Trend


def trend_to_png(trend: Trend) -> bytes:
    """Bars."""
    from gazette_search.export.plots import draw_counts

    return draw_counts(trend, "png")


FORMAT = Format(
    "png",
    "图；只有 trend 有",
    {"trend": trend_to_png},
    suffixes=(".png",),
    whole=True,
    needs=("matplotlib", "plot"),
    binary=True,
)
