from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builders import (
    block,
    contents,
    document,
    hit,
    issue,
    listing,
    nothing,
    passage,
    result,
    shown,
)
from gazette_search.export.markdown import escape, joined_memos
from gazette_search.export.registry import export
from gazette_search.export.wording import one_line
from gazette_search.search.reports import HeldDocument
from golden_files import agrees_with_golden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = st.text(st.sampled_from("低保 #*_`~|[]()<>&!\\-+=.:0123456789$\n\t“。a"), max_size=40)


def as_markdown(subject: str, value: object) -> str:
    text = export(subject, "md", value)
    assert isinstance(text, str)
    return text


def flat(markdown: str) -> Iterator[Token]:
    for token in READER.parse(markdown):
        yield from token.children or (token,)


def read(markdown: str) -> str:
    """The text that a reader of the rendered Markdown sees."""
    return "".join(token.content for token in flat(markdown) if token.type == "text")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("全市统一提高到每人每月600元。", "全市统一提高到每人每月600元。"),
        ("# 通知", "\\# 通知"),
        ("- 一、提高标准", "\\- 一、提高标准"),
        ("1. 提高标准", "1\\. 提高标准"),
        ("12) 提高标准", "12\\) 提高标准"),
        ("4.5%", "4\\.5%"),
        ("提高4.5%", "提高4.5%"),
        ("=====", "\\====="),
        ("[点我](http://x)", "\\[点我\\](http\\://x)"),
        ("见https://www.hld.gov.cn/", "见https\\://www\\.hld.gov.cn/"),
        ("WWW.hld.gov.cn", "WWW\\.hld.gov.cn"),
        ("FTP://x", "FTP\\://x"),
        ("http：//x", "http：//x"),
        ("<script>", "\\<script\\>"),
        ("断面 | 目标", "断面 \\| 目标"),
        ("**低保**", "\\*\\*低保\\*\\*"),
        ("&lt;", "\\&lt;"),
        ("> 引文", "\\> 引文"),
    ],
)
def test_escape(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(HOSTILE)
def test_escaped_text_is_one_paragraph_of_itself(text: str) -> None:
    line = " ".join(one_line(text).split())
    tokens = READER.parse(escape(line))
    assert [token.type for token in tokens] == (
        ["paragraph_open", "inline", "paragraph_close"] if line else []
    )
    assert read(escape(line)) == line


@given(HOSTILE, st.integers(0, 40), st.integers(0, 40))
def test_quoted_passages_stay_in_their_quote(text: str, start: int, length: int) -> None:
    found = hit(
        passages=(passage(text, highlights=((start, start + length),)),), title_highlights=()
    )
    tokens = [*flat(as_markdown("search", result(found)))]
    kinds = {token.type for token in tokens}
    assert kinds <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "text", "softbreak",
        "blockquote_open", "blockquote_close", "strong_open", "strong_close",
    }  # fmt: skip
    assert [token.type for token in tokens].count("heading_open") == 2


@pytest.mark.parametrize(
    ("text", "highlight", "bold"),
    [
        ("农村低保标准，全市统一提高", (2, 6), "农村**低保标准**，全市统一提高"),
        ("实行“低保”制度", (2, 6), "实行“**低保**”制度"),
        ("实行（一）低保。", (2, 8), "实行（**一）低保**。"),
        ("每人每年4425元", (4, 8), "每人每年**4425**元"),
        ("符号“”而已", (2, 4), "符号“”而已"),
    ],
)
def test_matches_are_bold_from_letter_to_letter(
    text: str, highlight: tuple[int, int], bold: str
) -> None:
    written = as_markdown("search", result(hit(passages=(passage(text, highlights=(highlight,)),))))
    assert f"\n> {bold}\n" in written
    assert "**" not in read(written)


def test_rows_of_a_table_become_lines_of_the_quote() -> None:
    rows = passage("断面名称 | 目标\n元台子桥 | Ⅲ类", highlights=((10, 14),))
    written = as_markdown("search", result(hit(passages=(rows,))))
    assert "> 断面名称 \\| 目标\n>\n> **元台子桥** \\| Ⅲ类" in written


def test_search_golden() -> None:
    partial = hit(2, partial=True, missing=("孤儿",), passages=())
    neighbours = passage(before=("上一段",), after=("下一段",))
    text = as_markdown(
        "search",
        result(
            hit(),
            partial,
            hit(3, passages=(neighbours,)),
            query="底保标准",
            suggestion="低保标准",
            total=12,
        ),
    )
    assert agrees_with_golden("search.md", text)


def test_nothing_found() -> None:
    assert as_markdown("search", nothing()) == ("# 检索：火星移民\n\n没有找到“火星移民”。\n")


def test_listing_golden() -> None:
    assert agrees_with_golden("listing.md", as_markdown("listing", listing()))


def test_contents_golden() -> None:
    assert agrees_with_golden("contents.md", as_markdown("contents", contents()))


def test_document_golden() -> None:
    table = block(
        "断面名称\t考核目标\n元台子桥\tⅢ类|Ⅳ类\t多出的格\n王宝桥", kind="table", part=1, path=()
    )
    title = block("葫芦岛市河流断面考核目标", kind="attachment_title", part=1, path=())
    read_document = HeldDocument(document(blocks=(*document().blocks, title, table)), issue())
    assert agrees_with_golden("document.md", as_markdown("document", shown(held=read_document)))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("", "# 新\n"),
        ("\n", "# 新\n"),
        ("# 旧", "# 旧\n\n# 新\n"),
        ("# 旧\n\n\n", "# 旧\n\n# 新\n"),
    ],
)
def test_a_memo_behind_a_memo(text: str, joined: str) -> None:
    assert joined_memos(text, "# 新\n") == joined
