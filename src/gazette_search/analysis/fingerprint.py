"""The fingerprint of the analysis: when it differs, an index was made by other rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from gazette_search.analysis.segmenter import dictionary_path

if TYPE_CHECKING:
    from collections.abc import Iterable

# Everything that decides what the index holds of a given text. Their bytes are compared and not a
# version number beside them, because a number can be forgotten; a changed comment costs a rebuild.
_DECIDING = (
    "normalizer.py",
    "traditional.txt",
    "units.py",
    "segmenter.py",
    "sentences.py",
    "scan.py",
    "analyzer.py",
)


def fingerprint() -> str:
    """Changes with the normaliser, the units, the segmenter and its dictionary.

    The dictionary of 5 MB is told by its size: every search asks for the fingerprint.
    """
    here = Path(__file__).parent
    return fingerprint_of([here / name for name in _DECIDING], dictionary_path())


def fingerprint_of(sources: Iterable[Path], dictionary: Path) -> str:
    """The fingerprint of the given files."""
    mark = 0
    for source in sources:
        mark = crc32(source.read_bytes(), mark)
    return f"{mark:08x}-{dictionary.stat().st_size}"
