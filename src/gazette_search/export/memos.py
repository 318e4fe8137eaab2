"""What people read, before it is Markdown, HTML or DOCX: parts with roles, without any markup.

A subject composes a `Memo`, a format writes it; neither knows the other. Texts come as they stand
in the corpus: whoever writes them makes them safe for what he writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from gazette_search.export.marked import Marked, mark
from gazette_search.export.wording import one_line
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LineRole = Literal[
    "text",  # of a document
    "addressee",  # 主送机关, which begins at the margin
    "signed",  # 署名 and 成文日期, which end there
    "remark",  # of this program, on what it found
    "facts",  # number, date and issue of a document
    "force",  # whether it is in force
    "source",  # where what stands above comes from
]
LINE_SEPARATOR = " / "
MemoCell: TypeAlias = "str | Marked"


@dataclass(frozen=True, slots=True)
class MemoHeading:
    """A heading; `level` is 1 for that of the whole."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class MemoLine:
    """A paragraph."""

    text: str
    role: LineRole = "text"


@dataclass(frozen=True, slots=True)
class MemoQuote:
    """Paragraphs quoted from a document, matches marked."""

    lines: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class MemoList:
    """Items of a list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemoTable:
    """A table whose rows are as wide as its header; `memo_table` makes one."""

    header: tuple[str, ...]
    rows: tuple[tuple[MemoCell, ...], ...]


@dataclass(frozen=True, slots=True)
class MemoBreak:
    """Between a document and what is attached to it."""


MemoPart: TypeAlias = "MemoHeading | MemoLine | MemoQuote | MemoList | MemoTable | MemoBreak"


@dataclass(frozen=True, slots=True)
class Memo:
    """A whole one, its heading first."""

    parts: tuple[MemoPart, ...]

    @property
    def title(self) -> str:
        """What its heading says."""
        return next((part.text for part in self.parts if isinstance(part, MemoHeading)), "")


def memo_of(parts: Iterable[MemoPart]) -> Memo:
    """A memo of the parts that say anything."""
    return Memo(tuple(part for part in parts if not _is_empty(part)))


def memo_table(header: Sequence[str], rows: Iterable[Sequence[MemoCell]]) -> MemoTable:
    """A table; cells past the header's, which readers would drop, join the last one."""
    return MemoTable(tuple(header), tuple(_fitted(row, len(header)) for row in rows))


def plain_lines(text: str) -> tuple[Marked, ...]:
    """Text as one line of a quotation; none where it is empty."""
    flat = one_line(text)
    return (Marked(flat),) if flat else ()


def marked_lines(text: str, highlights: Sequence[tuple[int, int]] = ()) -> tuple[Marked, ...]:
    """The lines of a text with their matches; cells of a row are set apart by " | "."""
    marked = mark(text, highlights)
    lines: list[list[tuple[str, bool]]] = [[]]
    for piece, matched in marked.runs():
        first, *more = piece.replace("\t", " | ").split("\n")
        lines[-1].append((first, matched))
        lines += [[(line, matched)] for line in more]
    joined = (_stripped(line) for line in lines)
    return tuple(line for line in joined if line.text)


def flat_mark(text: str, highlights: Sequence[tuple[int, int]] = ()) -> Marked:
    """The same on one line, for a cell: " / " between lines."""
    pieces, spans, done = [], [], 0
    for line in marked_lines(text, highlights):
        spans += [(start + done, end + done) for start, end in line.spans]
        pieces.append(line.text)
        done += len(line.text) + len(LINE_SEPARATOR)
    return Marked(LINE_SEPARATOR.join(pieces), tuple(spans))


def _stripped(runs: list[tuple[str, bool]]) -> Marked:
    """Runs as one line without blanks at its ends."""
    text = "".join(piece for piece, _ in runs)
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    spans, done = [], 0
    for piece, matched in runs:
        start, end = max(done, left), min(done + len(piece), right)
        if matched and start < end:
            spans.append((start - left, end - left))
        done += len(piece)
    return Marked(text.strip(), tuple(spans))


def _fitted(row: Sequence[MemoCell], width: int) -> tuple[MemoCell, ...]:
    if len(row) <= width:
        return (*row, *[""] * (width - len(row)))
    rest = (cell.text if isinstance(cell, Marked) else cell for cell in row[width - 1 :])
    return (*row[: width - 1], " ".join(rest))


def _is_empty(part: MemoPart) -> bool:
    match part:
        case MemoLine(text=text):
            return not text
        case MemoQuote(lines=content) | MemoList(items=content):
            return not content
    return False
