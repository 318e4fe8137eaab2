"""The fingerprint of an index: when it differs, what is on disk was made by other rules.

The bytes of the program itself are compared, not a version number beside them: a number can be
forgotten, and then an index keeps for ever what an older rule cut, read or stored. A changed
comment costs a rebuild, which takes seconds.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from gazette_search.analysis.segmenter import dictionary_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = Path(__file__).parents[1]
# What decides how an index is read as well as made: terms, records, files.
FORM = ("analysis", "index", "meaning", "models", "text")
# What decides only what is read from an issue: an index that other rules of these made can still
# be searched, its answers are those of the other rules.
RULES = ("ingestion", "vocabulary", "version.py")
# Of these, what only a query asks: synonyms and corrections act at once, without a new index.
QUERY_ONLY = frozenset(
    f"analysis/{name}"
    for name in ("thesaurus", "thesaurus.py", "homophones.py", "pinyin.txt", "shapes.txt")
)

# Larger than any module, and small enough not to be fetched from the system anew for each of them,
# which took five times as long as reading.
_PIECE = 1 << 16


def fingerprint() -> str:
    """Changes with every file of the program that decides what an index holds.

    Every search asks for it, so it must cost less than a millisecond: checksums, not hashes, and
    the dictionary of 5 MB is told by its size.
    """
    return fingerprint_of(PACKAGE, dictionary_path())


def fingerprint_of(package: Path, dictionary: Path) -> str:
    """The fingerprint of the package in a directory, with a dictionary.

    Returns:
        The checksum of what decides the form of an index, that of the rules, the dictionary's size.
    """
    form, rules = (_mark(f"{package}/", rooms) for rooms in (FORM, RULES))
    return f"{form:08x}-{rules:08x}-{dictionary.stat().st_size}"


def readers_mark() -> str:
    """Changes with every file of the program that decides what text is read from a file."""
    return f"{_mark(f'{PACKAGE}/', ('ingestion/formats',)):08x}"


def same_form(one: str, other: str) -> bool:
    """Whether an index of one fingerprint can be read by a program of the other."""
    return one.split("-")[::2] == other.split("-")[::2]


def covered(package: str, rooms: Iterable[str]) -> Iterator[str]:
    """Files that decide, below a package whose path ends in a slash; always in the same order.

    Strings, for Paths take five times as long, and what has a suffix is a file without asking.
    """
    for name in rooms:
        own = name.rpartition("/")[2]
        if name in QUERY_ONLY or own.startswith((".", "__pycache__")):
            continue
        if "." in own:
            yield name
        else:
            below = sorted(os.listdir(f"{package}{name}"))
            yield from covered(package, [f"{name}/{child}" for child in below])


def _mark(package: str, rooms: Iterable[str]) -> int:
    mark = 0
    for name in covered(package, rooms):
        mark = _marked(package + name, crc32(name.encode(), mark))
    return mark


def _marked(path: str, mark: int) -> int:
    """The checksum, continued with a file's bytes."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        while content := os.read(descriptor, _PIECE):
            mark = crc32(content, mark)
            if len(content) < _PIECE:
                break
    finally:
        os.close(descriptor)
    return mark
