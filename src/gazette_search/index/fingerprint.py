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
    from collections.abc import Iterable

PACKAGE_FOLDER = Path(__file__).parents[1]
# What decides how an index is read as well as made: terms, records, files.
FORM_PACKAGES = ("analysis", "index", "meaning", "models", "text")
# What decides only what is read from an issue: an index that other rules of these made can still
# be searched, its answers are those of the other rules.
RULES = ("ingestion", "vocabulary", "version.py")
# Of these, what only a query asks: synonyms and corrections act at once, without a new index.
QUERY_ONLY = frozenset(
    f"analysis/{name}"
    for name in ("thesaurus", "thesaurus.py", "homophones.py", "pinyin.txt", "shapes.txt")
)

# Every file is read into the same piece of memory, by its name in its directory: 150 files take
# 0.7 ms so, 1.0 ms by whole paths into memory of their own.
_PIECE = memoryview(bytearray(1 << 16))


def fingerprint() -> str:
    """Changes with every file of the program that decides what an index holds.

    Every search asks for it, so it must cost less than a millisecond: checksums, not hashes, and
    the dictionary of 5 MB is told by its size.
    """
    return fingerprint_of(PACKAGE_FOLDER, dictionary_path())


def fingerprint_of(package: Path, dictionary: Path) -> str:
    """The fingerprint of the package in a directory, with a dictionary.

    Returns:
        The checksum of what decides the form of an index, that of the rules, the dictionary's size.
    """
    form, rules = (_mark(package, rooms) for rooms in (FORM_PACKAGES, RULES))
    return f"{form:08x}-{rules:08x}-{dictionary.stat().st_size}"


def readers_mark() -> str:
    """Changes with every file of the program that decides what text is read from a file."""
    return f"{_mark(PACKAGE_FOLDER / 'ingestion', ('formats',)):08x}"


def same_form(one: str, other: str) -> bool:
    """Whether an index of one fingerprint can be read by a program of the other."""
    return one.split("-")[::2] == other.split("-")[::2]


def _mark(package: Path, rooms: Iterable[str]) -> int:
    """The checksum of files and directories below a package."""
    root = os.open(package, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return _walked(root, rooms, "", 0)
    finally:
        os.close(root)


def _walked(directory: int, names: Iterable[str], path: str, mark: int) -> int:
    """The checksum, continued with what has these names in an open directory at that path."""
    for name in names:
        below = f"{path}{name}"
        if name.startswith((".", "__pycache__")) or below in QUERY_ONLY:
            continue
        descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=directory)
        try:
            if "." in name:  # what has a suffix is a file; to ask would take longer
                mark = _read(descriptor, crc32(below.encode(), mark))
            else:
                mark = _walked(descriptor, sorted(os.listdir(descriptor)), f"{below}/", mark)
        finally:
            os.close(descriptor)
    return mark


def _read(descriptor: int, mark: int) -> int:
    """The checksum, continued with a file's bytes."""
    while size := os.readv(descriptor, [_PIECE]):
        mark = crc32(_PIECE[:size], mark)
        if size < len(_PIECE):
            break
    return mark
