"""Sharing work between processes that are copies of this one.

A copy has the dictionary already (loading it again would take as long as a small index does),
writes its own segment and sends back what it wrote. It takes no lock with it, waits for nobody and
looks before each file whether its parent lives, so that it ends by itself when that is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import TYPE_CHECKING, Generic, TypeVar

from gazette_search.errors import ClusterError, CopyEndedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

Result = TypeVar("Result")


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared(sizes: Sequence[int], shares: int) -> list[list[int]]:
    """Indexes of `sizes` in so many groups of about the same total, each in ascending order."""
    groups: list[list[int]] = [[] for _ in range(shares)]
    totals = [0] * shares
    for index in sorted(range(len(sizes)), key=lambda index: -sizes[index]):
        least = totals.index(min(totals))
        groups[least].append(index)
        totals[least] += sizes[index]
    return [sorted(group) for group in groups if group]


class Copy(Generic[Result]):
    """A copy of this process at work on one call."""

    def __init__(self, work: Callable[[], Result]) -> None:
        context = multiprocessing.get_context("fork")
        self._receiving, sending = context.Pipe(duplex=False)
        self._process = context.Process(target=_send, args=(self._receiving, sending, work))
        self._process.start()
        sending.close()

    def result(self) -> Result:
        """What the call returned.

        Raises:
            OSError: When the call raised one, for a full disk for example.
            MemoryError: When it had not enough.
            ClusterError: When the cluster did not take what it sent.
            CopyEndedError: When the copy died.
        """
        try:
            outcome: Result | OSError | MemoryError | ClusterError = self._receiving.recv()
        except EOFError:
            self._process.join()
            raise CopyEndedError(self._process.exitcode) from None
        self._process.join()
        if isinstance(outcome, OSError | MemoryError | ClusterError):
            raise outcome
        return outcome

    def stop(self) -> None:
        """End the copy if it still runs."""
        if self._process.is_alive():
            self._process.terminate()
        self._process.join()


def end_without(parent: int) -> None:
    """End this copy at once when the process that made it has ended: nobody wants its work."""
    if os.getppid() != parent:
        os._exit(1)


def _send(receiving: Connection, sending: Connection, work: Callable[[], Result]) -> None:
    receiving.close()  # else this copy would wait for itself to read what nobody reads any more
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which ends copies
    outcome: Result | OSError | MemoryError | ClusterError
    try:
        outcome = work()
    except (OSError, MemoryError, ClusterError) as problem:
        outcome = problem
    try:
        sending.send(outcome)
    except BrokenPipeError:
        os._exit(1)  # the parent is gone, and with it whoever would want to know
