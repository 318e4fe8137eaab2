from __future__ import annotations

import subprocess
import sys

import pytest

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats import reading
from gazette_search.ingestion.formats.reading import read_source_text
from typesetting import Sheet, ofd, pdf, set_columns, zipped
from word_files import docx, p

PARAGRAPH = "为提高城乡居民最低生活保障标准，经市政府同意，现将有关事项通知如下，请认真贯彻执行。"
SHEETS = set_columns([PARAGRAPH], ((80.0, 524.0),))


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (PARAGRAPH.encode(), "text"),
        (f"<html><body><p>{PARAGRAPH}</p></body></html>".encode(), "html"),
        (docx(p(PARAGRAPH)), "docx"),
        (pdf(SHEETS), "pdf"),
        (ofd(SHEETS), "ofd"),
    ],
)
def test_the_same_text_comes_out_of_every_format(raw: bytes, kind: str) -> None:
    text = read_source_text(raw, "名字说不明.txt")
    assert (text.format, [line.text for line in text.lines]) == (kind, [PARAGRAPH])


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (zipped({"xl/workbook.xml": "<x/>"}), "电子表格"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "演示文稿"),
        (zipped({"a.txt": "x"}), "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (bytes(range(256)), "不是能读的格式"),
        (b"\n" * 20_000_001, "超过 20 MB"),
    ],
)
def test_what_is_not_read_is_told_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(SourceFileError, match=reason):
        read_source_text(raw, "x")


def test_characters_that_only_a_font_can_tell_are_counted() -> None:
    text = read_source_text(docx(p("\ue001\ue002" + PARAGRAPH)), "x")
    assert [(w.code, "2 个字" in w.message) for w in text.warnings] == [("private-use", True)]


def test_without_libreoffice_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(SourceFileError, match="apt-get install libreoffice") as told:
        read_source_text(rb"{\rtf1 x}", "x.rtf")
    assert not told.value.lasting


def test_text_needs_no_library_of_another_format() -> None:
    code = (
        "import sys\nfrom gazette_search.ingestion.formats.reading import read_source_text\n"
        "read_source_text('公报'.encode(), 'x')\n"
        "print([n for n in ('pypdfium2', 'selectolax', 'xml.etree') if n in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    assert done.stdout.strip() == "[]"


def test_a_reader_is_there_for_every_kind_that_is_not_refused() -> None:
    assert not reading._READERS.keys() & reading._REFUSED.keys()
    assert Sheet().page().glyphs == []
