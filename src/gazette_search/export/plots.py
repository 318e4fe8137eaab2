"""Counts as a picture, drawn by matplotlib.

Text in it is text: mathematics between dollar signs is not set, and a user's own matplotlibrc
changes nothing. matplotlib draws a box for a character that its font lacks and only warns: here
no picture is made without a font that has them all.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gazette_search.errors import UsageError
from gazette_search.export.trend import group_name, shown_groups, trend_source, trend_title
from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.search.trends import Trend

# Simplified forms first. matplotlib before 3.11 sees only the first face of a .ttc file, which in
# Noto CJK is the Japanese one: its forms are better than boxes. The first of all draws Latin.
FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Noto Serif CJK SC",
    "SimSun",
    "Songti SC",
    "Noto Sans CJK JP",
)
LATIN_FONT = "DejaVu Sans"  # comes with matplotlib
MOST_BARS = 30  # organs or genres in a picture
_INCH = 0.32  # for each group
_MISSING = re.compile(r"Glyph (\d+)")
_SETTINGS = {
    "text.parse_math": False,
    "svg.fonttype": "none",  # text stays text, to be searched and copied
    "svg.hashsalt": "gsearch",  # the same counts give the same file
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": False,
}


def draw_counts(trend: Trend, kind: str) -> bytes:
    """The documents of each group as bars, one colour for each query.

    Args:
        trend: What was counted.
        kind: svg or png.

    Raises:
        UsageError: No font here has the characters.
    """
    import matplotlib as mpl

    with warnings.catch_warnings(), mpl.rc_context(), _quiet("matplotlib.font_manager"):
        warnings.filterwarnings("error", message=r"Glyph \d+")
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        mpl.rcParams["font.family"] = [LATIN_FONT, *_fonts_here()]
        try:
            return _drawn(trend, kind)
        except UserWarning as lacking:
            code = _MISSING.match(str(lacking))
            if code is None:
                raise
            raise UsageError(
                f"这里的字体没有“{chr(int(code[1]))}”字，画不出图；请装 Noto CJK 字体，或存成 .csv"
            ) from None


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """No remarks of a library on weights that a font does not have; errors it raises."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _fonts_here() -> list[str]:
    from matplotlib.font_manager import fontManager

    known = {font.name for font in fontManager.ttflist}
    found = [name for name in FONTS if name in known]
    if not found:
        raise UsageError(
            "没有找到中文字体，图里的字会成方框；请安装 Noto CJK（fonts-noto-cjk）、文泉驿等字体，"
            "或存成 .csv"
        )
    return found


def _drawn(trend: Trend, kind: str) -> bytes:
    from matplotlib.figure import Figure

    groups = shown_groups(trend)[:MOST_BARS] if trend.by in ("organ", "genre") else trend.groups
    names = [group_name(trend, group) for group in groups]
    lying = trend.by in ("organ", "genre")
    long_side = max(4.0, 1.6 + _INCH * len(groups) * max(1.0, len(trend.queries) * 0.6))
    size = (8.0, long_side) if lying else (max(6.0, long_side), 4.2)
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.add_subplot()
    thickness = 0.8 / len(trend.queries)
    for n, query in enumerate(trend.queries):
        places = [
            place + (n - (len(trend.queries) - 1) / 2) * thickness for place in range(len(groups))
        ]
        values = [group.counts[n].documents for group in groups]
        drawn = (axes.barh if lying else axes.bar)(places, values, thickness, label=one_line(query))
        axes.bar_label(drawn, padding=2, fontsize=8)
    _label(axes, names, lying=lying)
    axes.set_title(trend_title(trend))
    if len(trend.queries) > 1:
        figure.legend(loc="outside upper right", frameon=False, ncols=len(trend.queries))
    figure.supxlabel(trend_source(trend), fontsize=7, color="#555555")
    written = io.BytesIO()
    told = {"Date": None} if kind == "svg" else {"Software": None}
    figure.savefig(written, format=kind, dpi=150, metadata=told)
    return written.getvalue()


def _label(axes: Any, names: Sequence[str], *, lying: bool) -> None:
    """Names along one side, whole numbers of documents along the other."""
    from matplotlib.ticker import MaxNLocator

    places = range(len(names))
    if lying:
        axes.set_yticks(places, names)
        axes.invert_yaxis()
        axes.set_xlabel("件")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    else:
        axes.set_xticks(places, names, rotation=0 if len(names) <= 12 else 90)
        axes.set_ylabel("件")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
