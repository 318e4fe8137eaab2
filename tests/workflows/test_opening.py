from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import IndexDamagedError, IndexMissingError
from gazette_search.index.conditions import EVERYTHING
from gazette_search.index.files import digest
from gazette_search.index.generations import IndexDirectory
from gazette_search.search.duties import DutyRequest
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.results import SearchRequest
from gazette_search.workflows import opening, surveying
from gazette_search.workflows.comparing import diff
from gazette_search.workflows.duties import duties
from gazette_search.workflows.exporting import export_documents
from gazette_search.workflows.figures import timeline
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.opening import open_index
from gazette_search.workflows.reading import contents, list_documents, show
from gazette_search.workflows.references import references
from small_homes import ask, notice, small_home, write_issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gazette_search.index.manifest import Manifest
    from gazette_search.search.reports import ShownDocument
    from gazette_search.search.results import IndexState
    from gazette_search.workflows.opening import Opened, Progress

pytestmark = pytest.mark.usefixtures("one_dictionary")


@pytest.fixture
def small(tmp_path: Path) -> Home:
    return small_home(tmp_path / "home", notice(1, "冬季供热"))


def new_issues(home: Home) -> int:
    with open_index(home) as opened:
        assert opened.state.stale == (opened.state.new_issues > 0)
        return opened.state.new_issues


def test_the_first_opening_builds_the_index_and_tells_how_far_it_is(small: Home) -> None:
    told: list[tuple[str, int, int]] = []
    with open_index(small, lambda *step: told.append(step)) as opened:
        assert [row.number for row in opened.index.rows(EVERYTHING)] == ["葫政办发〔2020〕1号"]
        assert opened.state.generation
        assert not opened.state.stale
    assert told
    told.clear()
    with open_index(small, lambda *step: told.append(step)):
        pass
    assert told == []


def add(home: Home) -> None:
    write_issue(home, "2020-03", notice(2, "低保标准"))


def change(home: Home) -> None:
    write_issue(home, "2020-02", notice(2, "低保标准"))


def touch(home: Home) -> None:
    os.utime(home.corpus / "2020-02.txt", ns=(0, 0))


def copy_everything(home: Home) -> None:
    """As `cp -r`, a checkout or a restored backup does."""
    shutil.copytree(home.corpus, home.path / "copy", copy_function=shutil.copyfile)
    shutil.rmtree(home.corpus)
    (home.path / "copy").rename(home.corpus)


def add_what_cannot_be_read(home: Home) -> None:
    (home.corpus / "2020-03.txt").write_bytes("目录的".encode() + b"\xff\xff")


def remove(home: Home) -> None:
    (home.corpus / "2020-02.txt").unlink()


def remove_one_of_two(home: Home) -> None:
    add(home)
    bring_up_to_date(home)
    remove(home)


def rename(home: Home) -> None:
    (home.corpus / "2020-02.txt").rename(home.corpus / "2020-2.txt")


def add_a_note(home: Home) -> None:
    (home.corpus / "说明.csv").write_text("说明", encoding="utf-8")


def remove_the_corpus(home: Home) -> None:
    shutil.rmtree(home.corpus)


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (add, 1),
        (change, 1),
        (touch, 0),
        (copy_everything, 0),
        (add_what_cannot_be_read, 1),
        (remove, 0),  # it is all there was: an update would refuse
        (remove_one_of_two, 1),
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


@pytest.mark.parametrize("happens", [add, change, touch, rename, add_what_cannot_be_read])
def test_an_update_makes_it_current_again(small: Home, happens: Callable[[Home], None]) -> None:
    new_issues(small)
    happens(small)
    bring_up_to_date(small, force=True)
    assert new_issues(small) == 0


