"""Reading and indexing the issues of an update, in as many processes as help."""

from __future__ import annotations

import itertools
import os
from contextlib import suppress
from dataclasses import field
from functools import partial
from multiprocessing import Value
from typing import TYPE_CHECKING, Protocol

from gazette_search.errors import SourceFileError
from gazette_search.search.reports import FailedFile, NewDocument, NewIssue
from gazette_search.system import SYSTEM
from gazette_search.values import dataclass
from gazette_search.workflows.forking import Copy, end_without, processors, shared
from gazette_search.workflows.kept_texts import read_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from gazette_search.analysis.analyzer import Analyzer
    from gazette_search.index.generations import IndexDirectory
    from gazette_search.index.manifest import Manifest, Source
    from gazette_search.index.writing import WrittenPart
    from gazette_search.models import Issue
    from gazette_search.workflows.kept_texts import KeptTexts
    from gazette_search.workflows.surveying import Survey

    Progress = Callable[[str, int, int], None]

# A second process pays from so many files each: below, copying this one costs what it saves.
LEAST_FILES = 2
# Bytes of issues that one process parses before it indexes them, to load only words that they may
# hold. More would take longer to parse at once than the rest of the dictionary to load.
MOST_AT_ONCE = 4_000_000
# Findings that say what an issue prints and the index does not hold.
_LACKING = ("toc-document-missing", "not-read")


@dataclass(slots=True)
class Outcome:
    """What reading some files gave.

    Attributes:
        part: What was written, None before it is.
        failed: Files that could not be read.
        left_out: Files without an issue, with the reason.
        issues: What the issues that were added or changed hold.
    """

    part: WrittenPart | None = None
    failed: list[FailedFile] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    issues: list[NewIssue] = field(default_factory=list)


class Destination(Protocol):
    """Where issues go that were read."""

    def write(
        self, name: str, issues: Iterable[tuple[Source, Issue]], analyzer: Analyzer
    ) -> WrittenPart:
        """Index issues, each with its source; `name` is free for a segment."""

    def in_copy(self) -> None:
        """To be called first in a copy of the process."""


class LocalDestination:
    """A generation being built on this machine."""

    def __init__(self, directory: IndexDirectory, aside: Path) -> None:
        self._directory = directory
        self._aside = aside

    def write(
        self, name: str, issues: Iterable[tuple[Source, Issue]], analyzer: Analyzer
    ) -> WrittenPart:
        """Write a segment of that name and the issues' document stores."""
        from gazette_search.index.writing import write_part

        return write_part(self._aside, name, issues, analyzer)

    def in_copy(self) -> None:
        """Leave the lock to the parent."""
        self._directory.leave_lock_to_parent()


class Readers:
    """Reads and indexes what the plan names, on as many processors as there are and help."""

    def __init__(
        self,
        destination: Destination,
        kept: KeptTexts,
        found: Survey,
        on_progress: Progress | None,
    ) -> None:
        self._destination = destination
        self._found = found
        self._analyzer: Analyzer | None = None
        self._on_progress = on_progress
        self._done = Value("i", 0)
        self._kept = kept

    def run(self, base: Manifest | None) -> list[Outcome]:
        """Index all files to read; those that fail or hold nothing are noted in the survey."""
        from gazette_search.analysis.analyzer import Analyzer

        files = self._found.plan.to_read
        if not files:
            return []
        shares = min(processors() if SYSTEM.copies_itself else 1, len(files) // LEAST_FILES) or 1
        sizes = [_size(self._found.corpus.paths[file]) for file in files]
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
            outcomes = [self._write(names[0], groups[0])]
            outcomes += [copy.result() for copy in copies]
        finally:
            for copy in copies:
                copy.stop()
        for outcome in outcomes:
            self._found.corpus.failed += outcome.failed
            self._found.corpus.left_out |= outcome.left_out
        self._tell()
        return outcomes

    def _write_in_copy(self, parent: int, name: str, files: list[str]) -> Outcome:
        self._destination.in_copy()
        self._on_progress = lambda *_: end_without(parent)
        return self._write(name, files)

    def _write(self, name: str, files: list[str]) -> Outcome:
        from gazette_search.analysis.analyzer import Analyzer

        seen = Outcome()
        issues: Iterable[tuple[Source, Issue]] = self._read(files, seen)
        analyzer = self._analyzer
        if analyzer is None:
            issues = list(issues)
            analyzer = Analyzer.for_issues(issue for _, issue in issues)
        seen.part = self._destination.write(name, issues, analyzer)
        return seen

    def _read(self, files: list[str], seen: Outcome) -> Iterator[tuple[Source, Issue]]:
        """Every file with its issue; one that fails or holds none is noted and passed over."""
        from gazette_search.ingestion.belonging import belongs, why_left_out

        told = {*self._found.plan.added, *self._found.plan.changed}
        for file in files:
            self._tell()
            try:
                source, issue = read_whole(self._found.corpus.paths[file], file, self._kept)
                if not belongs(issue):
                    seen.left_out[file] = why_left_out(issue)
                else:
                    seen.issues += [_new_issue(issue)] if file in told else []
                    yield source, issue
            except SourceFileError as problem:
                seen.failed.append(
                    FailedFile(problem.file, problem.reason, lasting=problem.lasting)
                )
            with self._done.get_lock():
                self._done.value += 1

    def _tell(self) -> None:
        if self._on_progress:
            self._on_progress("建立索引", self._done.value, len(self._found.plan.to_read))


def _new_issue(issue: Issue) -> NewIssue:
    documents = (
        NewDocument(
            str(document.number) if document.number else None,
            document.id,
            document.title,
            issue.info.file,
        )
        for document in issue.documents
    )
    lacking = (p.message for p in issue.diagnostics if p.code in _LACKING)
    return NewIssue(issue.info, tuple(documents), tuple(lacking))


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
