"""One peer in a process of its own.

    python -m benchmarks.peers NAME build CORPUS DIRECTORY
    python -m benchmarks.peers NAME search any|every DIRECTORY QUERY
    python -m benchmarks.peers NAME answer any|every DIRECTORY    queries as JSON on stdin
    python -m benchmarks.peers NAME time any|every DIRECTORY      the same

`answer` writes the hits of every query as a line of JSON, `time` the seconds that it took.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

REPEATS = 9
LONG_ENOUGH = 2.0  # seconds of repeating one query


def main(arguments: list[str]) -> None:
    """Do what the command line says."""
    name, verb, *rest = arguments
    peer = import_module(f"benchmarks.peers.{name}")
    if verb == "build":
        _build(peer, Path(rest[0]), Path(rest[1]))
        return
    searcher = peer.Searcher(Path(rest[1]), every_word=rest[0] == "every")
    if verb == "search":
        for hit in searcher.search(rest[2]):
            print(hit.number, *hit.passages, sep="\n  ")
        return
    for query in json.load(sys.stdin):
        answer = _answer(searcher, query) if verb == "answer" else _seconds(searcher, query)
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def _build(peer: Any, corpus: Path, directory: Path) -> None:
    from benchmarks.peers.documents import read_documents

    directory.mkdir(parents=True)
    peer.build(read_documents(corpus), directory)


def _answer(searcher: Any, query: str) -> list[list[Any]]:
    return [[hit.number, hit.passages] for hit in searcher.search(query)]


def _seconds(searcher: Any, query: str) -> float:
    """The median time of a query that has run once before."""
    searcher.search(query)
    runs: list[float] = []
    while len(runs) < REPEATS and sum(runs) < LONG_ENOUGH:
        start = time.perf_counter()
        searcher.search(query)
        runs.append(time.perf_counter() - start)
    return statistics.median(runs)


if __name__ == "__main__":
    main(sys.argv[1:])
