"""The browser itself: what is on the screen, and what the keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from gazette_search.cli.browse.asking import BrowseAnswer
from gazette_search.cli.browse.collecting import Collection, cited_as
from gazette_search.cli.browse.dialogs import FileNameDialog, KeysDialog, ReferencesDialog
from gazette_search.cli.browse.drawing import (
    Drawn,
    clipped,
    drawn_document,
    drawn_facets,
    drawn_hits,
    next_match,
    with_width,
)
from gazette_search.cli.browse.layout import key_hints, visible_panes
from gazette_search.cli.browse.narrowing import Narrowing, facet_label
from gazette_search.cli.browse.panes import EntriesPane, LinesPane
from gazette_search.errors import GazetteSearchError, QuerySyntaxError
from gazette_search.search.results import Hit

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from gazette_search.cli.browse.asking import Enquiry
    from gazette_search.cli.terminal import Screen as DrawingScreen
    from gazette_search.search.reports import ShownDocument

# An input method commits a phrase character by character, a person pauses about so long between
# two: seconds from the last of them until the index is asked.
PAUSE_BEFORE_ASKING = 0.15
PAUSE_BEFORE_READING = 0.08


class BrowseApp(App[None]):
    """Query above, facets, hits and document beside each other."""

    CSS_PATH = "browse.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,ideographic_comma", "ask", show=False),
        Binding("escape", "leave_pane", show=False),
        Binding("down", "to_hits", show=False),
        Binding("space,ideographic_space", "collect", show=False),
        Binding("c,ｃ", "cite", show=False),
        Binding("r,ｒ", "references", show=False),
        Binding("e,ｅ", "export", show=False),
        Binding("f,ｆ", "facets", show=False),
        Binding("n,ｎ", "match(1)", show=False),
        Binding("N,Ｎ", "match(-1)", show=False),
        Binding("question_mark,fullwidth_question_mark", "keys", show=False),
        Binding("q,ｑ,ctrl+q,ctrl+c", "leave", show=False, priority=False),
    ]

    def __init__(self, enquiry: Enquiry, query: str, drawing: DrawingScreen, folder: Path) -> None:
        """Asks nothing yet.

        Args:
            enquiry: What is asked.
            query: To begin with.
            drawing: Whether there are colours.
            folder: Where files are exported to.
        """
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self.enquiry = enquiry
        self.collection = Collection()
        self.answer = BrowseAnswer("", Narrowing(), (), 0, {})
        self._query, self._drawing, self._folder = query, drawing, folder
        self._narrowing = Narrowing()
        self._shown: ShownDocument | None = None
        self._hit: Hit | None = None
        self._trail: list[ShownDocument] = []
        self._values: tuple[tuple[str, str], ...] = ()
        self._reading = self._facets_open = self._warned = False
        self._told = ""
        self._asking: Timer | None = None
        self._opening: Timer | None = None

    def compose(self) -> ComposeResult:
        """The panes."""
        with Horizontal(id="top"):
            yield Static("检索 ", id="label", markup=False)
            yield Input(self._query, id="query", compact=True, select_on_focus=False)
        with Horizontal(id="body"):
            yield EntriesPane(id="facets")
            yield EntriesPane(id="hits")
            yield LinesPane(id="document")
        yield Static("", id="status", markup=False)
        yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the query of the command line."""
        self.query_one("#query" if not self._query else "#hits").focus()
        self._arrange()
        self._find(self._query, self._narrowing)

    def on_resize(self) -> None:
        """Other panes may fit now, and lines are folded anew."""
        self._arrange()

    # --- asking -----------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask when the typing pauses."""
        if event.input.id != "query" or event.value == self._query:
            return  # also the query of the command line, which is asked already
        if self._asking:
            self._asking.stop()
        self._query = event.value
        self._asking = self.set_timer(
            PAUSE_BEFORE_ASKING, lambda: self._find(self._query, self._narrowing)
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the hits."""
        if event.input.id == "query":
            self.query_one("#hits").focus()

    def _find(self, query: str, narrowing: Narrowing) -> None:
        self._narrowing = narrowing
        self._find_in_thread(query, narrowing)

    @work(thread=True, exclusive=True, group="find")
    def _find_in_thread(self, query: str, narrowing: Narrowing) -> None:
        worker = get_current_worker()
        try:
            answer = self.enquiry.find(query, narrowing)
        except GazetteSearchError as problem:
            if not worker.is_cancelled:
                self.call_from_thread(self._say, _explained(problem))
            return
        if not worker.is_cancelled:
            self.call_from_thread(self._take, answer)

    def _take(self, answer: BrowseAnswer) -> None:
        """Show what was found."""
        if answer.query != self._query.strip() or answer.narrowing != self._narrowing:
            return  # typed on meanwhile
        self.answer = answer
        self._trail.clear()
        self._draw_hits(0)
        self._draw_facets(self._facets.entry)
        self._say()
        self._open_hit(0)

    # --- drawing ----------------------------------------------------------------------------

    @property
    def _hits(self) -> EntriesPane:
        return self.query_one("#hits", EntriesPane)

    @property
    def _facets(self) -> EntriesPane:
        return self.query_one("#facets", EntriesPane)

    @property
    def _document(self) -> LinesPane:
        return self.query_one("#document", LinesPane)

    def _arrange(self, *, at_hit: bool = False) -> None:
        """Show the panes that fit, then fold their lines to the widths that they got.

        Args:
            at_hit: Whether the document is to stand at the hit again, not where it stood.
        """
        shown = visible_panes(self.size.width, reading=self._reading, facets_open=self._facets_open)
        for pane in ("facets", "hits", "document"):
            self.query_one(f"#{pane}").display = pane in shown
        if self.focused and not self.focused.display:
            self.query_one(f"#{shown[-1] if self._reading else shown[0]}").focus()
        self.call_after_refresh(self._draw_all, keeping=not at_hit)

    def _draw_all(self, *, keeping: bool) -> None:
        self._draw_hits(self._hits.entry)
        self._draw_facets(self._facets.entry)
        self._draw_document(keeping=keeping)
        self._show_status()

    def _screen_of(self, pane: LinesPane) -> DrawingScreen:
        return with_width(self._drawing, pane.size.width - 1)

    def _draw_hits(self, entry: int) -> None:
        if not self.answer.hits:
            self._hits.draw_entries(Drawn(("（没有）",)), 0)
            return
        drawn = drawn_hits(self.answer.hits, self.collection, self._screen_of(self._hits))
        self._hits.draw_entries(drawn, entry)

    def _draw_facets(self, entry: int) -> None:
        drawn, self._values = drawn_facets(
            self.answer.facets, self._narrowing, self._screen_of(self._facets)
        )
        self._facets.draw_entries(drawn, entry)

    def _draw_document(self, *, keeping: bool = False) -> None:
        pane = self._document
        if self._shown is None:
            pane.draw(Drawn(), at=0)
            return
        drawn = drawn_document(self._shown, self.answer.words, self._line(), self._screen_of(pane))
        at = drawn.at
        if keeping and pane.drawn.rows:  # the same place of the text, however it is folded now
            at = pane.scroll_offset.y * len(drawn.rows) // len(pane.drawn.rows)
            pane.draw(drawn)
            pane.scroll_to(0, at, animate=False)
        else:
            pane.draw(drawn, at=at)

    def _line(self) -> int | None:
        """The source line of the hit in the document that is shown."""
        hit, shown = self._hit, self._shown
        if not (hit and shown and hit.passages and hit.document.id == shown.held.document.id):
            return None
        return hit.passages[0].lines[0]

    def _say(self, message: str = "") -> None:
        """A sentence on the line below the panes; without one, how much was found."""
        self._told = message
        self._show_status()

    def _show_status(self) -> None:
        width = self.size.width
        line = self._told or self._summary()
        self.query_one("#status", Static).update(clipped(line.replace("\n", "　"), width))
        collected = len(self.collection)
        self.query_one("#keys", Static).update(
            key_hints(width, reading=self._reading, collected=collected)
        )

    def _summary(self) -> str:
        answer = self.answer
        count = f"{answer.total} 件" if answer.query else f"最新的公文，共 {answer.total} 件"
        if answer.total > len(answer.hits):
            count += f"，列出前 {len(answer.hits)} 件"
        chosen = "、".join(facet_label(*each) for each in self._narrowing.chosen())
        sampled = "筛选项按最相关的计数" if answer.sampled else ""
        return "　".join(filter(None, (count, chosen and f"只看 {chosen}", *answer.notes, sampled)))

    # --- reading ----------------------------------------------------------------------------

    def on_entries_pane_moved(self, message: EntriesPane.Moved) -> None:
        """Show another hit when the moving pauses."""
        if message.pane is not self._hits:
            return
        if self._opening:
            self._opening.stop()
        self._opening = self.set_timer(
            PAUSE_BEFORE_READING, lambda: self._open_hit(self._hits.entry)
        )

    def on_entries_pane_picked(self, message: EntriesPane.Picked) -> None:
        """Read a hit, or narrow by a facet."""
        if message.pane is self._hits:
            self._open_hit(message.entry)
            self._read()
        elif message.pane is self._facets and self._values:
            facet, value = self._values[message.entry]
            self._find(self._query, self._narrowing.toggled(facet, value))

    def _open_hit(self, entry: int) -> None:
        if entry >= len(self.answer.hits):
            self._hit = self._shown = None
            self._draw_document()
            return
        self._hit = self.answer.hits[entry]
        self._open(self._hit.document.id)

    @work(thread=True, exclusive=True, group="open")
    def _open(self, document_id: str) -> None:
        worker = get_current_worker()
        try:
            shown = self.enquiry.read(document_id)
        except GazetteSearchError as problem:
            self.call_from_thread(self._say, str(problem))
            return
        if not worker.is_cancelled:
            self.call_from_thread(self._open_shown, shown)

    def _open_shown(self, shown: ShownDocument) -> None:
        if self._shown is not shown:
            self._shown = shown
            self._draw_document()

    def _read(self) -> None:
        self._reading = True
        self._arrange(at_hit=True)
        self._document.focus()

    # --- what the keys do ---------------------------------------------------------------------

    def action_ask(self) -> None:
        """Change the query."""
        self.query_one("#query").focus()

    def action_to_hits(self) -> None:
        """Down from the query, which has one line."""
        self._hits.focus()

    def action_leave_pane(self) -> None:
        """Out of what was gone into last: a followed reference, the document, the facets."""
        if self._trail:
            self._open_shown(self._trail.pop())
        elif self._reading or self._facets_open:
            self._reading = self._facets_open = False
            self._hits.focus()
            self._arrange()
        else:
            self._hits.focus()

    def action_collect(self) -> None:
        """Take the hit along, or put it back."""
        hit = self._current()
        if hit is None:
            return
        taken = self.collection.toggle(hit)
        self._warned = False
        self._draw_hits(self._hits.entry)
        verb = "收集了" if taken else "不再收集"
        count = f"共 {len(self.collection)} 件，按 e 存成文件"
        self._say(f"{verb}（{count}）　{cited_as(hit.document, hit.issue)}")

    def _current(self) -> Hit | None:
        """The hit that is meant, made of the document that is read where no hit is."""
        if self._shown is None:
            return None
        held = self._shown.held
        for hit in self.answer.hits:
            if hit.document.id == held.document.id:
                return hit
        return Hit(0, 0.0, held.document, held.issue, validity=held.validity)

    def action_cite(self) -> None:
        """Put the citation on the clipboard."""
        if self._shown is None:
            return
        from gazette_search.cli.browse.clipboard import copy_text

        held = self._shown.held
        text = cited_as(held.document, held.issue)
        self.copy_to_clipboard(text)  # a terminal that heeds OSC 52
        copy_text(text)
        self._say(f"已复制　{text}")

    def action_references(self) -> None:
        """Look up what is cited and who cites."""
        if self._shown is not None:
            self._look_up(self._shown.held.document.id)

    @work(thread=True, exclusive=True, group="references")
    def _look_up(self, document_id: str) -> None:
        try:
            found = self.enquiry.references(document_id)
        except GazetteSearchError as problem:
            self.call_from_thread(self._say, str(problem))
            return
        self.call_from_thread(
            self.push_screen, ReferencesDialog(found, self._drawing), self._follow
        )

    def _follow(self, number: str | None) -> None:
        if number is None:
            return
        if self._shown is not None:
            self._trail.append(self._shown)
        self._read()
        self._open(number)

    def action_export(self) -> None:
        """Ask for a name and write the collection."""
        if not len(self.collection):
            self._say("还没有收集：在一件上按空格")
            return
        name = f"摘录-{self.enquiry.as_of:%Y%m%d}.md"
        self.push_screen(FileNameDialog(name, len(self.collection)), self._export)

    def _export(self, name: str | None) -> None:
        if name is None:
            return
        from gazette_search.cli.files import write_file

        file = self._folder / name
        try:
            write_file(file, self.collection.to_markdown(self.enquiry.as_of).encode())
        except GazetteSearchError as problem:
            self._say(str(problem).replace(str(file), name))
            return
        self.collection.saved = True
        self._say(f"写好了　{file}　（{len(self.collection)} 件）")

    def action_facets(self) -> None:
        """Show the facets, or go to them; hide them again."""
        if self._facets.has_focus:
            self.action_leave_pane()
            return
        self._facets_open, self._reading = True, False
        self._arrange()
        self._facets.focus()

    def action_match(self, step: int) -> None:
        """To the next place in the document that was asked for."""
        pane = self._document
        at = pane.scroll_offset.y + max(0, pane.size.height // 3 - 1)
        row = next_match(pane.drawn.rows, at, step) if pane.drawn.rows else None
        if row is None:
            self._say("这份公文里没有标出的地方")
        else:
            pane.bring(row)

    def action_keys(self) -> None:
        """Say what the keys do."""
        self.push_screen(KeysDialog(self._drawing))

    def action_leave(self) -> None:
        """End; once more when something was collected and not written."""
        if self.collection.saved or self._warned:
            self.exit()
            return
        self._warned = True
        self._say(f"收集的 {len(self.collection)} 件还没有存：按 e 存成文件，再按 q 退出")


def _explained(problem: GazetteSearchError) -> str:
    if isinstance(problem, QuerySyntaxError):
        return f"{problem.reason}　{problem.remedy}"
    return str(problem)
