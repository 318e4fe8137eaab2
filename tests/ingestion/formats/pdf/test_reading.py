from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats import child
from gazette_search.ingestion.formats.geometry import limits
from gazette_search.ingestion.formats.pdf import reading, serving
from gazette_search.ingestion.formats.pdf.document import pdf_text
from gazette_search.ingestion.formats.pdf.pages import PlacedCharacter, ligatures_parted
from gazette_search.ingestion.formats.pdf.reading import read_pdf
from typesetting import Sheet, pdf, set_columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette_search.ingestion.formats.child import Child
    from gazette_search.ingestion.formats.source_text import SourceText

PARAGRAPHS = [
    "为提高城乡居民最低生活保障标准，经市政府同意，现将有关事项通知如下，请认真贯彻执行。" * 2,
    "农村低保标准，全市统一提高到每人每年4425元，自2020年2月1日起执行，各地区要抓好落实。",
    "各地区民政部门要积极会同财政等部门制定工作方案，合理测算提标资金需求。",
] * 20
TWO = ((80.0, 290.0), (312.0, 522.0))
# A picture over the whole page, drawn from bytes of its own (ISO 32000-1, 8.9.7).
IMAGE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A child of this test's own."""
    own: list[Child] = []
    monkeypatch.setattr(reading, "_readers", own)
    yield
    for reader in own:
        reader.stop()


def paragraphs(text: SourceText) -> list[str]:
    found: list[str] = []
    for line in text.lines:
        if line.continues:
            found[-1] += line.text
        elif line.text:
            found.append(line.text)
    return found


def test_two_columns_come_back_as_paragraphs_with_their_pages() -> None:
    sheets = set_columns(PARAGRAPHS, TWO)
    text = read_pdf(pdf(sheets), "x.pdf")
    assert paragraphs(text) == PARAGRAPHS
    assert (text.format, text.whole_paragraphs, text.pages) == ("pdf", True, len(sheets))
    assert {line.page for line in text.lines if line.text} == {*range(1, len(sheets) + 1)}
    assert text.warnings == ()


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_viewers_turn_is_read_as_it_is_written(rotate: int) -> None:
    """Text that is upright without the turn is read upright: rows of a table set sideways are."""
    text = pdf_text(pdf(set_columns(PARAGRAPHS[:3], TWO), rotate=rotate), "x")
    assert paragraphs(text) == PARAGRAPHS[:3]


def test_a_table_is_rows() -> None:
    sheet = Sheet()
    sheet.table(80, 100, (("地区", "标准"), ("青河区", "4425")), 100)
    lines = pdf_text(pdf([sheet]), "x").lines
    assert [(line.text, line.origin, line.page) for line in lines] == [
        ("地区\t标准", "row", 1),
        ("青河区\t4425", "row", 1),
    ]


def test_a_scan_is_named_page_by_page() -> None:
    scan = pdf([Sheet(), Sheet()], extra=IMAGE)
    text = pdf_text(scan, "x")
    assert [(w.code, w.page) for w in text.warnings] == [("scanned", 1), ("scanned", 2)]


def test_text_that_a_machine_laid_under_an_image_is_marked() -> None:
    layered = pdf(set_columns(PARAGRAPHS[:2], TWO), hidden="3 Tr", extra=IMAGE)
    text = pdf_text(layered, "x")
    assert [warning.code for warning in text.warnings] == ["machine-read"]
    assert all(line.machine_read for line in text.lines if line.text)


def test_a_layer_that_is_not_what_is_shown_is_told() -> None:
    sheets = set_columns(["犻犳犻犮犪狋犻狅狀" * 40] * 3, TWO)
    assert {w.code for w in pdf_text(pdf(sheets), "x").warnings} == {"text-layer-doubtful"}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7\nnothing", "不是完好的 PDF"),
        (pdf([Sheet()])[:200], "不是完好的 PDF"),
        (b"%PDF-1.4\n%%EOF", "不是完好的 PDF"),
    ],
)
def test_a_damaged_file_is_told(raw: bytes, reason: str) -> None:
    with pytest.raises(SourceFileError, match=reason):
        read_pdf(raw, "x.pdf")


def test_endless_pages_and_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PAGES", 2)
    with pytest.raises(SourceFileError, match="有 3 页，超过 2 页"):
        pdf_text(pdf([Sheet()] * 3), "x")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MOST_GLYPHS_A_PAGE", 10)
    with pytest.raises(SourceFileError, match="第 1 页超过 10 个字"):
        pdf_text(pdf(set_columns(PARAGRAPHS[:1], TWO)), "x")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MOST_GLYPHS", 100)
    with pytest.raises(SourceFileError, match="超过 100 个字"):
        pdf_text(pdf(set_columns(PARAGRAPHS, TWO)), "x")


@pytest.mark.usefixtures("fresh")
def test_a_reader_that_dies_is_replaced() -> None:
    good = pdf(set_columns(PARAGRAPHS[:1], TWO))
    read_pdf(good, "x.pdf")
    os.kill(reading._reader()._process.pid, signal.SIGKILL)
    with pytest.raises(SourceFileError, match="意外结束"):
        read_pdf(good, "x.pdf")
    assert paragraphs(read_pdf(good, "x.pdf")) == PARAGRAPHS[:1]


@pytest.mark.usefixtures("fresh")
def test_the_reader_has_a_limit_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    late = "import signal, sys; sys.stdin.buffer.read(8); signal.alarm(1); signal.pause()"
    monkeypatch.setattr(child, "_START", late.replace("{", "{{"))
    with pytest.raises(SourceFileError, match=f"{serving.READING_SECONDS} 秒没有读完"):
        read_pdf(b"%PDF-", "x.pdf")


@pytest.mark.usefixtures("fresh")
def test_the_reader_has_a_limit_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    small = child._START.replace("{name}()", "import {module} as m; m.MEMORY = 10**8; serve()")
    monkeypatch.setattr(child, "_START", small)
    with pytest.raises(SourceFileError, match=r"内存|意外结束"):
        read_pdf(pdf(set_columns(PARAGRAPHS * 60, TWO)), "x.pdf")


@pytest.mark.usefixtures("fresh")
def test_nothing_of_the_working_directory_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A corpus may hold a file json.py; the child imports from where this process does."""
    for name in ("json.py", "pypdfium2.py", "gazette_search.py"):
        (tmp_path / name).write_text("import os; os._exit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert paragraphs(read_pdf(pdf(set_columns(PARAGRAPHS[:1], TWO)), "x")) == PARAGRAPHS[:1]


def placed(text: str, left: float, right: float) -> PlacedCharacter:
    return PlacedCharacter(text, (left, 0.0, right, 12.0), (left, 0.0), 12.0, 0)


@pytest.mark.parametrize(
    ("characters", "edges"),
    [
        # —— as one glyph, of which both characters have the box
        ([placed("—", 0, 20), placed("—", 0, 20)], [(0, 10), (10, 20)]),
        ([placed("—", 0, 12), placed("—", 12, 24)], [(0, 12), (12, 24)]),
        ([placed("准", 0, 12), placed("准", 0, 12)], [(0, 12), (0, 12)]),  # drawn twice, bold
        ([placed("—", 0, 20)], [(0, 20)]),
    ],
)
def test_characters_that_one_glyph_stands_for_share_its_box(
    characters: list[PlacedCharacter], edges: list[tuple[float, float]]
) -> None:
    parted = ligatures_parted(characters)
    assert [(one.box[0], one.box[2]) for one in parted] == edges
