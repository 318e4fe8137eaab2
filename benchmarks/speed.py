"""What is timed, for whom, and in which order."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.corpus_maker import CorpusMaker, MadeIssue, write_issue
from benchmarks.measuring import (
    CommandFailedError,
    Patience,
    Run,
    Runs,
    Task,
    ask,
    in_turns,
    run_command,
)
from benchmarks.peers import GSEARCH, PEERS, RIPGREP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.peers import Peer

SPARE_ISSUES = 1
QUERY = "query, "  # before the kind of a query that is asked from the shell


@dataclass(frozen=True, slots=True)
class QueryKind:
    """A kind of question, and what a plain scan would look for."""

    name: str
    text: str
    scanned: str


KINDS = (
    QueryKind("common word", "责任单位", "责任单位"),
    QueryKind("two words", "残疾儿童 免费手术", "残疾儿童"),
    QueryKind("quoted phrase", '"抽贷、断贷、压贷"', "抽贷、断贷、压贷"),
    QueryKind("prefix", "低保*", "低保"),
    QueryKind("filtered", "责任单位 year:2019", "责任单位"),
    QueryKind("question", "农村低保一年多少钱", "低保"),
    QueryKind("document number", "葫政办发〔2020〕23号", "葫政办发〔2020〕23号"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """Who takes part: the gsearch command, the Python beside it, the peers that are there."""

    gsearch: Path
    python: Path
    peers: tuple[Peer, ...]
    ripgrep: str | None

    @property
    def labels(self) -> list[str]:
        """The columns of the table."""
        peers = [peer.label for peer in self.peers]
        return [GSEARCH, *peers, *([RIPGREP] if self.ripgrep else [])]


def gather_field(gsearch: Path) -> tuple[Field, list[str]]:
    """Who can take part, and a note for everyone who cannot."""
    beside = gsearch.with_name("python")
    python = beside if beside.exists() else type(gsearch)(sys.executable)
    ripgrep = shutil.which("rg")
    notes = [f"{peer.label}: skipped, no module {peer.needs}" for peer in PEERS if peer.missing]
    if ripgrep is None:
        notes.append(f"{RIPGREP}: skipped, no rg on the path (Debian package ripgrep)")
    present = tuple(peer for peer in PEERS if not peer.missing)
    return Field(gsearch, python, present, ripgrep), notes


@dataclass(frozen=True, slots=True)
class Course:
    """A corpus of one size with the indexes over it; the gsearch home is the directory itself."""

    size: int
    directory: Path
    field: Field
    spare: MadeIssue

    @property
    def corpus(self) -> Path:
        """The issue files."""
        return self.directory / "corpus"

    def index_of(self, label: str) -> Path:
        """Where a competitor keeps its index."""
        return self.directory / ("index" if label == GSEARCH else label.replace(" ", "-"))

    def gsearch(self, *arguments: str) -> Run:
        """Run gsearch on this home."""
        return run_command(self.field.gsearch, *arguments, "--home", self.directory)

    def peer(self, peer: Peer, verb: str, *arguments: str | Path) -> Run:
        """Run a peer in a process of its own."""
        return run_command(*self.script(peer.name, verb), *arguments)

    def warm(self, module: str, index: Path) -> list[float]:
        """Seconds of every kind of query inside one process."""
        seconds = ask([kind.text for kind in KINDS], *self.script(module, "time"), "any", index)
        return [float(str(value)) for value in seconds]

    def script(self, module: str, verb: str) -> list[str | Path]:
        """The command line of a peer's script."""
        return [self.field.python, "-m", "benchmarks.peers", module, verb]


def lay_out(size: int, scratch: Path, field: Field) -> Course:
    """Write the corpus of a size."""
    directory = scratch / f"{size}x"
    (directory / "corpus").mkdir(parents=True)
    *issues, spare = CorpusMaker().issues(size, SPARE_ISSUES)
    for issue in issues:
        write_issue(directory / "corpus", issue)
    return Course(size, directory, field, spare)


# The groups run one after the other: indexes have to be there before they are asked.


def index_tasks(course: Course) -> list[Task]:
    """Indexing from nothing."""
    measure = "index from nothing"
    return [
        Task(measure, GSEARCH, lambda: course.gsearch("index"), _emptied(course, GSEARCH)),
        *(
            Task(measure, peer.label, _building(course, peer), _emptied(course, peer.label))
            for peer in course.field.peers
        ),
    ]


