"""Opening the index for reading, building it first when there is none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from gazette_search.errors import (
    ClusterError,
    IndexDamagedError,
    IndexForeignError,
    IndexMissingError,
    OutputFileError,
    UsageError,
)
from gazette_search.index.fingerprint import fingerprint, same_form
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.local.engine import LocalIndex
from gazette_search.index.snapshot import Snapshot
from gazette_search.search.results import IndexState
from gazette_search.values import dataclass
from gazette_search.workflows.home import has_cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazette_search.index.manifest import Manifest
    from gazette_search.index.reading import SearchIndex
    from gazette_search.workflows.home import Home

    Progress = Callable[[str, int, int], None]


Answer = TypeVar("Answer")
TRIED = 50  # files of a corpus that a search looks into before it takes it for a gazette's
PATIENCE = 600.0  # seconds that a search waits for another that builds the index


@dataclass(frozen=True, slots=True)
class Opened:
    """An index and how it stands to the corpus."""

    index: SearchIndex
    state: IndexState


@dataclass(frozen=True, slots=True)
class OpenedSnapshot:
    """A generation on this machine and how it stands to the corpus."""

    snapshot: Snapshot
    state: IndexState


@contextmanager
def open_index(home: Home, on_progress: Progress | None = None) -> Iterator[Opened]:
    """The index of a home, of whatever engine, for the time of a `with` block.

    Raises:
        IndexMissingError: When there is no index and no corpus to build it from.
        IndexDamagedError: When the index is not what its manifest says.
        IndexForeignError: When another version of the program has it and this one cannot read it.
        IndexUnreadableError: When the system does not let it be read.
    """
    if has_cluster(home):
        from gazette_search.workflows.cluster_opening import open_cluster

        with open_cluster(home) as (cluster_index, state):
            yield Opened(cluster_index, state)
        return
    with open_snapshot(home, on_progress) as opened:
        yield Opened(LocalIndex(opened.snapshot), opened.state)


@contextmanager
def open_snapshot(home: Home, on_progress: Progress | None = None) -> Iterator[OpenedSnapshot]:
    """The current generation for the time of a `with` block.

    Raises:
        IndexMissingError: When there is no index and no corpus to build it from.
        IndexDamagedError: When the index is not what its manifest says.
        IndexForeignError: When another version of the program has it and this one cannot read it.
        IndexUnreadableError: When the system does not let it be read.
    """
    from gazette_search.workflows.staleness import changes_since

    directory = IndexDirectory(home.index)
    manifest, notes = _current(home, directory, on_progress)
    snapshot = Snapshot(directory, manifest)
    try:
        changes, told = changes_since(home, manifest)
        notes = (*notes, told) if told else notes
        state = IndexState(manifest.generation, manifest.updated, changes, notes)
        yield OpenedSnapshot(snapshot, state)
    finally:
        snapshot.close()


def answered(
    home: Home, on_progress: Progress | None, answer: Callable[[Opened], Answer]
) -> Answer:
    """An answer from the current generation, from the next when that was swept away meanwhile.

    Two updates in the time of one search sweep its generation away; the next one is whole. However
    often that happens, the search starts over; what is damaged in the generation that `CURRENT`
    still names is damaged indeed.
    """
    tried = ""
    while True:
        try:
            with open_index(home, on_progress) as opened:
                tried = opened.state.generation
                return answer(opened)
        except (IndexDamagedError, ClusterError):
            now = _current_generation(home)
            if now in ("", tried):
                raise
            tried = now


def _current_generation(home: Home) -> str:
    """The name of the generation that is current now, "" where there is none."""
    if has_cluster(home):
        from gazette_search.workflows.cluster_opening import current_on_cluster

        return current_on_cluster(home)
    manifest = IndexDirectory(home.index).current()
    return manifest.generation if manifest else ""


def _current(
    home: Home, directory: IndexDirectory, on_progress: Progress | None
) -> tuple[Manifest, tuple[str, ...]]:
    """The generation to search, and what there is to say of it."""
    notes: tuple[str, ...] = ()
    manifest = directory.current()
    if manifest is None and directory.generations():
        manifest, notes = _found_again(directory)
    if manifest is None:
        return _built(home, directory, on_progress)
    mine = fingerprint()
    if manifest.fingerprint == mine:
        return manifest, notes
    refusal = "本版本不来回重建"
    if mine not in manifest.replaced:
        try:
            return _built(home, directory, on_progress)
        except (IndexMissingError, OutputFileError, UsageError) as problem:
            refusal = f"本版本没有能重建它（{problem}）"
    if not same_form(manifest.fingerprint, mine):
        raise IndexForeignError(f"索引是另一版本的 gsearch 建立的，{refusal}")
    return manifest, (*notes, f"索引是另一版本的 gsearch 建立的，结果按那一版本；{refusal}")


def _found_again(directory: IndexDirectory) -> tuple[Manifest | None, tuple[str, ...]]:
    """The newest whole generation, when `CURRENT` is gone."""
    from gazette_search.index.recovery import recover

    with directory.lock(PATIENCE):
        recovery = recover(directory)
        manifest = directory.current()
    if recovery is None:
        return manifest, ()
    return manifest, (f"{recovery.damage}，已找回索引 {recovery.manifest.generation}",)


def _built(
    home: Home, directory: IndexDirectory, on_progress: Progress | None
) -> tuple[Manifest, tuple[str, ...]]:
    """The first search builds the index, also the first after this program was updated.

    Of two at once the second waits for the first.
    """
    from gazette_search.workflows.indexing import bring_up_to_date
    from gazette_search.workflows.stopping import told_when_stopped
    from gazette_search.workflows.surveying import require_gazette

    if not home.corpus.is_dir():
        raise IndexMissingError(
            f"{home.path} 里没有可用的索引，也没有 corpus 目录。请把公报文本放进 {home.corpus}"
        )
    with told_when_stopped(home):
        if not directory.generations():
            require_gazette(home, most=TRIED)
        report = bring_up_to_date(home, wait=PATIENCE, on_progress=on_progress)
    manifest = directory.current()
    if manifest is None:
        raise IndexMissingError(f"{home.corpus} 里没有可以读的公报，没有建立索引")
    return manifest, tuple(f"没有编进索引：{bad.file}：{bad.message}" for bad in report.failed)
