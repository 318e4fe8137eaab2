"""Opening the index for reading, building it first when there is none."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from gazette_search.errors import IndexDamagedError, IndexMissingError
from gazette_search.index.fingerprint import fingerprint
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.snapshot import Snapshot
from gazette_search.search.results import IndexState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazette_search.index.manifest import Manifest
    from gazette_search.workflows.home import Home

    Progress = Callable[[str, int, int], None]


Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Opened:
    """A snapshot and how it stands to the corpus."""

    snapshot: Snapshot
    state: IndexState


@contextmanager
def open_snapshot(home: Home, on_progress: Progress | None = None) -> Iterator[Opened]:
    """The current generation for the time of a `with` block.

    Raises:
        IndexMissingError: When there is no index and no corpus to build it from.
        IndexDamagedError: When the index is not what its manifest says.
    """
    directory = IndexDirectory(home.index)
    manifest = directory.current()
    if manifest is None or manifest.fingerprint != fingerprint():
        manifest = _build(home, directory, on_progress)
    snapshot = Snapshot(directory, manifest)
    try:
        state = IndexState(manifest.generation, manifest.updated, _changes(home, manifest))
        yield Opened(snapshot, state)
    finally:
        snapshot.close()


def answered(
    home: Home, on_progress: Progress | None, answer: Callable[[Opened], Answer]
) -> Answer:
    """An answer from the current generation, from the next when that was swept away meanwhile.

    Two updates in the time of one search sweep its generation away; the next one is whole. Damage
    that is real is found again.
    """
    try:
        with open_snapshot(home, on_progress) as opened:
            return answer(opened)
    except IndexDamagedError:
        with open_snapshot(home, on_progress) as opened:
            return answer(opened)


def _build(home: Home, directory: IndexDirectory, on_progress: Progress | None) -> Manifest:
    """The first search builds the index, also the first after this program was updated.

    Of two at once the second waits for the first.
    """
    from gazette_search.workflows.indexing import bring_up_to_date

    if not home.corpus.is_dir() and directory.exists():
        raise IndexMissingError(
            f"{home.index} 里的索引是另一版本的程序建立的，又没有 corpus 目录可以重建。"
            f"请把公报文本放进 {home.corpus}"
        )
    if not home.corpus.is_dir():
        raise IndexMissingError(
            f"{home.path} 里没有索引，也没有 corpus 目录。请把公报文本放进 {home.corpus}"
        )
    bring_up_to_date(home, wait=600.0, on_progress=on_progress)
    manifest = directory.current()
    if manifest is None:
        raise IndexMissingError(f"{home.corpus} 里没有可以读的公报，没有建立索引")
    return manifest


def _changes(home: Home, manifest: Manifest) -> int:
    """Issue files added, changed or removed since, judged by size and time: no file is read."""
    if not home.corpus.is_dir():
        return 0
    from gazette_search.ingestion.formats.text import find_sources

    held = {source.file: (source.size, source.modified) for source in manifest.sources}
    found = {}
    for path in find_sources(home.corpus):
        with suppress(FileNotFoundError):  # removed since it was found
            status = path.stat()
            found[home.name_of(path)] = (status.st_size, status.st_mtime_ns)
    return len({file for file, _ in held.items() ^ found.items()})
