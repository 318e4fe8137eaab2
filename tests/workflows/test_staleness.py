from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import UsageError
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.opening import open_index
from small_homes import notice, small_home, write_issue

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette_search.workflows.home import Home

pytestmark = pytest.mark.usefixtures("one_dictionary")


@pytest.fixture
def small(tmp_path: Path) -> Home:
    """With its index."""
    home = small_home(tmp_path / "home", notice(1, "供热管理"))
    bring_up_to_date(home)
    return home


def add(home: Home) -> None:
    write_issue(home, "2020-03", notice(2, "低保标准"))


def touch(home: Home) -> None:
    os.utime(home.corpus / "2020-02.txt", ns=(0, 0))


def remove(home: Home) -> None:
    (home.corpus / "2020-02.txt").unlink()


def rename(home: Home) -> None:
    (home.corpus / "2020-02.txt").rename(home.corpus / "2020-2.txt")


def remove_the_corpus(home: Home) -> None:
    shutil.rmtree(home.corpus)


def empty_the_corpus(home: Home) -> None:
    """As a folder does that is not mounted."""
    remove_the_corpus(home)
    home.corpus.mkdir()


def put_a_file_in_its_place(home: Home) -> None:
    remove_the_corpus(home)
    home.corpus.touch()


def lead_nowhere(home: Home) -> None:
    remove_the_corpus(home)
    home.corpus.symlink_to("nowhere")


def move_most_away(home: Home) -> None:
    for number in (3, 4):
        write_issue(home, f"2020-0{number}", notice(number, "低保标准"))
    bring_up_to_date(home)
    (home.path / "away").mkdir()
    for number in (2, 3):
        (home.corpus / f"2020-0{number}.txt").rename(home.path / f"away/2020-0{number}.txt")


AWAY = "期公报已不在 "
SHUT = "看不到公报有没有变化"


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (remove, f"1 {AWAY}"),
        (empty_the_corpus, f"1 {AWAY}"),
        (move_most_away, f"2 {AWAY}"),
        (put_a_file_in_its_place, SHUT),
        (lead_nowhere, SHUT),
        (remove_the_corpus, ""),
        (rename, ""),
        (add, ""),
        (touch, ""),
    ],
)
def test_an_update_that_would_refuse_is_not_advised(
    small: Home, happens: Callable[[Home], None], told: str
) -> None:
    happens(small)
    with open_index(small) as opened:
        assert bool(opened.state.notes) == bool(told)
        assert all(told in note for note in opened.state.notes)
        assert not (told and opened.state.stale)
    if told:
        with pytest.raises(UsageError):
            bring_up_to_date(small)


@pytest.mark.parametrize("listed", [True, False])
def test_a_folder_that_is_shut_hides_what_changed(
    small: Home, monkeypatch: pytest.MonkeyPatch, listed: bool
) -> None:
    files, scandir = Path.stat, os.scandir

    def refused(path: Path, **options: bool) -> os.stat_result:
        if listed and path.parent == small.corpus:
            raise PermissionError(13, "denied")
        return files(path, **options)

    def closed(path: Path) -> object:
        if not listed and path == small.corpus:
            raise PermissionError(13, "denied")
        return scandir(path)

    monkeypatch.setattr(Path, "stat", refused)
    monkeypatch.setattr(os, "scandir", closed)
    with open_index(small) as opened:
        (note,) = opened.state.notes
        assert "没有权限" in note
        assert SHUT in note
        assert not opened.state.stale
    assert bring_up_to_date(small).documents == 1
