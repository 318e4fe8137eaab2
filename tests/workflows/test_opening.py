from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import IndexDamagedError, IndexMissingError
from gazette_search.search.duties import DutyRequest
from gazette_search.search.results import Filters, SearchRequest
from gazette_search.workflows import opening
from gazette_search.workflows.comparing import diff
from gazette_search.workflows.duties import duties
from gazette_search.workflows.figures import timeline
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.opening import open_snapshot
from gazette_search.workflows.reading import contents, list_documents, show
from gazette_search.workflows.references import references
from small_homes import ask, notice, small_home, write_issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gazette_search.workflows.opening import Opened, Progress

pytestmark = pytest.mark.usefixtures("one_dictionary")


@pytest.fixture
def small(tmp_path: Path) -> Home:
    return small_home(tmp_path / "home", notice(1, "冬季供热"))


def new_issues(home: Home) -> int:
    with open_snapshot(home) as opened:
        assert opened.state.stale == (opened.state.new_issues > 0)
        return opened.state.new_issues


def test_the_first_opening_builds_the_index_and_tells_how_far_it_is(small: Home) -> None:
    told: list[tuple[str, int, int]] = []
    with open_snapshot(small, lambda *step: told.append(step)) as opened:
        assert opened.snapshot.catalog.numbers == ["葫政办发〔2020〕1号"]
        assert opened.state.generation == opened.snapshot.manifest.generation
        assert not opened.state.stale
    assert told
    told.clear()
    with open_snapshot(small, lambda *step: told.append(step)):
        pass
    assert told == []


def add(home: Home) -> None:
    write_issue(home, "2020-03", notice(2, "低保标准"))


def change(home: Home) -> None:
    write_issue(home, "2020-02", notice(2, "低保标准"))


def touch(home: Home) -> None:
    os.utime(home.corpus / "2020-02.txt", ns=(0, 0))


def remove(home: Home) -> None:
    (home.corpus / "2020-02.txt").unlink()


def rename(home: Home) -> None:
    (home.corpus / "2020-02.txt").rename(home.corpus / "2020-2.txt")


def add_a_note(home: Home) -> None:
    (home.corpus / "README.md").write_text("说明", encoding="utf-8")


def remove_the_corpus(home: Home) -> None:
    shutil.rmtree(home.corpus)


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (add, 1),
        (change, 1),
        (touch, 1),
        (remove, 1),
        (rename, 2),
        (add_a_note, 0),
        (remove_the_corpus, 0),  # an index alone can be searched
    ],
)
def test_what_happened_to_the_corpus_since_is_counted(
    small: Home, happens: Callable[[Home], None], expected: int
) -> None:
    assert new_issues(small) == 0
    happens(small)
    assert new_issues(small) == expected


def test_an_update_makes_it_current_again(small: Home) -> None:
    new_issues(small)
    add(small)
    bring_up_to_date(small)
    assert new_issues(small) == 0


def test_opening_reads_no_issue(small: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    new_issues(small)
    change(small)

    def refuse(_text: str, file: str) -> None:
        raise AssertionError(file)

    monkeypatch.setattr("gazette_search.ingestion.pipeline.parse_issue", refuse)
    assert new_issues(small) == 1


@pytest.mark.parametrize("make_corpus", [False, True])
def test_without_index_and_issues_there_is_nothing_to_open(
    tmp_path: Path, make_corpus: bool
) -> None:
    if make_corpus:
        (tmp_path / "corpus").mkdir()
    with (
        pytest.raises(IndexMissingError, match=str(tmp_path)) as caught,
        open_snapshot(Home(tmp_path)),
    ):
        pass
    assert caught.value.exit_code == 3


def test_issues_that_cannot_be_read_leave_an_empty_index(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.corpus.mkdir()
    (home.corpus / "2020-02.txt").write_bytes("目录的".encode() + b"\xff\xff")
    with open_snapshot(home) as opened:
        assert len(opened.snapshot.catalog) == 0


def test_a_damaged_pointer_is_not_taken_for_a_missing_index(small: Home) -> None:
    new_issues(small)
    (small.index / "CURRENT").write_text("x")
    with pytest.raises(IndexDamagedError), open_snapshot(small):
        pass


NUMBER = "葫政办发〔2020〕1号"
READERS: dict[str, Callable[[Home], object]] = {
    "search": lambda home: ask(home, "供热").hits,
    "show": lambda home: show(home, NUMBER),
    "list": lambda home: list_documents(home, Filters()).documents,
    "toc": lambda home: contents(home, "2020-02"),
    "refs": lambda home: references(home, NUMBER, date(2020, 4, 1)),
    "duties": lambda home: duties(home, DutyRequest()).duties,
    "timeline": lambda home: timeline(home, SearchRequest("供热")).series,
    "diff": lambda home: diff(home, NUMBER, "葫政办发〔2020〕2号"),
}


@pytest.mark.parametrize("command", READERS)
def test_whoever_reads_a_generation_that_is_swept_away_starts_over(
    small: Home, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when three updates pass between opening an index and reading it."""
    write_issue(small, "2020-03", notice(2, "夏季供热"))
    expected = READERS[command](small)
    opened: list[str] = []

    @contextmanager
    def swept(home: Home, on_progress: Progress | None = None) -> Iterator[Opened]:
        with open_snapshot(home, on_progress) as found:
            opened.append(found.state.generation)
            for _ in range(3 if len(opened) == 1 else 0):
                bring_up_to_date(home, rebuild=True)
            yield found

    monkeypatch.setattr(opening, "open_snapshot", swept)
    assert READERS[command](small) == expected
    assert len(opened) == 2
    assert opened[0] != opened[1]
