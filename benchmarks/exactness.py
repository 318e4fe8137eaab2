"""Whether a page of hits is that of ranking every document: `python -m benchmarks.exactness HOME`.

A search reads documents only until its page is settled. Here each judged query, each kind of query
that is timed, and many *loose* ones are ranked once like that and once from the text of all
documents found. Loose queries ask for common words beside one that no document holds: the bounds
of partial matches are where wrong pages came from.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import track

from benchmarks.quality import read_judged
from benchmarks.speed import KINDS
from gazette_search.analysis.segmenter import dictionary_path
from gazette_search.index.conditions import Segmented
from gazette_search.search.engine import SearchEngine
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.home import find_home
from gazette_search.workflows.opening import open_index

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

Place = tuple[int, float]  # ordinal, score
LOOSE = 300
DEPTH = 10  # places compared
SAMPLED = 4000  # words that loose queries are made of


def main() -> int:
    """Compare, print what differs and what both ways took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exactness", description=__doc__)
    parser.add_argument("home", type=Path, help="the directory that holds corpus/ and index/")
    home = find_home(parser.parse_args().home)
    queries = [judged.text for judged in read_judged()] + [kind.text for kind in KINDS]
    queries += _loose_queries(home)
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


def _loose_queries(home: Home) -> list[str]:
    """Words that many documents hold beside a word that none holds, the same for the same index.

    The bounds of partial matches shrink with what is missing, and the tenth place is contested
    where dozens of documents hold the same words of the query and lack the same one.
    """
    chance = random.Random(LOOSE)
    everything = dictionary_path().read_text(encoding="utf-8").splitlines()
    with open_index(home) as opened:
        held = [line.split(" ")[0] for line in opened.index.dictionary.lines()[1:]]
        sampled = chance.sample(held, min(SAMPLED, len(held)))
        counts = opened.index.counts([Segmented(word) for word in sampled])
        common = [word for word, count in zip(sampled, counts, strict=True) if count > DEPTH]
    known = set(held)
    absent = [
        word
        for word in (line.split(" ")[0] for line in chance.sample(everything, SAMPLED))
        if len(word) > 1 and word not in known
    ]
    return [
        chance.choice(("", " ")).join([chance.choice(absent), *chance.sample(common, count)])
        for count in chance.choices((1, 2), k=LOOSE)
        if len(common) >= count and absent
    ]


def _page(home: Home, query: str, limit: int) -> list[Place]:
    """The first places; with a limit of 0 all documents are ranked from their text."""
    with open_index(home) as opened:
        engine = SearchEngine(opened.index, *home.thesauri)
        ranked = engine.find(SearchRequest(query, limit=limit)).ranked
    return [(item.ordinal, item.score) for item in ranked[:DEPTH]]


if __name__ == "__main__":
    sys.exit(main())
