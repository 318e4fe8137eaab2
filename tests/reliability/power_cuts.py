"""Power cuts at every step of an update: record it, cut, lose what was not synced, look.

The test suite takes a sample; the long run is started by hand before a release:

    python tests/reliability/power_cuts.py --states 2000

It prints how many states were opened and what was seen, and exits with 1 at a loss: a search that
saw neither the whole old nor the whole new generation, or an update after it that did not mend
everything; and when, with `fsync` taken out, it finds no damage, for then it is blind.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from gazette_search.analysis.analyzer import Analyzer
from gazette_search.index.catalog import CATALOG
from gazette_search.index.generations import CURRENT
from gazette_search.index.planning import MOST_SEGMENTS
from gazette_search.workflows import issue_readers
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.crashes import (
    DAMAGED,
    DAMAGED_BEFORE,
    Recording,
    is_mended,
    lay,
    never,
    record_update,
    sample,
    sense,
    states,
)
from reliability.faults import in_a_fork, killed
from reliability.scratch import write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MENDED_EACH = 10  # of so many states one is also updated, which takes three times as long


@dataclass(frozen=True, slots=True)
class Scenario:
    """A kind of update.

    Attributes:
        before: Makes the index that the update finds.
        change: What it has to deal with.
        names: What a search that sees a version has seen.
        allowed: All that may be seen.
    """

    before: Callable[[Home], object]
    change: Callable[[Home], object]
    names: tuple[tuple[int, str], ...] = ((1, "old"), (2, "new"))
    allowed: frozenset[str] = frozenset({"old", "new"})


def _indexed(home: Home, versions: Iterable[int] = (1,), issues: int = 3) -> None:
    """Version after version is indexed."""
    for version in versions:
        write_corpus(home, version, issues)
        bring_up_to_date(home)


def _many_segments(home: Home) -> None:
    """One issue after the other, until there are so many segments that they are gathered."""
    for issues in range(1, MOST_SEGMENTS + 1):
        _indexed(home, issues=issues)


def _damaged(home: Home) -> None:
    _indexed(home)
    catalog = next(home.index.glob(f"g-*/{CATALOG}"))
    catalog.write_bytes(catalog.read_bytes()[:-1])


def _killed_then_changed(home: Home) -> None:
    """An update is killed between its last rename and the sync of it; then there is more to do."""
    write_corpus(home, 2)
    replace = os.replace

    def replace_and_die(source: str, target: str) -> None:
        replace(source, target)
        killed()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", replace_and_die)
        assert in_a_fork(lambda: bring_up_to_date(home)) < 0
    write_corpus(home, 3)


def _lost_pointer(home: Home) -> None:
    _indexed(home)
    (home.index / CURRENT).unlink()


def _touched(home: Home) -> None:
    """New times and no new bytes, as a checkout gives them."""
    for path in home.corpus.iterdir():
        os.utime(path, ns=(0, 0))


def _to(version: int, issues: int = 3) -> Callable[[Home], None]:
    return lambda home: write_corpus(home, version, issues)


SCENARIOS = {
    "three issues changed": Scenario(_indexed, _to(2)),
    "the fourth update, which sweeps": Scenario(
        partial(_indexed, versions=(1, 2, 3, 4)), _to(5), ((4, "old"), (5, "new"))
    ),
    "small segments gathered": Scenario(
        _many_segments, _to(2, MOST_SEGMENTS), ((1, "old"), (2, "new"))
    ),
    "six changed, in two processes": Scenario(partial(_indexed, issues=6), _to(2, issues=6)),
    "another was killed before": Scenario(
        _indexed, _killed_then_changed, ((1, "old"), (2, "old"), (3, "new"))
    ),
    "a damaged one rebuilt": Scenario(_damaged, _to(2), allowed=frozenset({DAMAGED_BEFORE, "new"})),
    "only times changed": Scenario(
        _indexed, _touched, names=((1, "new"),), allowed=frozenset({"new"})
    ),
    "the pointer was lost": Scenario(_lost_pointer, _to(2)),
    "the first build": Scenario(_to(2), _to(2), allowed=frozenset({"new"})),
}


def main() -> int:
    """The long run."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--states", type=int, default=2000, help="of each scenario, at most")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    analyzer = Analyzer.for_indexing()
    Analyzer.for_issues = staticmethod(lambda _: analyzer)  # type: ignore[assignment, method-assign]
    issue_readers.processors = lambda: 2  # type: ignore[attr-defined]
    print(f"seed {options.seed}")  # noqa: T201
    losses = 0
    for name, scenario in SCENARIOS.items():
        with tempfile.TemporaryDirectory() as scratch:
            home = Home(Path(scratch) / "home")
            scenario.before(home)
            recording = record_update(home, Path(scratch), scenario.change, dict(scenario.names))
            print(f"{name}, {len(recording.operations)} operations")  # noqa: T201
            chance = random.Random(options.seed)  # noqa: S311 -- losses, not secrets
            losses += _attack(scenario, recording, options.states, chance)
    return 1 if losses else 0


def _attack(scenario: Scenario, recording: Recording, most: int, chance: random.Random) -> int:
    """Open the states of a scenario, then some with fsync taken out.

    Returns:
        Losses.
    """
    started, seen = time.monotonic(), Counter[str]()
    for count, tree in enumerate(sample(states(recording, chance), most, chance)):
        lay(tree, recording.home.index)
        seen[sense(recording)] += 1
        if count % MENDED_EACH == 0:
            seen["mended" if is_mended(recording) else "not mended"] += 1
    control = Counter[str]()
    for tree in sample(states(recording, chance, never), most // 4, chance):
        lay(tree, recording.home.index)
        control[sense(recording)] += 1
    took = time.monotonic() - started
    print(f"    {dict(seen)}\n    without fsync {dict(control)}, {took:.0f} s")  # noqa: T201
    losses = {found: seen[found] for found in seen.keys() - scenario.allowed - {"mended"}}
    is_blind = not control[DAMAGED]
    if losses or is_blind:
        print(f"    LOST {losses}{', blind' * is_blind}")  # noqa: T201
    return sum(losses.values()) + is_blind


if __name__ == "__main__":
    sys.exit(main())
