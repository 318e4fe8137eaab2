"""This gsearch against one of its own commits: `python -m benchmarks.against COMMIT`.

Both are installed as users install them, each in an environment of its own, and given the same
corpora. What counts is the CPU of the whole process (user and system), the least of many runs that
take turns: other work of the machine makes a run dearer and never cheaper.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus_maker import CorpusMaker, write_issue
from benchmarks.measuring import ROOT, environment
from benchmarks.table import write_into_readme

RUNS = 9
REPEATED = 5  # times that a query is asked in one process
SIZES = (1, 10, 100)
QUERIES = {
    "common word": "责任单位",
    "phrase": '"人民政府办公室"',
    "prefix": "责*",
    "three words": "市政府 责任单位 工作",
    "question": "农村低保一年多少钱",
    "document number": "葫政办发〔2020〕23号",
}
# Asks a query over and over and says what the last round took, and what memory is its own.
_IN_PROCESS = """
import io, re, sys, resource
from contextlib import redirect_stdout
from gazette_search.cli.main import main
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
times = []
for _ in range(int(sys.argv[1])):
    before = cpu()
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
        main(sys.argv[2:])
    times.append(cpu() - before)
own = re.search(r"RssAnon:\\s+(\\d+)", open("/proc/self/status").read())
print(min(times[1:] or times), int(own[1]) / 1024 if own else 0)
"""
Measure = Callable[["Version"], float]


@dataclass(frozen=True, slots=True)
class Version:
    """One gsearch in an environment of its own, with the home that it searches."""

    label: str
    environment: Path
    home: Path

    def run(self, *arguments: str) -> float:
        """CPU seconds of one command."""
        command = [self.environment / "bin/gsearch", *arguments, "--home", self.home]
        return _cpu_of([str(word) for word in command])

    def inside(self, repeated: int, *arguments: str) -> tuple[float, float]:
        """CPU seconds of a command in a process that has run it, and megabytes of its own."""
        python = self.environment / "bin/python"
        words = [python, "-c", _IN_PROCESS, str(repeated), *arguments, "--home", self.home]
        said = subprocess.run(
            words, env=environment(), cwd=self.home, capture_output=True, text=True, check=True
        )
        seconds, own = said.stdout.split()
        return float(seconds), float(own)

    def index_size(self) -> float:
        """Megabytes of the index."""
        files = (path for path in (self.home / "index").rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files) / 1e6


def main() -> int:
    """Build both, measure at every size, print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against", description=__doc__)
    parser.add_argument("commit", help="what to compare with")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="copies of the corpus")
    parser.add_argument("--runs", type=int, default=RUNS, help="of every query")
    parser.add_argument("--scratch", type=Path, help="directory for environments and corpora")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="gsearch-against-", dir=options.scratch))
    try:
        environments = _install(scratch, options.commit)
        rows = [
            row
            for size in map(int, options.sizes.split(","))
            for row in _measure(size, scratch, environments, options.runs)
        ]
    finally:
        shutil.rmtree(scratch)
    table = "\n".join(_table(options.commit, rows))
    print(table)
    if options.write:
        write_into_readme("against", table)
    return 0


def _install(scratch: Path, commit: str) -> dict[str, Path]:
    """An environment for the commit and one for what stands here, without what is not committed."""
    made = {}
    for label, what in (("then", commit), ("now", "HEAD")):
        source, into = scratch / f"source-{label}", scratch / f"venv-{label}"
        source.mkdir()
        archive = subprocess.run(
            ["git", "archive", what], cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        subprocess.run(["tar", "-x", "-C", source], input=archive.stdout, check=True)
        subprocess.run([sys.executable, "-m", "venv", into], check=True)
        subprocess.run([into / "bin/pip", "install", "--quiet", source], check=True)
        made[label] = into
    return made


def _measure(
    size: int, scratch: Path, environments: dict[str, Path], runs: int
) -> list[tuple[str, str, float, float]]:
    """Rows of one size: size, what was measured, then, now."""
    versions = []
    for label, where in environments.items():
        home = scratch / f"{label}-{size}"
        (home / "corpus").mkdir(parents=True)
        versions.append(Version(label, where, home))
    *issues, spare = CorpusMaker().issues(size, 1)
    for version in versions:
        for issue in issues:
            write_issue(version.home / "corpus", issue)
    rows = [("index, CPU s", *_least(versions, lambda one: one.run("index"), 1))]
    rows.append(("index, MB", *(one.index_size() for one in versions)))
    for name, text in QUERIES.items():
        rows += _ask(versions, name, ("--color", "always", text), runs)
    for version in versions:
        write_issue(version.home / "corpus", spare)
    rows.append(("index, one new issue, CPU s", *_least(versions, lambda v: v.run("index"), 1)))
    rows.append(("index, nothing new, CPU s", *_least(versions, lambda v: v.run("index"), 3)))
    for version in versions:
        shutil.rmtree(version.home)
    return [(f"{size}×", name, then, now) for name, then, now in rows]


def _ask(
    versions: list[Version], name: str, asked: tuple[str, ...], runs: int
) -> list[tuple[str, float, float]]:
    """Rows of one query: from the shell, in a process that has answered it, and the memory."""
    measures: list[tuple[str, Measure, int]] = [
        (f"query, {name}, CPU ms", lambda one: 1e3 * one.run(*asked), runs),
        (f"in process, {name}, CPU ms", lambda one: 1e3 * one.inside(REPEATED, *asked)[0], 3),
        (f"own memory, {name}, MB", lambda one: one.inside(1, *asked)[1], 3),
    ]
    return [(row, *_least(versions, measure, often)) for row, measure, often in measures]


def _least(versions: list[Version], measure: Measure, runs: int) -> tuple[float, float]:
    """The least of some runs of each, in turns."""
    taken: list[list[float]] = [[] for _ in versions]
    for _ in range(runs):
        for version, found in zip(versions, taken, strict=True):
            found.append(measure(version))
    then, now = (min(found) for found in taken)
    return then, now


def _cpu_of(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, env=environment(), cwd=os.sep, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')[-500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _table(commit: str, rows: list[tuple[str, str, float, float]]) -> list[str]:
    lines = [f"| size | measure | {commit} | now | ratio |", "| --- | --- | --- | --- | --- |"]
    for size, name, then, now in rows:
        ratio = f"{now / then:.2f}" if then else "–"
        lines.append(f"| {size} | {name} | {_figure(then)} | {_figure(now)} | {ratio} |")
    return lines


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main())
