"""Old office files, where LibreOffice is there to lay them out."""

from __future__ import annotations

import shutil

import pytest

from gazette_search.ingestion.formats.office import read_office
from typesetting import zipped

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
TEXT = "青河市人民政府办公室关于提高城乡居民最低生活保障标准的通知"
_NAMES = "text office style fo table draw"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES.split()
)


def rtf(text: str) -> bytes:
    escaped = "".join(f"\\u{ord(c)}?" if ord(c) > 126 else c for c in text)
    return rf"{{\rtf1\ansi {escaped}\par}}".encode("ascii")


@needs_libreoffice
def test_an_rtf_file_is_read() -> None:
    read = read_office(rtf(TEXT), "x.rtf", "rtf")
    assert (read.format, read.pages) == ("rtf", 1)
    assert "".join(line.text for line in read.lines) == TEXT


@needs_libreoffice
def test_a_file_without_a_chinese_character_lacks_no_font() -> None:
    read = read_office(rtf("GB/T 9704-2012"), "x.rtf", "rtf")
    assert "".join(line.text for line in read.lines) == "GB/T 9704-2012"


@needs_libreoffice
def test_a_tracked_change_is_taken_out_before_the_pages_are_drawn() -> None:
    """Drawn as it is, deleted and inserted text run together: 由42604425元."""
    content = f"""<office:document-content {NAMESPACES} office:version="1.3"><office:body>
        <office:text><text:tracked-changes><text:changed-region text:id="c"><text:deletion>
        <office:change-info/><text:p>4260</text:p></text:deletion></text:changed-region>
        </text:tracked-changes><text:p>农村低保标准提高到<text:change text:change-id="c"/>4425元。
        </text:p></office:text></office:body></office:document-content>"""
    manifest = """<manifest:manifest
        xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
        <manifest:file-entry manifest:full-path="/"
        manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry
        manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
    odt = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )
    read = read_office(odt, "x.odt", "odt")
    assert "".join(line.text for line in read.lines) == "农村低保标准提高到4425元。"
    assert [warning.code for warning in read.warnings] == ["revisions"]
