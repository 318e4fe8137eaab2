"""What an update has to do: a pure comparison of what is indexed with what is in the corpus."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from gazette_search.index.manifest import Manifest

# Each segment costs a query 2 ms: 528 documents answered in 0.235 s from one, in 0.30 s from 32.
MOST_SEGMENTS = 10
# So that those that were gathered last are not gathered again at once.
LEAST_GATHERED = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """Issue files by what happened to them since the last generation, each ascending.

    Attributes:
        gathered: Those of the unchanged that are read all the same, so that many small segments
            become one.
        refused: Those whose very bytes could not be read before; they are not tried again.
        rebuild: Why everything is read anew, empty when it is not.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    gathered: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    rebuild: str = ""

    @property
    def to_read(self) -> tuple[str, ...]:
        """Files to read."""
        rest = self.unchanged if self.rebuild else self.gathered
        return tuple(sorted((*self.added, *self.changed, *rest)))

    def reading_again(self, files: Collection[str]) -> Plan:
        """The plan that reads some files though their bytes did not change: their text did."""
        return replace(
            self,
            added=tuple(sorted({*self.added, *(file for file in self.refused if file in files)})),
            changed=tuple(
                sorted({*self.changed, *(file for file in self.unchanged if file in files)})
            ),
            unchanged=tuple(file for file in self.unchanged if file not in files),
            gathered=tuple(file for file in self.gathered if file not in files),
            refused=tuple(file for file in self.refused if file not in files),
        )

    @property
    def nothing_to_do(self) -> bool:
        """Whether the index is up to date."""
        return not (self.differs or self.rebuild)

    @property
    def differs(self) -> int:
        """How many files an update would add, change or remove."""
        return len(self.added) + len(self.changed) + len(self.removed)


def plan(
    manifest: Manifest | None,
    found: Mapping[str, str],
    fingerprint: str,
    *,
    rebuild: bool = False,
    damage: str = "",
) -> Plan:
    """Compare.

    Args:
        manifest: Of the current generation, None when there is none.
        found: SHA-256 of each file in the corpus, by its path below the home.
        fingerprint: Of this program's analysis and schema.
        rebuild: Whether the user asked for everything to be read anew.
        damage: What is broken in the index there is, empty when it is whole.
    """
    held = {source.file: source.sha256 for source in manifest.sources} if manifest else {}
    reason = damage
    if not reason and rebuild:
        reason = "按要求重建"
    if not reason and manifest and manifest.fingerprint != fingerprint:
        reason = "程序已更新"
    refused = _still_refused(manifest, found, held) if manifest and not reason else set()
    passed = {file for file in found if (file, found[file]) in refused}
    both = (found.keys() & held.keys()) - passed
    added = tuple(sorted(found.keys() - held.keys() - passed))
    changed = tuple(sorted(f for f in both if found[f] != held[f]))
    unchanged = tuple(sorted(f for f in both if found[f] == held[f]))
    grows = manifest and not reason and (added or changed)
    return Plan(
        added=added,
        changed=changed,
        removed=tuple(sorted(held.keys() - found.keys())),
        unchanged=unchanged,
        gathered=_gathered(manifest, set(unchanged)) if manifest and grows else (),
        refused=tuple(sorted(passed)),
        rebuild=reason,
    )


def _still_refused(
    manifest: Manifest, found: Mapping[str, str], held: Mapping[str, str]
) -> set[tuple[str, str]]:
    """Files with the hashes that need not be read again: what speaks against them stands."""
    return {
        (bad.file, bad.sha256)
        for bad in manifest.refused
        if not bad.twin or found.get(bad.twin) == held.get(bad.twin, "")
    }


def loses_most(held: Collection[str], left: Collection[str]) -> bool:
    """Whether more than half of the issues held would be gone: a wrong directory, most likely."""
    return 2 * sum(file not in left for file in held) > len(held)


def _gathered(manifest: Manifest, unchanged: set[str]) -> tuple[str, ...]:
    """The files of the smallest segments when there are too many of these.

    The policy is that of a log-structured merge: a segment goes with the smaller ones while it is
    no larger than these together, so that a document is written anew only so many times as its
    segment doubles.
    """
    if len(manifest.segments) < MOST_SEGMENTS:
        return ()
    live = {(s.file, s.sha256): s.documents for s in manifest.sources if s.file in unchanged}
    segments = [
        {run.file: run.documents for run in segment.runs if (run.file, run.sha256) in live}
        for segment in manifest.segments
    ]
    files: list[str] = []
    documents = 0
    for count, segment in enumerate(sorted(segments, key=lambda runs: sum(runs.values()))):
        size = sum(segment.values())
        if count >= LEAST_GATHERED and size > documents:
            break
        files += segment
        documents += size
    return tuple(sorted(files))
