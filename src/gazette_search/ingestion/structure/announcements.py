"""附件说明: the annexes that a document says it has (GB/T 9704-2012, 7.3.5).

附件：重点任务分工 names one annex, 附件：1. … begins a numbered list of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.structure.titles import (
    ends_enclosed_title,
    repair_title,
    title_wording,
)
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.widths import fold_width, print_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.layout.lines import Line

_NOTE = re.compile(
    rf"附件 ?(?P<label>\d{{1,2}}|[{NUMERAL_CHARACTERS}]{{1,3}})? ?: ?(?P<rest>.*)", re.DOTALL
)
_ITEM = re.compile(r"(?P<number>\d{1,2}) ?[.、．] ?")
# What a title of an annex with an item's number and indent must exceed to reach the margin.
_BROKEN_ITEM = 28
_ENCLOSES = re.compile(r"印发|转发|批转|下发|公布|发布|颁布")
_QUOTED = re.compile("《([^《》]{2,100}(?:《[^《》]{1,60}》[^《》]{0,60}){0,3})》")


@dataclass(frozen=True, slots=True)
class Announced:
    """One item of an 附件说明.

    Attributes:
        number: Its number, None for a single annex.
        title: As announced.
        line: Where it stands.
    """

    number: int | None
    title: str
    line: int


def note_extent(lines: Sequence[Line], start: int) -> int:
    """Index behind the 附件说明 that begins at `start`, its numbered items included."""
    match = _NOTE.match(lines[start].folded)
    item = _ITEM.match(match["rest"]) if match else None
    end = start + 1
    if not match or match["label"] or not item:
        return end
    number = int(item["number"])
    while end < len(lines):
        following = _ITEM.match(lines[end].folded[:8])
        if lines[end].kind == "text" and following and int(following["number"]) == number + 1:
            number += 1
        elif not _is_broken(lines[end - 1], lines[end]):
            break
        end += 1
    return end


def _is_broken(item: Line, following: Line) -> bool:
    """Whether an item of the note goes on in the next line."""
    is_plain = following.kind == "text" and not following.marker and not following.depth
    is_long = print_width(item.text) > _BROKEN_ITEM
    return is_plain and is_long and not ends_enclosed_title(item.text)


def read_note(lines: Sequence[Line]) -> list[Announced]:
    """The items of one 附件说明."""
    announced: list[Announced] = []
    for line in lines:
        text, number = line.text, None
        match = _NOTE.match(fold_width(text))
        if match:
            number = parse_numeral(match["label"]) if match["label"] else None
            text = text[match.start("rest") :]
        item = _ITEM.match(fold_width(text))
        if item:
            number, text = int(item["number"]), text[item.end() :]
        if match or item or not announced:
            announced.append(Announced(number, _title(text), line.number))
        else:
            last = announced[-1]
            announced[-1] = Announced(last.number, _title(last.title + text), last.line)
    return [item for item in announced if item.title]


def read_notes(lines: Sequence[Line]) -> list[Announced]:
    """The items of every 附件说明 among the lines."""
    announced: list[Announced] = []
    for index, line in enumerate(lines):
        if line.kind == "note":
            announced += read_note(lines[index : note_extent(lines, index)])
    return announced


def _title(text: str) -> str:
    text = text.strip(" 。；;")
    is_quoted = text.startswith("《") and text.endswith("》") and text.count("《") == 1
    return repair_title(text[1:-1] if is_quoted else text)


def enclosed_title(title: str, body: str, *, is_order: bool = False) -> str | None:
    """Title of the text that a notice says it encloses, or None.

    The notice 印发 it: the 《…》 of its first paragraphs that its own title names, or that is
    followed by the verb. An order (令) names nothing else first.
    """
    if not _ENCLOSES.search(title) and not is_order:
        return None
    for match in _QUOTED.finditer(body[:4000]):
        if is_order:
            return match[1]
        behind = body[match.end() : match.end() + 80]
        if title_wording(match[1]) in title_wording(title) or _ENCLOSES.search(behind):
            return match[1]
    return None
