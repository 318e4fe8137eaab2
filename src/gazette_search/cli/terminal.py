"""What a terminal shows: columns, line breaks, colours.

The view of hits is drawn with this and without rich: importing rich's console and drawing ten
hits costs 20 ms of a budget of 190 ms for a whole query, and rich breaks Chinese text at any
character, also before a full stop. Where rich draws (tables, progress), it is imported then.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO
from unicodedata import category, east_asian_width

from gazette_search.system import SYSTEM
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gazette_search.export.marked import MarkedRun
    from gazette_search.models import Place

# SGR codes; few, and readable on a light and on a dark background.
STYLES = {
    "title": "1",
    "heading": "1;36",
    "match": "1;31",
    "quiet": "2",
    "warning": "33",
    "error": "1;31",
}

_WIDE = "WF"  # classes of UAX #11 that take two columns
_wide = _WIDE
_ASCII_RULES = {
    **dict.fromkeys(range(0x2500, 0x2580), "+"),  # box drawing: corners and crossings
    **dict.fromkeys(map(ord, "─━┄┅┈┉╌╍═╴╶╸╺"), "-"),
    **dict.fromkeys(map(ord, "│┃┆┇┊┋╎╏║╵╷╹╻"), "|"),
}

# A line of more than 60 Han characters is hard to follow back to its start.
WIDEST = 120
NARROWEST = 24
STACKED_BELOW = 60  # columns; what stands beside each other elsewhere goes below each other

# No line starts with the first or ends with the second (GB/T 15834-2011, 5.1). A space belongs
# to the line that it ends, where it is dropped.
_NOT_FIRST = frozenset(" 、，。．；：？！％‰°℃）〕］】｝》〉」』”’…—～·,.;:?!%)]}>")
_NOT_LAST = frozenset("（〔［【｛《〈「『“‘([{<￥$")


@dataclass(frozen=True, slots=True)
class Screen:
    """Where text is drawn.

    Attributes:
        color: Whether to colour.
        width: Columns, or None for a file or a pipe, where nothing is folded or cut.
        home: Where the files lie that are named, when the terminal shows links to them.
    """

    color: bool = False
    width: int | None = None
    home: Path | None = None

    def styled(self, text: str, style: str) -> str:
        """The text in a style of `STYLES`; plain when this screen has no colour."""
        if not (self.color and style and text):
            return text
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m"

    def paragraph(
        self, runs: Iterable[MarkedRun], style: str = "", indent: int = 0, hanging: int = 0
    ) -> str:
        """Fold runs into lines, matches coloured.

        Args:
            runs: Safe text with matches.
            style: What the rest of the text looks like.
            indent: Columns before the first line.
            hanging: More columns before the lines that follow.
        """
        lines: list[str] = []
        for line in fold(runs, self.width and self.width - indent, hanging):
            margin = " " * (indent + (hanging if lines else 0))
            drawn = (self.styled(text, "match" if matched else style) for text, matched in line)
            lines.append(margin + "".join(drawn))
        return "\n".join(lines)

    def with_link(self, drawn: str, name: str, place: Place) -> str:
        """Drawn text in which the name of a place, where it is whole, opens the place."""
        if self.home is None or name not in drawn:
            return drawn
        from gazette_search.cli.links import linked, place_url

        return drawn.replace(name, linked(name, place_url(self.home, place, os.environ)), 1)

    def text(self, text: str, style: str = "", indent: int = 0, hanging: int = 0) -> str:
        """The same for text without matches."""
        return self.paragraph([(text, False)], style, indent, hanging)


def joined_whole(parts: Iterable[str], width: int) -> Iterator[str]:
    """Parts with dots between, on as few lines as hold each of them whole."""
    line = ""
    for part in filter(None, parts):
        longer = f"{line} · {part}" if line else part
        if line and display_width(longer) > width:
            yield line
            longer = part
        line = longer
    if line:
        yield line


def display_width(text: str) -> int:
    """Columns that a terminal gives the text: wide characters take two, marks none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def set_ambiguous_width(columns: int) -> None:
    """Say how wide the terminal draws what Unicode calls ambiguous (UAX #11): “”…—·①℃.

    One terminal a process, so it is said once, before anything is drawn.
    """
    global _wide  # noqa: PLW0603 -- what every measurement asks; a parameter would be in each call
    _wide = _WIDE + ("A" if columns == 2 else "")


def is_wide_ambiguous(character: str) -> bool:
    """Whether this terminal draws an ambiguous character in two columns."""
    return "A" in _wide and east_asian_width(character) == "A"


