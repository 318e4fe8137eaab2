"""Ctrl-C while the index is brought up to date: said to have changed nothing, if it did not."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gazette_search.errors import UpdateStoppedError
from gazette_search.index.generations import CURRENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.workflows.home import Home


@contextmanager
def told_when_stopped(home: Home) -> Iterator[None]:
    """For the time of a `with` block in which the index of a home is brought up to date.

    Raises:
        UpdateStoppedError: When Ctrl-C came before a new generation was in place.
    """
    before = _pointer(home)
    try:
        yield
    except KeyboardInterrupt:
        if _pointer(home) != before:
            raise
        raise UpdateStoppedError from None


def _pointer(home: Home) -> bytes:
    with suppress(OSError):
        return (home.index / CURRENT).read_bytes()
    return b""
