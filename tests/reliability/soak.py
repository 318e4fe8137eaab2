"""A long attack on the index: writers killed at random, full disks, readers all the while.

Not part of the test suite; run it before a release:

    python tests/reliability/soak.py --kills 1000

It works in a temporary directory, prints its figures and exits with 1 at the first loss: a search
that failed or saw other than one whole generation, an update that did not succeed after a failure,
or something left lying about.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from gazette_search.analysis.analyzer import Analyzer
from gazette_search.errors import OutputFileError
from gazette_search.index.generations import ASIDE
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.faults import in_a_fork
from reliability.scratch import current_is_whole, debris, version_seen, write_corpus

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

ISSUES = 6  # enough for an update to be shared between two processes
COMMAND_SHARE = 0.1  # of the kills hit the whole command, started from nothing


def main() -> int:
    """Run the attack."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--full-disks", type=int, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 -- instants, not secrets
    analyzer = Analyzer.for_indexing()
    Analyzer.for_issues = staticmethod(lambda _: analyzer)  # type: ignore[assignment, method-assign]
    figures: Counter[str] = Counter()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        home = Home(Path(scratch))
        write_corpus(home, version=1, issues=ISSUES)
        bring_up_to_date(home)
        searches, stop = multiprocessing.Value("i", 0), multiprocessing.Event()
        reader = multiprocessing.Process(target=_read_on, args=(home, searches, stop), daemon=True)
        reader.start()
        version = 1
        for _ in range(options.kills):
            version = _kill(home, version, chance, figures)
        for _ in range(options.full_disks):
            version = _fill(home, version, chance, figures)
        stop.set()
        reader.join()
        figures["searches during all this"] = searches.value
        figures["bytes of index at the end"] = _size(home.index)
    print(f"seed {options.seed}, {time.monotonic() - started:.0f} s")  # noqa: T201
    for name, count in sorted(figures.items()):
        print(f"{count:>9}  {name}")  # noqa: T201
    return 1 if reader.exitcode else 0


def _read_on(
    home: Home, searches: Synchronized[int], stop: multiprocessing.synchronize.Event
) -> None:
    """Search until told to stop; what is seen never gets older."""
    seen = 0
    while not stop.is_set():
        version = version_seen(home, ISSUES)
        assert version >= seen, (version, seen)
        seen = version
        searches.value += 1


def _kill(home: Home, version: int, chance: random.Random, figures: Counter[str]) -> int:
    """Kill one update, look, and complete it."""
    write_corpus(home, version + 1, ISSUES)
    whole_command = chance.random() < COMMAND_SHARE
    writer = _start_command(home) if whole_command else _start_fork(home)
    time.sleep(chance.uniform(0, 1.5 if whole_command else 0.13))
    os.kill(writer, signal.SIGKILL)
    status = os.waitpid(writer, 0)[1]
    figures["kills"] += 1
    figures["kills of the whole command"] += whole_command
    figures["updates that were done before the kill"] += not os.WIFSIGNALED(status)
    figures["kills that left a half-written generation"] += any(home.index.glob(f"{ASIDE}*"))
    return _look_and_complete(home, version, figures)


def _fill(home: Home, version: int, chance: random.Random, figures: Counter[str]) -> int:
    """Let one update run into the end of the space."""
    write_corpus(home, version + 1, ISSUES)
    limit = int(2 ** chance.uniform(0, 16))

    def update() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            bring_up_to_date(home)
        except OutputFileError:
            os._exit(2)

    code = in_a_fork(update)
    assert code in (0, 2), code
    figures["disks full"] += code == 2
    figures["disks large enough"] += code == 0
    return _look_and_complete(home, version, figures)


def _look_and_complete(home: Home, version: int, figures: Counter[str]) -> int:
    seen = version_seen(home, ISSUES)
    assert seen in (version, version + 1), (seen, version)
    assert current_is_whole(home)
    figures["times the old generation was seen"] += seen == version
    figures["times the new generation was seen"] += seen != version
    bring_up_to_date(home, wait=30.0)
    assert version_seen(home, ISSUES) == version + 1
    left = debris(home)
    # A copy that outlives its parent for an instant may write once more; the next sweep has it.
    orphans = [name for name in left if name.startswith(ASIDE)]
    figures["times an orphan wrote after the sweep"] += bool(orphans)
    assert left == orphans, left
    return version + 1


def _start_fork(home: Home) -> int:
    child = os.fork()
    if not child:
        bring_up_to_date(home, wait=30.0)
        os._exit(0)
    return child


def _start_command(home: Home) -> int:
    line = "import sys; from gazette_search.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", line, "index", "--home", str(home.path)]
    return subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ).pid


def _size(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
