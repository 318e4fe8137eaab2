"""From when what a document sets applies: read where it says so, else its signed date.

Nearest first: the sentence of the figure, its paragraph, a clause that speaks for the document
(本通知自…起施行, 新的…标准从…起执行, or under a heading 执行时间), the year that the title names. A
task list that mentions in passing that some rule applies from a date speaks for that rule only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gazette_search.analysis.sentences import sentence_starts
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.models import Block, Document

Source = Literal["stated", "signed"]


@dataclass(frozen=True, slots=True)
class Effective:
    """A point in time as exactly as it is known.

    Attributes:
        day: ISO, as 2020-02-01, 2020-02 or 2020; empty when not even a signed date is known.
        source: Whether the document says so, or its signed date stands in.
        text: The words that say so; empty for a signed date.
        line: Where they stand; 0 for a signed date.
    """

    day: str
    source: Source
    text: str = ""
    line: int = 0


_WHEN = (
    r"(?P<year>(?:19|20)\d\d)\s*年(?:度)?"
    r"(?:\s*(?P<month>1[0-2]|0?[1-9])\s*月(?:份)?(?:\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号])?)?"
)
_TAKES_EFFECT = r"(?:执行|实施|施行|实行|生效|启用|发放)"
_FROM = re.compile(
    rf"(?:[从自于]\s*)?{_WHEN}\s*(?:之日)?\s*(?:起|开始)\s*(?:正式)?{_TAKES_EFFECT}"
    rf"|[从自]\s*{_WHEN.replace('P<', 'P<b')}\s*(?:之日)?\s*(?:起|开始)"
    # 新标准2020年实施, but not 2020年实施老旧小区改造: nothing follows.
    rf"|(?:标准|政策|办法|规定)\s*[于从自]?\s*{_WHEN.replace('P<', 'P<c')}\s*{_TAKES_EFFECT}"
    r"(?=[。，；,;]|$)"
)
_HEADED = re.compile(r"(?:执行|实施|施行|生效|起始?)(?:的)?(?:时间|日期|时限)|有效期")
_OF_THIS = re.compile(
    r"本(?:通知|通告|公告|办法|规定|意见|方案|细则|决定|政策|标准)|新的?[\u4e00-\u9fff]{0,30}标准"
    r"|(?:提高|调整)后|上述|以上(?:标准|政策|规定)"
)
_TITLE_YEAR = re.compile(r"(?<![\d—–~～至-])((?:19|20)\d\d)\s*年(?!代)(?!度?\s*[—–~～至-])")


def find_effective(document: Document, block: int, sentence: tuple[int, int]) -> Effective:
    """From when a figure of a document applies.

    Args:
        document: The document.
        block: The block that holds the figure.
        sentence: Where its sentence begins and ends in the block's text.
    """
    own = document.blocks[block]
    for start, end in (sentence, (0, len(own.text))):
        if stated := _stated(own, start, end):
            return stated
    return for_document(document)


def for_document(document: Document) -> Effective:
    """From when a document applies as a whole."""
    for stated in _clauses(document):
        return stated
    if year := _TITLE_YEAR.search(fold_width(document.title)):
        return Effective(year[1], "stated", f"标题：{year[0]}", document.lines[0])
    signed = document.signed_date
    return Effective(signed.isoformat() if signed else "", "signed")


def _clauses(document: Document) -> Iterator[Effective]:
    """Statements that speak for the document, in its order."""
    for block in document.blocks:
        if block.kind not in ("paragraph", "item", "note"):
            continue
        headed = bool(block.path and _HEADED.search(block.path[-1]))
        starts = sentence_starts(block.text)
        for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
            if headed or _OF_THIS.search(block.text, start, end):
                stated = _stated(block, start, end)
                if stated:
                    yield stated


def _stated(block: Block, start: int, end: int) -> Effective | None:
    match = _FROM.search(fold_width(block.text[start:end]))
    if not match:
        return None
    found = match.groupdict()
    parts = [found[p + "year"] and p for p in ("", "b", "c")]
    prefix = next(part for part in parts if part is not None)
    day = found[prefix + "year"]
    for name in ("month", "day"):
        if found[prefix + name]:
            day += f"-{int(found[prefix + name]):02d}"
    text = block.text[start + match.start() : start + match.end()]
    return Effective(day, "stated", text, block.line_at(start + match.start()))
