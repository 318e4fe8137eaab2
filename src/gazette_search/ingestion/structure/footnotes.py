"""Footnotes: each goes to the document whose line it annotates, and stands behind its text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.ingestion.structure.splitter import Split


def with_footnotes(split: Split, lines: Iterable[Line]) -> Split:
    """The issue with its footnotes given out.

    Args:
        split: Its parts, made without footnotes.
        lines: All lines of the file; a footnote stands behind the line that refers to it.
    """
    notes = [line for line in lines if line.kind == "footnote"]
    if not notes:
        return split
    firsts = [source.begins for source in split.documents]
    behind = {line.number for line in split.front if firsts and line.number > firsts[-1]}
    given: dict[int, list[Line]] = {}
    front = list(split.front)
    for note in notes:
        place = bisect_right(firsts, note.number) - 1
        if place < 0 or (behind and note.number > min(behind)):
            front.append(note)
        else:
            given.setdefault(place, []).append(note)
    documents = tuple(
        replace(source, footnotes=tuple(given.get(place, ())))
        for place, source in enumerate(split.documents)
    )
    return replace(split, front=tuple(front), documents=documents)
