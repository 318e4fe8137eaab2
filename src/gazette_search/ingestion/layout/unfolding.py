"""Lines that hold more than one element, taken apart: number and title, a whole page in one line.

Every piece keeps the number of its source line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search import vocabulary
from gazette_search.ingestion.document_numbers import find_document_numbers
from gazette_search.ingestion.layout.lines import classify
from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.ingestion.layout.lines import Line

_LONGEST_TITLE = 120
_TITLE = Lazy(
    lambda: (
        r"[^。；：:;!?！？]{4,100}?"
        rf"{vocabulary.either('genres', 'official', 'title')}(?:\([^()]{{1,20}}\))?"
    )
)


def unfold(lines: Sequence[Line]) -> list[Line]:
    """The lines, those with several elements replaced by a line for each."""
    return [piece for line in lines for piece in _pieces(line)]


def _pieces(line: Line) -> Iterable[Line]:
    if line.kind != "text" or "号" not in line.folded[:400]:
        return (line,)
    found = find_document_numbers(line.folded[:400])
    if not found:
        return (line,)
    start, end, _ = found[0]
    before, behind = line.text[:start].rstrip(" (（"), line.text[end:].lstrip(" )）")
    if not before and len(behind) <= _LONGEST_TITLE and _TITLE.fullmatch(behind):
        return _with(line, [line.text[:end], behind])
    if before and not behind and _TITLE.fullmatch(before) and "关于" in before:
        return _with(line, [before, line.text[start:end]])
    return (line,)


def _with(line: Line, texts: list[str]) -> Iterator[Line]:
    for place, text in enumerate(texts):
        piece = classify(line.number, text)
        yield replace(
            piece,
            depth=0 if place else line.depth,
            bullet=line.bullet and not place,
            after_blank=line.after_blank if not place else True,
        )