def cold_tasks(course: Course) -> Iterator[Task]:
    """One query of every kind from the shell."""
    for kind in KINDS:
        measure = f"{QUERY}{kind.name}"
        yield Task(measure, GSEARCH, _searching(course, kind))
        for peer in course.field.peers:
            yield Task(measure, peer.label, _peer_searching(course, peer, kind))
        if course.field.ripgrep:
            yield Task(measure, RIPGREP, _scanning(course, course.field.ripgrep, kind))


def update_tasks(course: Course) -> list[Task]:
    """What only gsearch can do: bring an index up to date."""
    added = course.corpus / course.spare.file

    def add() -> None:
        added.unlink(missing_ok=True)
        course.gsearch("index")
        write_issue(course.corpus, course.spare)

    return [
        Task("index, nothing changed", GSEARCH, lambda: course.gsearch("index")),
        Task("index, one new issue", GSEARCH, lambda: course.gsearch("index"), add),
    ]


def command_tasks(course: Course) -> list[Task]:
    """Commands that need no index."""
    commands = (("--help",), ("--version",), ("completion", "bash"))
    return [
        Task(f"gsearch {' '.join(command)}", GSEARCH, _plain(course, *command))
        for command in commands
    ]


def warm_results(
    course: Course, patience: Patience, on_turn: Callable[[str], None]
) -> dict[tuple[str, str], Runs]:
    """Every kind of query in a process that has answered before, in turns."""
    modules = [(GSEARCH, "gsearch_engine", course.directory)]
    modules += [(peer.label, peer.name, course.index_of(peer.label)) for peer in course.field.peers]
    results = {
        (f"query in process, {kind.name}", label): Runs() for kind in KINDS for label, *_ in modules
    }
    for _ in range(patience.runs):
        for label, module, index in modules:
            of_label = [results[f"query in process, {kind.name}", label] for kind in KINDS]
            try:
                for runs, seconds in zip(of_label, course.warm(module, index), strict=True):
                    runs.runs.append(Run(seconds))
            except CommandFailedError as problem:
                for runs in of_label:
                    runs.failure = str(problem)
            on_turn(f"queries in process: {label}")
    return results


def index_sizes(course: Course) -> dict[str, float]:
    """Megabytes of every index."""
    labels = [GSEARCH, *(peer.label for peer in course.field.peers)]
    return {label: _megabytes(course.index_of(label)) for label in labels}


def _megabytes(directory: Path) -> float:
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) / 1e6


def _emptied(course: Course, label: str) -> Callable[[], None]:
    return lambda: shutil.rmtree(course.index_of(label), ignore_errors=True)


def _building(course: Course, peer: Peer) -> Callable[[], Run]:
    return lambda: course.peer(peer, "build", course.corpus, course.index_of(peer.label))


def _searching(course: Course, kind: QueryKind) -> Callable[[], Run]:
    return lambda: course.gsearch("--color", "always", kind.text)


def _peer_searching(course: Course, peer: Peer, kind: QueryKind) -> Callable[[], Run]:
    return lambda: course.peer(peer, "search", "any", course.index_of(peer.label), kind.text)


def _scanning(course: Course, ripgrep: str, kind: QueryKind) -> Callable[[], Run]:
    return lambda: run_command(ripgrep, "--fixed-strings", "-e", kind.scanned, course.corpus)


def _plain(course: Course, *command: str) -> Callable[[], Run]:
    return lambda: run_command(course.field.gsearch, *command)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything measured at one size."""

    size: int
    results: dict[tuple[str, str], Runs]
    sizes: dict[str, float]


def measure_size(course: Course, patience: Patience, on_turn: Callable[[str], None]) -> Figures:
    """Run all groups."""
    few = Patience(min(3, patience.runs), patience.seconds)
    results = in_turns(index_tasks(course), few, on_turn)
    sizes = index_sizes(course)
    results |= in_turns(list(cold_tasks(course)), patience, on_turn)
    results |= warm_results(course, few, on_turn)
    results |= in_turns(update_tasks(course), few, on_turn)
    if course.size == 1:
        results |= in_turns(command_tasks(course), patience, on_turn)
    return Figures(course.size, results, sizes)


def turns_of(size: int, field: Field, patience: Patience) -> int:
    """How many turns `measure_size` takes."""
    few, peers = min(3, patience.runs), len(field.peers)
    whole = len(KINDS) * len(field.labels) + (3 if size == 1 else 0)
    return few * (2 * (1 + peers) + 2) + patience.runs * whole
