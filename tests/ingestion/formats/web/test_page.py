from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.web import page
from gazette_search.ingestion.formats.web.page import read_html

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.source_text import SourceText

TEXT = "为提高城乡居民最低生活保障标准，经市政府同意，现将有关事项通知如下，请认真贯彻执行。"
FURNITURE = """<div class="header"><ul class="nav"><li><a href="/">首页</a></li>
<li><a>政务公开</a></li></ul></div><script>var a = "脚本";</script>
<div style="display: none">隐藏</div>"""


def read(body: str, encoding: str = "utf-8", head: str = "") -> SourceText:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), "x")


def lines(body: str) -> list[str]:
    return [line.text.strip() for line in read(f'<div id="zoom">{body}</div>').lines if line.text]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("甲<br>乙", ["甲", "乙"]),
        ('<p align="center">关于印发<br/>方案的通知</p>', ["关于印发方案的通知"]),
        ('<p style="text-align:center">关于印发<br/>方案的通知</p>', ["关于印发方案的通知"]),
        ("<h2>关于<br>通知</h2>", ["关于通知"]),
        ("<p>农村<span>低保</span><b>标准</b>\n 600\n元</p>", ["农村低保标准 600 元"]),
        ("<p>45m<sup>2</sup>以下</p>", ["45m<sup>2</sup>以下"]),
        ("<p>公开<span style='display:none'>内部</span></p>", ["公开"]),
        ("<p hidden>内部</p>公开", ["公开"]),
        ("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"]),
        ('<ol start="3"><li>甲</li></ol>', ["3. 甲"]),
        ('<ol style="list-style-type:cjk-ideographic"><li>甲</li></ol>', ["一、甲"]),
        ('<ol type="a"><li>甲</li></ol>', ["a. 甲"]),
        ("<ul><li>甲</li></ul>", ["甲"]),
        ("<ruby>重<rt>chóng</rt></ruby>新", ["重新"]),
        ("甲<!-- 注释 -->乙<style>p{}</style>", ["甲乙"]),
        ("<p>&lt;b&gt;&amp;nbsp;</p>", ["<b>&nbsp;"]),
        ("<p>部⻔</p>", ["部门"]),
    ],
)
def test_lines_are_those_that_a_browser_sets(body: str, shown: list[str]) -> None:
    assert lines(body) == shown


def test_tables_are_rows() -> None:
    made = (
        "<table><thead><tr><th rowspan=2>地区<th colspan=2>标准</thead><tr><td>城市<td>农村</table>"
    )
    assert lines(made) == ["地区\t标准", "城市\t农村"]
    text = read(f'<div id="zoom"><p>附表</p>{made}</div>')
    assert [line.origin for line in text.lines if line.text] == ["text", "row", "row"]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    paragraphs = "".join(f"<p>{TEXT}</p>" for _ in range(8))
    assert lines(f"<table><tr><td>导航<td>{paragraphs}</table>")[1:] == [TEXT] * 8


@pytest.mark.parametrize(
    "holder",
    [
        '<div class="TRS_Editor">{}</div>',
        '<div id="UCAP-CONTENT">{}</div>',
        "<article>{}</article>",
        '<div class="any"><div class="thing">{}</div></div>',
        "{}",
        "<table><tr><td>{}</td></tr></table>",
    ],
)
def test_the_text_is_found_among_what_surrounds_it(holder: str) -> None:
    content = holder.format(f"<p>{TEXT}</p><p>{TEXT}</p>")
    found = [line.text for line in read(FURNITURE + content).lines if line.text]
    assert [line for line in found if line == TEXT] == [TEXT, TEXT]
    assert not {"脚本", "隐藏", "首页"} & {*found}


def test_a_title_outside_the_text_stands_above_it_once() -> None:
    body = f'<h1>关于普查的通知</h1><div id="zoom"><p>{TEXT}</p></div>'
    assert [line.text for line in read(body).lines if line.text] == ["关于普查的通知", TEXT]
    again = f'<h1>关于普查的通知</h1><div id="zoom"><p>关于普查的通知</p><p>{TEXT}</p></div>'
    assert [line.text for line in read(again).lines if line.text] == ["关于普查的通知", TEXT]


def test_what_the_page_says_of_its_document_is_given_beside_the_text() -> None:
    block = """<table><tr><td>索 引 号：<td>QH-01<td>发文机关：<td>青河市人民政府</tr>
        <tr><td>发文字号：<td>青政发〔2020〕6号<td>有效性：<td>有效</tr></table>
        <p><b>成文日期：</b>2020年3月11日</p><ul><li>主题分类：民政</li></ul>"""
    head = '<meta name="ArticleTitle" content="通知"><meta name="viewport" content="a">'
    found = read(f'{block}<div id="zoom"><p>{TEXT}</p></div>', head=head).metadata
    assert found == {
        "ArticleTitle": "通知",
        "索引号": "QH-01",
        "发文机关": "青河市人民政府",
        "发文字号": "青政发〔2020〕6号",
        "有效性": "有效",
        "成文日期": "2020年3月11日",
        "主题分类": "民政",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_that_of_the_bytes_and_not_what_the_page_declares(encoding: str) -> None:
    text = read(f"<p>市长朱镕签发。{TEXT}</p>", encoding, '<meta charset="gb2312">')
    assert text.lines[0].text == f"市长朱镕签发。{TEXT}"


def test_what_cannot_be_decoded_is_told() -> None:
    with pytest.raises(SourceFileError, match="编码"):
        read_html(f"<html>{TEXT}".encode() + b"\xff\xfe\xff", "x")


def test_what_nests_without_end_is_refused() -> None:
    with pytest.raises(SourceFileError, match="嵌套"):
        read("<div><i>甲</i>" * 2000 + TEXT)


@pytest.mark.parametrize("opened", ["<div>", "<DIV class='a'>", "<span>", "<font>", "<b><i>"])
def test_what_is_left_open_is_counted_before_it_is_parsed(
    opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_MOST_OPEN", 20)
    monkeypatch.setattr(page, "LexborHTMLParser", None)  # not reached
    with pytest.raises(SourceFileError, match="嵌套太深"):
        read(opened * 21 + TEXT)


def test_an_empty_page_has_no_lines() -> None:
    assert read("").lines == ()
