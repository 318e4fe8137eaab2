"""The margin beside a document on a terminal: source lines, and a mark where something matched.

The mark is also what the pager's `n` looks for: unlike the words themselves it is never broken over
two lines of the screen, and holds no character that a pattern could misread.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.cli.terminal import STYLES
from gazette_search.text.safety import sanitize
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from gazette_search.cli.terminal import Screen
    from gazette_search.models import Block

MARK = ">"
MARKED_ROW = f"^ *[0-9]*{MARK}"  # as less searches: in the text without its colours
NARROW = 60  # columns below which the text needs those of the line numbers

_STYLE = re.compile("\x1b\\[[0-9;]*m")
_MATCH = f"\x1b[{STYLES['match']}m"
_RULE = re.compile(r"(?=.*[─-]{3})[^\w\s]+")  # between two rows of a table


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands left of a text: `digits` columns of line numbers, a mark, a blank.

    Attributes:
        digits: 0 where no lines are counted.
    """

    digits: int

    @property
    def columns(self) -> int:
        """How many it takes."""
        return self.digits + 2

    def beside(self, drawn: str, screen: Screen, line: int | None = None, here: int = -1) -> str:
        """A drawn text with its margin.

        Args:
            drawn: With colours, by which matches are known; they go where the screen has none.
            screen: Where it is drawn.
            line: Source line where it begins.
            here: Row, from 0, to be marked whatever it holds.
        """
        rows = []
        for number, row in enumerate(drawn.split("\n")):
            label = str(line) if self.digits and line is not None and not number else ""
            marked = _MATCH in row or number == here
            lead = screen.styled(f"{label:>{self.digits}}", "quiet" if label else "")
            lead += screen.styled(MARK, "match") if marked else " "
            text = row if screen.color else _STYLE.sub("", row)
            rows.append(f"{lead} {text}".rstrip())
        return "\n".join(rows)


def marked_rows(text: str) -> tuple[int, ...]:
    """The rows, from 1, of a text with margins that are marked."""
    rows = (_STYLE.sub("", row) for row in text.split("\n"))
    return tuple(n for n, row in enumerate(rows, start=1) if re.match(MARKED_ROW, row))


def margin_of(screen: Screen, last_line: int | None) -> Margin | None:
    """The margin for a document whose last source line is given; None where nothing is folded."""
    if screen.width is None:
        return None
    wide = last_line is not None and screen.width >= NARROW
    return Margin(len(str(last_line)) if wide else 0)


def row_at(block: Block, offset: int, drawn: str) -> int:
    """The row of a drawn block, from 0, that shows the character at an offset of its text.

    Folding moves blanks only, so characters that are none are counted; a table is counted by rows.
    """
    rows = [_STYLE.sub("", row) for row in drawn.split("\n")]
    if block.kind == "table":
        return _table_row(rows, block.text.count("\n", 0, offset))
    before = len("".join(sanitize(block.text[:offset]).split()))
    for number, row in enumerate(rows):
        before -= len("".join(row.split()))
        if before < 0:
            return number
    return 0


def _table_row(rows: list[str], wanted: int) -> int:
    """Where the n-th row of a ruled table begins: behind as many rules, and that above it."""
    rules = [number for number, row in enumerate(rows) if _RULE.fullmatch(row)]
    return rules[wanted] + 1 if wanted < len(rules) - 1 else 0
