from __future__ import annotations

import io
import zipfile

import pytest

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats import zipped as limits
from gazette_search.ingestion.formats.zipped import Package, beside, parse_xml
from typesetting import zipped


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DTD"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"), "DTD"),
        (b"<!doctype a><a/>", "DTD"),
        (b"<a>&undefined;</a>", "不是完好的 XML"),
        (b"<a><b></a>", "不是完好的 XML"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "编码"),
        (b"\xff<a/>", "编码"),
        (b"<a>" * 300 + b"</a>" * 300, "嵌套超过 256 层"),
    ],
)
def test_xml_that_is_not_safe_or_not_whole_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(SourceFileError, match=reason):
        parse_xml(raw, "x.docx", "word/document.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb2312"])
def test_xml_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    declared = "" if encoding == "utf-8-sig" else f' encoding="{encoding}"'
    raw = f'<?xml version="1.0"{declared}?><a>低保标准</a>'.encode(encoding)
    assert parse_xml(raw, "x", "a.xml").text == "低保标准"


def test_a_part_is_unpacked_within_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_TOTAL", 3000)
    package = Package(zipped({"a": b"0" * 2000, "b": b"0" * 2000, "c": b"0" * 100_000}), "x.docx")
    assert len(package.read("a")) == 2000
    with pytest.raises(SourceFileError, match="展开后超过"):
        package.read("c", 50_000)  # by the size that it claims
    with pytest.raises(SourceFileError, match="展开后超过"):
        package.read("b")  # with what was unpacked before


def test_a_size_that_is_claimed_too_small_does_not_help() -> None:
    raw = bytearray(zipped({"a": b"0" * 5000}))
    directory = raw.rindex(b"PK\x01\x02")
    raw[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(SourceFileError, match="损坏"):
        Package(bytes(raw), "x.docx").read("a")


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PARTS", 2)
    with pytest.raises(SourceFileError, match="3 个部件"):
        Package(zipped({"a": "", "b": "", "c": ""}), "x.ofd")


def test_a_part_that_is_locked_or_missing_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "x")
    raw = bytearray(out.getvalue())
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(SourceFileError, match="加了密"):
        Package(bytes(raw), "x").read("a")
    with pytest.raises(SourceFileError, match="缺少部件"):
        Package(bytes(raw), "x").read("b")


@pytest.mark.parametrize(
    ("part", "target", "path"),
    [
        ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("Doc_0/Document.xml", "/Doc_1/a.xml", "Doc_1/a.xml"),
        ("a/b.opf", "../c%20d.xhtml#x", "c d.xhtml"),
        ("", "word\\document.xml", "word/document.xml"),
    ],
)
def test_references_are_followed_from_where_they_stand(part: str, target: str, path: str) -> None:
    assert beside(part, target) == path


def test_a_part_is_found_under_a_name_in_other_case() -> None:
    package = Package(zipped({"DOC_0/Res/Image_4.JPEG": "x"}), "x")
    assert "Doc_0/Res/image_4.jpeg" in package
    assert package.read("Doc_0/Res/image_4.jpeg") == b"x"
