"""Regular expressions that cost nothing until they are used.

A query imports modules whose patterns only indexing needs; compiling them all took longer than the
search itself. A pattern made from words of the vocabulary is given as a function, so that words
which a user adds are in it.
"""

from __future__ import annotations

import re
from sys import maxsize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_made_of_words: list[Lazy] = []


class Lazy:
    """A regular expression, compiled when it is first used; methods as those of `re.Pattern`."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str | Callable[[], str], flags: int = 0) -> None:
        """Keep a pattern, or a function that gives it."""
        self._source, self._flags = source, flags
        self._compiled: re.Pattern[str] | None = None
        if callable(source):
            _made_of_words.append(self)

    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._compiled is None:
            source = self._source() if callable(self._source) else self._source
            self._compiled = re.compile(source, self._flags)
        return self._compiled

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self.compiled().match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.compiled().fullmatch(text, start, end)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.compiled().search(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self.compiled().finditer(text, start, end)

    def findall(self, text: str, start: int = 0, end: int = maxsize) -> list[str]:
        """As `re.Pattern.findall` of a pattern with at most one group."""
        return self.compiled().findall(text, start, end)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As `re.Pattern.sub`."""
        return self.compiled().sub(new, text)

    def split(self, text: str) -> list[str]:
        """As `re.Pattern.split` of a pattern without groups."""
        return self.compiled().split(text)


def forget() -> None:
    """Let the patterns that were made from words be made anew at their next use."""
    for pattern in _made_of_words:
        pattern._compiled = None  # noqa: SLF001 -- of this module
