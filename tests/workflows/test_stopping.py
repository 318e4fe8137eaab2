from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import UpdateStoppedError
from gazette_search.index.building import Builder
from gazette_search.index.generations import IndexDirectory
from gazette_search.workflows import surveying
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.stopping import told_when_stopped
from small_homes import ask, notice, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home

pytestmark = pytest.mark.usefixtures("one_dictionary")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return small_home(tmp_path, notice(1, "冬季供热"))


def stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("place", "name"),
    [(surveying, "look_through"), (Builder, "finish"), (IndexDirectory, "promote")],
)
def test_ctrl_c_in_the_first_build_says_that_nothing_changed(
    place: object, name: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(place, name, stop)
        with pytest.raises(UpdateStoppedError, match="^已中断，索引没有变化$") as caught:
            ask(home, "供热")
    assert caught.value.exit_code == 130
    assert ask(home, "供热").total == 1


def test_ctrl_c_after_the_new_index_is_in_place_says_nothing_untrue(home: Home) -> None:
    def stopped_too_late() -> None:
        with told_when_stopped(home):
            bring_up_to_date(home)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_too_late()
    write_issue(home, "2020-03", notice(5, "旅游"))
    with pytest.raises(UpdateStoppedError), told_when_stopped(home):
        raise KeyboardInterrupt
