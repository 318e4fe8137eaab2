"""Everything side by side in one run: `python -m benchmarks`."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.measuring import CommandFailedError, Patience
from benchmarks.quality import measure_quality, read_judged
from benchmarks.speed import Figures, gather_field, lay_out, measure_size, turns_of
from benchmarks.table import quality_table, speed_table, write_into_readme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.progress import TaskID

    from benchmarks.speed import Course, Field
    from quality.scoring import Query

FULL = Patience(runs=9, seconds=12.0)
QUICK = Patience(runs=2, seconds=4.0)
DEFAULT_SIZES = (1, 10, 100)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    gsearch: Path
    sizes: tuple[int, ...]
    scratch: Path | None
    judged: tuple[Path, ...]
    quick: bool
    speed: bool
    quality: bool
    write: bool


def main() -> int:
    """Measure, print the tables, write them into README.md."""
    options = _read_options()
    field, notes = gather_field(options.gsearch)
    for note in notes:
        print(note, file=sys.stderr)
    if options.scratch:
        options.scratch.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="gsearch-benchmarks-", dir=options.scratch))
    try:
        for name, table in _measure(options, field, scratch):
            text = f"{table}\n\n{_machine(notes)}"
            print(f"\n{text}", flush=True)
            if options.write:
                write_into_readme(name, text)
    except CommandFailedError as problem:
        print(problem, file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(scratch)
    return 0


def _measure(options: Options, field: Field, scratch: Path) -> Iterator[tuple[str, str]]:
    """The tables with the name of their place, each when it is done."""
    if options.speed:
        patience = QUICK if options.quick else FULL
        with _progress() as progress:
            sizes = [_speed_of(size, scratch, field, patience, progress) for size in options.sizes]
        yield "speed", speed_table(sizes, field.labels)
        for failure in _failures(sizes):
            print(failure, file=sys.stderr)
    if options.quality:
        queries = read_judged(options.judged)
        with _progress() as progress:
            table = _quality(queries, scratch, field, progress)
        yield "quality", f"{len(queries)} judged queries over the five real issues.\n\n{table}"


def _speed_of(
    size: int, scratch: Path, field: Field, patience: Patience, progress: Progress
) -> Figures:
    bar = progress.add_task(f"{size}×: making the corpus", total=turns_of(size, field, patience))
    course = lay_out(size, scratch, field)
    figures = measure_size(course, patience, _on_turn(progress, bar, f"{size}×"))
    shutil.rmtree(course.directory)
    return figures


def _failures(sizes: Sequence[Figures]) -> list[str]:
    """What the word `failed` in a cell stands for."""
    return [
        f"{figures.size}×, {measure}, {label}: {runs.failure}"
        for figures in sizes
        for (measure, label), runs in figures.results.items()
        if runs.failure
    ]


def _quality(queries: Sequence[Query], scratch: Path, field: Field, progress: Progress) -> str:
    bar = progress.add_task("judged queries", total=len(queries) + 2 * len(field.peers))
    course = lay_out(1, scratch / "judged", field)
    _index_all(course)
    return quality_table(measure_quality(course, queries, _on_turn(progress, bar, "quality")))


def _index_all(course: Course) -> None:
    course.gsearch("index")
    for peer in course.field.peers:
        course.peer(peer, "build", course.corpus, course.index_of(peer.label))


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


def _on_turn(progress: Progress, bar: TaskID, size: str) -> Callable[[str], None]:
    def advance(text: str) -> None:
        progress.update(bar, advance=1, description=f"{size}: {text}")

    return advance


def _machine(notes: list[str]) -> str:
    """What the figures were taken with."""
    versions = ", ".join(_versions())
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return " ".join(
        [
            f"{system}, Python {platform.python_version()}; {versions}.",
            *(f"{note}." for note in notes),
        ]
    )


def _versions() -> Iterator[str]:
    for name in ("gazette-search", "whoosh3", "jieba", "tantivy"):
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"


def _read_options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    beside = Path(sys.executable).with_name("gsearch")
    parser.add_argument("--gsearch", type=Path, default=beside, help="the command to measure")
    parser.add_argument(
        "--sizes", type=_sizes, default=DEFAULT_SIZES, help="copies of the corpus: 1,10,100"
    )
    parser.add_argument("--scratch", type=Path, help="directory for corpora and indexes")
    parser.add_argument("--judged", type=Path, nargs="+", default=(), help="judged queries")
    parser.add_argument("--quick", action="store_true", help="size 1, few runs, writes nothing")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--speed", action="store_true", help="only the first table")
    only.add_argument("--quality", action="store_true", help="only the second table")
    parser.add_argument("--no-write", action="store_true", help="leave README.md alone")
    given = parser.parse_args()
    if shutil.which(given.gsearch) is None:
        parser.error(f"no command {given.gsearch}; name it with --gsearch")
    return Options(
        gsearch=Path(shutil.which(given.gsearch) or given.gsearch).absolute(),
        sizes=(1,) if given.quick else given.sizes,
        scratch=given.scratch,
        judged=tuple(given.judged),
        quick=given.quick,
        speed=not given.quality,
        quality=not given.speed,
        write=not (given.no_write or given.quick),
    )


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(int(part) for part in text.split(","))
    if min(sizes) < 1:
        raise ValueError(text)
    return sizes


if __name__ == "__main__":
    sys.exit(main())
