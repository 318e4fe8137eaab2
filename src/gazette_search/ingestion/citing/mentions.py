"""References of a text: numbers with the titles printed beside them, and the text around them.

《…》（国发〔2016〕31号), 会议纪要2005年第42期《…》 and a bare 国务院令第590号 each become one
`Reference`. The `Outline` is the block's text with every reference shrunk to one character, so that
the patterns of `relations` read 废止N、N和N and never look inside a title: 《关于废止〈…〉的决定》
repeals nothing where it is cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from gazette_search.ingestion.citing.number_mentions import NumberMention, find_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Span = tuple[int, int]

# Private-use characters: no gazette prints them, and a text that does loses them in the outline.
NUMBERED = "\ue000"
TITLED = "\ue001"

_WINDOW = 120
_MARKER = r"\s*(?:[\d一二三四五六七八九十]{1,3}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[）)])?\s*"
# 1. 关于印发…细则的通知（葫政发〔2003〕12号）: lists of documents often do without 《》. Only what
# opens a line and names a place or says 关于 is taken for a title.
_UNQUOTED = (
    r"((?!根据|依据|按照|依照|参照|遵照|贯彻|落实|执行|修改|修订|废止|决定|对|将|把)"
    r"(?:[\u4e00-\u9fff ]{0,30}关于|[\u4e00-\u9fff]{1,6}[省市县区])"
    r"(?:[^，。；：！？《》\t\n]|《[^《》\t\n]{1,80}》){2,100}"
    r"(?:通知|办法|规定|意见|方案|决定|细则|通告|公告|条例|规划|计划|制度|标准|预案|政策|措施|规则)"
    r"(?:[（(][^（()）]{1,8}[）)])?)\s*"
)
_PATTERNS = {
    "title_mark": r"[《》〈〉]",
    "marker": _MARKER,
    "unquoted_before": _MARKER + _UNQUOTED,
    "unquoted_behind": rf"\s*{_UNQUOTED}(?=[。；;]?\s*(?:\n|$))",
    # What stands in brackets before the number without being a sentence: （2014年6月19日葫政发…）
    "before_number": r"[（(【]\s*(?:原|即|见|详见)?[\d年月日. ]*(?:(?:发文)?[文字]号[:：]?)?\s*$",
    # …and behind it: （国发〔2016〕31号文件发布，以下简称《意见》）
    "behind_number": (
        r"\s*(?:文件|文|令)?(?:印发|发布|公布|修订|修正)?\s*"
        r"(?:[，,、；;和及与][^（()）【】\n\t]{0,100})?[）)】]"
    ),
    "between_numbers": r"(?:文件|文)?[\s、，,；;和及与]*",
    "remark": r"[（(][^（()）]*[）)]$",
    "gap": r"(?:文件|文)?\s*",
    "dropped": r"[（(][^（()）]*[）)]|\s+",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: text[start:end] spans number, title and the brackets between.

    Attributes:
        start: Offset where it begins.
        end: Offset behind it.
        mention: The number, or None for a title alone.
        title: Span inside 《》, or None.
        nested: The number stands in another title, or as history beside the first number.
    """

    start: int
    end: int
    mention: NumberMention | None = None
    title: Span | None = None
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The text around the references; `places[i]` is where `references[i]` stands in it."""

    text: str
    references: tuple[Reference, ...]
    places: tuple[int, ...]


def find_titles(text: str) -> list[Span]:
    """Outermost 《…》 of `text` as spans inside the marks; an unclosed 《 opens nothing."""
    stack: list[tuple[str, int]] = []
    pairs: list[Span] = []
    for match in _pattern("title_mark").finditer(text):
        if match[0] in "《〈":
            stack.append((match[0], match.end()))
            continue
        opening = "《" if match[0] == "》" else "〈"
        if stack and stack[-1][0] == opening:
            start = stack.pop()[1]
            if opening == "《":
                while pairs and pairs[-1][0] >= start:
                    pairs.pop()
                pairs.append((start, match.start()))
        elif opening == "《":
            # A lost 〉 must not hide the end of the title around it.
            while stack and stack[-1][0] == "〈":
                stack.pop()
            if stack:
                pairs.append((stack.pop()[1], match.start()))
    return pairs


def find_references(text: str) -> list[Reference]:
    """Numbers and titles of `text` joined into references, in text order."""
    titles = find_titles(text)
    enclosing = _Spans(titles)
    references: list[Reference] = []
    behind: list[Reference] = []  # nested numbers
    title_ends = {end + 1: (start, end) for start, end in titles}
    title_starts = {start - 1: (start, end) for start, end in titles}
    for mention in find_numbers(text):
        if enclosing.around(mention.start):
            behind.append(_nested(text, mention))
        elif references and mention.start < references[-1].end:
            behind.append(_beside(text, mention, references[-1]))
        else:
            references.append(_reference(text, mention, title_ends))
    references = _claim_titles_behind(text, references, title_starts)
    claimed = {each.title for each in references}
    alone = [Reference(s - 1, e + 1, title=(s, e)) for s, e in titles if (s, e) not in claimed]
    return sorted([*references, *behind, *alone], key=lambda each: (each.start, each.end))


def outline(text: str, references: Sequence[Reference]) -> Outline:
    """Shrink the references to one character each and drop spaces and remarks in brackets."""
    kept: list[Reference] = []
    places: list[int] = []
    parts: list[str] = []
    length = end = 0
    for reference in references:
        if reference.nested or (reference.start < end and reference.mention is None):
            continue
        gap = _plain(text[end : reference.start]) if reference.start > end else ""
        mark = NUMBERED if reference.mention else TITLED
        parts += (gap, mark)
        length += len(gap) + 1
        kept.append(reference)
        places.append(length - 1)
        end = max(end, reference.end)
    parts.append(_plain(text[end:]))
    return Outline("".join(parts), tuple(kept), tuple(places))


def _plain(text: str) -> str:
    return _pattern("dropped").sub("", text.replace(NUMBERED, "").replace(TITLED, ""))


class _Spans:
    """Sorted, disjoint spans asked in ascending order: one walk for a whole text."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = list(spans)
        self._next = 0

    def around(self, offset: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next][1] <= offset:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= offset


