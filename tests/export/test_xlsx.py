"""XLSX, read back as XML, and by LibreOffice where there is one."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import result
from gazette_search.errors import UsageError
from gazette_search.export.formats import xlsx
from gazette_search.export.formats.xlsx import CUT, MOST_CHARACTERS, sheet_to_xlsx
from gazette_search.export.registry import export
from gazette_search.export.sheets import Share, Sheet, SheetValue

pytest.importorskip("xlsxwriter")
SOFFICE = shutil.which("soffice")
# Debian installs the word processor without the part that reads tables.
HAS_CALC = bool(SOFFICE) and any(Path(str(SOFFICE)).resolve().parent.glob("*sclo*"))
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "#N/A",
    "http://x.cn",
    "0429",
    "3/11",
    "_x0041_",
)


def one_cell(value: SheetValue) -> tuple[str, str]:
    """Type and content of a cell, as the file has it."""
    content = sheet_to_xlsx(Sheet("表", ("值",), ((value,),)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode("utf-8")
        strings = archive.read("xl/sharedStrings.xml").decode("utf-8")
    assert "<f>" not in page
    cell = re.search(r'<c r="A2"[^>]*?(?: t="(\w+)")?><v>([^<]*)</v>', page)
    assert cell
    if cell[1] != "s":
        return "n", cell[2]
    texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", strings, re.DOTALL)
    return "s", unescape(texts[int(cell[2])])


@pytest.mark.parametrize(
    ("value", "kind", "content"),
    [
        (34, "n", "34"),
        (-13.5, "n", "-13.5"),
        (Share(0.0648), "n", "0.0648"),
        (date(2020, 3, 11), "n", "43901"),
        (date(1900, 3, 1), "n", "61"),
        (date(1900, 2, 28), "s", "1900-02-28"),
        (date(1895, 1, 1), "s", "1895-01-01"),
        *((text, "s", text) for text in HOSTILE if text != "_x0041_"),
        ("甲\n乙", "s", "甲\n乙"),
        ("a\x00\x1b\u202e\uffffb", "s", "ab"),
    ],
)
def test_a_cell_is_what_its_value_is(value: SheetValue, kind: str, content: str) -> None:
    assert one_cell(value) == (kind, content)


def test_what_looks_like_an_escape_is_text() -> None:
    """ECMA-376 Part 1, 22.9.2.19: _x0041_ would be read as A."""
    assert one_cell("_x0041_") == ("s", "_x005F_x0041_")


def test_a_text_longer_than_a_cell_says_so() -> None:
    _, content = one_cell("低" * (MOST_CHARACTERS + 1))
    assert len(content) == MOST_CHARACTERS
    assert content.endswith(CUT)


def test_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    assert sheet_to_xlsx(Sheet("表", ("值",), ((1,),) * 2))
    with pytest.raises(UsageError, match="^共 3 行，Excel 一张表只有 3 行，请写成 .csv$"):
        sheet_to_xlsx(Sheet("表", ("值",), ((1,),) * 3))


@settings(max_examples=15)
@given(st.text(max_size=30))
def test_whatever_the_text_it_stays_text(text: str) -> None:
    content = sheet_to_xlsx(Sheet("表", (text or "值",), ((text,),), (text,)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            xml = archive.read(name).decode("utf-8")
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", xml)


@pytest.mark.skipif(not HAS_CALC, reason="no LibreOffice Calc here")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """Every text comes back as it was: none is a formula, a date or an error."""
    rows = tuple((text, date(2020, 3, 11), -13.5) for text in HOSTILE)
    (tmp_path / "表.xlsx").write_bytes(sheet_to_xlsx(Sheet("表", ("文", "日", "数"), rows)))
    (tmp_path / "检索.xlsx").write_bytes(bytes(export("search", "xlsx", result())))  # type: ignore[arg-type]
    subprocess.run(  # noqa: S603
        [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "csv:Text - txt - csv (StarCalc):9,0,76,1", "--outdir", tmp_path,
         tmp_path / "表.xlsx", tmp_path / "检索.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    lines = (tmp_path / "表.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == [f"{text}\t2020-03-11\t-13.5" for text in HOSTILE]
    assert "葫政办发〔2020〕23号" in (tmp_path / "检索.csv").read_text(encoding="utf-8")