def test_a_copied_corpus_is_read_for_the_hint_only_until_the_next_update(
    small: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_issues(small)
    touch(small)
    read: list[Path] = []

    def counted(path: Path) -> str:
        read.append(path)
        return digest(path)

    monkeypatch.setattr(surveying, "digest", counted)
    assert (new_issues(small), len(read)) == (0, 1)
    bring_up_to_date(small)
    read.clear()
    assert (new_issues(small), read) == (0, [])


def test_what_could_not_be_read_is_told_by_the_search_that_builds_the_index(small: Home) -> None:
    add_what_cannot_be_read(small)
    with open_index(small) as opened:
        assert len(opened.state.notes) == 1
        assert opened.state.notes[0].startswith("没有编进索引：corpus/2020-03.txt：")
    with open_index(small) as opened:
        assert opened.state.notes == ()


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
        open_index(Home(tmp_path)),
    ):
        pass
    assert caught.value.exit_code == 3


STRANGERS = {
    "nothing": {},
    "no text": {"2020-02.txt": "目录的".encode() + b"\xff\xff"},
    "notes": {"笔记.txt": "供热的事，下周再问。\n".encode(), "空.txt": b""},
    "another corpus": {"train/0001.txt": "今天天气很好。\n".encode() * 100},
    "pictures": {"scan.png": b"\x89PNG"},
}


@pytest.mark.parametrize("files", STRANGERS.values(), ids=[*STRANGERS])
def test_a_search_makes_no_index_where_no_gazette_is(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    home = Home(tmp_path)
    home.corpus.mkdir()
    for name, content in files.items():
        (home.corpus / name).parent.mkdir(exist_ok=True)
        (home.corpus / name).write_bytes(content)
    with pytest.raises(IndexMissingError, match="里没有公报，没有建立索引"), open_index(home):
        pass
    assert not home.index.exists()


def test_a_search_that_makes_no_index_says_what_was_not_read(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.corpus.mkdir()
    (home.corpus / "2020-04.xyz").write_bytes(b"")
    with pytest.raises(IndexMissingError, match="如 2020-04.xyz：不读"), open_index(home):
        pass


def test_a_damaged_pointer_is_not_taken_for_a_missing_index(small: Home) -> None:
    new_issues(small)
    (small.index / "CURRENT").write_text("x")
    with pytest.raises(IndexDamagedError), open_index(small):
        pass


NUMBER = "葫政办发〔2020〕1号"
STALLS = 3
READERS: dict[str, Callable[[Home], object]] = {
    "search": lambda home: ask(home, "供热").hits,
    "show": lambda home: show(home, NUMBER),
    "list": lambda home: list_documents(home, Filters()).documents,
    "toc": lambda home: contents(home, "2020-02"),
    "refs": lambda home: references(home, NUMBER, date(2020, 4, 1)),
    "duties": lambda home: duties(home, DutyRequest()).duties,
    "timeline": lambda home: timeline(home, SearchRequest("供热")).series,
    "diff": lambda home: diff(home, NUMBER, "葫政办发〔2020〕2号"),
    "export": lambda home: exported(home),
}


def exported(home: Home) -> list[ShownDocument]:
    taken: list[ShownDocument] = []

    def take(documents: Iterator[ShownDocument], _: IndexState) -> None:
        taken[:] = documents

    export_documents(home, Filters(), take)
    return taken


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
        with open_index(home, on_progress) as found:
            opened.append(found.state.generation)
            for _ in range(3 if len(opened) <= STALLS else 0):
                bring_up_to_date(home, rebuild=True)
            yield found

    monkeypatch.setattr(opening, "open_index", swept)
    assert READERS[command](small) == expected
    assert len(set(opened)) == len(opened) == STALLS + 1


def test_a_manifest_that_is_swept_away_while_it_is_opened(
    small: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when three updates pass between reading the pointer and what it names."""
    expected = READERS["search"](small)
    read = IndexDirectory.manifest
    stalls = iter(range(STALLS))

    def stalled(self: IndexDirectory, name: str, sha256: str) -> Manifest:
        if self.path == small.index and next(stalls, None) is not None:
            with monkeypatch.context() as patch:
                patch.setattr(IndexDirectory, "manifest", read)
                for _ in range(3):
                    bring_up_to_date(small, rebuild=True)
        return read(self, name, sha256)

    monkeypatch.setattr(IndexDirectory, "manifest", stalled)
    assert READERS["search"](small) == expected
    assert next(stalls, None) is None
