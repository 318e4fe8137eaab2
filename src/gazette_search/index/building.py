"""Building a generation: what is new is written, what is unchanged is linked."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from gazette_search.analysis.dictionary import merged
from gazette_search.index import catalog as catalogs
from gazette_search.index import manifest as manifests
from gazette_search.index.catalog import CATALOG, CatalogPart
from gazette_search.index.codecs import inflate
from gazette_search.index.files import digest, write_synced
from gazette_search.index.manifest import MANIFEST, MANIFEST_SUM, Manifest, Segment, Source
from gazette_search.index.snapshot import DICTIONARY, SEGMENTS, Snapshot
from gazette_search.index.vector_log import DIRECTORY as VECTORS
from gazette_search.index.verification import write_stamps
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from gazette_search.index.generations import IndexDirectory
    from gazette_search.index.manifest import Refused
    from gazette_search.index.writing import WrittenPart


class Builder:
    """A generation in the making, aside from those that are read.

    Args:
        directory: The index; its lock must be held.
        old: The generation to carry over from, None to carry nothing.
    """

    def __init__(self, directory: IndexDirectory, old: Manifest | None) -> None:
        self._directory = directory
        self._old = old
        self._held = Snapshot(directory, old) if old else None
        self._kept: list[Source] = []
        self.aside = directory.begin()

    def finish(
        self,
        fingerprint: str,
        written: Sequence[WrittenPart],
        keep: Collection[str],
        refused: Iterable[Refused] = (),
        replaced: Iterable[str] = (),
    ) -> Manifest:
        """Complete the generation and make it the current one.

        Args:
            fingerprint: Of the program that wrote the parts.
            written: What was indexed anew.
            keep: Issue files whose documents stay as they are in the old generation.
            refused: Files that cannot be read.
            replaced: Fingerprints of the programs whose indexes this one takes the place of.
        """
        self._kept = [s for s in self._old.sources if s.file in keep] if self._old else []
        segments = self._live_segments()
        carried = self._carry(segments)
        parts = [*self._kept_parts(), *(part for one in written for part in one.catalog)]
        write_synced(self.aside / CATALOG, catalogs.catalog_to_json(catalogs.assemble(parts)))
        sources = [*self._kept, *(source for one in written for source in one.sources)]
        lines = "".join(f"{line}\n" for line in self._dictionary(written))
        write_synced(self.aside / DICTIONARY, lines.encode())
        self._lay_out_vectors(parts)
        write_stamps(self.aside)
        draft = Manifest(
            generation="",
            updated=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            fingerprint=fingerprint,
            sources=tuple(sorted(sources, key=lambda source: source.file)),
            segments=(*segments, *(one.segment for one in written if one.segment.documents)),
            files=tuple(sorted(self._digests(carried).items())),
            refused=tuple(sorted(refused, key=lambda bad: bad.file)),
            replaced=tuple(replaced),
        )
        return self._promote(draft)

    def discard(self) -> None:
        """Leave nothing behind of a generation that was not promoted."""
        self._directory.discard(self.aside)

    def _live_segments(self) -> list[Segment]:
        live = {(source.file, source.sha256) for source in self._kept}
        old = self._old.segments if self._old else ()
        return [
            segment
            for segment in old
            if any((run.file, run.sha256) in live for run in segment.runs)
        ]

    def _carry(self, segments: Iterable[Segment]) -> dict[str, str]:
        """Link the files that stay; their bytes are never written again."""
        if not self._old:
            return {}
        roots = tuple(f"{SEGMENTS}/{segment.name}/" for segment in segments)
        stores = {path for source in self._kept for path in (source.store, source.words)}
        carried = {
            path: sha256
            for path, sha256 in self._old.files
            if path in stores or path.startswith(roots)
        }
        for path in carried:
            _link(self._directory.path / self._old.generation / path, self.aside / path)
        return carried

    def _dictionary(self, written: Sequence[WrittenPart]) -> list[str]:
        """Lines for the words that stand in any issue held, as a rebuild would write them."""
        new = _new_dictionaries(self.aside, written)
        return merged(itertools.chain(self._old_dictionaries(), new))

    def _old_dictionaries(self) -> Iterator[list[str]]:
        if not self._held:
            return
        if len(self._kept) == len(self._held.manifest.sources):
            # No issue is gone, so no word is: those of 500 issues are not gathered to add one.
            yield self._held.dictionary.lines()
        else:
            for source in self._kept:
                yield self._held.words(source)

    def held_parts(self) -> list[CatalogPart]:
        """Catalog rows of the generation that is carried over from."""
        return [*catalogs.parts_of(self._held.catalog)] if self._held else []

    def _kept_parts(self) -> list[CatalogPart]:
        kept = {source.file for source in self._kept}
        return [part for part in self.held_parts() if part.issue.file in kept]

    def _lay_out_vectors(self, parts: Sequence[CatalogPart]) -> None:
        """Say where the vectors of these documents are, when any were ever made."""
        if (self._directory.path / VECTORS).is_dir():
            from gazette_search.index.vector_layout import known_places, lay_out_all

            kept = {source.file for source in self._kept}
            known = known_places(self._directory.path, self._held, kept) if self._held else {}
            lay_out_all(self._directory.path, self.aside, parts, known)

    def _digests(self, carried: dict[str, str]) -> dict[str, str]:
        """SHA-256 of every file aside, each forced to the disk when it is new."""
        digests = {}
        for path in sorted(self.aside.rglob("*")):
            name = path.relative_to(self.aside).as_posix()
            if path.is_dir():
                SYSTEM.sync_names(path)
            elif name in carried:
                digests[name] = carried[name]
            else:
                SYSTEM.sync(path)
                digests[name] = digest(path)
        return digests

    def _promote(self, draft: Manifest) -> Manifest:
        mark = hashlib.sha256(repr((draft.fingerprint, draft.files)).encode()).hexdigest()
        manifest = replace(draft, generation=self._directory.next_name(mark))
        content = manifests.to_json(manifest)
        write_synced(self.aside / MANIFEST, content)
        own_sum = manifests.sum_of(hashlib.sha256(content).hexdigest())
        write_synced(self.aside / MANIFEST_SUM, own_sum)
        SYSTEM.sync_names(self.aside)
        self._directory.promote(self.aside, manifest.generation, content)
        return manifest


def _new_dictionaries(aside: Path, written: Iterable[WrittenPart]) -> Iterator[list[str]]:
    for source in itertools.chain.from_iterable(part.sources for part in written):
        yield inflate((aside / source.words).read_bytes()).decode().splitlines()


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links, or a colleague's file
        shutil.copyfile(source, target)
        SYSTEM.sync(target)
