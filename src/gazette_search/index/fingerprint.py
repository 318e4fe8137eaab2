"""The fingerprint of an index: when it differs, what is on disk was made by other rules.

The bytes of the program itself are compared, not a version number beside them: a number can be
forgotten, and then an index keeps for ever what an older rule cut, read or stored. A changed
comment costs a rebuild, which takes seconds.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from gazette_search.analysis.segmenter import dictionary_path
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE_FOLDER = Path(__file__).parents[1]
# What decides how an index is read as well as made: terms, records, files.
FORM_PACKAGES = ("analysis", "index", "meaning", "models", "text", "values.py")
# What decides only what is read from an issue: an index that other rules of these made can still
# be searched, its answers are those of the other rules.
RULES = ("ingestion", "vocabulary", "version.py")
# Of these, what only a query asks: synonyms and corrections act at once, without a new index.
QUERY_ONLY = frozenset(
    f"analysis/{name}"
    for name in ("thesaurus", "thesaurus.py", "homophones.py", "pinyin.txt", "shapes.txt")
)

# Every file is read into the same piece of memory, which is quicker than memory of its own.
_PIECE = memoryview(bytearray(1 << 16))


@cache
def fingerprint() -> str:
    """Changes with every file of the program that decides what an index holds.

    Every search asks for it, so it must cost little: checksums, not hashes, and the dictionary of
    5 MB is told by its size. A process that stays asks once: it runs the program that it loaded,
    whatever is installed over it meanwhile.
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
    """The checksum of files and directories below a package, of their names and bytes."""
    mark = 0
    for name, descriptor in SYSTEM.files_below(package, rooms, _decides_nothing):
        mark = crc32(name.encode(), mark)
        while size := SYSTEM.read_into(descriptor, _PIECE):
            mark = crc32(_PIECE[:size], mark)
            if size < len(_PIECE):
                break
    return mark


def _decides_nothing(path: str) -> bool:
    name = path[path.rfind("/") + 1 :]
    return name.startswith((".", "__pycache__")) or path in QUERY_ONLY
