"""HTML, read as a browser reads it, and by a browser where there is one."""

from __future__ import annotations

import shutil
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ANSWER, document, hit, passage, result, shown
from gazette_search.export.formats.html import memo_to_html
from gazette_search.export.memos import Memo, MemoHeading, MemoLine, memo_table
from gazette_search.export.registry import export
from gazette_search.export.wording import one_line
from golden_files import agrees_with_golden

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = st.text(
    st.sampled_from("低保 <>&\"'/=!-[](){};:#abscript\n\t\x00\x1b\u202e\uffff"), max_size=60
)


class Reader(HTMLParser):
    """What elements a page has, and what text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def as_html(subject: str, value: object) -> str:
    page = export(subject, "html", value)
    assert isinstance(page, str)
    return page


def test_search_golden() -> None:
    assert agrees_with_golden("search.html", as_html("search", result()))


def test_the_page_says_what_it_is() -> None:
    page = as_html("document", shown())
    assert '<html lang="zh-CN">' in page
    assert '<meta charset="utf-8">' in page
    assert f"<title>{document().title}</title>" in page


def test_nothing_runs_and_nothing_is_loaded() -> None:
    reader = Reader(as_html("document", shown()))
    assert not {"script", "link", "img", "iframe", "a", "object"} & {*reader.elements}
    assert not {name for name, _ in reader.attributes if name.startswith("on") or name == "src"}
    assert any(value and "default-src 'none'" in value for _, value in reader.attributes)


@given(HOSTILE)
def test_whatever_the_text_it_is_text(text: str) -> None:
    plain = Reader(as_html("search", result(hit(passages=(passage(),)), query="低保")))
    found = hit(
        document=document(title=text), passages=(passage(text + ANSWER, highlights=((0, 2),)),)
    )
    page = as_html("search", result(found, query=text))
    assert set(Reader(page).elements) <= {*plain.elements, "mark", "p"}
    assert not {"\x00", "\x1b", "\u202e", "\uffff"} & {*page}
    kept = one_line(text).replace("\uffff", "")
    assert f"检索：{kept}".strip() in "".join(Reader(page).text)


CELLS = memo_table(("断面", "目标"), [("元台子桥", "Ⅲ类"), ("<td>", "&amp;"), ("一格",)])


def test_cells_are_cells() -> None:
    reader = Reader(memo_to_html(Memo((MemoHeading(1, "表"), CELLS))))
    assert (reader.elements.count("tr"), reader.elements.count("td")) == (4, 6)
    assert {"<td>", "&amp;"} <= {*reader.text}


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_a_browser_shows_and_prints_it(tmp_path: Path) -> None:
    """What is printed is read back: by pdfium, which takes the text that the page had."""
    from pypdfium2 import PdfDocument

    page, printed = tmp_path / "低保.html", tmp_path / "低保.pdf"
    lines = tuple(MemoLine(f"第{n}条 人民政府金门高龙黄鱼马面见页长方工用目") for n in range(60))
    memo = Memo((MemoHeading(1, "<script>document.title='不好'</script>"), *lines, CELLS))
    page.write_text(memo_to_html(memo), encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu"]
    subprocess.run(  # noqa: S603
        [*command, "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document_read = PdfDocument(printed)
    text = "".join(
        document_read[n].get_textpage().get_text_range() for n in range(len(document_read))
    )
    document_read.close()
    assert "<script>" in text
    assert text.count("人民政府金门高龙黄鱼马面见页长方工用目") == 60
    assert "元台子桥" in text
