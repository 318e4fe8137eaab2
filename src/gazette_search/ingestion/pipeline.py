"""From the text of an issue file to the issue: one pass after another, none of which can fail."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.ingestion.accounting import count_lines
from gazette_search.ingestion.documents import read_document
from gazette_search.ingestion.formats.reading import read_source, read_source_text
from gazette_search.ingestion.formats.text import plain_text
from gazette_search.ingestion.layout.lines import classify_source
from gazette_search.ingestion.layout.print_line import learn_print_line
from gazette_search.ingestion.layout.site_lines import set_aside
from gazette_search.ingestion.layout.unfolding import unfold
from gazette_search.ingestion.paging import has_machine_read, page_starts, read_warnings
from gazette_search.ingestion.reconcile import (
    check_document,
    check_number,
    match_entries,
    reconcile,
)
from gazette_search.ingestion.structure.footnotes import with_footnotes
from gazette_search.ingestion.structure.number_readings import read_numbers
from gazette_search.ingestion.structure.source_facts import facts_from
from gazette_search.ingestion.structure.splitter import split_issue, with_facts
from gazette_search.ingestion.structure.title_lines import AnnouncedTitles
from gazette_search.ingestion.structure.titles import repair_title
from gazette_search.ingestion.structure.toc import parse_contents
from gazette_search.models import Diagnostic, Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gazette_search.ingestion.formats.source_text import SourceText
    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.ingestion.structure.splitter import Split


def read_issue(path: Path, file: str) -> Issue:
    """Read an issue file.

    Args:
        path: Where it is.
        file: Its name in messages and results, as corpus/2020-02.txt.

    Raises:
        SourceFileError: It cannot be read or decoded.
    """
    return parse_source(read_source_text(read_source(path, file), file), file)


def parse_issue(text: str, file: str) -> Issue:
    """Read the text of an issue; whatever the text is, there is an issue.

    Lines are counted from 1; only a line feed ends a line.
    """
    return parse_source(plain_text(text), file)


def parse_source(source_text: SourceText, file: str) -> Issue:
    """Read an issue from what a reader made of its file; whatever that is, there is an issue."""
    lines = set_aside(classify_source(source_text))
    content = [line for line in lines if line.is_content and line.kind != "footnote"]
    contents = parse_contents(content, file)
    announced = AnnouncedTitles(contents.entries)
    numbers = {entry.document_number for entry in contents.entries if entry.document_number}
    front, body = content[: contents.end], unfold(content[contents.end :])
    split = with_footnotes(split_issue(front, body, announced, numbers), lines)
    split = with_facts(split, facts_from(source_text.metadata))
    readings = read_numbers(split.documents, announced, contents.entries)
    titles = [repair_title(source.printed_title) for source in split.documents]
    matched = match_entries([one.number for one in readings], titles, contents.entries)
    print_line = learn_print_line(content)
    read = [
        read_document(source, reading, entry, file, print_line)
        for source, reading, entry in zip(split.documents, readings, matched, strict=True)
    ]
    documents = tuple(
        replace(
            one.document,
            page_starts=page_starts(source_text, one.document.lines),
            machine_read=has_machine_read(source_text, one.document.lines),
        )
        for one in read
    )
    counts, astray = count_lines(lines, split.front, (n for one in read for n in one.lines), body)
    warned = read_warnings(source_text, file)
    diagnostics = [
        *_check_whole(split, content, astray, file, is_explained=_tell_of_more(warned)),
        *reconcile(documents, matched, contents.entries, file),
        *(
            problem
            for document, reading in zip(documents, readings, strict=True)
            for problem in (*check_number(document, reading, file), *check_document(document, file))
        ),
        *warned,
    ]
    diagnostics.sort(key=lambda problem: (problem.line or 0, problem.code))
    info = replace(contents.info, format=source_text.format)
    return Issue(info, contents.entries, documents, counts, tuple(diagnostics))


def _tell_of_more(warned: Iterable[Diagnostic]) -> bool:
    """Whether a file holds what was not read as text: a scan is no empty file."""
    return any(problem.code in ("not-read", "hidden", "text-layer-doubtful") for problem in warned)


def _check_whole(
    split: Split,
    content: Sequence[Line],
    astray: Sequence[int],
    file: str,
    *,
    is_explained: bool,
) -> list[Diagnostic]:
    """What is wrong with the issue as a whole.

    Args:
        split: Its documents.
        content: Its lines of text.
        astray: Lines that belong to nothing.
        file: Its name.
        is_explained: Whether it is said already why there is no text.
    """
    found = []
    if not split.documents and (content or not is_explained):
        reason = "没有找到公文" if content else "文件是空的"
        found.append(Diagnostic("no-documents", reason, file))
    if any(source.reason is None for source in split.documents):
        first = next(source for source in split.documents if source.reason is None)
        message = "没有认出题头，整段收作一件无文号的公文"
        found.append(Diagnostic("head-missing", message, file, first.first))
    for line in split.unclear:
        message = f"“{line.text}”独占一行，旁边没有标题，目录也没有，未当作公文起点"
        found.append(Diagnostic("head-unclear", message, file, line.number))
    if astray:
        message = f"{len(astray)} 行没有归属"
        found.append(Diagnostic("lines-unassigned", message, file, astray[0]))
    return found
