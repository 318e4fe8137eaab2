"""Lines that a web page prints around a text and that are no part of it.

Where the page lies, when it was put there, how often it was read, what can be done with it. Each
form is one that no document has: 来源：国家统计局 below a table is a note of the table, so it takes
two such labels side by side, or one that only pages have.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.layout.lines import Line

_LONGEST = 240  # characters; a breadcrumb with the whole title in it
_SURE = (
    "浏览(?:量|次数|人数)?|点击(?:数|量|率|次数)?|访问(?:量|次数)?|阅读(?:量|次数|人数)?|视力保护色"
    "|字号(?:大小)?|字体(?:大小)?|背景色?|归档(?:时间|日期)|更新(?:时间|日期)|上传(?:者|时间)?|分享到?"
    "|稿件来源|文章来源|录入(?:者|时间)?|已阅|人气|本文作者|下载次数"
)
_OTHER = (
    "来源|信息来源|时间|日期|发布(?:时间|日期|人|者)|发文时间|作者|编辑|责任编辑|审核|供稿|撰稿"
    "|(?:发布|信息)机构|发布单位|打印|内容概述"
)
_LABEL = rf"[【\[(]? ?(?:{_SURE}|{_OTHER}) ?[】\])]? ?:"
_LABELS = Lazy(_LABEL)
_SURELY = Lazy(rf"[【\[(]? ?(?:{_SURE}) ?[】\])]? ?:")
# Labels with short values and nothing else; the first of them opens the line.
_STRING = Lazy(rf"{_LABEL}[^。；]{{0,60}}?(?:[ |｜】\]]*{_LABEL}[^。；]{{0,60}}?)*")
_CRUMBS = Lazy(
    r"(?:您?(?:当前|现在|所在)的?(?:所在)?的?位置|您的位置) ?: ?.*(?:>|»|›|→|首页).*"
    r"|(?:[^>。]{0,12}(?:首页|公开|门户|网站)[^>。]{0,12})(?: ?(?:>|»|›) ?[^>。]{2,60}){1,}"
)
_TOOL = (
    r"(?:返回(?:顶部|首页|上一页|列表)|(?:打印|关闭|收藏|分享|复制|下载)(?:本页|此页|本文|窗口|页面|链接|网页)?"
    r"|字[体号] ?:? ?大 ?中 ?小|大 中 小)"
)
_TOOLS = Lazy(rf"(?:字[体号] ?:? ?)?(?:[【\[(] ?{_TOOL} ?[】\])][ |]*)+|{_TOOL}(?:[ |]+{_TOOL})*")
_PUT_THERE = Lazy(
    r"(?:(?:发布|更新)(?:时间|日期) ?: ?)?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
    r"(?P<clock> \d{1,2}:\d\d(?::\d\d)?)?"
)
# Beside one of these, labels are a block of metadata, which is read; so is a value below its label.
_LABELLED = Lazy(r"(?:[•·●] ?)?[\u4e00-\u9fffA-Za-z_ ]{2,12} ?[:|] ?[^\s。].{0,120}")


def is_site_line(folded: str) -> bool:
    """Whether a line is of the page and not of the text.

    Args:
        folded: Its clean text after `fold_width`.
    """
    if len(folded) > _LONGEST:
        return False
    if _TOOLS.fullmatch(folded) or _CRUMBS.fullmatch(folded):
        return True
    put_there = _PUT_THERE.fullmatch(folded)
    if put_there:
        return folded[0] not in "0123456789" or bool(put_there["clock"])
    if not _STRING.fullmatch(folded):
        return False
    return bool(_SURELY.search(folded)) or len(_LABELS.findall(folded)) > 1


def set_aside(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of the page as layout marks."""
    found = [*lines]
    content = [place for place, line in enumerate(lines) if line.is_content]
    of_page = {
        place
        for place in content
        if lines[place].kind in ("text", "date") and is_site_line(lines[place].folded)
    }
    texts = ["", *(("" if place in of_page else lines[place].folded) for place in content), ""]
    for above, place, below in zip(texts, content, texts[2:], strict=False):
        is_metadata = any(_LABELLED.fullmatch(text[:_LONGEST]) for text in (above, below))
        if place in of_page and not (is_metadata or above.endswith(":")):
            found[place] = replace(lines[place], kind="layout")
    return found
