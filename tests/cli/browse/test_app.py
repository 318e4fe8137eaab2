"""The browser under textual's pilot: keys, mouse, sizes, what an input method types."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.widgets import Input, Static

from gazette_search.cli.browse.app import BrowseApp
from gazette_search.cli.browse.asking import Enquiry
from gazette_search.cli.browse.dialogs import FileNameDialog, KeysDialog, ReferencesDialog
from gazette_search.cli.browse.panes import EntriesPane, LinesPane
from gazette_search.cli.terminal import Screen
from small_homes import notice, small_home

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.pilot import Pilot

    from gazette_search.cli.browse.asking import BrowseAnswer
    from gazette_search.cli.browse.narrowing import Narrowing
    from gazette_search.workflows.home import Home

TODAY = date(2026, 11, 27)
PATIENCE = 600  # pauses of 50 ms; a busy machine takes some


class Desk:
    """A browser in a terminal of some size, and a person before it."""

    def __init__(self, app: BrowseApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def until(self, seen: Callable[[], object]) -> None:
        for _ in range(PATIENCE):
            await self.pilot.pause(0.05)
            if seen():
                return
        raise AssertionError(self.status, self.rows("document")[:5])

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause(0.05)

    async def type(self, text: str) -> None:
        """As an input method commits it; `pilot.press` loses every Chinese mark."""
        box = self.app.query_one("#query", Input)
        box.focus()
        await self.pilot.pause()
        box.post_message(events.Paste(text))
        await self.until(lambda: self.app.answer.query == box.value.strip())

    def rows(self, pane: str) -> list[str]:
        """What is seen of a pane."""
        shown = self.app.query_one(f"#{pane}", LinesPane)
        return [shown.render_line(y).text.rstrip() for y in range(shown.size.height)]

    @property
    def status(self) -> str:
        return str(self.app.query_one("#status", Static).content)

    @property
    def reads(self) -> str:
        """The id of the document that is shown."""
        shown = self.app._shown
        return shown.held.document.id if shown else ""

    def visible(self) -> list[str]:
        panes = ("facets", "hits", "document")
        return [pane for pane in panes if self.app.query_one(f"#{pane}").display]


def at_desk(
    home: Home,
    person: Callable[[Desk], Coroutine[Any, Any, None]],
    query: str = "低保标准",
    size: tuple[int, int] = (80, 24),
    folder: Path = Path(),
) -> BrowseApp:
    async def sit_down() -> BrowseApp:
        app = BrowseApp(Enquiry(home, TODAY), query, Screen(color=True, width=80), folder)
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot)
            await desk.until(lambda: desk.reads)
            await person(desk)
        return app

    return asyncio.run(sit_down())


def test_hits_stand_beside_the_document_at_the_hit(home: Home) -> None:
    async def person(desk: Desk) -> None:
        assert desk.visible() == ["hits", "document"]
        assert desk.reads == "葫政办发〔2020〕23号"
        await desk.until(lambda: any("600" in row for row in desk.rows("document")))
        assert desk.rows("hits")[0].startswith("   1 关于提高城乡居民最低生活")
        assert desk.status.startswith("9 件")
        await desk.press("down")
        await desk.until(lambda: desk.reads == "葫政办发〔2019〕55号")
        await desk.until(lambda: any("575" in row for row in desk.rows("document")))

    at_desk(home, person)


def test_a_query_is_answered_as_it_is_typed(home: Home) -> None:
    async def person(desk: Desk) -> None:
        assert desk.status.startswith("最新的公文，共 44 件")
        await desk.type("供热")
        assert "供热" in desk.rows("hits")[0]
        await desk.type("，〔试行〕")
        assert desk.app.query_one("#query", Input).value == "供热，〔试行〕"
        await desk.press("enter")
        assert desk.app.focused is desk.app.query_one("#hits")

    at_desk(home, person, query="")


def test_only_the_last_of_a_phrase_is_asked(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    # A busy machine takes longer than a person between two characters.
    monkeypatch.setattr("gazette_search.cli.browse.app.PAUSE_BEFORE_ASKING", 3.0)

    async def person(desk: Desk) -> None:
        find = desk.app.enquiry.find

        def noted(query: str, narrowing: Narrowing) -> BrowseAnswer:
            asked.append(query)
            return find(query, narrowing)

        monkeypatch.setattr(desk.app.enquiry, "find", noted)
        box = desk.app.query_one("#query", Input)
        box.focus()
        await desk.press(*"农村低保")  # letters only; one event for each
        await desk.until(lambda: desk.app.answer.query == "农村低保")
        assert asked == ["农村低保"]

    at_desk(home, person, query="")


def test_what_cannot_be_read_is_told_and_the_hits_stay(home: Home) -> None:
    async def person(desk: Desk) -> None:
        box = desk.app.query_one("#query", Input)
        box.focus()
        box.value = "“低保"
        await desk.until(lambda: "件" not in desk.status)
        assert "引号" in desk.status
        assert desk.rows("hits")[0].startswith("   1 ")

    at_desk(home, person)


def test_reading_and_back(home: Home) -> None:
    async def person(desk: Desk) -> None:
        await desk.press("enter")
        await desk.until(lambda: desk.visible() == ["document"])
        await desk.until(lambda: any("600" in row for row in desk.rows("document")))
        before = desk.rows("document")
        await desk.press("pagedown")
        await desk.until(lambda: desk.rows("document") != before)
        await desk.press("escape")
        await desk.until(lambda: desk.visible() == ["hits", "document"])
        assert desk.app.focused is desk.app.query_one("#hits")

    at_desk(home, person)


def test_matches_are_gone_through(home: Home) -> None:
    async def person(desk: Desk) -> None:
        await desk.press("enter")
        await desk.until(lambda: desk.visible() == ["document"])
        document = desk.app.query_one("#document", LinesPane)
        places = []
        for _ in range(3):
            await desk.press("n")
            await desk.pilot.pause(0.2)
            places.append(document.scroll_offset.y)
        assert len(set(places)) > 1
        await desk.press("N")
        await desk.until(lambda: document.scroll_offset.y != places[-1])

    at_desk(home, person)


def test_collecting_and_exporting(home: Home, tmp_path: Path) -> None:
    async def person(desk: Desk) -> None:
        await desk.press("e")
        assert "还没有收集" in desk.status
        await desk.press("space")
        assert desk.rows("hits")[0].startswith("✓  1 ")
        await desk.press("down")
        await desk.until(lambda: desk.reads == "葫政办发〔2019〕55号")
        await desk.press("ideographic_space")  # a full-width blank of an input method
        assert "共 2 件" in desk.status
        await desk.press("q")
        assert "还没有存" in desk.status
        await desk.press("e")
        await desk.until(lambda: isinstance(desk.app.screen, FileNameDialog))
        box = desk.app.screen.query_one("#file", Input)
        assert box.value == "摘录-20261127.md"
        await desk.press("enter")
        await desk.until(lambda: "写好了" in desk.status)
        await desk.press("e")
        await desk.until(lambda: isinstance(desk.app.screen, FileNameDialog))
        await desk.press("enter")
        await desk.until(lambda: "请换一个名字" in desk.status)
        await desk.press("e")
        await desk.until(lambda: isinstance(desk.app.screen, FileNameDialog))
        desk.app.screen.query_one("#file", Input).value = "另一份.md"
        await desk.press("enter")
        await desk.until(lambda: "另一份" in desk.status)
        await desk.press("q")

    app = at_desk(home, person, folder=tmp_path)
    assert not app.is_running
    memo = (tmp_path / "摘录-20261127.md").read_text("utf-8")
    assert memo.index("葫政办发〔2020〕23号") < memo.index("葫政办发〔2019〕55号")
    assert "每人每月" in memo
    assert (tmp_path / "另一份.md").read_text("utf-8") == memo


def test_a_citation_is_copied(home: Home) -> None:
    async def person(desk: Desk) -> None:
        await desk.press("ｃ")  # as an input method for Chinese may send it
        assert desk.app.clipboard.startswith("《葫芦岛市人民政府办公室关于提高城乡居民最低生活")
        assert desk.app.clipboard.endswith("》（葫政办发〔2020〕23号）")
        assert desk.status.startswith("已复制　《")

    at_desk(home, person)


def test_references_are_followed_and_left_again(tmp_path: Path) -> None:
    home = small_home(
        tmp_path,
        notice(3, "提高低保标准"),
        notice(9, "做好低保工作", "按照《关于提高低保标准的通知》（葫政办发〔2020〕3号）执行。"),
    )

    async def person(desk: Desk) -> None:
        first = desk.reads
        await desk.press("r")
        await desk.until(lambda: isinstance(desk.app.screen, ReferencesDialog))
        pane = desk.app.screen.query_one(EntriesPane)
        await desk.until(lambda: pane.drawn.starts)
        dialog: Any = desk.app.screen
        links = dialog._links
        assert [(link.number, link.held) for link in links] == [("葫政办发〔2020〕3号", True)]
        await desk.press("enter")
        await desk.until(lambda: desk.reads == "葫政办发〔2020〕3号")
        assert desk.visible() == ["document"]
        await desk.press("escape")
        await desk.until(lambda: desk.reads == first)
        await desk.press("escape")
        await desk.until(lambda: "hits" in desk.visible())

    at_desk(home, person, query="做好低保工作")


def test_what_is_not_held_is_not_gone_to(home: Home) -> None:
    async def person(desk: Desk) -> None:
        first = desk.reads
        await desk.press("r")
        await desk.until(lambda: isinstance(desk.app.screen, ReferencesDialog))
        await desk.until(lambda: desk.app.screen.query_one(EntriesPane).drawn.starts)
        await desk.press("enter")
        await desk.pilot.pause(0.2)
        assert isinstance(desk.app.screen, ReferencesDialog)
        await desk.press("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, ReferencesDialog))
        assert desk.reads == first

    at_desk(home, person)


def test_facets_narrow_and_let_go(home: Home) -> None:
    async def person(desk: Desk) -> None:
        assert desk.visible() == ["hits", "document"]
        await desk.press("f")
        await desk.until(lambda: desk.visible() == ["facets", "hits"])
        assert desk.rows("facets")[0].strip() == "年份"
        await desk.press("down")  # 2019
        await desk.press("enter")
        await desk.until(lambda: desk.app.answer.narrowing.year == "2019")
        assert desk.status.startswith("3 件　只看 2019年")
        assert "✓ 2019年" in "".join(desk.rows("facets"))
        await desk.press("enter")
        await desk.until(lambda: desk.app.answer.narrowing.year == "")
        assert desk.status.startswith("9 件")
        await desk.press("f")
        await desk.until(lambda: desk.visible() == ["hits", "document"])

    at_desk(home, person)


def test_the_mouse_chooses_and_opens(home: Home) -> None:
    async def person(desk: Desk) -> None:
        hits = desk.app.query_one("#hits", EntriesPane)
        second = hits.drawn.starts[1] + 1
        await desk.pilot.click("#hits", offset=(12, second))
        await desk.until(lambda: desk.reads == "葫政办发〔2019〕55号")
        await desk.pilot.click("#hits", offset=(12, second), times=2)
        await desk.until(lambda: desk.visible() == ["document"])

    at_desk(home, person)


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        ((120, 40), ["facets", "hits", "document"]),
        ((80, 24), ["hits", "document"]),
        ((40, 20), ["hits"]),
    ],
)
def test_every_size_shows_what_fits_and_no_line_too_long(
    size: tuple[int, int], panes: list[str], home: Home
) -> None:
    async def person(desk: Desk) -> None:
        assert desk.visible() == panes
        await desk.press("enter")
        await desk.until(lambda: desk.visible() == ["document"])
        await desk.until(lambda: any("600" in row for row in desk.rows("document")))
        document = desk.app.query_one("#document", LinesPane)
        assert all(
            document._strip(row).cell_length <= document.size.width
            for row in range(len(document.drawn.rows))
        )

    at_desk(home, person, size=size)


def test_another_size_folds_anew_and_keeps_the_place(home: Home) -> None:
    async def person(desk: Desk) -> None:
        await desk.press("enter")
        await desk.until(lambda: any("600" in row for row in desk.rows("document")))
        await desk.pilot.resize_terminal(60, 30)
        await desk.until(lambda: desk.app.query_one("#document").size.width <= 60)
        await desk.until(lambda: any("600" in row for row in desk.rows("document")))

    at_desk(home, person, size=(120, 40))


@pytest.mark.parametrize("key", ["question_mark", "fullwidth_question_mark"])
def test_the_keys_are_told(key: str, home: Home) -> None:
    async def person(desk: Desk) -> None:
        await desk.press(key)
        await desk.until(lambda: isinstance(desk.app.screen, KeysDialog))
        pane = desk.app.screen.query_one(LinesPane)
        await desk.until(lambda: pane.drawn.rows)
        assert any("收集" in row for row in pane.drawn.rows)
        await desk.press("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, KeysDialog))

    at_desk(home, person)


def test_nothing_found_shows_nothing(home: Home) -> None:
    async def person(desk: Desk) -> None:
        await desk.type("火星移民")
        await desk.until(lambda: desk.status.startswith("0 件"))
        assert desk.rows("hits")[0].strip() == "（没有）"
        assert not any(desk.rows("document"))
        await desk.press("enter", "space", "c", "r", "n")
        assert desk.app.is_running

    at_desk(home, person, query="")
