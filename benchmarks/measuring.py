"""Timing of commands: whole processes, in turns, medians."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
_LAUNCHER = Path(__file__).with_name("launcher.py")


class CommandFailedError(Exception):
    """A measured command did not do what it was measured for."""

    def __init__(self, command: Sequence[str], code: int, said: str) -> None:
        """Names the command, its exit code and the end of what it said."""
        super().__init__(f"{' '.join(command)}: exit {code}: {said.strip()[-500:]}")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: wall time, and peak resident memory in MB where it was a whole process."""

    seconds: float
    peak: float | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Something to measure.

    Attributes:
        measure: Row of the table.
        competitor: Column of the table.
        run: Does it once; several runs come from a process that times several things.
        prepare: What has to be done before each time and is not measured.
    """

    measure: str
    competitor: str
    run: Callable[[], Run]
    prepare: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to repeat one task at most; once is always."""

    runs: int
    seconds: float


@dataclass(slots=True)
class Runs:
    """All runs of one task."""

    runs: list[Run] = field(default_factory=list)
    failure: str | None = None

    @property
    def seconds(self) -> float:
        """The median time."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def peak(self) -> float | None:
        """The median peak memory in MB."""
        peaks = [run.peak for run in self.runs if run.peak is not None]
        return statistics.median(peaks) if peaks else None

    def wants_more(self, patience: Patience) -> bool:
        """Whether another run is worth its time."""
        if self.failure or len(self.runs) >= patience.runs:
            return False
        return sum(run.seconds for run in self.runs) < patience.seconds


def in_turns(
    tasks: Sequence[Task], patience: Patience, on_turn: Callable[[str], None]
) -> dict[tuple[str, str], Runs]:
    """Run every task once, then every one again: what slows the machine down slows down all."""
    results = {(task.measure, task.competitor): Runs() for task in tasks}
    for _ in range(patience.runs):
        for task in tasks:
            result = results[task.measure, task.competitor]
            if result.wants_more(patience):
                _turn(task, result)
            on_turn(f"{task.measure}: {task.competitor}")
    return results


def _turn(task: Task, result: Runs) -> None:
    try:
        task.prepare()
        result.runs.append(task.run())
    except CommandFailedError as problem:
        result.failure = str(problem)


def run_command(*command: str | Path) -> Run:
    """Run a whole process.

    Raises:
        CommandFailedError: It could not do its work.
    """
    words = [str(word) for word in command]
    launched = subprocess.run(
        [sys.executable, "-I", "-S", str(_LAUNCHER), *words],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if launched.returncode:
        raise CommandFailedError(words, launched.returncode, launched.stderr)
    seconds, peak, code = json.loads(launched.stdout)
    if code:  # every query that is timed finds something
        raise CommandFailedError(words, code, launched.stderr)
    return Run(seconds, peak)


def ask(queries: Sequence[str], *command: str | Path) -> list[object]:
    """Give a process queries as JSON; returns a value for each of them.

    Raises:
        CommandFailedError: It could not do its work.
    """
    words = [str(word) for word in command]
    answered = subprocess.run(
        words,
        cwd=ROOT,
        env=environment(),
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=False,
    )
    if answered.returncode:
        raise CommandFailedError(words, answered.returncode, answered.stderr)
    return [json.loads(line) for line in answered.stdout.splitlines()]


def environment() -> dict[str, str]:
    """That of the measured processes: nothing of the user's settings, UTF-8 everywhere."""
    kept = {name: value for name, value in os.environ.items() if name != "GSEARCH_HOME"}
    return {**kept, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore", "NO_COLOR": "1"}
