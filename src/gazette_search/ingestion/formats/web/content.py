"""Where the text of a web page stands, and what the page says about it beside the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.web.markup import UNREAD, is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Containers of the text in the publishing systems that governments use (TRS, 国务院 gov.cn,
# VSB, 大汉, 开普云 …), the most particular first.
_KNOWN = (
    "#UCAP-CONTENT", ".TRS_UEDITOR", ".TRS_Editor", ".TRS_PreAppend", "#vsb_content",
    ".v_news_content", ".wp_articlecontent", "#zoom", "#Zoom", "#ContentBox", "#articleContent",
    "#article-content", ".pages_content", ".article-content", ".article_content", ".article-con",
    ".arc_cont",
    ".view_content", ".news_content", ".content_text", ".xxgk_content", "[itemprop=articleBody]",
    "article",
)  # fmt: skip
_HAN = re.compile("[\u4e00-\u9fff]")
_DEEPEST = 40  # containers inside each other
_HOLDERS = ("div", "section", "main", "form", "center")
# A container holds the text when it has this share of the page's Han characters outside links.
_SHARE = 0.75
# A known name counts when it holds something: some pages keep an empty one for a player.
_SOME_HAN = 20
_LABEL = re.compile(
    r"(?:索引号|文号|发文字号|主题分类|主题词|发文机关|发布机构|发文单位|制发机关|公开主体|成文日期"
    r"|发文日期|生成日期|印发日期|发布日期|公开日期|生效日期|施行日期|失效日期|废止日期|有效性|效力状态"
    r"|标题|信息名称|名称|公文种类|体裁分类|关键词|内容概述|来源|服务对象)"
)
_SPACES = re.compile(r"\s+")
_FURNITURE = re.compile(
    r"(?<![a-z])(?:nav|navigation|menu|header|footer|foot|crumbs?|breadcrumb|location|pos|share"
    r"|sidebar|toolbar|copyright|related|banner|search|login)(?![a-z])",
    re.IGNORECASE,
)


def find_content(page: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the text of the page; None for an empty page."""
    body = page.body
    if body is None:
        return None
    for selector in _KNOWN:
        found = [node for node in body.css(selector) if _han(node) >= _SOME_HAN]
        if found:
            return max(found, key=_han)
    node = body
    for _ in range(_DEEPEST):
        total = _han(node)
        heavy = [child for child in node.iter() if _han(child) >= _SHARE * total > 0]
        if not heavy or heavy[0].tag not in _HOLDERS:
            break
        node = heavy[0]
    return node


def _han(node: LexborNode) -> int:
    """Han characters of an element outside links and what is not shown."""
    tag = node.tag or "-"
    if tag in UNREAD or tag.startswith("-") or is_hidden(node):
        return 0
    total = len(_HAN.findall(node.text(deep=True)))
    links = sum(len(_HAN.findall(link.text(deep=True))) for link in node.css("a"))
    unread = sum(len(_HAN.findall(n.text(deep=True))) for n in node.css("script, style"))
    return total - links - unread


def is_furniture(node: LexborNode) -> bool:
    """Whether an element stands around a text, by its name: for pages without a known container."""
    if node.tag in ("header", "footer", "aside"):
        return True
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return bool(_FURNITURE.search(names))


def metadata(page: LexborHTMLParser) -> dict[str, str]:
    """What the page states about its document: the 索引号 block and `meta` elements.

    Keys are as printed without spaces and colon; those of `meta` are their names.
    """
    found = {
        name: content
        for meta in page.css("meta[name]")
        if (name := (meta.attributes.get("name") or "").strip())
        and (content := (meta.attributes.get("content") or "").strip())
        and name in ("ArticleTitle", "PubDate", "ContentSource", "ColumnName", "Author")
    }
    for label, value in _labelled(page):
        found.setdefault(label, value)
    return found


def _labelled(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Pairs of a known label and what stands in the cell or element beside it."""
    for node in page.css("td, th, dt, b, strong, span, label, li, p"):
        text = _bare(node.text(deep=True)) if len(node.html or "") < 2000 else ""
        name, colon, rest = text.replace(":", "：").partition("：")
        if not _LABEL.fullmatch(_SPACES.sub("", name)):
            continue
        if rest.strip():
            yield _SPACES.sub("", name), rest.strip()
        elif (colon or node.tag in ("td", "th", "dt")) and (beside := _next(node)):
            yield _SPACES.sub("", name), beside


def _next(node: LexborNode) -> str:
    """The text of the element or bare text that follows an element."""
    following = node.next
    while following is not None and not _bare(following.text(deep=True)):
        following = following.next
    text = _bare(following.text(deep=True)) if following is not None else ""
    return text if len(text) <= 200 else ""


def _bare(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
