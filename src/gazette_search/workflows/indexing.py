"""Bringing the index up to date: find, compare, read what is new, write, promote."""

from __future__ import annotations

import hashlib
import itertools
import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Value
from typing import TYPE_CHECKING

from gazette_search.errors import (
    IndexDamagedError,
    OutputFileError,
    SourceFileError,
    UsageError,
)
from gazette_search.index.files import digest
from gazette_search.index.fingerprint import fingerprint
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.manifest import Manifest, Source
from gazette_search.index.planning import Plan, plan
from gazette_search.ingestion.formats.text import find_sources
from gazette_search.search.reports import FailedFile, IndexReport
from gazette_search.workflows.forking import Copy, end_without, processors, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from gazette_search.analysis.analyzer import Analyzer
    from gazette_search.index.writing import WrittenPart
    from gazette_search.models import Issue
    from gazette_search.workflows.home import Home

    Progress = Callable[[str, int, int], None]


def bring_up_to_date(
    home: Home,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    wait: float = 10.0,
    force: bool = False,
    on_progress: Progress | None = None,
) -> IndexReport:
    """Index what was added or changed, drop what was removed, keep the rest.

    Args:
        home: Where corpus and index are.
        rebuild: Read everything anew.
        dry_run: Say what would be done and do nothing.
        wait: Seconds to wait for another writer.
        force: Go on although most of the issues held have vanished.
        on_progress: Told (stage, done, total).

    Raises:
        IndexLockedError: When another writer is still at it after `wait`.
        UsageError: When most issues vanished and `force` is not set.
        OutputFileError: When the index directory cannot be written to.
    """
    started = time.monotonic()
    directory = IndexDirectory(home.index)
    if dry_run:
        survey = _survey(home, directory, rebuild=rebuild)
        return _report(survey, survey.old, started, dry_run=True)
    with directory.lock(wait):
        survey = _survey(home, directory, rebuild=rebuild)
        if survey.plan.loses_most and not force:
            raise UsageError(
                f"库中 {len(survey.plan.removed)} 期已不在 {home.corpus}，超过一半。"
                "如果确实要从索引中去掉，请加 --force"
            )
        if survey.plan.nothing_to_do:
            return _report(survey, survey.old, started)
        try:
            manifest = _update(directory, survey, on_progress)
        except OSError as problem:
            reason = f"写不进去（{problem.strerror or problem}），原来的索引没有动"
            raise OutputFileError(str(home.index), reason) from problem
    return _report(survey, manifest, started)


# A second process pays from so many files each: below, copying this one costs what it saves.
LEAST_FILES = 2
# Bytes of issues that one process parses before it indexes them, to load only words that they may
# hold. More would take longer to parse at once than the rest of the dictionary to load.
MOST_AT_ONCE = 4_000_000


@dataclass(slots=True)
class _Survey:
    """What was found before anything is written; files that fail are added while reading."""

    old: Manifest | None
    plan: Plan
    paths: dict[str, Path]
    failed: list[FailedFile] = field(default_factory=list)


def _survey(home: Home, directory: IndexDirectory, *, rebuild: bool) -> _Survey:
    from gazette_search.index.verification import verify

    old, damage = None, ""
    try:
        old = directory.current()
        if old and old.fingerprint == fingerprint():  # else nothing of it will be built upon
            verify(directory, old, trust_stamps=True)
    except IndexDamagedError as problem:
        damage = f"旧索引损坏（{problem.place} {problem.reason}）"
    paths, found, failed = {}, {}, []
    for path in find_sources(home.corpus):
        name = home.name_of(path)
        paths[name] = path
        try:
            found[name] = digest(path)
        except OSError as problem:
            failed.append(FailedFile(name, f"读不出来（{problem.strerror}）"))
            with suppress(AttributeError):
                found[name] = old.source(name).sha256  # type: ignore[union-attr]
    todo = plan(old, found, fingerprint(), rebuild=rebuild, damage=damage)
    return _Survey(old, todo, paths, failed)


def _report(
    survey: _Survey, manifest: Manifest | None, started: float, *, dry_run: bool = False
) -> IndexReport:
    failed = {bad.file for bad in survey.failed}
    todo = survey.plan
    return IndexReport(
        added=tuple(file for file in todo.added if file not in failed),
        changed=tuple(file for file in todo.changed if file not in failed),
        removed=todo.removed,
        unchanged=todo.unchanged,
        failed=tuple(survey.failed),
        documents=manifest.documents if manifest else 0,
        seconds=round(time.monotonic() - started, 3),
        generation=manifest.generation if manifest else "",
        dry_run=dry_run,
        reason=todo.rebuild,
    )


