"""Mentions of documents: numbers with the titles printed beside them, and the text around them.

《…》（国发〔2016〕31号), 会议纪要2005年第42期《…》 and a bare 国务院令第590号 each become one
`Mention`. The `Outline` is the block's text with every mention shrunk to one character, so that
the patterns of `relations` read 废止N、N和N and never look inside a title: 《关于废止〈…〉的决定》
repeals nothing where it is cited.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.ingestion.citing.number_mentions import NumberMention, find_numbers
from gazette_search.text.patterns import Lazy
from gazette_search.values import dataclass
from gazette_search.vocabulary import either, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.text.spans import Span

# Private-use characters: no gazette prints them, and a text that does loses them in the outline.
NUMBERED = "\ue000"
TITLED = "\ue001"

_WINDOW = 120
_NUMERAL = r"[\d一二三四五六七八九十]{1,3}"
_MARKER = rf"\s*(?:第?{_NUMERAL}[.．、条]|[（(]{_NUMERAL}[）)])?\s*"


def _unquoted() -> str:
    """1. 关于印发…细则的通知（葫政发〔2003〕12号）: lists of documents often do without 《》.

    Only what opens a line and names a place or says 关于 is taken for a title.
    """
    verbs = (*words("endings", "repeal", "amend"), *words("leads", "ground", "model"))
    return (
        rf"((?!{'|'.join(verbs)}|执行|决定|对|将|把)"
        r"(?:[\u4e00-\u9fff ]{0,30}关于|[\u4e00-\u9fff]{1,6}[省市县区])"
        rf"(?:[^，。；：！？《》\t\n]|《[^《》\t\n]{{1,80}}》){{2,100}}{_titles_end()})\s*"
    )


def _titles_end() -> str:
    return rf"{either('genres', 'official', 'title', 'self')}(?:[（(][^（()）]{{1,8}}[）)])?"


def _listed() -> str:
    """A line of a list that is a title and nothing else."""
    return (
        rf"{_MARKER}(?P<title>(?:[^，。；：！？《》\t\n]|《[^《》\t\n]{{1,80}}》){{4,100}}"
        rf"{_titles_end()})\s*[。；;]?\s*"
    )


_TITLE_MARK = Lazy(r"[《》〈〉]")
_LINE_MARKER = Lazy(_MARKER)
_UNQUOTED_BEFORE = Lazy(lambda: _MARKER + _unquoted())
_UNQUOTED_BEHIND = Lazy(lambda: rf"\s*{_unquoted()}(?=[。；;]?\s*(?:\n|$))")
_LISTED = Lazy(_listed)
# What stands in brackets before the number without being a sentence: （2014年6月19日葫政发…）
_BEFORE_NUMBER = Lazy(r"[（(【]\s*(?:原|即|见|详见)?[\d年月日. ]*(?:(?:发文)?[文字]号[:：]?)?\s*$")
# …and behind it: （国发〔2016〕31号文件发布，以下简称《意见》）
_BEHIND_NUMBER = Lazy(
    lambda: (
        rf"\s*(?:文件|文|令)?(?:{either('leads', 'issue')}|{either('endings', 'amend')})?\s*"
        r"(?:[，,、；;和及与][^（()）【】\n\t]{0,100})?[）)】]"
    )
)
_BETWEEN_NUMBERS = Lazy(r"(?:文件|文)?[\s、，,；;和及与]*")
_REMARK = Lazy(r"[（(][^（()）]*[）)]$")
_GAP = Lazy(r"(?:文件|文)?\s*")
_DROPPED = Lazy(r"[（(][^（()）]*[）)]|\s+")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: text[start:end] spans number, title and the brackets between.

    Attributes:
        start: Offset where it begins.
        end: Offset behind it.
        number: The number, or None for a title alone.
        title: Span inside 《》, or None.
        nested: The number stands in another title, or as history beside the first number.
    """

    start: int
    end: int
    number: NumberMention | None = None
    title: Span | None = None
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The text around the mentions; `places[i]` is where `mentions[i]` stands in it."""

    text: str
    mentions: tuple[Mention, ...]
    places: tuple[int, ...]


def find_titles(text: str) -> list[Span]:
    """Outermost 《…》 of `text` as spans inside the marks; an unclosed 《 opens nothing."""
    stack: list[tuple[str, int]] = []
    pairs: list[Span] = []
    for match in _TITLE_MARK.finditer(text):
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


def listed_title(text: str) -> Span | None:
    """The title that a line of a list is, numbering aside, where it stands without 《》."""
    match = _LISTED.fullmatch(text)
    return match.span("title") if match else None


def find_mentions(text: str) -> list[Mention]:
    """Numbers and titles of `text` joined into mentions, in text order."""
    titles = find_titles(text)
    enclosing = _Spans(titles)
    mentions: list[Mention] = []
    behind: list[Mention] = []  # nested numbers
    title_ends = {end + 1: (start, end) for start, end in titles}
    title_starts = {start - 1: (start, end) for start, end in titles}
    for number in find_numbers(text):
        if enclosing.around(number.start):
            behind.append(_nested(text, number))
        elif mentions and number.start < mentions[-1].end:
            behind.append(_beside(text, number, mentions[-1]))
        else:
            mentions.append(_mention(text, number, title_ends))
    mentions = _claim_titles_behind(text, mentions, title_starts)
    claimed = {each.title for each in mentions}
    alone = [Mention(s - 1, e + 1, title=(s, e)) for s, e in titles if (s, e) not in claimed]
    return sorted([*mentions, *behind, *alone], key=lambda each: (each.start, each.end))


def outline(text: str, mentions: Sequence[Mention]) -> Outline:
    """Shrink the mentions to one character each and drop spaces and remarks in brackets."""
    kept: list[Mention] = []
    places: list[int] = []
    parts: list[str] = []
    length = end = 0
    for mention in mentions:
        if mention.nested or (mention.start < end and mention.number is None):
            continue
        gap = _plain(text[end : mention.start]) if mention.start > end else ""
        mark = NUMBERED if mention.number else TITLED
        parts += (gap, mark)
        length += len(gap) + 1
        kept.append(mention)
        places.append(length - 1)
        end = max(end, mention.end)
    parts.append(_plain(text[end:]))
    return Outline("".join(parts), tuple(kept), tuple(places))


def _plain(text: str) -> str:
    return _DROPPED.sub("", text.replace(NUMBERED, "").replace(TITLED, ""))


class _Spans:
    """Sorted, disjoint spans asked in ascending order: one walk for a whole text."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = list(spans)
        self._next = 0

    def around(self, offset: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next][1] <= offset:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= offset


