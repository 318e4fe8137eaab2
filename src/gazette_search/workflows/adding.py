"""Adding files to the corpus: each is read, told what it is, copied whole, then indexed."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gazette_search.errors import OutputFileError, SourceFileError, UsageError, system_reason
from gazette_search.search.additions import AddedFile, AddReport, LeftFile
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazette_search.ingestion.formats.recognition.reading import Recogniser
    from gazette_search.ingestion.formats.source_text import SourceText
    from gazette_search.models import Diagnostic, Issue
    from gazette_search.workflows.home import Home

    Progress = Callable[[str, int, int], None]

# Findings of `gsearch check` that concern the reading of one file and not what it prints.
_DOUBTS = frozenset(
    (
        "not-read", "no-documents", "number-unclear", "text-layer-doubtful", "machine-read",
        "private-use", "revisions", "hidden", "amount-doubtful", "recognition-doubtful",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file to add: where it comes from, its path below the corpus, how to get its bytes."""

    source: str
    name: str
    load: Callable[[], bytes]


def add(
    home: Home,
    paths: Sequence[Path],
    *,
    collection: str = "",
    force: bool = False,
    recogniser: Recogniser | None = None,
    on_progress: Progress | None = None,
) -> AddReport:
    """Copy files, the files of folders and those of archives into the corpus, and index them.

    A file that is there already is left; one that cannot be read is never copied.

    Args:
        home: Where the corpus is; it is made when there is none.
        paths: Files and folders.
        collection: Folder of the corpus to put them into, empty for the corpus itself.
        force: Whether a file may take the place of another of the same name.
        recogniser: What recognises pages that are images, None to leave them.
        on_progress: Told (stage, done, total).

    Raises:
        UsageError: A path does not exist, or the collection's name leads out of the corpus.
        OutputFileError: The corpus cannot be written to.
    """
    from gazette_search.workflows.updating import update_index

    candidates, left = _candidates(paths)
    adder = _Adder(home, _folder(collection), recogniser, on_progress, force=force)
    for done, candidate in enumerate(candidates):
        if on_progress:
            on_progress("读取文件", done, len(candidates))
        adder.take(candidate)
    index = update_index(home, on_progress=on_progress) if adder.added else None
    return AddReport(tuple(adder.added), (*left, *adder.left), index)


def _folder(collection: str) -> PurePosixPath:
    folder = PurePosixPath(collection.replace("\\", "/"))
    if folder.is_absolute() or ".." in folder.parts:
        raise UsageError(f"专辑的名字不能指到 corpus 外面：{collection}")
    return folder


def _candidates(paths: Sequence[Path]) -> tuple[list[_Candidate], list[LeftFile]]:
    """All files that are meant, and those that are nothing to read."""
    found: list[_Candidate] = []
    left: list[LeftFile] = []
    for path in paths:
        if path.is_dir():
            _look_into(path, found, left)
        elif path.is_file():
            found += _of_file(path, PurePosixPath(path.name), left)
        else:
            raise UsageError(f"没有这个文件：{path}")
    return found, left


def _look_into(folder: Path, found: list[_Candidate], left: list[LeftFile]) -> None:
    from gazette_search.ingestion.formats.finding import look_through

    lying = look_through(folder)
    for path in lying.sources:
        found += _of_file(path, PurePosixPath(path.relative_to(folder).as_posix()), left)
    for one in lying.passed_over:
        if one.path.suffix.lower() == ".zip":
            name = PurePosixPath(one.path.relative_to(folder).as_posix())
            found += _of_file(one.path, name, left)
        else:
            left.append(LeftFile(str(one.path), one.reason))


def _of_file(path: Path, name: PurePosixPath, left: list[LeftFile]) -> Iterator[_Candidate]:
    """The file itself, or of an archive each member in a folder of the archive's name."""
    from gazette_search.ingestion.formats.archive import members
    from gazette_search.ingestion.formats.detecting import detect
    from gazette_search.ingestion.formats.reading import read_source

    try:
        raw = read_source(path, str(path))
        if detect(raw, str(path)) != "archive":
            yield _Candidate(str(path), str(name), lambda: read_source(path, str(path)))
            return
        for member in members(raw, str(path)):
            place = str(name.with_suffix("") / member.name)
            yield _Candidate(f"{path}（{member.name}）", place, lambda raw=member.raw: raw)  # type: ignore[misc]
    except SourceFileError as problem:
        left.append(LeftFile(str(path), problem.reason))