def _update(
    directory: IndexDirectory, survey: _Survey, on_progress: Progress | None
) -> Manifest | None:
    """Build and promote a generation.

    Returns:
        Its manifest, or the old one when every file to read failed and nothing else changed.
    """
    from gazette_search.index.building import Builder

    todo = survey.plan
    base = None if todo.rebuild else survey.old
    builder = Builder(directory, base)
    try:
        parts = _Readers(directory, builder.aside, survey, on_progress).run(base)
        if base and not todo.removed and not any(part.sources for part in parts):
            return base
        read = {source.file for part in parts for source in part.sources}
        keep = {*todo.unchanged, *todo.changed} - read if base else set()
        return builder.finish(fingerprint(), parts, keep)
    finally:
        builder.discard()


class _Readers:
    """Reads and indexes what the plan names, on as many processors as there are and help."""

    def __init__(
        self,
        directory: IndexDirectory,
        aside: Path,
        survey: _Survey,
        on_progress: Progress | None,
    ) -> None:
        self._directory = directory
        self._aside = aside
        self._survey = survey
        self._analyzer: Analyzer | None = None
        self._on_progress = on_progress
        self._done = Value("i", 0)

    def run(self, base: Manifest | None) -> list[WrittenPart]:
        """Index all files to read; those that fail are noted in the survey."""
        from gazette_search.analysis.analyzer import Analyzer

        files = self._survey.plan.to_read
        shares = min(processors(), len(files) // LEAST_FILES) or 1
        sizes = [_size(self._survey.paths[file]) for file in files]
        groups = [[files[index] for index in group] for group in shared(sizes, shares)]
        names = _segment_names(base, len(groups))
        if sum(sizes) > MOST_AT_ONCE * len(groups):
            self._analyzer = Analyzer.for_indexing()
        # Copies are made before anything draws progress: a thread would not be copied with them.
        copies = [
            Copy(partial(self._write_in_copy, os.getpid(), name, group))
            for name, group in zip(names[1:], groups[1:], strict=True)
        ]
        try:
            outcomes = [self._write(names[0], groups[0])] if groups else []
            outcomes += [copy.result() for copy in copies]
        finally:
            for copy in copies:
                copy.stop()
        self._survey.failed += [bad for _, failed in outcomes for bad in failed]
        self._tell()
        return [part for part, _ in outcomes]

    def _write_in_copy(
        self, parent: int, name: str, files: list[str]
    ) -> tuple[WrittenPart, list[FailedFile]]:
        self._directory.leave_lock_to_parent()
        self._on_progress = lambda *_: end_without(parent)
        return self._write(name, files)

    def _write(self, name: str, files: list[str]) -> tuple[WrittenPart, list[FailedFile]]:
        from gazette_search.analysis.analyzer import Analyzer
        from gazette_search.index.writing import write_part

        failed: list[FailedFile] = []
        issues: Iterable[tuple[Source, Issue]] = self._read(files, failed)
        analyzer = self._analyzer
        if analyzer is None:
            issues = list(issues)
            analyzer = Analyzer.for_issues(issue for _, issue in issues)
        return write_part(self._aside, name, issues, analyzer), failed

    def _read(self, files: list[str], failed: list[FailedFile]) -> Iterator[tuple[Source, Issue]]:
        """Every file with its issue; one that fails is noted and passed over."""
        for file in files:
            self._tell()
            try:
                yield _read_source(self._survey.paths[file], file)
            except SourceFileError as problem:
                failed.append(FailedFile(problem.file, problem.reason))
            with self._done.get_lock():
                self._done.value += 1

    def _tell(self) -> None:
        if self._on_progress:
            self._on_progress("建立索引", self._done.value, len(self._survey.plan.to_read))


def _segment_names(base: Manifest | None, count: int) -> list[str]:
    """Names that no segment of the base has."""
    taken = {segment.name for segment in base.segments} if base else set()
    free = (name for n in itertools.count(1) if (name := f"s{n:04d}") not in taken)
    return list(itertools.islice(free, count))


def _size(path: Path) -> int:
    """Bytes of a file; none when it vanished since it was found, which reading it will tell."""
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _read_source(path: Path, file: str) -> tuple[Source, Issue]:
    """Read once: what is hashed is what is parsed, also when the file changes meanwhile."""
    from gazette_search.ingestion.formats.text import decode, read_source
    from gazette_search.ingestion.pipeline import parse_issue

    with suppress(OSError):  # which reading will tell
        modified = path.stat().st_mtime_ns
    raw = read_source(path, file)
    issue = parse_issue(decode(raw, file), file)
    return Source(file, hashlib.sha256(raw).hexdigest(), len(raw), modified, 0), issue
