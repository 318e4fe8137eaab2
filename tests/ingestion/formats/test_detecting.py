from __future__ import annotations

import pytest

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.detecting import detect
from typesetting import Sheet, ofd, pdf, zipped
from word_files import docx, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EPUB = zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<container/>"})
OPEN_DOCUMENT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("青河市人民政府文件".encode(), "text"),
        ("青河市人民政府文件".encode("gb18030"), "text"),
        ("青河市人民政府文件".encode("utf-16"), "text"),
        (b"", "text"),
        (b"---\ntitle: x\n---\n# x", "text"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf<!-- a -->\r\n<HTML lang=zh>", "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        ("<html>".encode("utf-16"), "html"),
        (b"<p>no page</p>", "text"),
        (pdf([Sheet()]), "pdf"),
        (b"\n\njunk before %PDF-1.4", "pdf"),
        (docx(p("公告")), "docx"),
        (ofd([Sheet()]), "ofd"),
        (EPUB, "epub"),
        (zipped(OPEN_DOCUMENT), "odt"),
        (zipped({**OPEN_DOCUMENT, "mimetype": "application/x.spreadsheet"}), "spreadsheet"),
        (zipped({"xl/workbook.xml": "<x/>"}), "spreadsheet"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "slides"),
        (zipped({"2020-02.txt": "x"}), "archive"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "Workbook".encode("utf-16-le"), "spreadsheet"),
        (OLE, "binary"),
        (rb"{\rtf1\ansi}", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_a_file_is_what_it_holds(raw: bytes, kind: str) -> None:
    assert detect(raw, "x.txt") == kind


def test_a_zipped_file_that_is_cut_off_is_told() -> None:
    with pytest.raises(SourceFileError, match="压缩包损坏"):
        detect(docx(p("公告"))[:-30], "x.docx")