def _reference(text: str, mention: NumberMention, title_ends: dict[int, Span]) -> Reference:
    """A number with its brackets and the title printed before them."""
    start, end = mention.start, mention.end
    floor = max(0, start - _WINDOW)
    opened = _pattern("before_number").search(text, floor, start)
    closed = _pattern("behind_number").match(text, end, end + _WINDOW) if opened else None
    if opened and closed:
        start, end = opened.start(), closed.end()
    title = title_ends.get(_left_of(text, start))
    if title:
        return Reference(title[0] - 1, end, mention, title)
    return _with_unquoted_title(text, Reference(start, end, mention))


def _with_unquoted_title(text: str, bare: Reference) -> Reference:
    """Give a number of a list the title that stands without 《》 before its brackets or behind."""
    line = _line_start(text, bare.start)
    if line is None or bare.mention is None:
        return bare
    if bare.start < bare.mention.start:
        before = _pattern("unquoted_before").fullmatch(text, line, bare.start)
        return replace(bare, start=before.start(1), title=before.span(1)) if before else bare
    behind = _pattern("unquoted_behind").match(text, bare.end)
    if behind and _pattern("marker").fullmatch(text, line, bare.start):
        return replace(bare, end=behind.end(1), title=behind.span(1))
    return bare


def _line_start(text: str, position: int) -> int | None:
    """Where the line of `position` begins, or None when that is far away."""
    floor = max(0, position - _WINDOW)
    start = text.rfind("\n", floor, position) + 1
    return start if start or not floor else None


def _left_of(text: str, end: int) -> int:
    """Where the text before `end` ends, spaces and one remark such as （试行） aside."""
    end = _rstrip(text, end)
    if end and text[end - 1] in "）)":
        remark = _pattern("remark").search(text, max(0, end - 12), end)
        if remark:
            return _rstrip(text, remark.start())
    return end


def _rstrip(text: str, end: int) -> int:
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _nested(text: str, mention: NumberMention) -> Reference:
    """A number inside a title: 《关于废止〈…〉（葫政发〔2001〕5号）的决定》."""
    start = _rstrip(text, mention.start)
    if start and text[start - 1] in "（(":
        start = _rstrip(text, start - 1)
    title = None
    if start and text[start - 1] == "〉":
        opening = text.rfind("〈", max(0, start - _WINDOW), start)
        title = (opening + 1, start - 1) if opening >= 0 else None
    return Reference(mention.start, mention.end, mention, title, nested=True)


def _beside(text: str, mention: NumberMention, first: Reference) -> Reference:
    """A further number in the brackets of `first`: its equal after 、, else its history."""
    equal = first.mention and _pattern("between_numbers").fullmatch(
        text, first.mention.end, mention.start
    )
    return Reference(mention.start, mention.end, mention, nested=not equal)


def _claim_titles_behind(
    text: str,
    references: list[Reference],
    title_starts: dict[int, Span],
) -> list[Reference]:
    """Give a number without a title the 《…》 right behind it, unless that has its own number."""
    taken = {each.title for each in references}
    claimed = []
    for each in references:
        gap = _pattern("gap").match(text, each.end)
        title = title_starts.get(gap.end()) if gap else None
        if each.title is None and title and title not in taken:
            taken.add(title)
            claimed.append(Reference(each.start, title[1] + 1, each.mention, title))
        else:
            claimed.append(each)
    return claimed