class _Adder:
    """Takes one file after the other into the corpus."""

    def __init__(
        self,
        home: Home,
        folder: PurePosixPath,
        recogniser: Recogniser | None,
        on_progress: Progress | None,
        *,
        force: bool,
    ) -> None:
        from gazette_search.workflows.kept_texts import KeptTexts

        self._home = home
        self._folder = folder
        self._recogniser = recogniser
        self._on_progress = on_progress
        self._force = force
        if recogniser:  # what is recognised is kept there, before there is an index
            home.index.mkdir(parents=True, exist_ok=True)
        self._kept = KeptTexts(home.index)
        self._held = _hashes(home)
        self._seen = 0  # pages recognised
        self.added: list[AddedFile] = []
        self.left: list[LeftFile] = []

    def take(self, candidate: _Candidate) -> None:
        """Read a file, and put it into the corpus if it can be read."""
        target = self._home.corpus / self._folder / candidate.name
        file = self._home.name_of(target)
        try:
            raw = candidate.load()
            digest = sha256(raw).hexdigest()
            if digest in self._held:
                self._leave(candidate, f"库中已有同样的文件 {self._held[digest]}")
            elif target.exists() and not self._force:
                self._leave(candidate, f"{file} 已有而内容不同；要替换请加 --force")
            else:
                added = self._read(raw, digest, file, candidate.source)
                _write(target, raw)
                self._held[digest] = file
                self.added.append(added)
        except SourceFileError as problem:
            self._leave(candidate, problem.reason)

    def _read(self, raw: bytes, digest: str, file: str, source: str) -> AddedFile:
        from gazette_search.ingestion.formats.recognition.pages import unread_pages
        from gazette_search.ingestion.pipeline import parse_source

        text = self._kept.read(raw, digest, file)
        if unread := unread_pages(text):
            if self._recogniser:
                text = self._recognised(raw, digest, file, unread, self._recogniser)
            elif text.format == "image":
                raise SourceFileError(file, "是图像，没有文字；要识别请加 --ocr")
        issue = parse_source(text, file)
        return AddedFile(
            file, source, text.format, issue.info, len(issue.documents), text.pages, _doubts(issue)
        )

    def _recognised(
        self, raw: bytes, digest: str, file: str, numbers: list[int], recogniser: Recogniser
    ) -> SourceText:
        """The text of a file once its images are recognised."""
        from gazette_search.workflows.recognising import RECOGNISING, recognise

        def told(done: int) -> None:
            if self._on_progress:
                self._on_progress(RECOGNISING, self._seen + done, self._seen + len(numbers))

        recognise(raw, digest, file, tuple(numbers), self._kept, recogniser, told)
        self._seen += len(numbers)
        return self._kept.read(raw, digest, file)

    def _leave(self, candidate: _Candidate, reason: str) -> None:
        self.left.append(LeftFile(candidate.source, reason))


def _hashes(home: Home) -> dict[str, str]:
    """Files of the corpus by what they hold."""
    from gazette_search.index.files import digest
    from gazette_search.ingestion.formats.finding import find_sources

    return {digest(path): home.name_of(path) for path in find_sources(home.corpus)}


def _doubts(issue: Issue) -> tuple[str, ...]:
    def told(problem: Diagnostic) -> str:
        line = f"第 {problem.line} 行" if problem.line and issue.info.format == "text" else ""
        return line + problem.message

    return tuple(told(problem) for problem in issue.diagnostics if problem.code in _DOUBTS)


def _write(target: Path, raw: bytes) -> None:
    """Put a file in its place in one step: the corpus never holds a part of it."""
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(raw)
        aside.replace(target)
    except OSError as problem:
        raise OutputFileError(str(target), f"写不进去（{system_reason(problem)}）") from problem
    finally:
        aside.unlink(missing_ok=True)
