"""The Windows side.

It is run with stand-ins for what only Windows has (`tests/system`); it was not run on a Windows. A
checker elsewhere does not know those modules and functions, so they are fetched by their names.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TextIO


# Without O_BINARY the C library would turn CR LF into LF and take Ctrl-Z for the end.
_AS_IT_IS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
# A lock of Windows keeps others from reading what it covers, so it covers a byte that nobody reads:
# the pid of the holder stands at the beginning.
_LOCKED_BYTE = 1 << 30
# A virus scanner or a reader may hold a file for a moment, in which nothing can take its name.
_PATIENCE = 2.0  # seconds
_PAUSE = 0.01
_OUT_OF_TIME = 142  # as a shell tells an alarm: 128 + 14
_UNDERSTANDS_SEQUENCES = 4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING
_STDOUT, _STDERR = -11, -12  # as GetStdHandle counts them


class Windows:
    """Windows 10 and later."""

    reading = os.O_RDONLY | _AS_IT_IS
    reading_here = reading  # making a link takes a privilege there
    appending = os.O_WRONLY | _AS_IT_IS
    locking = os.O_RDWR | os.O_CREAT | _AS_IT_IS
    copies_itself = False
    own_group: Mapping[str, Any] = MappingProxyType(
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    )

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def lock_at_once(self, descriptor: int) -> bool:
        """`locking`: given back when the holder has ended."""
        msvcrt: Any = import_module("msvcrt")
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def read_at(self, descriptor: int, length: int, offset: int, /) -> bytes:
        """Two steps here, between which no other thread comes."""
        with self._turn:
            os.lseek(descriptor, offset, os.SEEK_SET)
            return os.read(descriptor, length)

    def write_at(self, descriptor: int, content: bytes, offset: int, /) -> int:
        """Two steps as well."""
        with self._turn:
            os.lseek(descriptor, offset, os.SEEK_SET)
            return os.write(descriptor, content)

    def read_into(self, descriptor: int, piece: memoryview) -> int:
        """By way of bytes."""
        content = os.read(descriptor, len(piece))
        piece[: len(content)] = content
        return len(content)

    def rename_over(self, source: Path, target: Path) -> None:
        """Tried again for a while, as long as somebody has the file open.

        Raises:
            PermissionError: When it is open for longer.
        """
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                source.replace(target)
            except PermissionError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(_PAUSE)
            else:
                return

    def sync(self, path: Path) -> None:
        """A file must be open for writing to be forced to the disk."""
        descriptor = os.open(path, os.O_RDWR | _AS_IT_IS)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_names(self, directory: Path) -> None:
        """Nothing: no directory can be forced to the disk, NTFS keeps a journal of names."""
        del directory

    def files_below(
        self, root: Path, names: Iterable[str], passed_over: Callable[[str], bool]
    ) -> Iterator[tuple[str, int]]:
        """By whole paths: no directory can be opened."""
        for name in names:
            if passed_over(name):
                continue
            path = root / name
            if "." not in path.name:
                entries = (f"{name}/{entry}" for entry in sorted(os.listdir(path)))
                yield from self.files_below(root, entries, passed_over)
                continue
            descriptor = os.open(path, self.reading)
            try:
                yield name, descriptor
            finally:
                os.close(descriptor)

    def limit_memory(self, size: int) -> None:
        """Nothing: only time is limited."""
        del size

    @contextmanager
    def within_seconds(self, seconds: int) -> Iterator[None]:
        """A thread watches the clock; a library of C that is called through ctypes lets it run."""
        clock = threading.Timer(seconds, os._exit, (_OUT_OF_TIME,))
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def ran_out_of_time(self, exit_code: int) -> bool:
        """Ended by that thread."""
        return exit_code == _OUT_OF_TIME

    def end_group(self, process: subprocess.Popen[bytes]) -> None:
        """`taskkill /T` ends the children too."""
        with suppress(OSError):
            subprocess.run(  # noqa: S603 -- a number for a program of the system
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607 -- of the system
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        process.kill()

    def open_on_desktop(self, path: Path) -> bool:
        """`startfile`."""
        start: Any = getattr(os, "startfile", None)
        if start is None:
            return False
        start(str(path))
        return True

    def shows_colors(self, stream: TextIO) -> bool:
        """A console window understands colours only when it was asked to."""
        ctypes: Any = import_module("ctypes")
        try:
            kernel = ctypes.windll.kernel32
            handle = kernel.GetStdHandle(_STDERR if stream.fileno() == 2 else _STDOUT)
        except (AttributeError, OSError):
            return False
        mode = ctypes.c_ulong()
        if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        return bool(kernel.SetConsoleMode(handle, mode.value | _UNDERSTANDS_SEQUENCES))
