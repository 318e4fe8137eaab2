"""Ranking of Chinese statutes for lay questions: `python -m benchmarks.statutes FOLDER`.

FOLDER holds `whole.tar.xz` and `articles.tar.xz`, each a home with statutes printed as issues of an
invented gazette (from LawRefBook/Laws), and one JSON object a line in `train.jsonl`: the `query` of
a lay person (kind `nl`; STARD, oneal2000/STARD) or keywords for it (`kw`; oneal2000/LeCoQA), and
the graded documents of both collections by number. Nobody of this project wrote any of them.

`--old COMMAND` asks another gsearch the same and prints the difference query by query.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from rich.progress import track

from benchmarks.measuring import environment
from benchmarks.paired import interval
from benchmarks.peers import GSEARCH
from benchmarks.quality import DEPTH, gsearch_answer
from quality.scoring import ndcg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COLLECTIONS = ("whole", "articles")
KINDS = {"nl": "lay questions", "kw": "keywords"}

Query = tuple[str, str, "Mapping[str, int]"]  # kind, text, grades by number
Figures = dict[str, float]


def main() -> int:
    """Index both collections, ask every query, print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.statutes", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gsearch", type=Path, default=Path(sys.executable).with_name(GSEARCH))
    parser.add_argument("--old", type=Path, help="another gsearch command, to compare with")
    parser.add_argument("--first", type=int, help="only so many queries of each kind")
    options = parser.parse_args()
    commands = [command.absolute() for command in (options.gsearch, options.old) if command]
    for name in COLLECTIONS:
        queries = read_queries(options.folder / "train.jsonl", name, options.first)
        asked = [_figures(command, options.folder, name, queries) for command in commands]
        for line in lines(name, queries, *asked):
            print(line)
    return 0


def read_queries(path: Path, collection: str, first: int | None = None) -> list[Query]:
    """The queries that have an answer in a collection, the first so many of each kind."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    found = [(row["kind"], row["query"], row[collection]) for row in rows if row[collection]]
    return [one for kind in KINDS for one in [q for q in found if q[0] == kind][:first]]


def _figures(command: Path, folder: Path, name: str, queries: Sequence[Query]) -> list[Figures]:
    """The figures of all queries, over an index that the command itself has built."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        with tarfile.open(folder / f"{name}.tar.xz") as archive:
            archive.extractall(home, filter="data")
        subprocess.run([command, "index", "--home", home], env=environment(), check=True)
        return [
            figures_of([hit.number for hit in gsearch_answer(command, home, text)], grades)
            for _, text, grades in track(queries, f"{name}: {command}")
        ]


def figures_of(numbers: Sequence[str], grades: Mapping[str, int]) -> Figures:
    """nDCG, reciprocal rank and recall of the first ten."""
    places = [place for place, number in enumerate(numbers[:DEPTH], 1) if number in grades]
    return {
        "nDCG@10": ndcg(numbers, grades),
        "MRR@10": 1 / places[0] if places else 0.0,
        "R@10": len(places) / len(grades),
    }


def lines(
    name: str, queries: Sequence[Query], new: Sequence[Figures], old: Sequence[Figures] = ()
) -> Iterable[str]:
    """A line for each kind and figure: the mean and, beside another command, the difference."""
    for kind, label in KINDS.items():
        places = [place for place, query in enumerate(queries) if query[0] == kind]
        for figure in new[0] if places else ():
            mean = fmean(new[place][figure] for place in places)
            line = f"{name:9} {label:14} {figure:8} {len(places):4} {mean:.3f}"
            if old:
                changes = [new[place][figure] - old[place][figure] for place in places]
                low, high = interval(changes)
                line += f"  {fmean(changes):+.3f} ({low:+.3f} … {high:+.3f})"
            yield line


if __name__ == "__main__":
    sys.exit(main())
