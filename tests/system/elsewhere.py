"""A process from which everything is taken that only POSIX has, with a stand-in for `msvcrt`.

Run as a program it takes it away from itself first, then runs gsearch with the arguments it got.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from importlib import import_module
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

MODULES = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "spwd", "crypt")
# os.statvfs stays: multiprocessing of a POSIX machine asks it where to put shared memory.
CALLS = {
    os: (
        "fork", "forkpty", "pread", "pwrite", "readv", "writev", "killpg", "setsid", "getuid",
        "geteuid", "getgid", "getegid", "chown", "fchown", "lchown", "sched_getaffinity",
        "mkfifo", "nice", "O_CLOEXEC", "O_NOFOLLOW", "O_DIRECTORY", "O_NONBLOCK",
        "posix_fadvise", "sync", "fdatasync",
    ),
    signal: ("SIGALRM", "SIGKILL", "SIGHUP", "SIGPIPE", "SIGCHLD", "alarm", "setitimer"),
}  # fmt: skip


class Refused(MetaPathFinder):
    """No module of POSIX is found."""

    def find_spec(self, fullname: str, _path: Sequence[str] | None, _target: object = None) -> None:
        if fullname in MODULES:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def msvcrt_stand_in() -> Any:
    """`msvcrt.locking` as Windows has it: one byte where the file stands, refused at once."""
    flock, exclusive, free = fcntl.flock, fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_UN
    stand_in: Any = ModuleType("msvcrt")
    stand_in.LK_UNLCK, stand_in.LK_LOCK, stand_in.LK_NBLCK = 0, 1, 2
    stand_in.places = []

    def locking(descriptor: int, mode: int, size: int) -> None:
        assert size == 1
        stand_in.places.append(os.lseek(descriptor, 0, os.SEEK_CUR))
        try:
            flock(descriptor, exclusive if mode else free)
        except BlockingIOError:
            raise PermissionError(13, "Permission denied") from None

    stand_in.locking = locking
    return stand_in


def take_posix_away() -> None:
    """From here on this process has nothing that only POSIX has.

    But what the standard library of a POSIX machine asks for itself when it is imported.
    """
    for name in ("shutil", "subprocess", "tempfile", "multiprocessing.util"):
        import_module(name)
    sys.modules["msvcrt"] = msvcrt_stand_in()
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Refused())
    for module, names in CALLS.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    opened = os.open

    def open_files_only(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        """Windows opens no directory, and no file in an open directory."""
        if kwargs.get("dir_fd") is not None:
            raise NotImplementedError("dir_fd unavailable on this platform")
        if os.path.isdir(path):  # noqa: PTH112 -- a name or a Path
            raise PermissionError(13, "Permission denied", path)
        return opened(path, flags, *args, **kwargs)

    os.open = open_files_only
    from whoosh.util import filelock  # which asks for the name of the system

    filelock.FileLock = filelock.MsvcrtLock


def run() -> NoReturn:
    take_posix_away()
    from gazette_search.__main__ import run as gsearch

    sys.exit(gsearch())


if __name__ == "__main__":
    run()
