"""What a file tells beside its text: pages, and what is to be known about the reading."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.models import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.formats.source_text import SourceText, WarningCode
    from gazette_search.models import Lines

# Codes of `gsearch check` for what readers warn of.
_CODES: dict[WarningCode, str] = {"scanned": "not-read", "embedded": "not-read"}


def page_starts(source: SourceText, lines: Lines) -> tuple[tuple[int, int], ...]:
    """Where pages of the file begin among some lines: (line, page); empty without pages.

    Args:
        source: The text of the file.
        lines: First and last line, counted from 1.
    """
    starts: list[tuple[int, int]] = []
    for number in range(lines[0], lines[1] + 1):
        page = source.lines[number - 1].page
        if page is not None and (not starts or page != starts[-1][1]):
            starts.append((number, page))
    return tuple(starts)


def has_machine_read(source: SourceText, lines: Lines) -> bool:
    """Whether a machine read any of some lines off an image."""
    return any(line.machine_read for line in source.lines[lines[0] - 1 : lines[1]])


def read_warnings(source: SourceText, file: str) -> list[Diagnostic]:
    """What the reader of a file warns of, pages that share a warning in one."""
    found = []
    for (code, message), same in groupby(source.warnings, lambda w: (w.code, w.message)):
        pages = [warning.page for warning in same if warning.page is not None]
        # A Word file has no pages of its own: what is an image is a picture pasted into it.
        unit = "幅图" if source.format == "docx" else "页"
        where = f"第 {_ranges(pages)} {unit}" if pages else ""
        found.append(Diagnostic(_CODES.get(code, code), where + message, file))
    return found


def _ranges(pages: Sequence[int]) -> str:
    """1–3、7."""
    parts = []
    for _, run in groupby(enumerate(sorted(pages)), lambda pair: pair[1] - pair[0]):
        numbers = [page for _, page in run]
        first, last = numbers[0], numbers[-1]
        parts.append(str(first) if first == last else f"{first}–{last}")
    return "、".join(parts)
