"""DOCX, read back by this program's own reader, and by LibreOffice where there is one."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ANSWER, document, hit, listing, passage, result, shown
from gazette_search.export.registry import export
from gazette_search.ingestion.formats.reading import read_source_text

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("docx")
SOFFICE = shutil.which("soffice")


def as_docx(subject: str, value: object) -> bytes:
    content = export(subject, "docx", value)
    assert isinstance(content, bytes)
    return content


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: archive.read(name).decode("utf-8")
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def test_what_was_written_is_read() -> None:
    text = read_source_text(as_docx("document", shown()), "23号.docx").text
    for block in document().blocks:
        assert block.kind in ("masthead", "number") or block.text in text


def test_a_table_is_a_table() -> None:
    xml = parts(as_docx("listing", listing()))["word/document.xml"]
    assert (xml.count("<w:tr>"), xml.count("<w:tc>"), xml.count("w:tblHeader")) == (3, 15, 1)


def test_everything_is_simplified_chinese() -> None:
    """The template is Japanese by its theme: no style that is used may follow it."""
    files = parts(as_docx("search", result()))
    styles = files["word/styles.xml"]
    assert 'w:eastAsia="ja-JP"' not in styles
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>' in styles
    assert 'w:themeFontLang w:eastAsia="zh-CN"' in re.sub(
        r' w:val="[^"]*"', "", files["word/settings.xml"]
    )
    defaults = re.search(r"<w:docDefaults>.*?</w:docDefaults>", styles, re.DOTALL)
    assert defaults
    assert 'w:eastAsia="仿宋"' in defaults[0]
    assert "Theme" not in defaults[0]
    runs = re.findall(r"<w:r>.*?</w:r>", files["word/document.xml"], re.DOTALL)
    assert runs
    assert all('w:hint="eastAsia"' in run for run in runs)


def test_matches_are_bold() -> None:
    xml = parts(as_docx("search", result()))["word/document.xml"]
    bold = re.findall(r"<w:b/>(?:(?!</w:r>).)*<w:t[^>]*>([^<]*)</w:t>", xml, re.DOTALL)
    assert "低保标准" in bold
    assert ANSWER[:6] in bold


def test_nobody_is_named_as_its_author() -> None:
    core = parts(as_docx("search", result()))["docProps/core.xml"]
    assert "python-docx" not in core
    assert "<dc:title>检索：农村低保标准</dc:title>" in core


@settings(max_examples=15)
@given(st.text(max_size=30))
def test_whatever_the_text_the_file_is_whole(text: str) -> None:
    found = hit(document=document(title=text), passages=(passage(text),))
    for xml in parts(as_docx("search", result(found, query=text))).values():
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", xml)


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "低保.docx").write_bytes(as_docx("search", result()))
    subprocess.run(  # noqa: S603
        [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, tmp_path / "低保.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = (tmp_path / "低保.txt").read_text(encoding="utf-8-sig")
    assert ANSWER in text
    assert "（corpus/2020-02.txt:1111）" in text
