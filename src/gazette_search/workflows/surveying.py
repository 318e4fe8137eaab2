"""Looking at the corpus and the index before anything is written: what is there, what is to do."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from gazette_search.errors import (
    IndexDamagedError,
    IndexForeignError,
    IndexMissingError,
    SourceFileError,
    system_reason,
)
from gazette_search.index.files import digest
from gazette_search.index.planning import Plan, plan
from gazette_search.ingestion.formats.finding import look_through
from gazette_search.search.reports import FailedFile, SkippedFile
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gazette_search.index.generations import IndexDirectory
    from gazette_search.index.manifest import Manifest
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.kept_texts import KeptTexts

Stamp = tuple[int, int]  # size in bytes, modification time in nanoseconds


@dataclass(slots=True)
class Corpus:
    """The issue files as they lie there, by name.

    Attributes:
        paths: Where each is.
        stamps: Size and time of each; a hint that saves hashing.
        hashes: SHA-256 of each that can be read, else the one that the index has of it.
        failed: Those that the system does not let be read.
        passed_over: What else lies there and is not read.
        left_out: Files that were read and are not indexed all the same, with the reason: notes
            without a document, copies of an issue that is taken from another file.
    """

    paths: dict[str, Path] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    failed: list[FailedFile] = field(default_factory=list)
    passed_over: list[SkippedFile] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Survey:
    """What was found before anything is written.

    Attributes:
        old: The current generation, None when there is none or it cannot be trusted.
        held: Documents by issue file in the index, as far as anything tells.
        corpus: The issue files.
        plan: What is to do.
    """

    old: Manifest | None
    held: Mapping[str, int]
    corpus: Corpus
    plan: Plan


def survey(home: Home, directory: IndexDirectory, fingerprint: str, *, rebuild: bool) -> Survey:
    """Look at everything.

    Args:
        home: Where corpus and index are.
        directory: The index.
        fingerprint: Of this program.
        rebuild: Whether everything is to be read anew.

    Raises:
        IndexForeignError: When another version of the program wrote the index in a format of its
            own, unless it is to be replaced.
        IndexUnreadableError: When the system does not let the index be read.
    """
    from gazette_search.index.recovery import claimed
    from gazette_search.index.verification import verify

    old, damage = None, ""
    try:
        old = directory.current()
        if old and old.fingerprint == fingerprint:  # else nothing of it will be built upon
            verify(directory, old, trust_stamps=True)
    except IndexDamagedError as problem:
        damage = f"旧索引损坏（{problem.place} {problem.reason}）"
    except IndexForeignError:
        if not rebuild:
            raise
    if old is None and not damage and directory.generations():
        damage = "旧索引损坏（CURRENT 不见了）"
    held = {s.file: s.documents for s in old.sources} if old else claimed(directory)
    corpus = look_at_corpus(home, old)
    todo = plan(old, corpus.hashes, fingerprint, rebuild=rebuild, damage=damage)
    return Survey(old, held, corpus, todo)


def look_at_corpus(home: Home, known: Manifest | None, *, trust_stamps: bool = False) -> Corpus:
    """Find the issue files and tell their contents by hash.

    Args:
        home: Where they are.
        known: A generation that may know them.
        trust_stamps: Whether a file as large and as old as the generation knows it is not read.
    """
    seen: dict[tuple[str, int, int], str] = {}
    if known and trust_stamps:
        seen = {(bad.file, bad.size, bad.modified): bad.sha256 for bad in known.refused}
        seen |= {(one.file, one.size, one.modified): one.sha256 for one in known.sources}
    held = {source.file: source.sha256 for source in known.sources} if known else {}
    lying = look_through(home.corpus)
    corpus = Corpus(
        passed_over=[SkippedFile(home.name_of(one.path), one.reason) for one in lying.passed_over]
    )
    found = {home.name_of(path): path for path in lying.sources}
    closed = {one.path for one in lying.passed_over}
    # What a folder that cannot be opened hides is not gone: each is asked for by its own name.
    for name in sorted(found.keys() | held.keys()):
        path = found.get(name) or home.path / name
        try:
            status = path.stat()
            if name not in found and path.parent not in closed:
                continue
            stamp = status.st_size, status.st_mtime_ns
            corpus.hashes[name] = seen.get((name, *stamp)) or digest(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as problem:
            corpus.failed.append(FailedFile(name, f"读不出来（{system_reason(problem)}）"))
            if name in held:
                corpus.hashes[name] = held[name]
        else:
            corpus.stamps[name] = stamp
        corpus.paths[name] = path
    return corpus


def require_gazette(home: Home, most: int | None = None, texts: KeptTexts | None = None) -> None:
    """Stop before an index is begun where there is nothing to be found.

    Many a project has a folder of the name corpus.

    Args:
        home: Where the files would be.
        most: Files that a search tries, for it must not read a stranger's thousands; None tries
            all, and files that cannot be read are left to the update, which names each.
        texts: What is kept of files, None to read them.

    Raises:
        IndexMissingError: None of them holds a document of a gazette.
    """
    from gazette_search.ingestion.belonging import WITHOUT, belongs, why_left_out
    from gazette_search.ingestion.pipeline import read_issue
    from gazette_search.workflows.kept_texts import read_whole

    lying = look_through(home.corpus)
    unread = [f"{one.path.name}：{one.reason}" for one in lying.passed_over]
    for path in lying.sources[:most]:
        try:
            name = path.name
            issue = read_whole(path, name, texts)[1] if texts else read_issue(path, name)
            if belongs(issue):
                return
            if (why := why_left_out(issue)) != WITHOUT:
                unread.append(f"{name}：{why}")
        except SourceFileError as problem:
            if most is None:
                return
            unread.append(str(problem))
    message = (
        f"{home.corpus} 里没有公报，没有建立索引。请把公报放进去，或用 --home 指明放公报的目录"
    )
    if unread:
        message += f"。有 {len(unread)} 个文件没有读，如 {unread[0]}"
    raise IndexMissingError(message)


def restamped(manifest: Manifest, corpus: Corpus) -> Manifest:
    """The generation with the sizes and times that its files have now.

    A copy, a checkout or a restored backup changes times and no content; until they are known,
    every search would have to read the files to see that.
    """

    def stamped(file: str, sha256: str, before: Stamp) -> Stamp:
        is_same = corpus.hashes.get(file) == sha256
        return corpus.stamps.get(file, before) if is_same else before

    sources, refused = [], []
    for source in manifest.sources:
        size, modified = stamped(source.file, source.sha256, (source.size, source.modified))
        sources.append(replace(source, size=size, modified=modified))
    for bad in manifest.refused:
        if corpus.hashes.get(bad.file) == bad.sha256:
            size, modified = stamped(bad.file, bad.sha256, (bad.size, bad.modified))
            refused.append(replace(bad, size=size, modified=modified))
    return replace(manifest, sources=tuple(sources), refused=tuple(refused))
