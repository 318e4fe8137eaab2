"""What the program asks of an operating system; `Posix` and `Windows` answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import TextIO


class OperatingSystem(Protocol):
    """One side of the door.

    Attributes:
        reading: Flags with which a file is opened to be read.
        reading_here: The same for a file whose place is known, so that a link there is refused.
        appending: Flags for writing to a file that is there.
        locking: Flags for a file that holds a lock, made when it is not there.
        copies_itself: Whether a running process can be doubled with all that it holds (`fork`).
        own_group: How a program is started so that it can be ended with all that it starts.
    """

    reading: int
    reading_here: int
    appending: int
    locking: int
    copies_itself: bool
    own_group: Mapping[str, Any]

    def lock_at_once(self, descriptor: int) -> bool:
        """Take the lock on a file, which the system gives back when its holder dies, however.

        Returns:
            Whether it was free.
        """

    def read_at(self, descriptor: int, length: int, offset: int, /) -> bytes:
        """Bytes from a place in a file; threads may share the descriptor."""

    def write_at(self, descriptor: int, content: bytes, offset: int, /) -> int:
        """Write at a place in a file; how many bytes were written."""

    def read_into(self, descriptor: int, piece: memoryview) -> int:
        """Read into memory that is there already; how many bytes were read."""

    def rename_over(self, source: Path, target: Path) -> None:
        """Give a file another's name in one step: whoever opens it gets the old or the new."""

    def sync(self, path: Path) -> None:
        """Force the content of a file to the disk."""

    def sync_names(self, directory: Path) -> None:
        """Force the names in a directory to the disk."""

    def files_below(
        self, root: Path, names: Iterable[str], passed_over: Callable[[str], bool]
    ) -> Iterator[tuple[str, int]]:
        """Every file below some entries of a directory, open for reading, in order of the names.

        What has a dot in its name is taken for a file: to ask would take longer.

        Args:
            root: The directory.
            names: Its entries to walk.
            passed_over: Says of a path below the root whether to leave it out.

        Yields:
            The path below the root, and a descriptor that is closed when the next is asked for.
        """

    def limit_memory(self, size: int) -> None:
        """Let this process have so many bytes of addresses, and leave no core file behind."""

    def within_seconds(self, seconds: int) -> AbstractContextManager[None]:
        """End this process when a `with` block takes longer, also inside a library of C."""

    def ran_out_of_time(self, exit_code: int) -> bool:
        """Whether a process ended because of `within_seconds`."""

    def end_group(self, process: subprocess.Popen[bytes]) -> None:
        """End a program that was started with `own_group`, and all that it started."""

    def open_on_desktop(self, path: Path) -> bool:
        """Open a file with what the user chose for its kind, where the system itself can do that.

        Returns:
            Whether it can.
        """

    def shows_colors(self, stream: TextIO) -> bool:
        """Whether the terminal behind a stream understands colours; asks it to where it must."""
