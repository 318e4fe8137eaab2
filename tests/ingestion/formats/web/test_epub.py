from __future__ import annotations

import pytest

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.web.epub import read_epub
from typesetting import zipped

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="O/a.opf"/></rootfiles></container>"""
OPF = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item id="n" href="nav.xhtml" properties="nav"/><item id="two" href="c%202.xhtml"/>
<item id="one" href="one.xhtml"/><item id="lost" href="lost.xhtml"/></manifest>
<spine><itemref idref="n"/><itemref idref="one"/><itemref idref="two"/><itemref idref="lost"/>
<itemref idref="two" linear="no"/></spine></package>"""


def page(text: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>书名</title></head><body><p>{text}</p></body></html>"
    )


def test_pages_are_read_in_the_order_of_the_spine() -> None:
    raw = zipped(
        {
            "META-INF/container.xml": CONTAINER, "O/a.opf": OPF, "O/nav.xhtml": page("目录"),
            "O/c 2.xhtml": page("第二"), "O/one.xhtml": page("第一"),
        }
    )  # fmt: skip
    text = read_epub(raw, "x.epub")
    assert [line.text for line in text.lines if line.text] == ["第一", "第二"]
    assert (text.format, text.whole_paragraphs, text.pages) == ("epub", True, None)


@pytest.mark.parametrize(
    "parts",
    [
        {"META-INF/container.xml": "<container/>"},
        {"META-INF/container.xml": CONTAINER},
        {"META-INF/container.xml": CONTAINER, "O/a.opf": "<!DOCTYPE a><package/>"},
    ],
)
def test_a_book_that_cannot_be_read_is_told(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(SourceFileError):
        read_epub(zipped(parts), "x.epub")
