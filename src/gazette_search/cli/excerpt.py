"""The part of a long passage that holds its matches."""

from __future__ import annotations

from gazette_search.cli.terminal import display_width
from gazette_search.export.marked import Marked

ELLIPSIS = "…"

# Where a person would start or stop reading.
_PAUSES = "。；！？，、：\n"


def excerpt(text: Marked, columns: int) -> Marked:
    """Cut a text to some columns around the place where most of it matches.

    Args:
        text: A passage.
        columns: Most columns, ellipses included.

    Returns:
        The text itself when it fits.
    """
    if display_width(text.text) <= columns:
        return text
    length = (columns - 2 * display_width(ELLIPSIS)) // 2  # all characters may be wide
    start = _start(text, length)
    end = min(len(text.text), start + length)
    head, tail = ELLIPSIS if start else "", ELLIPSIS if end < len(text.text) else ""
    shift = len(head) - start
    spans = tuple(
        (max(first, start) + shift, min(last, end) + shift)
        for first, last in text.spans
        if first < end and last > start
    )
    return Marked(f"{head}{text.text[start:end]}{tail}", spans)


def _start(text: Marked, length: int) -> int:
    """The window with most matched characters, begun after a pause if one is near."""
    if not text.spans:
        return 0
    lead = length // 3
    starts = [max(0, first - lead) for first, _ in text.spans]
    best = max(starts, key=lambda start: (_matched(text, start, start + length), -start))
    best = max(0, min(best, len(text.text) - length))
    anchor = next((first for first, last in text.spans if last > best), best)
    pauses = [n + 1 for n in range(best, min(anchor, len(text.text))) if text.text[n] in _PAUSES]
    return pauses[0] if pauses and best else best


def _matched(text: Marked, start: int, end: int) -> int:
    return sum(max(0, min(last, end) - max(first, start)) for first, last in text.spans)
