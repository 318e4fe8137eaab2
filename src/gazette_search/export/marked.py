"""Text with its matches, made safe; the starting point of every format that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.text.safety import is_safe, sanitize
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

MarkedRun = tuple[str, bool]  # a piece of text, and whether it matched


@dataclass(frozen=True, slots=True)
class Marked:
    """Safe text with matched ranges in code points, ascending and apart from each other."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()

    def runs(self) -> list[MarkedRun]:
        """The text cut where matches begin and end."""
        pieces, done = [], 0
        for start, end in self.spans:
            pieces += [(self.text[done:start], False), (self.text[start:end], True)]
            done = end
        return [piece for piece in (*pieces, (self.text[done:], False)) if piece[0]]


def mark(text: str, highlights: Sequence[tuple[int, int]] = ()) -> Marked:
    """Drop unsafe characters and move the highlights along; those that touch become one."""
    safe = text if is_safe(text) else sanitize(text)
    moved = len(safe) != len(text)
    spans: list[tuple[int, int]] = []
    for begin, stop in sorted(highlights):
        start, end = (
            len(sanitize(text[:n])) if moved else min(n, len(text)) for n in (begin, stop)
        )
        if spans and start <= spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        if start < end:
            spans.append((start, end))
    return Marked(safe, tuple(spans))
