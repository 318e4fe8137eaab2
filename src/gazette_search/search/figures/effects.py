"""From when a figure applies, as the statements of its document say; else its signed date.

Nearest first: the sentence of the figure, its paragraph, the document as a whole (本通知自…起施行),
what the document sets (新的标准从…起执行) in the section of the figure, the year that the title
names. That some other rule applies from a date (相关税费制度自…起执行) says nothing of the figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gazette_search.models import SELF
from gazette_search.text.dates import YEAR, number_of
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.models import Document, Statement
    from gazette_search.text.spans import Span

DateSource = Literal["stated", "signed"]


@dataclass(frozen=True, slots=True)
class Effect:
    """A point in time as exactly as it is known.

    Attributes:
        day: ISO, as 2020-02-01, 2020-02 or 2020; empty when not even a signed date is known.
        source: Whether the document says so, or its signed date stands in.
        text: The words that say so; empty for a signed date.
        line: Where it stands; 0 for a signed date.
    """

    day: str
    source: DateSource
    text: str = ""
    line: int = 0


_PRINTED = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date
# Which clauses speak of what the document sets, not of some rule that it mentions.
_SET_HERE = Lazy(
    r"新的?[\u4e00-\u9fff、]{0,40}(?:标准|政策|价格|规定)|(?:提高|调整|提标)后|上述|以上(?:标准|政策|规定)"
    r"|本(?:标准|政策|价格)|(?:执行|实施|施行|生效|起始)(?:时间|日期)"
)
# Days of signing, told by a word that can mean no other: 自印发之日起.
_SIGNING = ("印发", "下发", "签发", "发文", "成文")
# From the day on to the end of its clause: 从2020年2月1日起执行.
_WORDS = Lazy(
    rf"(?:[从自于由]\s*)?(?:{YEAR}\s*年|\d{{4}}[-.]\d|(?:{'|'.join(_SIGNING)})之日)[^，,。；;\n]*"
)
_TITLE_YEAR = Lazy(
    rf"(?<![\d—–~～至-])((?=19|20|一九|二[〇零○OoΟ]){YEAR})\s*年(?!代)(?!度?\s*[—–~～至-])"
)


def find_effect(document: Document, block: int, sentence: Span) -> Effect:
    """From when a figure of a document applies.

    Args:
        document: The document.
        block: The block that holds the figure.
        sentence: Where its sentence begins and ends in the block's text.
    """
    stated = [s for s in document.statements if s.kind == "effective" and s.about == SELF]
    here = [s for s in stated if s.block == block]
    within = [s for s in here if sentence[0] <= s.start < sentence[1]]
    for near in (within, here):
        for one in near:
            return _as_stated(one, document)
    return _of_document(document, stated) or _of_section(document, block, stated) or _else(document)


def _of_document(document: Document, stated: Sequence[Statement]) -> Effect | None:
    whole = [s for s in stated if s.scope == "document"]
    named = [s for s in whole if s.day] or [s for s in whole if s.event in _SIGNING]
    return _as_stated(named[0], document) if named else None


def _of_section(document: Document, block: int, stated: Sequence[Statement]) -> Effect | None:
    """What is said of new standards in the same section, or by all such clauses alike."""
    clauses = [s for s in stated if s.day and _speaks_of_what_is_set(document, s)]
    path = document.blocks[block].path
    near = [s for s in clauses if path and document.blocks[s.block].path[:1] == path[:1]]
    for candidates in (near, clauses):
        if len({s.day for s in candidates}) == 1:
            return _as_stated(candidates[0], document)
    return None


def _speaks_of_what_is_set(document: Document, statement: Statement) -> bool:
    path = document.blocks[statement.block].path
    return bool(_SET_HERE.search(statement.text) or (path and _SET_HERE.search(path[-1])))


def _as_stated(statement: Statement, document: Document) -> Effect:
    signed = document.signed_date
    day = statement.day or signed
    if not day or (not statement.day and statement.event not in _SIGNING):
        return _signed(document)
    printed = _PRINTED[statement.grain if statement.day else "day"]
    words = _WORDS.search(statement.text)
    start = statement.start + (words.start() if words else 0)
    return Effect(
        day.isoformat()[:printed],
        "stated",
        words[0] if words else statement.text,
        document.blocks[statement.block].line_at(start),
    )


def _else(document: Document) -> Effect:
    if year := _TITLE_YEAR.search(fold_width(document.title)):
        return Effect(str(number_of(year[1])), "stated", f"标题：{year[0]}", document.lines[0])
    return _signed(document)


def _signed(document: Document) -> Effect:
    signed = document.signed_date
    return Effect(signed.isoformat() if signed else "", "signed")
