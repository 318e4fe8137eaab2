"""Laying out the vectors of a generation: the file that `vectors` reads."""

from __future__ import annotations

import json
from array import array
from contextlib import closing, suppress
from itertools import accumulate, chain, count
from sys import byteorder
from typing import TYPE_CHECKING

from gazette_search.errors import IndexDamagedError
from gazette_search.index.codecs import decode_document
from gazette_search.index.document_store import StoreReader
from gazette_search.index.files import write_synced
from gazette_search.index.vector_log import DIRECTORY, VectorLog, all_logs
from gazette_search.index.vectors import VECTOR_FORMAT, WAITING, StretchPlace
from gazette_search.meaning.planes import transpose
from gazette_search.meaning.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from gazette_search.index.catalog import CatalogPart
    from gazette_search.index.snapshot import Snapshot

    KnownPlaces = Mapping[str, Sequence[Sequence[StretchPlace]]]


def lay_out_all(index: Path, aside: Path, parts: Iterable[CatalogPart], known: KnownPlaces) -> None:
    """Write the vectors of every model that has any into a generation being built.

    Args:
        index: Where the logs are.
        aside: The generation, its stores written.
        parts: Its issues.
        known: The stretches of issues that did not change, by file.
    """
    logs = all_logs(index)
    if not logs:
        return
    ordered = sorted(parts, key=lambda part: part.issue.file)
    places = [*chain.from_iterable(_places(aside, part, known) for part in ordered)]
    (aside / DIRECTORY).mkdir()
    for path in logs:
        try:
            with closing(VectorLog(path)) as log:
                write_synced(aside / DIRECTORY / path.name, vectors_file(places, log))
        except IndexDamagedError:
            continue  # the words are found all the same; `gsearch embed` says what is wrong


def known_places(index: Path, held: Snapshot, kept: Collection[str]) -> KnownPlaces:
    """The stretches of issues that stay as they are, out of the generation before.

    Args:
        index: Where the logs are.
        held: That generation.
        kept: The issues' files.
    """
    for path in all_logs(index):
        with suppress(IndexDamagedError):
            vectors = held.vectors(path)
            if vectors:
                ordinals = count()
                known = {
                    source.file: [vectors.places(next(ordinals)) for _ in range(source.documents)]
                    for source in held.manifest.sources
                }
                return {file: places for file, places in known.items() if file in kept}
    return {}


def _places(aside: Path, part: CatalogPart, known: KnownPlaces) -> Iterator[Sequence[StretchPlace]]:
    """The stretches of each document of an issue."""
    if part.issue.file in known:
        yield from known[part.issue.file]
        return
    stores = StoreReader(aside)
    for entry in part.entries:
        document = decode_document(stores.read(part.issue.store, entry.record))
        yield [StretchPlace(s.block, s.start, s.end, s.key) for s in stretches(document.blocks)]


def vectors_file(documents: Sequence[Sequence[StretchPlace]], log: VectorLog) -> bytes:
    """The file of a generation.

    Args:
        documents: The stretches of each, by ordinal.
        log: With the vectors there are; what is not in it waits.
    """
    width = log.quantizer.signs_size
    numbers: dict[bytes, int] = {}
    signs = bytearray(width * len(log))
    for number, key, row in log.records():
        numbers[key] = number
        signs[number * width : (number + 1) * width] = log.quantizer.signs(row)
    places = list(chain.from_iterable(documents))
    records = [numbers.get(place.key, WAITING) for place in places]
    nothing = bytes(width)
    rows = (
        nothing if number == WAITING else signs[number * width : (number + 1) * width]
        for number in records
    )
    held = int("".join("01"[number != WAITING] for number in reversed(records)) or "0", 2)
    planes = [held, *transpose(b"".join(rows), width)]
    header = {
        "format": VECTOR_FORMAT,
        "log": log.path.name,
        "documents": len(documents),
        "stretches": len(places),
    }
    size = -(-len(places) // 8)
    return b"".join(
        (
            json.dumps(header).encode() + b"\n",
            _column(accumulate(map(len, documents), initial=0)),
            _column(place.block for place in places),
            _column(place.start for place in places),
            _column(place.end for place in places),
            _column(records),
            *(place.key for place in places),
            *(plane.to_bytes(size, "little") for plane in planes),
        )
    )


def _column(numbers: Iterable[int]) -> bytes:
    column = array("I", numbers)
    if byteorder == "big":
        column.byteswap()
    return column.tobytes()
