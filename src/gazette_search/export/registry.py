"""Which formats there are, and what each can say.

A module of `export.formats` is a format and bears its name; its `FORMAT` says how it writes a memo
or a sheet (`export.memos`, `export.sheets`), or a subject of its own accord. A subject is a module
of `export` and bears the subject's name; its `EXPORTS` composes its memo and its sheet, and lists
what it writes itself by format. A new one of either is a new file and nothing else.

Modules are found by the names of their files and imported when they are asked for: a search for
people loads none of them.
"""

from __future__ import annotations

from dataclasses import field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazette_search.export.memos import Memo
    from gazette_search.export.sheets import Sheet
    from gazette_search.index.verification import Examination
    from gazette_search.search.additions import AddReport
    from gazette_search.search.comparing.comparison import ComparedDocuments
    from gazette_search.search.duties import DutyList
    from gazette_search.search.figures.timeline import Timeline
    from gazette_search.search.force.references import References
    from gazette_search.search.news import News, Topics
    from gazette_search.search.past import History
    from gazette_search.search.reports import (
        CheckReport,
        EmbedReport,
        IndexReport,
        IssueContents,
        Listing,
        ShownDocument,
    )
    from gazette_search.search.results import SearchResult
    from gazette_search.search.trends import Trend

    Written = str | bytes

HUMAN = "human"  # drawn by the command line, in colour and columns; no format of this package


class Exports(TypedDict, total=False):
    """What a format can say: a function for each subject that it knows."""

    search: Callable[[SearchResult], Written]
    listing: Callable[[Listing], Written]
    document: Callable[[ShownDocument], Written]
    documents: Callable[[Sequence[ShownDocument]], Written]
    references: Callable[[References], Written]
    contents: Callable[[IssueContents], Written]
    check: Callable[[CheckReport], Written]
    index: Callable[[IndexReport], Written]
    embed: Callable[[EmbedReport], Written]
    adding: Callable[[AddReport], Written]
    figures: Callable[[Timeline], Written]
    comparing: Callable[[ComparedDocuments], Written]
    duties: Callable[[DutyList], Written]
    verification: Callable[[Examination], Written]
    trend: Callable[[Trend], Written]
    history: Callable[[History], Written]
    news: Callable[[News], Written]
    topics: Callable[[Topics], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of results.

    Attributes:
        name: As `--format` takes it, and of its module.
        meaning: What it is good for, for the help page; empty when an option of its own asks for
            it and `--format` does not.
        exports: How it says what it says in its own way.
        memo: How it writes whatever has a memo; None when it writes none.
        sheet: How it writes whatever has a sheet; None when it writes none.
        suffixes: Ends of the names of its files.
        whole: Whether a file of it is for programs and tables, and so holds all that was found
            unless a number is asked for; a memo wants the best ten.
        mark: What a file of it begins with.
        cut: Adds to a text, for a file, that more was found than stands in it; None when the
            format says so anyway or has no place for it.
        join: A file's text and another of the same format as one, for `--append`; raises
            ValueError, with what is wrong, when they do not fit. None where a file is one whole.
        needs: The module that writes it and the extra of this package that brings it.
        binary: Whether it is no text, so that a terminal must not get it.
    """

    name: str
    meaning: str
    exports: Exports = field(default_factory=lambda: Exports())
    memo: Callable[[Memo], Written] | None = None
    sheet: Callable[[Sheet], Written] | None = None
    suffixes: tuple[str, ...] = ()
    whole: bool = False
    mark: str = ""
    cut: Callable[[str, str], str] | None = None
    join: Callable[[str, str], str] | None = None
    needs: tuple[str, str] | None = None
    binary: bool = False


class UnknownExportError(LookupError):
    """A format that does not exist or does not know the subject."""


def export(subject: str, name: str, value: object) -> Written:
    """A value in a format.

    Args:
        subject: A key of `Exports`.
        name: Of the format.
        value: What the subject's functions take.

    Raises:
        UnknownExportError: There is no such format, or it does not know the subject.
    """
    write = _exporter(subject, name)
    if write is None:
        raise UnknownExportError(f"{subject} as {name}")
    return write(value)


def format_named(name: str) -> Format:
    """The format of that name.

    Raises:
        UnknownExportError: There is none.
    """
    if name not in _modules("formats"):
        raise UnknownExportError(name)
    found: Format = import_module(f"gazette_search.export.formats.{name}").FORMAT
    return found


def format_of_file(suffix: str) -> Format | None:
    """The format whose files end so, whatever the case; None when no format's do."""
    wanted = suffix.lower()
    likely = wanted[1:]  # most formats bear the name of their suffix: no other is imported then
    names = [likely] if likely in _modules("formats") else []
    every = (format_named(name) for name in [*names, *_modules("formats")])
    return next((one for one in every if wanted in one.suffixes), None)


def formats() -> Iterator[Format]:
    """Those that `--format` takes."""
    return (one for one in map(format_named, _modules("formats")) if one.meaning)


def formats_of(subject: str) -> list[str]:
    """Names of the formats that a subject has, that for people first."""
    return [HUMAN, *(one.name for one in formats() if _exporter(subject, one.name))]


def _exporter(subject: str, name: str) -> Callable[[Any], Written] | None:
    """The format's own function, else the subject's, else the format's over what it composes."""
    form = format_named(name)
    shared: Mapping[str, Any] = {**form.exports}
    own: Mapping[str, Any] = {}
    if subject in _modules(""):
        own = import_module(f"gazette_search.export.{subject}").EXPORTS
    write: Callable[[Any], Written] | None = shared.get(subject) or own.get(name)
    for composed, finish in (("memo", form.memo), ("sheet", form.sheet)):
        if write is None and finish and composed in own:
            write = _chain(own[composed], finish)
    return write


def _chain(
    compose: Callable[[Any], Any], finish: Callable[[Any], Written]
) -> Callable[[Any], Written]:
    return lambda value: finish(compose(value))


@cache
def _modules(package: str) -> tuple[str, ...]:
    files = (Path(__file__).parent / package).glob("[!_]*.py")
    return tuple(sorted(file.stem for file in files))
