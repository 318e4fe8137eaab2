"""Two versions of the program at one home: they do not rebuild each other's index in turn."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.index.generations import CURRENT
from gazette_search.index.manifest import MANIFEST
from gazette_search.workflows import indexing, opening
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.scratch import version_seen, write_corpus
from reliability.test_commits import as_nobody, read_only
from reliability.test_damage import forge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.workflows.home import Home

__all__ = ["read_only"]  # a fixture

OLD = "aaaaaaaa-11111111-5071852"
NEW = "aaaaaaaa-22222222-5071852"  # other rules of reading, the same form
OTHER = "bbbbbbbb-22222222-5071852"  # another form


@contextmanager
def version(fingerprint: str) -> Iterator[None]:
    """Be that version of the program."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (indexing, opening):
            patch.setattr(module, "fingerprint", lambda: fingerprint)
        yield


def search(home: Home, fingerprint: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and what was said."""
    capsys.readouterr()
    with version(fingerprint):
        code = main(["“次修订”", "--home", str(home.path)])
    return code, capsys.readouterr().err


def pointer(home: Home) -> bytes:
    return (home.index / CURRENT).read_bytes()


def test_each_version_rebuilds_once_at_most(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    pointers = []
    for fingerprint in (OLD, NEW, OLD, NEW, OLD, NEW):
        code, _ = search(home, fingerprint, capsys)
        assert code == 0
        pointers.append(pointer(home))
    assert len(set(pointers)) == 2, "the old version took the index back"


def test_the_replaced_version_reads_what_it_can_and_says_so(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for fingerprint in (OLD, NEW):
        code, told = search(home, fingerprint, capsys)
        assert code == 0
        assert "另一版本" not in told
    code, told = search(home, OLD, capsys)
    assert code == 0
    assert "另一版本的 gsearch 建立的" in told


def test_what_it_cannot_read_it_leaves_alone(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for fingerprint in (OLD, OTHER):
        search(home, fingerprint, capsys)
    before = pointer(home)
    code, told = search(home, OLD, capsys)
    assert code == 3
    assert "同一版本" in told
    assert "损坏" not in told
    assert pointer(home) == before


def test_an_update_by_the_replaced_version_must_be_asked_for(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for fingerprint in (OLD, NEW):
        search(home, fingerprint, capsys)
    write_corpus(home, version=2)
    before = pointer(home)
    with version(OLD):
        assert main(["index", "--home", str(home.path)]) == 3
        assert "本版本不来回重建" in capsys.readouterr().err
        assert pointer(home) == before
        assert main(["index", "--rebuild", "--home", str(home.path)]) == 0
    code, _ = search(home, OLD, capsys)
    assert code == 0
    taken = pointer(home)
    search(home, NEW, capsys)
    assert pointer(home) == taken, "now it is the other one's turn to leave it alone"


def test_the_same_version_updates_as_ever(home: Home) -> None:
    with version(OLD):
        bring_up_to_date(home)
    with version(NEW):
        bring_up_to_date(home)
        write_corpus(home, version=2)
        assert bring_up_to_date(home).reason == ""
        assert version_seen(home) == 2


def test_an_index_of_a_later_format_is_not_damaged(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    forge(home, lambda record: record.update(format=99))
    before = pointer(home)
    for arguments in (["低保"], ["index"]):
        assert main([*arguments, "--home", str(home.path)]) == 3
        told = capsys.readouterr().err
        assert f"{MANIFEST} 的格式是 99，本版本读 1" in told
        assert "损坏" not in told
        assert pointer(home) == before
    assert main(["index", "--rebuild", "--home", str(home.path)]) == 0
    assert version_seen(home) == 1


def test_without_a_corpus_another_version_answers_or_says_why(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    search(home, OLD, capsys)
    shutil.rmtree(home.corpus)
    code, told = search(home, NEW, capsys)
    assert code == 0
    assert "结果按那一版本" in told
    code, told = search(home, OTHER, capsys)
    assert code == 3
    assert "没有 corpus 目录" in told


def test_a_reader_who_may_not_write_learns_why(
    read_only: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    def read() -> None:
        with version(OTHER):
            assert main(["低保", "--home", str(read_only.path)]) == 3
        with version(NEW):
            assert main(["低保", "--home", str(read_only.path)]) == 3  # this index is of neither

    assert as_nobody(read) == 0
    told = capfd.readouterr().err
    assert "索引是另一版本的 gsearch 建立的，本版本没有能重建它" in told
    assert "不能写入索引目录（没有权限）" in told
