from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from gazette_search.index.building import Builder
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.manifest import Source
from gazette_search.index.snapshot import Snapshot
from gazette_search.index.verification import verify
from gazette_search.index.writing import WrittenPart, write_part
from gazette_search.ingestion.pipeline import parse_issue
from gazette_texts import issue_text
from small_homes import notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette_search.analysis.analyzer import Analyzer
    from gazette_search.index.manifest import Manifest

A, B, C = "corpus/a.txt", "corpus/b.txt", "corpus/c.txt"


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[IndexDirectory]:
    found = IndexDirectory(tmp_path / "index")
    with found.lock(0):
        yield found


def part(builder: Builder, name: str, analyzer: Analyzer, *files: str) -> WrittenPart:
    """One document for each file, its number from the file's name."""
    issues = []
    for file in files:
        text = issue_text(notice(ord(file[7]) - 96, f"{file[7]}类供热"))
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        issues.append((Source(file, sha256, len(text), 0, 0), parse_issue(text, file)))
    return write_part(builder.aside, name, issues, analyzer)


def build(
    directory: IndexDirectory,
    analyzer: Analyzer,
    old: Manifest | None,
    name: str,
    *files: str,
    keep: tuple[str, ...] = (),
) -> Manifest:
    builder = Builder(directory, old)
    written = [part(builder, name, analyzer, *files)] if files else []
    return builder.finish("f", written, keep)


def numbers(directory: IndexDirectory, manifest: Manifest) -> list[str]:
    return list(Snapshot(directory, manifest).catalog.numbers)


def inodes(directory: IndexDirectory, manifest: Manifest) -> dict[str, int]:
    root = directory.path / manifest.generation
    return {
        path.relative_to(root).as_posix(): path.stat().st_ino
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_finished_generation_is_current_and_whole(
    directory: IndexDirectory, analyzer: Analyzer
) -> None:
    manifest = build(directory, analyzer, None, "s0001", A, B)
    assert directory.current() == manifest
    assert manifest.documents == 2
    assert [source.file for source in manifest.sources] == [A, B]
    assert numbers(directory, manifest) == ["葫政办发〔2020〕1号", "葫政办发〔2020〕2号"]
    verify(directory, manifest)


def test_every_file_but_the_manifest_is_vouched_for(
    directory: IndexDirectory, analyzer: Analyzer
) -> None:
    manifest = build(directory, analyzer, None, "s0001", A, B)
    assert {path for path, _ in manifest.files} == inodes(directory, manifest).keys() - {
        "manifest.json",
        "manifest.sha256",
    }


def test_what_is_kept_is_linked_and_not_written_again(
    directory: IndexDirectory, analyzer: Analyzer
) -> None:
    first = build(directory, analyzer, None, "s0001", A, B)
    second = build(directory, analyzer, first, "s0002", C, keep=(A, B))
    before, after = inodes(directory, first), inodes(directory, second)
    stores = {source.store for source in first.sources}
    shared = stores | {path for path in before if path.startswith("segments/s0001/")}
    assert len(shared) > len(stores) == 2
    assert {path: after[path] for path in shared} == {path: before[path] for path in shared}
    assert after["catalog.json"] != before["catalog.json"]
    assert numbers(directory, second) == [f"葫政办发〔2020〕{n}号" for n in (1, 2, 3)]
    verify(directory, second)


def test_what_is_not_kept_is_gone(directory: IndexDirectory, analyzer: Analyzer) -> None:
    first = build(directory, analyzer, None, "s0001", A, B)
    second = build(directory, analyzer, first, "s0002", keep=(B,))
    assert numbers(directory, second) == ["葫政办发〔2020〕2号"]
    gone = {source.store for source in first.sources if source.file == A}
    assert not gone & inodes(directory, second).keys()
    assert [segment.name for segment in second.segments] == ["s0001"]  # B stands in it


def test_a_segment_without_a_live_document_is_dropped(
    directory: IndexDirectory, analyzer: Analyzer
) -> None:
    first = build(directory, analyzer, None, "s0001", A)
    second = build(directory, analyzer, first, "s0002", B, keep=())
    assert [segment.name for segment in second.segments] == ["s0002"]
    assert not [path for path in inodes(directory, second) if path.startswith("segments/s0001")]


def test_the_old_generation_stays_as_it_was(directory: IndexDirectory, analyzer: Analyzer) -> None:
    first = build(directory, analyzer, None, "s0001", A, B)
    before = inodes(directory, first)
    build(directory, analyzer, first, "s0002", C, keep=(B,))
    assert inodes(directory, first) == before
    verify(directory, first)
    assert numbers(directory, first) == ["葫政办发〔2020〕1号", "葫政办发〔2020〕2号"]


def test_without_hard_links_files_are_copied(
    directory: IndexDirectory, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(directory, analyzer, None, "s0001", A)

    def refuse(_source: object, _target: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", refuse)
    second = build(directory, analyzer, first, "s0002", B, keep=(A,))
    assert numbers(directory, second) == ["葫政办发〔2020〕1号", "葫政办发〔2020〕2号"]
    verify(directory, second)


def test_a_generation_that_was_given_up_leaves_nothing(
    directory: IndexDirectory, analyzer: Analyzer
) -> None:
    first = build(directory, analyzer, None, "s0001", A)
    builder = Builder(directory, first)
    part(builder, "s0002", analyzer, B)
    builder.discard()
    assert directory.current() == first
    assert {path.name for path in directory.path.iterdir()} == {"CURRENT", "LOCK", first.generation}


def test_giving_up_after_finishing_changes_nothing(
    directory: IndexDirectory, analyzer: Analyzer
) -> None:
    builder = Builder(directory, None)
    manifest = builder.finish("f", [part(builder, "s0001", analyzer, A)], ())
    builder.discard()
    assert directory.current() == manifest
    verify(directory, manifest)
