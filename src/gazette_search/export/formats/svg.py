"""SVG: pictures of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.registry import Format

if TYPE_CHECKING:
    from gazette_search.search.trends import Trend


def trend_to_svg(trend: Trend) -> bytes:
    """Bars."""
    from gazette_search.export.plots import draw_counts

    return draw_counts(trend, "svg")


FORMAT = Format(
    "svg",
    "图，可以放大、改字；只有 trend 有",
    {"trend": trend_to_svg},
    suffixes=(".svg",),
    whole=True,
    needs=("matplotlib", "plot"),
    binary=True,
)
