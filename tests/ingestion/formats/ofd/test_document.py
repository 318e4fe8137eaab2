from __future__ import annotations

import pytest

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.geometry import limits
from gazette_search.ingestion.formats.ofd.document import read_ofd
from typesetting import Sheet, ofd, ofd_page, ofd_text, set_columns, zipped

PARAGRAPHS = [
    "为提高城乡居民最低生活保障标准，经市政府同意，现将有关事项通知如下，请认真贯彻执行。" * 2,
    "农村低保标准，全市统一提高到每人每年4425元，自2020年2月1日起执行，各地区要抓好落实。",
] * 20
TWO = ((80.0, 290.0), (312.0, 522.0))
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def texts(raw: bytes) -> list[str]:
    found: list[str] = []
    for line in read_ofd(raw, "x.ofd").lines:
        if line.continues:
            found[-1] += line.text
        elif line.text:
            found.append(line.text)
    return found


def page(objects: str, head: str = "") -> bytes:
    return ofd([Sheet()], {"Doc_0/Pages/0.xml": ofd_page(objects, head)})


def test_one_object_for_each_character_gives_paragraphs() -> None:
    sheets = set_columns(PARAGRAPHS, TWO)
    assert texts(ofd(sheets)) == PARAGRAPHS
    assert read_ofd(ofd(sheets), "x").pages == len(sheets)


def test_a_table_is_rows() -> None:
    sheet = Sheet()
    sheet.table(80, 100, (("地区", "标准"), ("青河区", "4425")), 100)
    assert texts(ofd([sheet])) == ["地区\t标准", "青河区\t4425"]


@pytest.mark.parametrize(
    "deltas",
    ["4 4 4 4 4 4", "g 6 4", "G 3 4 g 3 4", "g 2 4 4 4 g 99999999999 4", "g x 4 4 4 4 4 4 4"],
)
def test_distances_may_be_repeated(deltas: str) -> None:
    assert texts(page(ofd_text(30, 50, "青政发低保标准"[:7], deltas)))[0].startswith("青政发")


def test_the_order_of_objects_does_not_matter() -> None:
    objects = [ofd_text(30 + 4 * n, 50, c) for n, c in enumerate("农村低保标准")]
    assert texts(page("".join(reversed(objects)))) == ["农村低保标准"]


def test_what_is_not_visible_is_not_read() -> None:
    hidden = ofd_text(30, 60, "内部").replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    assert texts(page(ofd_text(30, 50, "公开") + hidden)) == ["公开"]


def test_text_of_a_composite_unit_is_read_where_it_is_placed() -> None:
    root = f"""<ofd:Document {OFD}><ofd:CommonData><ofd:PublicRes>Res.xml</ofd:PublicRes>
        </ofd:CommonData><ofd:Pages><ofd:Page BaseLoc="Pages/0.xml"/></ofd:Pages></ofd:Document>"""
    unit = f"""<ofd:Res {OFD}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7">
        <ofd:Content>{ofd_text(0, 4, "标准", "4")}</ofd:Content></ofd:CompositeGraphicUnit>
        </ofd:CompositeGraphicUnits></ofd:Res>"""
    placed = '<ofd:CompositeObject ResourceID="7" Boundary="38 46 100 100"/>'
    parts = {
        "Doc_0/Document.xml": root,
        "Doc_0/Res.xml": unit,
        "Doc_0/Pages/0.xml": ofd_page(ofd_text(30, 50, "低保", "4") + placed),
    }
    assert texts(ofd([], parts)) == ["低保标准"]


@pytest.mark.parametrize("draws", [["7"], ["7", "7"], ["7"] * 50])
def test_a_unit_that_draws_itself_comes_to_an_end(draws: list[str]) -> None:
    root = f"""<ofd:Document {OFD}><ofd:CommonData><ofd:PublicRes>Res.xml</ofd:PublicRes>
        </ofd:CommonData><ofd:Pages><ofd:Page BaseLoc="Pages/0.xml"/></ofd:Pages></ofd:Document>"""
    itself = "".join(f'<ofd:CompositeObject ResourceID="{name}"/>' for name in draws)
    unit = f"""<ofd:Res {OFD}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7">
        <ofd:Content>{itself}</ofd:Content></ofd:CompositeGraphicUnit>
        </ofd:CompositeGraphicUnits></ofd:Res>"""
    page_of_it = ofd_page(ofd_text(30, 50, "低保", "4") + '<ofd:CompositeObject ResourceID="7"/>')
    parts = {"Doc_0/Document.xml": root, "Doc_0/Res.xml": unit, "Doc_0/Pages/0.xml": page_of_it}
    assert texts(ofd([], parts)) == ["低保"]


def test_a_template_stands_on_each_page_that_uses_it() -> None:
    root = f"""<ofd:Document {OFD}><ofd:CommonData><ofd:TemplatePage ID="2" BaseLoc="T.xml"/>
        </ofd:CommonData><ofd:Pages><ofd:Page BaseLoc="Pages/0.xml"/></ofd:Pages></ofd:Document>"""
    parts = {
        "Doc_0/Document.xml": root,
        "Doc_0/T.xml": ofd_page(ofd_text(30, 30, "青河市人民政府文件", "g 8 8", 8)),
        "Doc_0/Pages/0.xml": ofd_page(
            ofd_text(30, 60, "青政发〔2020〕6号"), '<ofd:Template TemplateID="2"/>'
        ),
    }
    assert texts(ofd([], parts))[0] == "青河市人民政府文件"


def test_a_matrix_moves_and_scales_its_text() -> None:
    moved = ofd_text(0, 4, "低保", "4").replace("Size=", 'CTM="2 0 0 2 30 40" Size=')
    assert texts(page(moved)) == ["低保"]


@pytest.mark.parametrize(
    "parts",
    [
        {"OFD.xml": f"<ofd:OFD {OFD}/>"},
        {"OFD.xml": "<!DOCTYPE a><a/>"},
        {"OFD.xml": f"<ofd:OFD {OFD}><ofd:DocRoot>gone.xml</ofd:DocRoot></ofd:OFD>"},
    ],
)
def test_a_file_that_cannot_be_read_is_told(parts: dict[str, str]) -> None:
    with pytest.raises(SourceFileError):
        read_ofd(zipped(parts), "x.ofd")


def test_a_page_that_is_gone_is_passed_over() -> None:
    raw = ofd(set_columns(PARAGRAPHS[:1], TWO))
    assert texts(raw) == PARAGRAPHS[:1]


def test_units_inside_themselves_end() -> None:
    unit = f"""<ofd:Res {OFD}><ofd:CompositeGraphicUnit ID="7"><ofd:Content>
        <ofd:CompositeObject ResourceID="7"/>{ofd_text(0, 4, "甲")}</ofd:Content>
        </ofd:CompositeGraphicUnit></ofd:Res>"""
    root = f"""<ofd:Document {OFD}><ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:Pages>
        <ofd:Page BaseLoc="Pages/0.xml"/></ofd:Pages></ofd:Document>"""
    parts = {
        "Doc_0/Document.xml": root,
        "Doc_0/Res.xml": unit,
        "Doc_0/Pages/0.xml": ofd_page('<ofd:CompositeObject ResourceID="7"/>'),
    }
    assert texts(ofd([], parts)) == ["甲"]


def test_endless_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PAGES", 2)
    with pytest.raises(SourceFileError, match="超过 2 页"):
        read_ofd(ofd([Sheet()] * 3), "x.ofd")
