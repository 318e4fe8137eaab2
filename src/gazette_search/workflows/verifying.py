"""`gsearch check --index`: read every byte of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.errors import IndexMissingError
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.verification import Examination, examine
from gazette_search.workflows.home import require_local

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette_search.workflows.home import Home

    Progress = Callable[[str, int, int], None]


def verify_index(home: Home, on_progress: Progress | None = None) -> Examination:
    """Compare the current generation, byte for byte, with what was written.

    Raises:
        IndexDamagedError: When not even its manifest is what was written.
        IndexMissingError: When there is no index.
        IndexUnreadableError: When the system does not let it be read.
        UsageError: When it lies on a cluster, which verifies its own files.
    """
    require_local(home, "由集群自己核对")
    directory = IndexDirectory(home.index)
    manifest = directory.current()
    if manifest is None:
        raise IndexMissingError(f"{home.path} 里没有索引。请运行 gsearch index")
    return examine(directory, manifest, on_progress)
