"""Panes of finished lines: one to scroll, one with entries to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from gazette_search.cli.browse.drawing import Drawn

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click

_CHOSEN = Style(reverse=True)
_CHOSEN_ELSEWHERE = Style(bold=True, underline=True)  # while another pane has the keys


class LinesPane(ScrollView):
    """Lines that were folded and coloured before; nothing in them is markup."""

    can_focus = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.drawn = Drawn()
        self._strips: dict[int, Strip] = {}

    def draw(self, drawn: Drawn, *, at: int | None = None) -> None:
        """Show other lines.

        Args:
            drawn: The lines.
            at: The line to have in view, a third of the pane above it; None stays where it is.
        """
        self.drawn = drawn
        self._strips.clear()
        self.virtual_size = Size(0, len(drawn.rows))
        if at is not None:  # how far one can scroll is known when the lines are laid out
            self.call_after_refresh(self.bring, at)
        self.refresh()

    def bring(self, row: int) -> None:
        """Scroll so that a line stands in the upper third."""
        above = max(0, self.size.height // 3 - 1)
        self.scroll_to(0, max(0, row - above), animate=False)

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        row = self.scroll_offset.y + y
        base, width = self.rich_style, self.size.width
        if not 0 <= row < len(self.drawn.rows):
            return Strip.blank(width, base)
        return self._looks(row, self._strip(row)).apply_style(base).crop_extend(0, width, base)

    def _strip(self, row: int) -> Strip:
        if row not in self._strips:
            text = Text.from_ansi(self.drawn.rows[row], no_wrap=True, end="")
            self._strips[row] = Strip(text.render(self.app.console))
        return self._strips[row]

    def _looks(self, row: int, strip: Strip) -> Strip:
        del row
        return strip


class EntriesPane(LinesPane):
    """Entries of some lines each, one of which is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", show=False),
        Binding("up,k", "step(-1)", show=False),
        Binding("pagedown", "step(5)", show=False),
        Binding("pageup", "step(-5)", show=False),
        Binding("home,g", "step(-1000000)", show=False),
        Binding("end,G", "step(1000000)", show=False),
        Binding("enter", "pick", show=False),
    ]

    class Moved(Message):
        """Another entry was chosen."""

        def __init__(self, pane: EntriesPane, entry: int) -> None:
            super().__init__()
            self.pane, self.entry = pane, entry

    class Picked(Moved):
        """The chosen entry is meant: Enter, or a click on it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.entry = 0

    def draw_entries(self, drawn: Drawn, entry: int) -> None:
        """Show other entries, one of them chosen; nobody is told."""
        self.draw(drawn)
        self.entry = max(0, min(entry, len(drawn.starts) - 1))
        self._keep_in_view()

    def action_step(self, by: int) -> None:
        """Choose an entry further down or up."""
        self._choose(self.entry + by)

    def action_pick(self) -> None:
        """Take the chosen one."""
        if self.drawn.starts:
            self.post_message(self.Picked(self, self.entry))

    def on_click(self, event: Click) -> None:
        """Choose what was clicked; a second click takes it."""
        row = self.scroll_offset.y + event.y
        entry = sum(start <= row for start in self.drawn.starts) - 1
        if entry < 0:
            return
        if entry == self.entry and event.chain >= 2:
            self.action_pick()
        else:
            self._choose(entry)

    def _choose(self, entry: int) -> None:
        entry = max(0, min(entry, len(self.drawn.starts) - 1))
        if entry == self.entry or not self.drawn.starts:
            return
        self.entry = entry
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Moved(self, entry))

    def _rows_of(self, entry: int) -> tuple[int, int]:
        """First and last line of an entry."""
        starts = (*self.drawn.starts, len(self.drawn.rows))
        return starts[entry], starts[entry + 1] - 1

    def _keep_in_view(self) -> None:
        if not self.drawn.starts:
            return
        first, last = self._rows_of(self.entry)
        top, height = self.scroll_offset.y, self.size.height
        if first < top or self.entry == 0:
            self.scroll_to(0, first if self.entry else 0, animate=False)
        elif last >= top + height:
            self.scroll_to(0, min(first, last - height + 1), animate=False)

    def _looks(self, row: int, strip: Strip) -> Strip:
        if not self.drawn.starts or row != self._rows_of(self.entry)[0]:
            return strip
        whole = strip.adjust_cell_length(self.size.width)
        chosen = _CHOSEN if self.has_focus else _CHOSEN_ELSEWHERE
        return Strip(
            [type(s)(s.text, (s.style or Style.null()) + chosen, s.control) for s in whole]
        )
