from __future__ import annotations

from math import radians
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.ingestion.formats.geometry.reading import read_pages
from gazette_search.ingestion.formats.recognition.placing import page_of, tilt_of
from gazette_search.ingestion.formats.recognition.seen import SeenLine, SeenPage
from typesetting import Sheet, prose, seen_page, set_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE = ((80.0, 524.0),)
TWO = ((80.0, 290.0), (312.0, 522.0))
PARAGRAPHS = [
    "为提高城乡居民最低生活保障标准，经市政府同意，现将有关事项通知如下，请认真贯彻执行。",
    "农村低保标准，全市统一提高到每人每年4425元，自2020年2月1日起执行（以下简称“标准”）。",
    "一、提高标准",
    "各地区民政部门要积极会同财政等部门制定工作方案，合理测算提标资金需求，落实“一网通办”。",
]


def read(sheets: Sequence[Sheet], tilt: float = 0.0) -> list[str]:
    pages = [page_of(seen_page(sheet, n, tilt=tilt)) for n, sheet in enumerate(sheets, start=1)]
    found: list[str] = []
    for line in read_pages(pages):
        assert line.machine_read or not line.text
        if line.continues:
            found[-1] += line.text
        elif line.text:
            found.append(line.text)
    return found


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.integers(90, 240), min_size=4, max_size=40),
    st.sampled_from([(ONE, 10.5), (ONE, 16.0), (TWO, 10.5), (TWO, 12.0)]),
    st.floats(-1.2, 1.2),
)
def test_paragraphs_come_back_from_boxes_of_ink(
    lengths: list[int], set_in: tuple[Sequence[tuple[float, float]], float], tilt: float
) -> None:
    """Whatever the type, and however crooked the page lay on the scanner."""
    paragraphs = [prose(length, seed) for seed, length in enumerate([150, *lengths, 160])]
    columns, size = set_in
    assert read(set_columns(paragraphs, columns, size=size), radians(tilt)) == paragraphs


def test_a_masthead_a_title_and_a_signature_keep_their_places() -> None:
    sheet = set_columns(PARAGRAPHS * 3, ONE, size=16, top=320)[0]
    sheet.centered(120, "青河市人民政府文件", 40, 80, 524)
    sheet.centered(180, "青政发〔2020〕7号", 16, 80, 524)
    sheet.centered(240, "青河市人民政府关于提高", 22, 80, 524)
    sheet.centered(272, "最低生活保障标准的通知", 22, 80, 524)
    assert read([sheet], 0.01)[:3] == [
        "青河市人民政府文件",
        "青政发〔2020〕7号",
        "青河市人民政府关于提高",
    ]


def test_the_rows_of_a_ruled_table() -> None:
    sheet = Sheet()
    sheet.table(80, 100, (("地区", "标准"), ("青河区", "4425")), 100)
    assert read([sheet]) == ["地区\t标准", "青河区\t4425"]


def line(text: str, x0: float, x1: float, y: float = 100.0, high: float = 12.0) -> SeenLine:
    return SeenLine(text, (x0, y, x1, y, x1, y + high, x0, y + high), 0.9)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        # two boxes whose edges overlap, the bracket between them seen in both
        ([line("规划》《", 80, 122), line("《温泉文化规划》", 114, 198)], "规划》《温泉文化规划》"),
        ([line("历史文化旅", 80, 131), line("游规划》五个", 128, 189)], "历史文化旅游规划》五个"),
        ([line("—一继续深耕京津冀", 80, 170)], "——继续深耕京津冀"),  # a dash read as the figure
        ([line("  ", 80, 90), line("通知", 80, 101)], "通知"),
    ],
)  # fmt: skip
def test_boxes_as_machines_leave_them(lines: list[SeenLine], text: str) -> None:
    page = page_of(SeenPage(1, 595, 842, tuple(lines)))
    assert "".join(glyph.text for glyph in sorted(page.glyphs, key=lambda g: g.x0)) == text


def test_what_stands_across_the_lines_is_no_text() -> None:
    """The letters of a seal run round, a watermark from corner to corner."""
    straight = [line("为提高城乡居民最低生活保障标准", 80, 240, 100 + 20 * n) for n in range(6)]
    slant = SeenLine("仅供内部使用", (100, 300, 160, 240, 170, 250, 110, 310), 0.9)
    page = page_of(SeenPage(1, 595, 842, (*straight, slant)))
    assert "仅" not in {glyph.text for glyph in page.glyphs}


def test_the_tilt_of_a_page_is_that_of_its_long_lines() -> None:
    sheet = set_columns(PARAGRAPHS * 3, TWO)[0]
    assert tilt_of(seen_page(sheet, tilt=0.012).lines) == pytest.approx(0.012, abs=1e-6)
    assert tilt_of([line("一", 0, 12)]) == 0.0
