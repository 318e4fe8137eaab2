from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.index.generations import IndexDirectory
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.surveying import look_at_corpus, restamped
from small_homes import ask, notice, ranks, small_home, write_issue

if TYPE_CHECKING:
    from gazette_search.index.manifest import Manifest
    from gazette_search.workflows.home import Home

pytestmark = pytest.mark.usefixtures("one_dictionary")


@pytest.fixture
def small(tmp_path: Path) -> Home:
    """Three issues, one of them in a folder of its year."""
    home = small_home(tmp_path / "home", notice(1, "冬季供热"))
    write_issue(home, "2020-03", notice(2, "低保标准"))
    write_issue(home, "2020-04", notice(3, "夜间经济"))
    (home.corpus / "2020").mkdir()
    (home.corpus / "2020-04.txt").rename(home.corpus / "2020" / "04.txt")
    bring_up_to_date(home)
    return home


def current(home: Home) -> Manifest:
    manifest = IndexDirectory(home.index).current()
    assert manifest
    return manifest


def close(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system refuse whatever lies below a folder, as it does whose rights are missing."""

    def refusing(real: Any) -> Any:
        def call(path: Any = ".", *args: Any, **kwargs: Any) -> Any:
            if not isinstance(path, int):
                asked = Path(os.fsdecode(path))
                inside = folder in asked.parents or (asked == folder and real is scandir)
                if inside:
                    raise PermissionError(errno.EACCES, "Permission denied", os.fsdecode(path))
            return real(path, *args, **kwargs)

        return call

    scandir = os.scandir
    monkeypatch.setattr(os, "stat", refusing(os.stat))
    monkeypatch.setattr(os, "open", refusing(os.open))
    monkeypatch.setattr(os, "scandir", refusing(scandir))


@pytest.mark.parametrize("folder", ["corpus/2020", "corpus"])
def test_what_a_closed_folder_hides_is_not_gone(
    folder: str, small: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current(small)
    close(small.path / folder, monkeypatch)
    assert not ask(small, "低保").index.stale
    report = bring_up_to_date(small)
    assert report.removed == ()
    assert "corpus/2020/04.txt" in [bad.file for bad in report.failed]
    assert current(small) == before
    assert ranks(small, "夜间经济") == ["葫政办发〔2020〕3号"]


def test_what_was_removed_is_gone(small: Home) -> None:
    (small.corpus / "2020" / "04.txt").unlink()
    (small.corpus / "2020").rmdir()
    assert bring_up_to_date(small).removed == ("corpus/2020/04.txt",)


def test_a_folder_that_became_a_file_hides_nothing(small: Home) -> None:
    (small.corpus / "2020" / "04.txt").unlink()
    (small.corpus / "2020").rmdir()
    (small.corpus / "2020").write_text("占位", encoding="utf-8")
    assert bring_up_to_date(small).removed == ("corpus/2020/04.txt",)


def test_stamps_are_trusted_only_when_asked(small: Home) -> None:
    manifest = current(small)
    path = small.corpus / "2020-03.txt"
    status, content = path.stat(), path.read_bytes()
    path.write_bytes(content.replace("低保".encode(), "供热".encode()))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    held = {source.file: source.sha256 for source in manifest.sources}
    assert look_at_corpus(small, manifest, trust_stamps=True).hashes == held
    changed = look_at_corpus(small, manifest).hashes
    assert {file for file in held if held[file] != changed[file]} == {"corpus/2020-03.txt"}


def test_new_stamps_are_taken_for_the_same_bytes_alone(small: Home) -> None:
    manifest = current(small)
    os.utime(small.corpus / "2020-02.txt", ns=(0, 1))
    (small.corpus / "2020-03.txt").write_bytes(b"\n")
    after = restamped(manifest, look_at_corpus(small, manifest))
    first, second, third = after.sources
    assert first == replace(manifest.sources[0], modified=1)
    assert (second, third) == manifest.sources[1:]
