"""What an update has to do: a pure comparison of what is indexed with what is in the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.index.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Plan:
    """Issue files by what happened to them since the last generation, each ascending.

    Attributes:
        rebuild: Why everything is read anew, empty when it is not.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rebuild: str = ""

    @property
    def stale(self) -> tuple[str, ...]:
        """Files to read."""
        if self.rebuild:
            return tuple(sorted((*self.added, *self.changed, *self.unchanged)))
        return tuple(sorted((*self.added, *self.changed)))

    @property
    def nothing_to_do(self) -> bool:
        """Whether the index is up to date."""
        return not (self.added or self.changed or self.removed or self.rebuild)

    @property
    def loses_most(self) -> bool:
        """Whether more than half of the issues held vanished: a wrong directory, most likely."""
        held = len(self.changed) + len(self.removed) + len(self.unchanged)
        return len(self.removed) * 2 > held


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
        reason = "程序的分词或索引格式已更新"
    return Plan(
        added=tuple(sorted(found.keys() - held.keys())),
        changed=tuple(sorted(f for f in found.keys() & held.keys() if found[f] != held[f])),
        removed=tuple(sorted(held.keys() - found.keys())),
        unchanged=tuple(sorted(f for f in found.keys() & held.keys() if found[f] == held[f])),
        rebuild=reason,
    )
