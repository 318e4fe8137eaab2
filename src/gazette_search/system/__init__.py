"""What each operating system does in its own way: one door to it, `SYSTEM`, with two sides.

Locks, descriptors, renaming over a file, copies of a process and their limits differ between POSIX
and Windows. Which side stands behind `SYSTEM` is decided by what there is, not by a name, so that
the other side can be tried where it is not at home. `docs/platforms.md` lists what stands on either
side, and what was never run on a real Windows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

try:
    from gazette_search.system.posix import Posix as _Side
except ImportError:  # no fcntl
    from gazette_search.system.windows import Windows as _Side  # type: ignore[assignment]

if TYPE_CHECKING:
    from gazette_search.system.door import OperatingSystem

SYSTEM: OperatingSystem = _Side()
