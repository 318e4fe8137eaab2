"""Tables, drawn by rich."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from gazette_search.cli.terminal import (
    STACKED_BELOW,
    display_width,
    fold,
    is_wide_ambiguous,
    joined_whole,
)
from gazette_search.export.marked import Marked, mark
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import ConsoleOptions

    from gazette_search.cli.terminal import Screen

# A column whose cells fold keeps at least so many columns: four Han characters.
NARROWEST_CELL = 8
# One column for rich and taken out of what it has drawn; a noncharacter that no text holds.
_FILLER = "\ufdd0"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `whole` keeps its cells on one line, whatever the width."""

    name: str
    align: Literal["left", "right"] = "left"
    whole: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """Text that rich places and that is folded as Chinese is; no markup is read in it."""

    text: Marked
    whole: bool

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        del console
        widest = max(display_width(line) for line in self.text.text.split("\n"))
        narrowest = widest if self.whole else min(widest, NARROWEST_CELL)
        return Measurement(narrowest, widest).with_maximum(options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        del console
        for line in fold(self.text.runs(), options.max_width):
            pieces = ((_stretched(text), "bold red" if matched else "") for text, matched in line)
            yield Text.assemble(*pieces, overflow="fold")


def _stretched(text: str) -> str:
    """The text with a filler behind what this terminal draws wider than rich believes."""
    return "".join(c + _FILLER if is_wide_ambiguous(c) else c for c in text)


def draw_table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str | Marked]],
    screen: Screen,
    *,
    ruled: bool = False,
) -> str:
    """Draw rows under a header.

    Args:
        columns: The header.
        rows: Cells, as many as columns at most.
        screen: Its width is kept; where it has none, every column is as wide as its cells.
        ruled: Lines between the rows, for tables whose cells take several lines.
    """
    if not ruled and screen.width is not None and screen.width < STACKED_BELOW:
        return "\n".join(_stacked(columns, rows, screen, screen.width)).rstrip("\n")
    table = Table(
        box=box.ROUNDED if ruled else box.SIMPLE_HEAD,
        show_lines=ruled,
        pad_edge=ruled,
        padding=(0, 1) if ruled else (0, 1, 0, 0),
        header_style="bold",
    )
    for column in columns:
        header = _Cell(mark(column.name), column.whole)
        table.add_column(header, justify=column.align, style=column.style)
    for row in rows:
        cells = (cell if isinstance(cell, Marked) else mark(cell) for cell in row)
        table.add_row(
            *(_Cell(cell, column.whole) for cell, column in zip(cells, columns, strict=False))
        )
    return _render(table, screen)


def _stacked(
    columns: Sequence[Column], rows: Iterable[Sequence[str | Marked]], screen: Screen, width: int
) -> Iterator[str]:
    """Rows where columns have no room: what is short on the first lines, what is long below."""
    for row in rows:
        cells = [cell if isinstance(cell, Marked) else mark(cell) for cell in row]
        pairs = [*zip(cells, columns, strict=False)]
        short = (_named(column, cell.text) for cell, column in pairs if column.whole)
        yield from (screen.styled(line, "quiet") for line in joined_whole(short, width))
        for cell, column in pairs:
            if not column.whole and cell.text:
                yield screen.paragraph(cell.runs(), indent=2)
        yield ""


def _named(column: Column, text: str) -> str:
    """A short cell by itself; a number with what it counts."""
    flat = " ".join(text.split())
    return f"{column.name} {flat}" if flat and column.align == "right" else flat


def _render(table: Table, screen: Screen) -> str:
    console = Console(
        file=io.StringIO(),
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        width=screen.width or 1,
        highlight=False,
        legacy_windows=False,
    )
    if screen.width is None:
        unbounded = console.options.update_width(1_000_000)
        console.width = max(1, Measurement.get(console, unbounded, table).maximum)
    with console.capture() as captured:
        console.print(table)
    drawn = captured.get().replace(_FILLER, "")
    return "\n".join(line.rstrip() for line in drawn.split("\n")).strip("\n")
