"""Figures of a search over judged queries.

A judgment names documents with a grade (3 answers, 2 helps, 1 touches on it) and, where there is
one, the sentence that answers. A query without any is about something that the corpus lacks.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

DEPTH = 10  # hits that a reader looks at
SHOWN = 3  # hits in whose passages the answer should stand

# Layout in which a passage may differ from the judgment: spaces, table and emphasis marks.
_LAYOUT = re.compile(r"[\s|*`]+")


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its judgment."""

    name: str
    text: str
    grades: Mapping[str, int]
    answer: str | None

    @property
    def of_nothing(self) -> bool:
        """Whether the corpus has nothing on it."""
        return not self.grades


@dataclass(frozen=True, slots=True)
class Answer:
    """What was shown: numbers best first, and the passages of each hit.

    Attributes:
        honest: Whether it claims no full match.
    """

    numbers: Sequence[str]
    passages: Sequence[Sequence[str]]
    honest: bool


def load(path: Path) -> list[Query]:
    """The queries of a file of judgments, one JSON object a line."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Query(row["id"], row["query"], row["rels"], row["answer"] and row["answer"]["text"])
        for row in rows
    ]


def read_answer(found: Mapping[str, Any]) -> Answer:
    """What `--format json` printed."""
    hits = found["hits"]
    return Answer(
        numbers=[hit["number"] for hit in hits],
        passages=[[passage["text"] for passage in hit["passages"]] for hit in hits],
        honest=found["relaxed"] or all(hit["partial"] for hit in hits),
    )


def figures_of(query: Query, answer: Answer) -> dict[str, float]:
    """Each figure of one query, from 0 to 1."""
    if query.of_nothing:
        return {"honesty": float(answer.honest)}
    figures = {
        "ndcg": ndcg(answer.numbers, query.grades),
        "top1": float(is_best(answer.numbers[:1], query.grades)),
        "recall": len(query.grades.keys() & {*answer.numbers[:DEPTH]}) / len(query.grades),
    }
    if query.answer:
        figures["answer"] = float(is_shown(query.answer, answer.passages[:SHOWN]))
    return figures


def ndcg(numbers: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten, gain 2^grade - 1.

    Järvelin and Kekäläinen 2002, with the gain of Burges et al. 2005.
    """
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(number, 0) for number in numbers]) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / log2(rank + 1) for rank, grade in enumerate(grades[:DEPTH], 1))


def is_best(numbers: Sequence[str], grades: Mapping[str, int]) -> bool:
    """Whether the first number has the highest grade there is."""
    return any(grades.get(number) == max(grades.values()) for number in numbers)


def is_shown(answer: str, passages: Iterable[Iterable[str]]) -> bool:
    """Whether the sentence that answers stands in one of the passages."""
    wanted = squash(answer)
    return any(wanted in squash(text) for hit in passages for text in hit)


def squash(text: str) -> str:
    """A text without its layout."""
    return _LAYOUT.sub("", text)


def averages(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each figure over the queries that have it."""
    values: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.items():
            values.setdefault(name, []).append(value)
    return {name: sum(column) / len(column) for name, column in values.items()}
