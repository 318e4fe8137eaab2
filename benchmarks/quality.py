"""Ranking of judged queries: the right documents first, the sentence that answers shown."""

from __future__ import annotations

import json
import math
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import ROOT, CommandFailedError, ask, environment
from benchmarks.peers import GSEARCH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from benchmarks.peers import Peer
    from benchmarks.speed import Course

JUDGED = ROOT / "tests" / "quality"
DEPTH = 10
SHOWN = 3  # hits that a reader looks at before asking again
_UNSEEN = re.compile(r"[\s|*`]+")
FIGURES = ("nDCG@10", "first hit right", "recall@10", "answer shown", "honest about nothing")


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with what stands for an answer.

    Attributes:
        grades: Relevant documents: 3 answers, 2 belongs to it, 1 is background.
        answer: Text that a passage of the first hits should show; may be empty.
    """

    query: str
    grades: dict[str, int]
    answer: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Numbers and passages of the hits; `is_partial` when none of them claims to be an answer."""

    hits: Sequence[tuple[str, list[str]]]
    is_partial: bool = False


def read_judged(paths: Sequence[Path] = ()) -> list[Judged]:
    """The judged queries of the files named, else of all in the tests."""
    lines = [
        json.loads(line)
        for path in paths or sorted(JUDGED.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return [
        Judged(line["query"], line["rels"], (line.get("answer") or {}).get("text", ""))
        for line in lines
    ]


def score(judged: Judged, answer: Answer) -> dict[str, float]:
    """The figures of one query, those that apply."""
    numbers = [number for number, _ in answer.hits[:DEPTH]]
    if not judged.grades:
        return {"honest about nothing": float(not numbers or answer.is_partial)}
    best = max(judged.grades.values())
    figures = {
        "nDCG@10": _gain(judged.grades.get(number, 0) for number in numbers)
        / _gain(sorted(judged.grades.values(), reverse=True)[:DEPTH]),
        "first hit right": float(bool(numbers) and judged.grades.get(numbers[0], 0) == best),
        "recall@10": sum(number in judged.grades for number in numbers) / len(judged.grades),
    }
    if judged.answer:
        wanted = _bare(judged.answer)
        shown = (text for _, passages in answer.hits[:SHOWN] for text in passages)
        figures["answer shown"] = float(any(wanted in _bare(text) for text in shown))
    return figures


def _gain(grades: Iterable[int]) -> float:
    """Discounted cumulative gain (Järvelin and Kekäläinen 2002), exponential in the grade."""
    discounted = (
        (2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1)
    )
    return math.fsum(discounted)


def _bare(text: str) -> str:
    """Without spaces, table bars and Markdown marks."""
    return _UNSEEN.sub("", text)


def measure_quality(
    course: Course, queries: Sequence[Judged], on_turn: Callable[[str], None]
) -> dict[str, dict[str, float]]:
    """The mean figures of everyone over indexes that are built; none of who failed."""
    table = {GSEARCH: _mean(queries, lambda: _gsearch_answers(course, queries, on_turn))}
    for peer in course.field.peers:
        for words in ("any", "every"):
            answers = partial(_peer_answers, course, peer, words, queries)
            table[f"{peer.label}, {words} word"] = _mean(queries, answers)
            on_turn(f"judged queries: {peer.label}")
    return table


def _mean(queries: Sequence[Judged], answers: Callable[[], list[Answer]]) -> dict[str, float]:
    try:
        rows = [score(query, answer) for query, answer in zip(queries, answers(), strict=True)]
    except CommandFailedError as problem:
        print(problem, file=sys.stderr)
        return {}
    return {
        name: statistics.mean(row[name] for row in rows if name in row)
        for name in FIGURES
        if any(name in row for row in rows)
    }


def _gsearch_answers(
    course: Course, queries: Sequence[Judged], on_turn: Callable[[str], None]
) -> list[Answer]:
    answers: list[Answer] = []
    for judged in queries:
        answers.append(_gsearch_answer(course, judged.query))
        on_turn("judged queries: gsearch")
    return answers


def _gsearch_answer(course: Course, query: str) -> Answer:
    home = str(course.directory)
    command = [str(course.field.gsearch), "--home", home, "--format", "json", "-n", str(DEPTH)]
    done = subprocess.run(
        [*command, "--", query],
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise CommandFailedError([*command, "--", query], done.returncode, done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    hits = [(hit["number"], [p["text"] for p in hit["passages"]]) for hit in found["hits"]]
    is_partial = found["relaxed"] or all(hit["partial"] for hit in found["hits"])
    return Answer(hits, is_partial)


def _peer_answers(
    course: Course, peer: Peer, words: str, queries: Sequence[Judged]
) -> list[Answer]:
    texts = [judged.query for judged in queries]
    index = course.index_of(peer.label)
    found: list[Any] = ask(texts, *course.script(peer.name, "answer"), words, index)
    return [Answer(hits) for hits in found]