def ruled(drawn: str) -> str:
    """Drawn text whose rules fit the terminal: of ASCII where it would draw them double."""
    return drawn.translate(_ASCII_RULES) if "A" in _wide else drawn


def _columns(character: str) -> int:
    if east_asian_width(character) in _wide:
        return 2
    return 0 if category(character) in ("Mn", "Me", "Cf", "Cc") else 1


def fold(
    runs: Iterable[MarkedRun], width: int | None, hanging: int = 0
) -> Iterator[list[MarkedRun]]:
    """Cut runs into lines that fit, at newlines and where Chinese typesetting allows.

    Args:
        runs: Text with matches.
        width: Columns of a line; None folds nothing.
        hanging: Columns that lines after the first lose to their margin.
    """
    first = True
    for line in _at_newlines(runs):
        if width is None:
            yield line
            continue
        for folded in _fill(line, max(4, width), max(4, width - hanging), first=first):
            yield folded
            first = False


def _at_newlines(runs: Iterable[MarkedRun]) -> Iterator[list[MarkedRun]]:
    line: list[MarkedRun] = []
    for text, matched in runs:
        head, *more = text.split("\n")
        line.append((head, matched))
        for piece in more:
            yield line
            line = [(piece, matched)]
    yield line


def _fill(
    line: Sequence[MarkedRun], width: int, later: int, *, first: bool
) -> Iterator[list[MarkedRun]]:
    """Greedily put unbreakable units into lines; `later` is the width after the first line."""
    text = "".join(piece for piece, _ in line)
    matched = [flag for piece, flag in line for _ in piece]
    units = [*_units(text, min(width, later))]
    starts, used, room = [0], 0, width if first else later
    for begin, columns in units:
        if used + columns > room and begin > starts[-1]:
            starts.append(begin)
            used, room = 0, later
        used += columns
    if _leaves_one(units, starts, later):
        starts[-1] = units[-2][0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield _runs(text, matched, start, end)


def _leaves_one(units: Sequence[tuple[int, int]], starts: Sequence[int], room: int) -> bool:
    """Whether the last line holds one character only and can have another (避免孤字)."""
    return (
        len(starts) > 1
        and starts[-1] == units[-1][0]
        and units[-1][1] <= 2
        and units[-2][0] > starts[-2]
        and units[-2][1] + units[-1][1] <= room
    )


def _units(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where each piece that stays on one line begins, and its columns.

    A piece is a character or a word of another script, with the signs that cling to it.
    """
    begin, columns = 0, 0
    for end in range(1, len(text) + 1):
        columns += _columns(text[end - 1])
        following = text[end : end + 1]
        full = following and columns + _columns(following) > width
        if full or not following or may_break(text[end - 1], following):
            yield begin, columns
            begin, columns = end, 0


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters (GB/T 15834-2011, 5.1)."""
    if after in _NOT_FIRST or before in _NOT_LAST or category(after)[0] == "M":
        return False
    return not (before.isascii() and after.isascii() and before != " ")


def _runs(text: str, matched: Sequence[bool], start: int, end: int) -> list[MarkedRun]:
    """The runs of a part of a line, trailing spaces dropped."""
    end = start + len(text[start:end].rstrip(" "))
    runs, begin = [], start
    for n in range(start + 1, end + 1):
        if n == end or matched[n] != matched[begin]:
            runs.append((text[begin:n], matched[begin]))
            begin = n
    return runs


def wants_color(choice: str, stream: TextIO) -> bool:
    """Decide on colour: the option, then NO_COLOR and CLICOLOR_FORCE, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return is_terminal(stream) and SYSTEM.shows_colors(stream)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is looking at the stream."""
    return not stream.closed and stream.isatty()


def terminal_width() -> int:
    """Columns to draw in: COLUMNS, else what the terminal says, else 80."""
    return max(NARROWEST, min(WIDEST, _dimension("COLUMNS", 0, 80)))


def terminal_height() -> int:
    """Lines that are seen at once: LINES, else what the terminal says, else 24."""
    return _dimension("LINES", 1, 24)


def _dimension(variable: str, axis: int, fallback: int) -> int:
    named = os.environ.get(variable, "")
    if named.isascii() and named.isdigit() and int(named):
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno())[axis] or fallback
    except (OSError, ValueError):
        return fallback


def speak_utf8(stream: TextIO) -> None:
    """Let a stream that knows ASCII only, as in the locale C, say Chinese all the same."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and stream.encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968"):
        reconfigure(encoding="utf-8")
