"""What a generation is made of, and from what: the one file that vouches for all others.

`CURRENT` names a generation and the SHA-256 of its manifest; the manifest holds the SHA-256 of
every file that is read as a whole, and the catalog the checksum of every record that is read alone.
So whatever a search reads has been vouched for before it is interpreted.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from gazette_search.errors import IndexDamagedError, IndexForeignError
from gazette_search.values import dataclass

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
# The manifest's SHA-256 as `sha256sum` writes it, so that a generation vouches for itself when
# `CURRENT` is lost.
MANIFEST_SUM = "manifest.sha256"


@dataclass(frozen=True, slots=True)
class Source:
    """One issue file as it was indexed.

    Attributes:
        file: Path below the home, as corpus/2020-02.txt.
        sha256: Of the file's bytes, hexadecimal.
        size: Bytes.
        modified: Modification time in nanoseconds; only a hint that saves hashing.
        documents: How many documents it gave.
    """

    file: str
    sha256: str
    size: int
    modified: int
    documents: int

    @property
    def store(self) -> str:
        """Path of its document store below the generation."""
        content = f"{self.file}@{self.sha256}".encode("utf-8", "surrogateescape")
        return f"store/{hashlib.sha256(content).hexdigest()[:24]}"

    @property
    def words(self) -> str:
        """Path of the part of the dictionary that stands in it."""
        return f"{self.store}.words"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of the corpus whose content cannot be read, remembered so that it is told once.

    Attributes:
        file: Path below the home.
        sha256: Of the bytes that were refused; others are tried again.
        size: Bytes.
        modified: As in `Source`.
        message: Why.
        twin: The file that is taken in its place, when both print the same issue. This one is
            looked at again when that one is gone or another.
    """

    file: str
    sha256: str
    size: int
    modified: int
    message: str
    twin: str = ""


@dataclass(frozen=True, slots=True)
class GenerationRun:
    """Neighbouring documents of a segment that come from one issue file."""

    file: str
    sha256: str
    documents: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One immutable part of the inverted index: a whoosh index in a directory of its own.

    A document is live as long as its run's file has that hash in the manifest's sources; a
    changed issue is never edited in place.
    """

    name: str
    runs: tuple[GenerationRun, ...]

    @property
    def documents(self) -> int:
        """Documents in the segment, dead ones included."""
        return sum(run.documents for run in self.runs)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation.

    Attributes:
        generation: Its directory's name.
        updated: When it was made, UTC, ISO 8601 to the second.
        fingerprint: Of everything that decides what is indexed.
        sources: By file, ascending.
        segments: Parts of the inverted index.
        files: SHA-256 of each file that is read as a whole, by path below the generation.
        refused: Files of the corpus that could not be read, ascending.
        replaced: Fingerprints of the programs whose indexes this one and those before it took the
            place of, oldest first. Such a program does not take it back by itself, else two
            versions at one home would rebuild everything in turn.
    """

    generation: str
    updated: str
    fingerprint: str
    sources: tuple[Source, ...] = ()
    segments: tuple[Segment, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    refused: tuple[Refused, ...] = ()
    replaced: tuple[str, ...] = ()

    @property
    def documents(self) -> int:
        """Documents held."""
        return sum(source.documents for source in self.sources)

    def source(self, file: str) -> Source | None:
        """The source of that name, or None."""
        return next((source for source in self.sources if source.file == file), None)


def sum_of(sha256: str) -> bytes:
    """The bytes of the file that vouches for a manifest of that SHA-256."""
    return f"{sha256}  {MANIFEST}\n".encode()


def to_json(manifest: Manifest) -> bytes:
    """The manifest as the bytes of its file."""
    record = {
        "format": FORMAT_VERSION,
        "generation": manifest.generation,
        "updated": manifest.updated,
        "fingerprint": manifest.fingerprint,
        "sources": [[s.file, s.sha256, s.size, s.modified, s.documents] for s in manifest.sources],
        "segments": [
            [segment.name, [[run.file, run.sha256, run.documents] for run in segment.runs]]
            for segment in manifest.segments
        ],
        "files": [list(pair) for pair in manifest.files],
        "refused": [
            [r.file, r.sha256, r.size, r.modified, r.message, r.twin] for r in manifest.refused
        ],
        "replaced": [*manifest.replaced],
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "surrogateescape")


def from_json(data: bytes, place: str) -> Manifest:
    """Read a manifest.

    Args:
        data: Bytes of the file.
        place: What to name in an error.

    Raises:
        IndexDamagedError: When it is no manifest.
        IndexForeignError: When it is of another format.
    """
    try:
        record = json.loads(data.decode("utf-8", "surrogateescape"))
        if record["format"] != FORMAT_VERSION:
            raise IndexForeignError(
                f"{place} 的格式是 {record['format']!r}，本版本读 {FORMAT_VERSION}"
            )
        manifest = _manifest(record)
        names = [*(segment.name for segment in manifest.segments), *dict(manifest.files)]
        inside = all(map(_stays_inside, names))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise IndexDamagedError(place, "不是有效的清单") from problem
    if not inside:
        raise IndexDamagedError(place, "指向索引目录之外")
    return manifest


def _stays_inside(path: str) -> bool:
    """Whether a path below the generation leads nowhere else; files are read and linked by it."""
    return not {"", ".", ".."}.intersection(path.split("/"))


def _manifest(record: dict[str, Any]) -> Manifest:
    return Manifest(
        generation=str(record["generation"]),
        updated=str(record["updated"]),
        fingerprint=str(record["fingerprint"]),
        sources=tuple(Source(*row) for row in record["sources"]),
        segments=tuple(
            Segment(name, tuple(GenerationRun(*row) for row in runs))
            for name, runs in record["segments"]
        ),
        files=tuple((path, digest) for path, digest in record["files"]),
        refused=tuple(Refused(*row) for row in record.get("refused", ())),
        replaced=tuple(map(str, record.get("replaced", ()))),
    )
