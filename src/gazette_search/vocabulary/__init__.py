"""The words of official texts, as data: what documents and organs are called, what ends a document.

Every list stands once, in a file beside this module: a word a line, its kinds, and behind # why it
is there. Whoever reads gazettes takes the words from here, so that a word added to a file is known
in every form in which its neighbours are read. An office adds its own in `vocabulary.txt` in its
home, with the name of the list in front: `genres 倡议书 title`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gazette_search.errors import GazetteSearchError
from gazette_search.text import patterns
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
LISTS = tuple(sorted(path.stem for path in HERE.glob("*.txt")))


class VocabularyError(GazetteSearchError):
    """A line of a vocabulary file that names no list, no word or no kind."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(
            f"{path} 第 {line} 行不是一条词汇，请写成“清单名 词 类别”，"
            f"清单名是 {'、'.join(LISTS)} 之一，如“genres 倡议书 title”"
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a list and the kinds that it belongs to."""

    word: str
    kinds: frozenset[str]


_added: dict[str, tuple[Entry, ...]] = {}


def extend(path: Path | None) -> None:
    """Add the words of a user's file to those that ship; None takes earlier additions back.

    Call it before the first text is read: patterns are compiled from the words on first use.

    Raises:
        VocabularyError: A line has not the form of an entry.
    """
    _added.clear()
    if path is not None and path.is_file():
        for number, line in _lines(path):
            name, _, rest = line.partition(" ")
            if name not in LISTS or len(rest.split()) < 2:
                raise VocabularyError(path, number)
            _added[name] = (*_added.get(name, ()), _entry(rest))
    words.cache_clear()
    patterns.forget()


@cache
def words(name: str, *kinds: str) -> tuple[str, ...]:
    """The words of a list that are of one of the kinds (of any, when none is named).

    Longer words stand first, so that an alternation of them takes the longest that fits.
    """
    wanted = frozenset(kinds)
    chosen = dict.fromkeys(e.word for e in _entries(name) if not wanted or wanted & e.kinds)
    return tuple(sorted(chosen, key=len, reverse=True))


def kinds(name: str, word: str) -> frozenset[str]:
    """What a list says about a word; empty when the word is not on it."""
    return frozenset[str]().union(*(e.kinds for e in _entries(name) if e.word == word))


def either(name: str, *kinds: str) -> str:
    """The words as an alternation in brackets, for a regular expression."""
    return f"(?:{'|'.join(map(re.escape, words(name, *kinds)))})"


def added_words(path: Path | None) -> bytes:
    """What a user's file holds, for the fingerprint of an index; empty when there is none."""
    return path.read_bytes() if path is not None and path.is_file() else b""


def _entries(name: str) -> tuple[Entry, ...]:
    shipped = (_entry(line) for _, line in _lines(HERE / f"{name}.txt"))
    return (*shipped, *_added.get(name, ()))


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        content = line.partition("#")[0].strip()
        if content:
            yield number, content


def _entry(line: str) -> Entry:
    word, *kinds = line.split()
    return Entry(word, frozenset(kinds))
