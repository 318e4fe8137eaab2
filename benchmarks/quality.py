"""Ranking of judged queries: the right documents first, the sentence that answers shown."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import ROOT, CommandFailedError, ask, environment
from benchmarks.peers import GSEARCH

sys.path.insert(0, str(ROOT / "tests"))  # one scoring, wherever queries are judged

from quality.scoring import (
    DEPTH,
    PASSAGES,
    Excerpt,
    Query,
    Shown,
    averages,
    figures_of,
    load,
    read_hits,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.peers import Peer
    from benchmarks.speed import Course

JUDGED = ROOT / "tests" / "quality"
FIGURES = {
    "ndcg": "nDCG@10",
    "top1": "first hit right",
    "recall": "recall@10",
    "answer": "answer shown",
    "honesty": "honest about nothing",
}


def read_judged(paths: Sequence[Path] = ()) -> list[Query]:
    """The judged queries of the files named, else of all in the tests."""
    return [query for path in paths or sorted(JUDGED.glob("*.jsonl")) for query in load(path)]


def measure_quality(
    course: Course, queries: Sequence[Query], on_turn: Callable[[str], None]
) -> dict[str, dict[str, float]]:
    """The mean figures of everyone over indexes that are built; none of who failed."""
    table = {GSEARCH: _mean(queries, lambda: _gsearch_answers(course, queries, on_turn))}
    for peer in course.field.peers:
        for words in ("any", "every"):
            answers = partial(_peer_answers, course, peer, words, queries)
            table[f"{peer.label}, {words} word"] = _mean(queries, answers)
            on_turn(f"judged queries: {peer.label}")
    return table


def _mean(queries: Sequence[Query], answers: Callable[[], list[list[Shown]]]) -> dict[str, float]:
    try:
        rows = [figures_of(query, hits) for query, hits in zip(queries, answers(), strict=True)]
    except CommandFailedError as problem:
        print(problem, file=sys.stderr)
        return {}
    means = averages(rows)
    return {label: means[name] for name, label in FIGURES.items() if name in means}


def _gsearch_answers(
    course: Course, queries: Sequence[Query], on_turn: Callable[[str], None]
) -> list[list[Shown]]:
    answers = []
    for judged in queries:
        answers.append(gsearch_answer(course.field.gsearch, course.directory, judged.text))
        on_turn("judged queries: gsearch")
    return answers


def gsearch_answer(gsearch: Path, home: Path, query: str) -> list[Shown]:
    """What the command shows for a query.

    Raises:
        CommandFailedError: It could not do its work.
    """
    options = ["--format", "json", "-n", str(DEPTH), "--passages", str(PASSAGES)]
    command = [str(gsearch), "--home", str(home), *options, "--", query]
    done = subprocess.run(
        command,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise CommandFailedError(command, done.returncode, done.stderr)
    return read_hits(json.loads(done.stdout))


def _peer_answers(
    course: Course, peer: Peer, words: str, queries: Sequence[Query]
) -> list[list[Shown]]:
    texts = [judged.text for judged in queries]
    index = course.index_of(peer.label)
    found: list[Any] = ask(texts, *course.script(peer.name, "answer"), words, index)
    return [
        [Shown(number, "", tuple(map(Excerpt, passages))) for number, passages in hits]
        for hits in found
    ]
