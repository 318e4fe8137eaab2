"""Windows over the browser: references, the name of a file, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from gazette_search.cli.browse.drawing import Drawn, drawn_references, with_width
from gazette_search.cli.browse.panes import EntriesPane, LinesPane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from gazette_search.cli.terminal import Screen as DrawingScreen
    from gazette_search.search.force.references import Link, References

_CLOSE = Binding("escape,q,ｑ", "close", show=False)
KEYS: tuple[tuple[str, str], ...] = (
    ("/ 或 、", "改检索词，边打边查；空着时列出最新的公文"),
    ("↑ ↓ j k", "选一件，右边就翻到命中的地方"),
    ("Enter", "读这一件；再按 Esc 回来"),
    ("空格", "收集这一件，再按取消"),
    ("c", "复制引用：《标题》（文号）"),
    ("r", "看它引用什么、谁引用它，Enter 跟过去"),
    ("e", "把收集的存成 Markdown"),
    ("f", "按年份、机关、文种、效力筛选"),
    ("n  N", "下一处、上一处命中"),
    ("Tab", "到下一栏"),
    ("?", "这份说明"),
    ("q", "退出"),
)


class Dialog(ModalScreen[str | None]):
    """A window that gives a text, or nothing when it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [_CLOSE]

    def action_close(self) -> None:
        """Give nothing."""
        self.dismiss(None)


class ReferencesDialog(Dialog):
    """The documents that one cites and that cite it; gives the id of the one to follow."""

    def __init__(self, found: References, drawing: DrawingScreen) -> None:
        super().__init__()
        self._found, self._drawing = found, drawing
        self._links: tuple[Link, ...] = ()

    def compose(self) -> ComposeResult:
        """A title and the entries."""
        with Vertical(classes="window tall"):
            yield Static("引用关系　Enter 跟过去　Esc 关上", classes="title", markup=False)
            yield EntriesPane(id="links")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(EntriesPane).focus()

    def on_resize(self) -> None:
        """Draw in the width there is."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        pane = self.query_one(EntriesPane)
        screen = with_width(self._drawing, pane.size.width - 1)
        drawn, self._links = drawn_references(self._found, screen)
        pane.draw_entries(drawn, pane.entry)

    def on_entries_pane_picked(self, message: EntriesPane.Picked) -> None:
        """Follow what is held; the rest is only named."""
        link = self._links[message.entry]
        if link.held:
            self.dismiss(link.number)
        else:
            self.notify(f"{link.number} 不在库内", markup=False)


class FileNameDialog(Dialog):
    """Asks where to write; gives the name."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    def __init__(self, proposed: str, count: int) -> None:
        super().__init__()
        self._proposed, self._count = proposed, count

    def compose(self) -> ComposeResult:
        """A question and a line to type in."""
        with Vertical(classes="window"):
            yield Static(
                f"把收集的 {self._count} 件存成 Markdown，文件名：", classes="title", markup=False
            )
            yield Input(self._proposed, id="file", compact=True, select_on_focus=False)
            yield Static("Enter 写入　Esc 不存", classes="quiet", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the name."""
        event.stop()
        self.dismiss(event.value.strip() or None)


class KeysDialog(Dialog):
    """What the keys do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ｑ,enter,question_mark,fullwidth_question_mark", "close", show=False)
    ]

    def __init__(self, drawing: DrawingScreen) -> None:
        super().__init__()
        self._drawing = drawing

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="window tall"):
            yield Static("按键　Esc 关上", classes="title", markup=False)
            yield LinesPane(id="keys-list")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(LinesPane).focus()

    def on_resize(self) -> None:
        """Draw in the width there is."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        pane = self.query_one(LinesPane)
        screen = with_width(self._drawing, pane.size.width - 1)
        rows: list[str] = []
        for key, meaning in KEYS:
            rows += screen.text(f"{key}　{meaning}", hanging=4).split("\n")
        pane.draw(Drawn(tuple(rows)))
