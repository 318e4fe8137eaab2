"""Recognising what only images tell, file by file and page by page, before an index is updated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.search.reports import SkippedFile
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gazette_search.ingestion.formats.recognition.reading import Recogniser
    from gazette_search.workflows.kept_texts import KeptTexts
    from gazette_search.workflows.surveying import Corpus

    Progress = Callable[[str, int, int], None]

RECOGNISING = "识别图像"


@dataclass(frozen=True, slots=True)
class _Scan:
    """A file with pages that only their images tell.

    Attributes:
        path: Where it is.
        file: Its name.
        sha256: Of what it holds.
        numbers: Of the pages to recognise.
        goes_on: Whether others were seen before a stop, and stand in no text yet.
    """

    path: Path
    file: str
    sha256: str
    numbers: tuple[int, ...]
    goes_on: bool


def recognise_corpus(
    corpus: Corpus, texts: KeptTexts, recogniser: Recogniser, on_progress: Progress | None
) -> set[str]:
    """Recognise all pages of a corpus that were not recognised before.

    Args:
        corpus: Its files; what could not be recognised is noted there as not read.
        texts: Where what is seen is kept; a stop loses no page that was done.
        recogniser: What recognises.
        on_progress: Told (stage, pages done, pages in all).

    Returns:
        The files of which more is known now.
    """
    scans = _scans(corpus.paths, corpus.hashes, texts)
    total, done = sum(len(scan.numbers) for scan in scans), 0
    again: set[str] = set()
    for scan in scans:
        texts.forget(scan.sha256)
        raw = scan.path.read_bytes()

        def told(pages: int, before: int = done) -> None:
            if on_progress:
                on_progress(RECOGNISING, before + pages, total)

        failed = recognise(raw, scan.sha256, scan.file, scan.numbers, texts, recogniser, told)
        if scan.goes_on or len(failed) < len(scan.numbers):
            again.add(scan.file)
        if failed:
            corpus.passed_over.append(SkippedFile(scan.file, "；".join(failed[:3])))
        done += len(scan.numbers)
    return again


def recognise(
    raw: bytes,
    sha256: str,
    file: str,
    numbers: tuple[int, ...],
    texts: KeptTexts,
    recogniser: Recogniser,
    told: Callable[[int], None],
) -> list[str]:
    """Recognise pages of a file and keep what is seen.

    Args:
        raw: What the file holds.
        sha256: Of that.
        file: Its name for messages.
        numbers: Of the pages.
        texts: Where what is seen is kept.
        recogniser: What recognises.
        told: Told how many pages are done, before each.

    Returns:
        Why pages could not be recognised.
    """
    from gazette_search.ingestion.formats.detecting import detect

    kind = detect(raw, file)
    failed = []
    for done, number in enumerate(numbers):
        told(done)
        try:
            texts.pages.keep(sha256, recogniser.see(raw, kind, number))  # type: ignore[arg-type]
        except SourceFileError as problem:
            failed.append(problem.reason)
    texts.forget(sha256)
    return failed


def _scans(paths: Mapping[str, Path], hashes: Mapping[str, str], texts: KeptTexts) -> list[_Scan]:
    """The files of a corpus that have something to recognise; what cannot be read has nothing."""
    from gazette_search.ingestion.formats.recognition.pages import unread_pages

    scans = []
    for file, path in sorted(paths.items()):
        try:
            text = texts.find(hashes[file]) or texts.read(path.read_bytes(), hashes[file], file)
        except (SourceFileError, OSError):
            continue  # the update will tell
        if unread := unread_pages(text):
            seen = texts.pages.find(hashes[file])
            numbers = tuple(number for number in unread if number not in seen)
            scans.append(_Scan(path, file, hashes[file], numbers, len(numbers) < len(unread)))
    return scans
