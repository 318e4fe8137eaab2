"""Whether a page of hits is that of ranking every document: `python -m benchmarks.exactness HOME`.

A search reads documents only until its page is settled. Here each judged query, and each kind of
query that is timed, is ranked once like that and once from the text of all documents found.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import track

from benchmarks.quality import DEPTH, read_judged
from benchmarks.speed import KINDS
from gazette_search.search.engine import SearchEngine
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.home import find_home
from gazette_search.workflows.opening import open_snapshot

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

Place = tuple[int, float]  # ordinal, score


def main() -> int:
    """Compare, print what differs and what both ways took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exactness", description=__doc__)
    parser.add_argument("home", type=Path, help="the directory that holds corpus/ and index/")
    home = find_home(parser.parse_args().home)
    queries = [judged.query for judged in read_judged()] + [kind.text for kind in KINDS]
    different = 0
    seconds = [0.0, 0.0]
    for query in track(queries):
        pages = []
        for way, limit in enumerate((DEPTH, 0)):
            started = time.perf_counter()
            pages.append(_page(home, query, limit))
            seconds[way] += time.perf_counter() - started
        if pages[0] != pages[1]:
            different += 1
            print(f"{query}: {pages[0]} instead of {pages[1]}")
    print(
        f"{different} of {len(queries)} pages differ; {seconds[0]:.1f} s against {seconds[1]:.1f} s"
    )
    return 1 if different else 0


def _page(home: Home, query: str, limit: int) -> list[Place]:
    """The first places; with a limit of 0 all documents are ranked from their text."""
    with open_snapshot(home) as opened:
        engine = SearchEngine(opened.snapshot, *home.thesauri)
        ranked = engine.find(SearchRequest(query, limit=limit)).ranked
    return [(item.ordinal, item.score) for item in ranked[:DEPTH]]


if __name__ == "__main__":
    sys.exit(main())
