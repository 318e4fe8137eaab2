"""Quoted text: the new wording of an article, which may run over several blocks.

第八条修改为：“…本办法自公布之日起施行。” states nothing of the document that quotes it.
A mark that nothing closes is a misprint and quotes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.models import Block
    from gazette_search.text.spans import Span

_OPENING = frozenset("“「『")
_CLOSING = frozenset("”」』")
_FARTHEST_CLOSE = 20  # blocks that a new wording of an article may take


def quoted_spans(blocks: Sequence[Block]) -> list[tuple[Span, ...]]:
    """What stands between quotation marks, block by block; the marks themselves do not."""
    found: list[tuple[Span, ...]] = []
    ends: dict[int, int] = {}  # block that a quotation from an earlier one reaches: its end there
    for index, block in enumerate(blocks):
        carried = ends.get(index)
        spans, opened = _in_block(block.text, 0 if carried is None else carried)
        if carried:
            spans.insert(0, (0, carried))
        if opened is not None:
            reach = _reach(blocks, index)
            if reach:
                spans.append((opened, len(block.text)))
                ends.update(reach)
        found.append(tuple(spans))
    return found


def is_quoted(spans: Sequence[Span], offset: int) -> bool:
    """Whether the character at an offset is quoted."""
    return any(start <= offset < end for start, end in spans)


def _in_block(text: str, start: int) -> tuple[list[Span], int | None]:
    """Quotations that the text closes, and where one begins that it leaves open."""
    spans: list[Span] = []
    opened: list[int] = []
    for offset in range(start, len(text)):
        if text[offset] in _OPENING:
            opened.append(offset + 1)
        elif text[offset] in _CLOSING and opened:
            spans.append((opened.pop(), offset))
    return spans, opened[0] if opened else None


def _reach(blocks: Sequence[Block], index: int) -> dict[int, int]:
    """How far a quotation that a block leaves open goes in each later block; empty when nowhere.

    Where every paragraph of the wording opens with a mark of its own, only the last one closes.
    """
    reach: dict[int, int] = {}
    for other in range(index + 1, min(len(blocks), index + 1 + _FARTHEST_CLOSE)):
        text = blocks[other].text
        if blocks[other].part != blocks[index].part:
            break
        reopens = text[:1] in _OPENING
        end = _closed_at(text[1:] if reopens else text)
        if end is not None:
            return {**reach, other: end + reopens}
        reach[other] = len(text)
    return {}


def _closed_at(text: str) -> int | None:
    """Where the text closes more than it opens."""
    depth = 0
    for offset, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
            if depth < 0:
                return offset
    return None