def _mention(text: str, number: NumberMention, title_ends: dict[int, Span]) -> Mention:
    """A number with its brackets and the title printed before them."""
    start, end = number.start, number.end
    floor = max(0, start - _WINDOW)
    opened = _BEFORE_NUMBER.search(text, floor, start)
    closed = _BEHIND_NUMBER.match(text, end, end + _WINDOW) if opened else None
    if opened and closed:
        start, end = opened.start(), closed.end()
    title = title_ends.get(_left_of(text, start))
    if title:
        return Mention(title[0] - 1, end, number, title)
    return _with_unquoted_title(text, Mention(start, end, number))


def _with_unquoted_title(text: str, bare: Mention) -> Mention:
    """Give a number of a list the title that stands without 《》 before its brackets or behind."""
    line = _line_start(text, bare.start)
    if line is None or bare.number is None:
        return bare
    if bare.start < bare.number.start:
        before = _UNQUOTED_BEFORE.fullmatch(text, line, bare.start)
        return replace(bare, start=before.start(1), title=before.span(1)) if before else bare
    behind = _UNQUOTED_BEHIND.match(text, bare.end)
    if behind and _LINE_MARKER.fullmatch(text, line, bare.start):
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
        remark = _REMARK.search(text, max(0, end - 12), end)
        if remark:
            return _rstrip(text, remark.start())
    return end


def _rstrip(text: str, end: int) -> int:
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _nested(text: str, number: NumberMention) -> Mention:
    """A number inside a title: 《关于废止〈…〉（葫政发〔2001〕5号）的决定》."""
    start = _rstrip(text, number.start)
    if start and text[start - 1] in "（(":
        start = _rstrip(text, start - 1)
    title = None
    if start and text[start - 1] == "〉":
        opening = text.rfind("〈", max(0, start - _WINDOW), start)
        title = (opening + 1, start - 1) if opening >= 0 else None
    return Mention(number.start, number.end, number, title, nested=True)


def _beside(text: str, number: NumberMention, first: Mention) -> Mention:
    """A further number in the brackets of `first`: its equal after 、, else its history."""
    equal = first.number and _BETWEEN_NUMBERS.fullmatch(text, first.number.end, number.start)
    return Mention(number.start, number.end, number, nested=not equal)


def _claim_titles_behind(
    text: str,
    mentions: list[Mention],
    title_starts: dict[int, Span],
) -> list[Mention]:
    """Give a number without a title the 《…》 right behind it, unless that has its own number."""
    taken = {each.title for each in mentions}
    claimed = []
    for each in mentions:
        gap = _GAP.match(text, each.end)
        title = title_starts.get(gap.end()) if gap else None
        if each.title is None and title and title not in taken:
            taken.add(title)
            claimed.append(Mention(each.start, title[1] + 1, each.number, title))
        else:
            claimed.append(each)
    return claimed
