"""Making vectors: a step of its own, for it takes hours where indexing takes seconds.

What is made is appended to a log at once, so that a kill loses nothing; the index learns of it
every few minutes, at the end, and when the work is interrupted. Other writers wait for that moment
only: issues can be added meanwhile, and searches use what is there.
"""

from __future__ import annotations

import gc
import time
from contextlib import closing
from typing import TYPE_CHECKING

from gazette_search.index.building import Builder
from gazette_search.index.fingerprint import fingerprint
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.vector_log import (
    VectorLog,
    VectorWriter,
    create_log,
    embedding_lock,
    log_path,
)
from gazette_search.meaning.quantising import mean_of
from gazette_search.meaning.stretches import stretches
from gazette_search.search.reports import EmbedReport
from gazette_search.values import dataclass
from gazette_search.workflows.home import require_local
from gazette_search.workflows.opening import open_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from gazette_search.meaning.embedder import Embedder
    from gazette_search.workflows.home import Home

    Progress = Callable[[str, int, int], None]

# The index learns of new vectors so often: at 4,400 documents that takes a second.
PUBLISH_EVERY = 300.0  # seconds
# The mean is taken of so many texts from all over the corpus; see meaning.quantising.
SAMPLE = 64
STAGE = "计算向量"


def embed(
    home: Home,
    embedder: Embedder,
    *,
    wait: float = 60.0,
    on_progress: Progress | None = None,
) -> EmbedReport:
    """Give every stretch of text in the index a vector, the newest documents first.

    Args:
        home: Where corpus and index are.
        embedder: Makes the vectors.
        wait: Seconds to wait for another writer of the index when there is something to publish.
        on_progress: Told (stage, done, total).

    Raises:
        IndexLockedError: When another process makes vectors, or writes for longer than `wait`.
        EmbedderError: When the model does not answer; what was made before is kept.
        UsageError: When the index lies on a cluster.
    """
    require_local(home, "还不能按意思查找")
    gc.enable()  # it was off since the start: see __main__
    started = time.monotonic()
    log = log_path(home.index, embedder.model)
    made = 0
    with embedding_lock(home.index):
        state = _survey(home, log, on_progress)
        while state.texts:
            publish_at = time.monotonic() + PUBLISH_EVERY
            total = made + len(state.texts)
            try:
                with closing(_make(log, embedder, state.texts)) as written:
                    for _ in written:
                        made += 1
                        if on_progress:
                            on_progress(STAGE, made, total)
                        if time.monotonic() > publish_at:
                            break
            finally:
                _publish(home, wait)
            state = _survey(home, log, on_progress)
        if not state.published:  # a kill came between
            _publish(home, wait)
            state = _survey(home, log, on_progress)
    return EmbedReport(
        model=embedder.model,
        made=made,
        stretches=state.stretches,
        seconds=round(time.monotonic() - started, 3),
        generation=state.generation,
    )


@dataclass(frozen=True, slots=True)
class _State:
    """What there is to do.

    Attributes:
        texts: Those without a vector by their key, of the newest documents first.
        stretches: All of them.
        published: Whether the index knows of every vector there is.
    """

    texts: dict[bytes, str]
    stretches: int
    published: bool
    generation: str


def _survey(home: Home, log: Path, on_progress: Progress | None) -> _State:
    known: set[bytes] = set()
    if log.exists():
        with closing(VectorLog(log)) as vectors:
            known.update(key for _, key, _ in vectors.records())
    texts: dict[bytes, str] = {}
    total = 0
    with open_snapshot(home, on_progress) as opened:
        snapshot = opened.snapshot
        dates = snapshot.catalog.dates
        for ordinal in sorted(range(len(dates)), key=dates.__getitem__, reverse=True):
            for stretch in stretches(snapshot.document(ordinal).blocks):
                total += 1
                if stretch.key not in known:
                    texts[stretch.key] = stretch.text
        laid_out = snapshot.vectors(log)
    published = laid_out is not None and (bool(texts) or not laid_out.waiting)
    return _State(texts, total, published, opened.state.generation)


def _make(log: Path, embedder: Embedder, texts: dict[bytes, str]) -> Generator[bytes, None, None]:
    """Make and write vectors; gives the key of each that is written."""
    keys = [*texts]
    if keys and not log.exists():
        sample = keys[:: max(1, len(keys) // SAMPLE)][:SAMPLE]
        vectors = embedder.passages([texts[key] for key in sample])
        create_log(log, embedder.model, mean_of(vectors))
        with closing(VectorWriter(log)) as writer:
            for key, vector in zip(sample, vectors, strict=True):
                writer.append(key, vector)
                yield key
        keys = [key for key in keys if key not in sample]
    if not keys:
        return
    with closing(VectorWriter(log)) as writer:
        for first in range(0, len(keys), embedder.at_once):
            batch = keys[first : first + embedder.at_once]
            vectors = embedder.passages([texts[key] for key in batch])
            for key, vector in zip(batch, vectors, strict=True):
                writer.append(key, vector)
                yield key


def _publish(home: Home, wait: float) -> None:
    """Make a generation that knows of the vectors; else the same as the current one."""
    directory = IndexDirectory(home.index)
    with directory.lock(wait):
        manifest = directory.current()
        if manifest is None or manifest.fingerprint != fingerprint():
            return  # whoever brings it up to date will say
        builder = Builder(directory, manifest)
        try:
            builder.finish(fingerprint(), [], {source.file for source in manifest.sources})
        finally:
            builder.discard()
