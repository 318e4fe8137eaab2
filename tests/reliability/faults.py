"""Failure at any step that changes the disk: opening to write, syncing, renaming, removing."""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHANGES = ("fsync", "link", "rename", "replace", "mkdir", "unlink", "remove", "rmdir", "ftruncate")


class Fault:
    """Counts steps and, at one of them, does what is to happen.

    Args:
        step: At which step, from 1; 0 for none, to count them.
        strike: What happens there: it raises, or never returns.
        lasting: Whether it happens at every step from then on, except where space is given back.
    """

    def __init__(self, step: int, strike: Callable[[], None], *, lasting: bool = False) -> None:
        self.step, self.lasting, self._strike = step, lasting, strike
        self.steps: list[str] = []

    @property
    def struck(self) -> bool:
        return 0 < self.step <= len(self.steps)

    def pass_by(self, name: str) -> None:
        self.steps.append(name)
        freeing = name in ("unlink", "remove", "rmdir")
        if len(self.steps) == self.step or (self.lasting and self.struck and not freeing):
            self._strike()


def disk_full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def injected(fault: Fault) -> Iterator[None]:
    """Let every change of the file system pass by the fault."""
    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGES:
            patch.setattr(os, name, _watched(fault, name, getattr(os, name)))
        for module in (builtins, io):  # pathlib opens through io, whoosh through builtins
            patch.setattr(module, "open", _watched_open(fault, io.open))
        yield


def _watched(fault: Fault, name: str, change: Callable[..., Any]) -> Callable[..., Any]:
    def watched(*args: Any, **kwargs: Any) -> Any:
        fault.pass_by(name)
        return change(*args, **kwargs)

    return watched


def _watched_open(fault: Fault, opening: Callable[..., Any]) -> Callable[..., Any]:
    def watched(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if set(mode) & set("wxa+"):
            fault.pass_by("open")
        return opening(file, mode, *args, **kwargs)

    return watched


def in_a_fork(work: Callable[[], object]) -> int:
    """Do something in a copy of this process.

    Returns:
        Its exit code, negative for the signal that ended it; 0 when nothing was raised.
    """
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
