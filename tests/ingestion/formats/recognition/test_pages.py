from __future__ import annotations

import pytest

from gazette_search.ingestion.formats.geometry import limits
from gazette_search.ingestion.formats.geometry.page import Page
from gazette_search.ingestion.formats.image import count_images, read_image
from gazette_search.ingestion.formats.ofd.document import read_ofd
from gazette_search.ingestion.formats.ofd.images import images_of
from gazette_search.ingestion.formats.pdf.document import pdf_text
from gazette_search.ingestion.formats.recognition.pages import laid_out, scanned, unread_pages
from gazette_search.ingestion.formats.recognition.seen import SeenPage
from typesetting import Sheet, ofd_page, pdf, seen_page, set_columns, zipped

ONE = ((80.0, 524.0),)
IMAGE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
PARAGRAPH = "为提高城乡居民最低生活保障标准，经市政府同意，现将有关事项通知如下，请认真贯彻执行。"
RATES = "人口自然增长率为5%，人均住房面积达到38.2m，失业率控制在3%以内。"
SEEN = {1: seen_page(set_columns([PARAGRAPH, RATES], ONE)[0])}
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def texts(lines: object) -> list[str]:
    return [line.text for line in lines if line.text]  # type: ignore[attr-defined]


def test_what_was_seen_stands_for_the_image() -> None:
    scan = pdf([Sheet()], extra=IMAGE)
    assert unread_pages(pdf_text(scan, "x")) == [1]
    text = pdf_text(scan, "x", SEEN)
    assert texts(text.lines) == [PARAGRAPH, RATES]
    assert all(line.machine_read for line in text.lines if line.text)
    assert unread_pages(text) == []
    assert [warning.code for warning in text.warnings] == [
        "amount-doubtful",
        "amount-doubtful",
        "machine-read",
    ]


def test_what_was_seen_stands_for_a_text_layer_that_tells_lies() -> None:
    false = pdf(set_columns(["犻犳犻犮犪狋犻狅狀" * 40] * 3, ONE))
    assert unread_pages(pdf_text(false, "x")) == [1]
    assert texts(pdf_text(false, "x", SEEN).lines) == [PARAGRAPH, RATES]


def test_a_page_that_tells_the_truth_is_never_replaced() -> None:
    true = pdf(set_columns([PARAGRAPH] * 4, ONE))
    other = {1: seen_page(set_columns(["别的"], ONE)[0])}
    assert texts(pdf_text(true, "x", other).lines) == [PARAGRAPH] * 4


def test_a_short_page_is_judged_by_the_others_of_its_file() -> None:
    lies = set_columns(["犻犳犻犮犪狋犻狅狀" * 40] * 3, ONE)
    short = set_columns(["犻犳犻犮犪狋"], ONE)
    truth = set_columns([PARAGRAPH], ONE)
    assert unread_pages(pdf_text(pdf([*lies, *short]), "x")) == [1, 2]
    assert unread_pages(pdf_text(pdf([*lies, *truth]), "x")) == [1]
    assert unread_pages(pdf_text(pdf([*truth, *truth]), "x")) == []


def test_a_page_on_which_nothing_was_seen_is_read_all_the_same() -> None:
    """A photograph: it is not to be recognised again with every update."""
    text = laid_out("pdf", [Page(1, 595, 842)], [scanned(1)], {1: SeenPage(1, 595, 842)})
    assert (texts(text.lines), unread_pages(text)) == ([], [])


def test_lines_of_which_the_machine_was_not_sure_are_told() -> None:
    sure, *_ = SEEN[1].lines
    seen = SeenPage(1, 595, 842, (sure, sure._replace(score=0.6)))
    text = laid_out("image", [Page(1, 595, 842)], [scanned(1)], {1: seen})
    assert {"有 1 行识别得没有把握"} == {
        w.message for w in text.warnings if w.code == "recognition-doubtful"
    }


def scan_ofd() -> bytes:
    image = '<ofd:ImageObject Boundary="10 20 190 250" ResourceID="7"/>'
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea>"
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>"
            '<ofd:Page ID="1" BaseLoc="Pages/0.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/DocumentRes.xml": f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias>'
            '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile>'
            "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
            "Doc_0/Res/a.png": b"\x89PNG picture",
            "Doc_0/Pages/0.xml": ofd_page(image),
        }
    )


def test_the_image_of_an_ofd_page_is_found_where_it_lies() -> None:
    width, height, (placed,) = images_of(scan_ofd(), 1)
    assert (round(width), round(height)) == (595, 842)
    assert (round(placed.x), round(placed.y), placed.raw) == (28, 57, b"\x89PNG picture")
    assert unread_pages(read_ofd(scan_ofd(), "x")) == [1]
    assert texts(read_ofd(scan_ofd(), "x", SEEN).lines) == [PARAGRAPH, RATES]


@pytest.mark.parametrize(
    ("glyphs", "images", "scan"),
    [(0, 0.12, True), (0, 0.05, False), (4, 0.6, True), (4, 0.12, False), (400, 0.9, False)],
)
def test_a_page_is_a_scan_by_what_covers_it(glyphs: int, images: float, *, scan: bool) -> None:
    assert limits.is_scan(glyphs, images, 1.0) is scan


def test_the_images_of_a_tiff_are_its_pages() -> None:
    entry = bytes(12)
    first = (1).to_bytes(2, "little") + entry + (26).to_bytes(4, "little")
    second = (1).to_bytes(2, "little") + entry + bytes(4)
    tiff = b"II*\0" + (8).to_bytes(4, "little") + first + second
    assert count_images(tiff) == 2
    assert unread_pages(read_image(tiff, "x")) == [1, 2]
    circle = b"II*\0" + (8).to_bytes(4, "little") + first[:-4] + (8).to_bytes(4, "little")
    assert count_images(circle) == 1  # a chain that bites its tail
    assert count_images(b"\x89PNG\r\n\x1a\n") == 1
