"""Scanned pages pasted into Word files."""

from __future__ import annotations

import pytest

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.word.document import read_docx
from gazette_search.ingestion.formats.word.pictures import picture_of
from gazette_search.ingestion.paging import read_warnings
from typesetting import Sheet, seen_page
from word_files import docx, drawing, p, pictures

FIRST, SECOND = b"\x89PNG first", b"\x89PNG second"
VML = (
    '<w:r><w:pict><v:shape style="{style}"><v:imagedata'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
    "</v:shape></w:pict></w:r>"
)


def choice(first: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{first}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("picture", "codes"),
    [
        pytest.param(drawing("rId1", 15.6, 22.5), ["scanned"], id="a page between margins"),
        pytest.param(drawing("rId1", 15.6, 11), ["scanned"], id="half a page"),
        pytest.param(drawing("rId1", 15, 8), ["embedded"], id="a chart"),
        pytest.param(drawing("rId1", 3, 3), ["embedded"], id="a code to scan with a telephone"),
        pytest.param(drawing("rId7", 15.6, 22.5), ["embedded"], id="a picture that is not there"),
        pytest.param(VML.format(style="width:415pt;height:600pt"), ["scanned"], id="old form"),
        pytest.param(VML.format(style="position:absolute;width:14.6cm;height:21cm"), ["scanned"],
                     id="old form in centimetres"),
        pytest.param(VML.format(style="width:60pt;height:60pt"), ["embedded"], id="old and small"),
        pytest.param(choice(drawing("rId1", 15.6, 22), drawing("rId1", 15.6, 22)), ["scanned"],
                     id="twice in two forms"),
    ],
)  # fmt: skip
def test_a_picture_as_large_as_text_is_a_page_to_recognise(picture: str, codes: list[str]) -> None:
    text = read_docx(docx(p("附件", picture), pictures(FIRST)), "x.docx")
    assert [warning.code for warning in text.warnings] == codes
    assert [line.text for line in text.lines] == ["附件"]


def test_a_file_of_nothing_but_scans_says_what_to_run() -> None:
    pages = p(drawing("rId1", 15.6, 22)) + p(drawing("rId2", 15.6, 22))
    text = read_docx(docx(pages, pictures(FIRST, SECOND)), "x.docx")
    (told,) = read_warnings(text, "x.docx")
    assert told.code == "not-read"
    assert told.message == "第 1–2 幅图是图像，没有文字；要识别请运行 gsearch index --ocr"


def test_what_was_seen_stands_where_the_pages_are_pasted() -> None:
    first, second = Sheet(), Sheet()
    first.text(80, 100, "各县（市）区人民政府要")
    second.text(80, 100, "利率为5%。")
    body = (
        p("关于印发方案的通知")
        + p(drawing("rId1", 15.6, 22))
        + p("此件公开发布", drawing("rId2", 15.6, 22))
        + p("附注")
    )
    seen = {1: seen_page(first, 1), 2: seen_page(second, 2)}
    text = read_docx(docx(body, pictures(FIRST, SECOND)), "x.docx", seen)
    assert [(line.text, line.machine_read) for line in text.lines if line.text] == [
        ("关于印发方案的通知", False),
        ("各县（市）区人民政府要", True),
        ("此件公开发布", False),
        ("利率为5%。", True),
        ("附注", False),
    ]
    messages = [told.message for told in read_warnings(text, "x.docx")]
    assert messages == [
        "第 2 幅图“5%”可能是‰，请核对原件",
        "第 1–2 幅图由图像识别而来，请以原件为准",
    ]


def test_a_picture_is_found_by_its_number() -> None:
    body = p(drawing("rId1", 3, 3)) + p(drawing("rId2", 15.6, 22))
    raw = docx(body, pictures(FIRST, SECOND))
    assert picture_of(raw, 1) == SECOND
    with pytest.raises(SourceFileError, match="没有第 2 幅图"):
        picture_of(raw, 2)
