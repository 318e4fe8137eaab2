"""The POSIX side: Linux and macOS."""

from __future__ import annotations

import fcntl
import os
import signal
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TextIO


class Posix:
    """Linux and macOS."""

    reading = os.O_RDONLY | os.O_CLOEXEC
    reading_here = reading | os.O_NOFOLLOW
    appending = os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW
    locking = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    copies_itself = True
    own_group: Mapping[str, Any] = MappingProxyType({"start_new_session": True})

    read_at = staticmethod(os.pread)  # the call itself: a search makes thousands

    def lock_at_once(self, descriptor: int) -> bool:
        """`flock`: it belongs to the open file, which a child shares."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def write_at(self, descriptor: int, content: bytes, offset: int, /) -> int:
        """`pwrite`."""
        return os.pwrite(descriptor, content, offset)

    def read_into(self, descriptor: int, piece: memoryview) -> int:
        """`readv`."""
        return os.readv(descriptor, [piece])

    def rename_over(self, source: Path, target: Path) -> None:
        """`rename` is atomic."""
        source.replace(target)

    def sync(self, path: Path) -> None:
        """`fsync`, for which a file need not be open for writing."""
        descriptor = os.open(path, self.reading)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_names(self, directory: Path) -> None:
        """A directory is forced to the disk as a file is."""
        self.sync(directory)

    def files_below(
        self, root: Path, names: Iterable[str], passed_over: Callable[[str], bool]
    ) -> Iterator[tuple[str, int]]:
        """Files are opened in their directory: 150 take 0.7 ms so, 1.0 ms by whole paths."""
        descriptor = os.open(root, self.reading)
        try:
            yield from self._walked(descriptor, names, "", passed_over)
        finally:
            os.close(descriptor)

    def _walked(
        self,
        directory: int,
        names: Iterable[str],
        path: str,
        passed_over: Callable[[str], bool],
    ) -> Iterator[tuple[str, int]]:
        for name in names:
            below = f"{path}{name}"
            if passed_over(below):
                continue
            descriptor = os.open(name, self.reading, dir_fd=directory)
            try:
                if "." in name:
                    yield below, descriptor
                else:
                    entries = sorted(os.listdir(descriptor))
                    yield from self._walked(descriptor, entries, f"{below}/", passed_over)
            finally:
                os.close(descriptor)

    def limit_memory(self, size: int) -> None:
        """`setrlimit`; macOS refuses what is below its own reservations, then there is no limit."""
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))

    @contextmanager
    def within_seconds(self, seconds: int) -> Iterator[None]:
        """The signal of the alarm clock ends the process wherever it is."""
        signal.alarm(seconds)
        try:
            yield
        finally:
            signal.alarm(0)

    def ran_out_of_time(self, exit_code: int) -> bool:
        """Ended by that signal."""
        return exit_code == -signal.SIGALRM

    def end_group(self, process: subprocess.Popen[bytes]) -> None:
        """The process leads a session of its own."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)

    def open_on_desktop(self, path: Path) -> bool:
        """That is done by programs, which the caller knows."""
        del path
        return False

    def shows_colors(self, stream: TextIO) -> bool:
        """Every terminal does that is not dumb."""
        del stream
        return os.environ.get("TERM") != "dumb"
