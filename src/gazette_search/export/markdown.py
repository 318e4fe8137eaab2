"""Markdown for memos: the same index gives the same bytes.

Text from the corpus stays text: what Markdown (CommonMark with GitHub's tables) could take for
markup is escaped, so that a document cannot add a heading, a link or a table of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.export.marked import Marked
from gazette_search.export.memos import (
    MemoBreak,
    MemoHeading,
    MemoLine,
    MemoList,
    MemoQuote,
    MemoTable,
)
from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette_search.export.memos import Memo, MemoCell, MemoPart

# Anywhere in a line: code, emphasis, links, HTML, entities, cells, strike-through, formulas, and
# the signs that open a heading and may close one.
_INLINE = re.compile(r"[\\`*_\[\]<>&|~$#]")
# A bare address is a link for GitHub and many viewers (GFM, 6.9), even where nobody wrote one.
_ADDRESS = re.compile(r"(?i)((?:https?|ftp)(?=://)|(?<![a-z0-9])www(?=\.))")
# At the start of a line: bullet, rule or underline of a heading, numbered list.
_LINE_START = re.compile(r"^(\s*)(-|\+|=|[0-9]+(?=[.)]))", re.MULTILINE)


def memo_to_markdown(memo: Memo) -> str:
    """The parts with blank lines between."""
    return "\n\n".join(_part(part) for part in memo.parts) + "\n"


def escape(text: str) -> str:
    """Text that Markdown renders as it stands, whatever it holds."""
    return _LINE_START.sub(_shield, _escape_inline(text))


def _escape_inline(text: str) -> str:
    return _ADDRESS.sub(r"\1\\", _INLINE.sub(r"\\\g<0>", text))


def _shield(match: re.Match[str]) -> str:
    """The backslash stands before a sign, but after the digits of a list number."""
    mark_ = match[2]
    return f"{match[1]}{mark_}\\" if mark_[0].isdigit() else f"{match[1]}\\{mark_}"


def _part(part: MemoPart) -> str:
    match part:
        case MemoHeading(level, text):
            return f"{'#' * level} {_escape_inline(one_line(text))}"
        case MemoLine(text, "force"):
            return f"**{escape(text)}**"
        case MemoLine(text):
            return escape(text)
        case MemoBreak():
            return "---"
    return _set_apart(part)


def _set_apart(part: MemoQuote | MemoList | MemoTable) -> str:
    match part:
        case MemoQuote(lines):
            return "\n>\n".join(f"> {emphasised(line)}" for line in lines)
        case MemoList(items):
            return "\n".join(f"- {escape(item)}" for item in items)
        case MemoTable(header, rows):
            rule = "|" + " --- |" * len(header)
            return "\n".join([_row(header), rule, *map(_row, rows)])


def emphasised(line: Marked) -> str:
    """A line with its matches in bold."""
    return _LINE_START.sub(_shield, _bolded(line))


def _bolded(line: Marked) -> str:
    return "".join(
        _bold(piece) if matched else _escape_inline(piece) for piece, matched in line.runs()
    )


def _bold(text: str) -> str:
    """Bold from the first letter to the last.

    `**` beside punctuation does not open or close emphasis where a Han character stands on its
    other side (CommonMark 0.31, 6.2), which is everywhere in a Chinese sentence.
    """
    letters = [n for n, character in enumerate(text) if character.isalnum()]
    if not letters:
        return _escape_inline(text)
    start, end = letters[0], letters[-1] + 1
    before, inside, after = (
        _escape_inline(part) for part in (text[:start], text[start:end], text[end:])
    )
    return f"{before}**{inside}**{after}"


def _row(cells: Iterable[MemoCell]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(cell: MemoCell) -> str:
    return _bolded(cell) if isinstance(cell, Marked) else _escape_inline(one_line(cell))


def with_last_paragraph(text: str, note: str) -> str:
    """A memo that says so at its end, unless it said so before."""
    said = escape(note)
    return text if said in text else f"{text}\n{said}\n"


def joined_memos(text: str, more: str) -> str:
    """A memo behind another, a blank line between."""
    return f"{text.rstrip()}\n\n{more}" if text.strip() else more
