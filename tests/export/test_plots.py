from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from builders import trend
from gazette_search.errors import UsageError
from gazette_search.export import plots
from gazette_search.export.registry import export

if TYPE_CHECKING:
    from gazette_search.search.trends import Trend

matplotlib = pytest.importorskip("matplotlib")


def has_chinese_font() -> bool:
    from matplotlib.font_manager import fontManager

    return bool({font.name for font in fontManager.ttflist} & {*plots.FONTS})


needs_font = pytest.mark.skipif(not has_chinese_font(), reason="no Chinese font here")


def drawn(value: Trend, kind: str = "svg") -> bytes:
    content = export("trend", kind, value)
    assert isinstance(content, bytes)
    return content


def texts(picture: bytes) -> list[str]:
    root = ET.fromstring(picture)  # noqa: S314 -- our own
    return ["".join(node.itertext()).strip() for node in root.iter() if node.tag.endswith("text")]


@needs_font
def test_the_numbers_are_in_the_picture() -> None:
    seen = texts(drawn(trend()))
    assert {"按年份计数：低保、疫情", "低保", "疫情", "2018", "件", "4"} <= {*seen}
    assert "库内共 45 件，其中日期不明 1 件。" in seen


@needs_font
@pytest.mark.parametrize("by", ["year", "organ"])
def test_a_png_is_one(by: str) -> None:
    assert drawn(trend(by=by), "png").startswith(b"\x89PNG\r\n\x1a\n")


@needs_font
def test_the_same_counts_give_the_same_bytes() -> None:
    assert drawn(trend()) == drawn(trend())


@needs_font
@pytest.mark.parametrize("query", ["$x^2$", "</text><script>", r"\frac", "a & b", "$"])
def test_text_stays_text(query: str) -> None:
    picture = drawn(trend(queries=(query, "疫情")))
    assert query in texts(picture)
    assert "<script" not in unescape(re.sub(rb"&lt;", b"", picture).decode())


@needs_font
def test_settings_of_the_user_change_nothing() -> None:
    before = drawn(trend())
    with matplotlib.rc_context({"text.usetex": True, "font.size": 40, "svg.fonttype": "path"}):
        assert drawn(trend()) == before
        assert matplotlib.rcParams["font.size"] == 40


@needs_font
@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_character_that_no_font_has_is_named(kind: str) -> None:
    with pytest.raises(UsageError, match="^这里的字体没有“\ue123”字，画不出图"):
        drawn(trend(queries=("低保\ue123", "疫情")), kind)


def test_without_a_chinese_font_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "FONTS", ("No Such Font",))
    with pytest.raises(UsageError, match="^没有找到中文字体，图里的字会成方框"):
        drawn(trend())
