"""Finding the current generation again when `CURRENT` was lost: the generations know themselves.

Each holds the SHA-256 of its manifest beside it, the manifest that of every other file. So the
newest one that is whole can be told from the generations alone, without the corpus.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from gazette_search.errors import IndexDamagedError, IndexForeignError
from gazette_search.index.files import refusal
from gazette_search.index.manifest import MANIFEST, MANIFEST_SUM
from gazette_search.index.verification import verify
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.generations import IndexDirectory
    from gazette_search.index.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Recovery:
    """A generation that is current again.

    Attributes:
        manifest: Of it.
        damage: What was wrong.
    """

    manifest: Manifest
    damage: str


def recover(directory: IndexDirectory) -> Recovery | None:
    """Point `CURRENT` to the newest whole generation if it names none; only under the lock.

    Returns:
        What was found, None when there was nothing to mend or nothing whole to find.

    Raises:
        IndexForeignError: When another version of the program wrote the current generation.
        IndexUnreadableError: When the system does not let the index be read.
    """
    try:
        if directory.current() is not None:
            return None
        damage = "CURRENT 不见了"
    except IndexDamagedError as problem:
        damage = f"{problem.place} {problem.reason}"
    for path in reversed(directory.generations()):
        with suppress(IndexDamagedError, IndexForeignError):
            sha256 = _own_sum(path)
            manifest = directory.manifest(path.name, sha256)
            verify(directory, manifest)
            directory.point(path.name, sha256)
            return Recovery(manifest, damage)
    return None


def claimed(directory: IndexDirectory) -> dict[str, int]:
    """Documents by issue file as the newest manifest that can be parsed says, true or not.

    To judge what would be lost, not to be built upon.
    """
    for path in reversed(directory.generations()):
        with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
            record = json.loads((path / MANIFEST).read_bytes().decode("utf-8", "surrogateescape"))
            return {str(row[0]): int(row[4]) for row in record["sources"]}
    return {}


def _own_sum(generation: Path) -> str:
    place = f"{generation.name}/{MANIFEST_SUM}"
    try:
        return (generation / MANIFEST_SUM).read_text("ascii", "replace").split()[0]
    except OSError as problem:
        raise refusal(place, problem) from problem
    except IndexError as problem:
        raise IndexDamagedError(place, "是空的") from problem
