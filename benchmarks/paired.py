"""One gsearch against another on judged queries: `python -m benchmarks.paired OLD NEW HOME`.

Both commands answer the same queries over copies of the same issues that each has indexed itself.
What counts is the difference query by query, with the interval in which its mean lies for 95 of 100
samples of the queries (the percentile bootstrap of Efron 1979): a difference whose interval holds 0
is no difference.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from rich.progress import track

from benchmarks.measuring import environment
from benchmarks.quality import FIGURES, JUDGED, gsearch_answer
from quality.scoring import figures_of, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quality.scoring import Query

SAMPLES = 2000
SEED = 1979
FEWEST = 10  # queries of a kind that has a row of its own

Row = tuple[str, str, dict[str, float]]  # set, kind, differences


def main() -> int:
    """Ask both, print the mean difference of every figure by set and by kind."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paired", description=__doc__)
    parser.add_argument("old", type=Path, help="a gsearch command")
    parser.add_argument("new", type=Path, help="the one to compare with it")
    parser.add_argument("home", type=Path, help="the directory that holds corpus/")
    parser.add_argument("--judged", type=Path, nargs="+", default=sorted(JUDGED.glob("*.jsonl")))
    options = parser.parse_args()
    queries = [(path.stem, query) for path in options.judged for query in load(path)]
    old, new = (
        _figures(command, options.home, [query for _, query in queries])
        for command in (options.old.absolute(), options.new.absolute())
    )
    rows = [
        (name, query.kind, {figure: after[figure] - before[figure] for figure in before})
        for (name, query), before, after in zip(queries, old, new, strict=True)
    ]
    for line in table(rows):
        print(line)
    return 0


def _figures(command: Path, home: Path, queries: Sequence[Query]) -> list[dict[str, float]]:
    """The figures of all queries, over an index that the command itself has built."""
    with tempfile.TemporaryDirectory() as scratch:
        own = Path(scratch)
        shutil.copytree(home / "corpus", own / "corpus")
        subprocess.run([command, "index", "--home", own], env=environment(), check=True)
        return [
            figures_of(query, gsearch_answer(command, own, query.text))
            for query in track(queries, str(command))
        ]


def table(rows: Sequence[Row]) -> Iterable[str]:
    """Lines: of all queries, of each set, and of each kind of which there are enough."""
    yield f"{'':24}{'figure':22}{'queries':>8}{'change':>9}  interval"
    groups = {"all": rows}
    for place in (0, 1):
        for name in sorted({str(row[place]) for row in rows}):
            groups[name] = [row for row in rows if row[place] == name]
    for name, group in groups.items():
        if len(group) < FEWEST:
            continue
        for figure, label in {**FIGURES, "characters": "characters shown"}.items():
            changes = [row[2][figure] for row in group if figure in row[2]]
            if changes:
                low, high = interval(changes)
                yield (
                    f"{name:24}{label:22}{len(changes):8}{fmean(changes):+9.3f}"
                    f"  {low:+.3f} … {high:+.3f}"
                )


def interval(changes: Sequence[float]) -> tuple[float, float]:
    """Where the mean lies for 95 of 100 samples of the queries, the same for the same changes."""
    chance = random.Random(SEED)
    means = sorted(fmean(chance.choices(changes, k=len(changes))) for _ in range(SAMPLES))
    return means[SAMPLES // 40], means[-SAMPLES // 40 - 1]


if __name__ == "__main__":
    sys.exit(main())
