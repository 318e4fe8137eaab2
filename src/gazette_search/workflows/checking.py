"""`gsearch check`: read the whole corpus afresh and say what it lacks or contradicts."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.errors import SourceFileError
from gazette_search.ingestion.belonging import WITHOUT, belongs
from gazette_search.ingestion.doubles import Printed, doubles
from gazette_search.ingestion.formats.finding import look_through
from gazette_search.ingestion.formats.reading import read_source
from gazette_search.ingestion.pipeline import parse_source
from gazette_search.models import Diagnostic
from gazette_search.search.lookup.bearers import place_in
from gazette_search.search.reports import CheckedIssue, CheckReport, FailedFile
from gazette_search.workflows.kept_texts import KeptTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gazette_search.ingestion.formats.finding import FoundFiles
    from gazette_search.models import Document, Issue
    from gazette_search.workflows.home import Home

    Progress = Callable[[str, int, int], None]


def check(home: Home, on_progress: Progress | None = None) -> CheckReport:
    """Account for every line of every issue and compare the issues with each other."""
    issues: list[Issue] = []
    unreadable: list[FailedFile] = []
    found, kept = look_through(home.corpus), KeptTexts(home.index)
    for done, path in enumerate(found.sources):
        if on_progress:
            on_progress("检查", done, len(found.sources))
        try:
            issues.append(_read(path, home.name_of(path), kept))
        except SourceFileError as problem:
            unreadable.append(FailedFile(problem.file, problem.reason))
    problems = [problem for issue in issues for problem in issue.diagnostics]
    problems += [Diagnostic("undecodable", bad.message, bad.file) for bad in unreadable]
    problems += [
        Diagnostic("not-read", one.reason, home.name_of(one.path)) for one in found.passed_over
    ]
    twins = doubles(map(_printed, issues))
    problems += [
        Diagnostic("same-issue", f"与 {taken} 是同一期，不另编进索引", file)
        for file, taken in twins.items()
    ]
    problems += [
        Diagnostic("no-documents", f"{WITHOUT}，不编进索引", issue.info.file)
        for issue in issues
        if issue.documents and not belongs(issue)
    ]
    once = [issue for issue in issues if issue.info.file not in twins]
    problems += [*_duplicates(once), *_gaps(once)]
    return CheckReport(
        issues=tuple(
            CheckedIssue(issue.info, len(issue.documents), len(issue.toc), issue.line_counts)
            for issue in issues
        ),
        problems=tuple(sorted(problems, key=lambda p: (p.file, p.line or 0, p.code))),
        unreadable=(*unreadable, *_shut(home, found)),
    )


def _shut(home: Home, found: FoundFiles) -> list[FailedFile]:
    """The corpus itself where it cannot be opened: nothing was checked then."""
    name = home.name_of(home.corpus)
    return [FailedFile(name, one.reason) for one in found.passed_over if one.path == home.corpus]


def _read(path: Path, file: str, kept: KeptTexts) -> Issue:
    raw = read_source(path, file)
    return parse_source(kept.read(raw, sha256(raw).hexdigest(), file), file)


def _printed(issue: Issue) -> Printed:
    info = issue.info
    named = (info.year, info.number) if info.year and info.number else None
    documents = (f"{one.id} {search_text(one.title)}" for one in issue.documents)
    return Printed(info.file, named, frozenset(documents))


def _duplicates(issues: Iterable[Issue]) -> list[Diagnostic]:
    """Numbers that stand at the head of more than one document of one place."""
    first: dict[tuple[str, str], tuple[str, int]] = {}
    found = []
    for issue in issues:
        for document in issue.documents:
            if document.number is None:
                continue
            number, place = document.id, (issue.info.file, document.lines[0])
            key = (number, _place_of(document))
            if key in first:
                file, line = first[key]
                message = f"{number} 重复出现，另见 {file}:{line}"
                found.append(Diagnostic("duplicate-number", message, *place, number))
            first.setdefault(key, place)
    return found


def _place_of(document: Document) -> str:
    """The city or province of a document, as far as it says: two of them may share a code."""
    return place_in(document.issuer or "") or place_in(document.title)


def _gaps(issues: Iterable[Issue]) -> list[Diagnostic]:
    """Serial numbers between two that are held, per agency code and year, place by place.

    The gazette prints only part of what an office issues, so a gap is no error of the corpus: it
    says what the issues held do not contain.
    """
    series: defaultdict[tuple[str, int, str], dict[int, tuple[str, int]]] = defaultdict(dict)
    for issue in issues:
        for document in issue.documents:
            number = document.number
            if number is None or number.year is None:
                continue
            place = (issue.info.file, document.lines[0])
            key = (number.agency_code, number.year, _place_of(document))
            series[key].setdefault(number.serial, place)
    found = []
    for (agency_code, year, _), held in sorted(series.items()):
        serials = sorted(held)
        for before, after in pairwise(serials):
            if after - before > 1:
                found.append(_gap(agency_code, year, before, after, held[after]))
    return found


def _gap(
    agency_code: str, year: int, before: int, after: int, place: tuple[str, int]
) -> Diagnostic:
    missing = f"{before + 1}号" if after - before == 2 else f"{before + 1}–{after - 1}号"
    message = f"{agency_code}〔{year}〕{missing} 不在所收各期之内"
    return Diagnostic("number-gap", message, *place, f"{agency_code}〔{year}〕{after}号")
