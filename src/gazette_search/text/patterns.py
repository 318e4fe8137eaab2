"""Regular expressions that cost nothing until they are used.

A query imports modules whose patterns only indexing needs; compiling them all took longer than the
search itself. A pattern made from words of the vocabulary is given as a function, so that words
which a user adds are in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_made_of_words: list[Lazy] = []


class Lazy:
    """A regular expression, compiled when it is first used; methods as those of `re.Pattern`.

    A method that was asked for once is that of the compiled pattern, called without a step between:
    five issues call them 150,000 times.
    """

    if TYPE_CHECKING:
        match: Callable[..., re.Match[str] | None]
        fullmatch: Callable[..., re.Match[str] | None]
        search: Callable[..., re.Match[str] | None]
        finditer: Callable[..., Iterator[re.Match[str]]]
        findall: Callable[..., list[str]]  # of a pattern with at most one group
        sub: Callable[..., str]
        split: Callable[..., list[str]]  # of a pattern without groups

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

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern, which is an attribute from then on."""
        if name.startswith("_"):  # whoever copies or looks through objects wants no pattern
            raise AttributeError(name)
        method = getattr(self.compiled(), name)
        setattr(self, name, method)
        return method

    def forget(self) -> None:
        """Compile the pattern anew at its next use."""
        self._compiled = None
        for name in [name for name in vars(self) if not name.startswith("_")]:
            delattr(self, name)


def forget() -> None:
    """Let the patterns that were made from words be made anew at their next use."""
    for pattern in _made_of_words:
        pattern.forget()
