"""Figures of a search over judged queries.

A judgment names documents with a grade (3 answers, 2 helps, 1 touches on it) and, where there are
any, the stretches of text that answer. A query without documents is about something that the corpus
lacks.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

DEPTH = 10  # hits that a reader looks at
SHOWN = 3  # hits in which the answer should be seen
PASSAGES = 2  # of each hit, as on a terminal

# Layout in which a passage may differ from the judgment: spaces, table and emphasis marks.
_LAYOUT = re.compile(r"[\s|*`]+")


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its judgment; any one of `answers` is enough."""

    name: str
    text: str
    grades: Mapping[str, int]
    answers: tuple[str, ...] = ()
    kind: str = ""

    @property
    def of_nothing(self) -> bool:
        """Whether the corpus has nothing on it."""
        return not self.grades


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with the section headings above it; `line` is where it begins."""

    text: str
    path: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as its reader sees it; `partial` when it says that it is no full match."""

    number: str
    title: str = ""
    passages: tuple[Excerpt, ...] = ()
    partial: bool = False

    @property
    def characters(self) -> int:
        """How much of the document has to be read."""
        return sum(len(passage.text) for passage in self.passages)


def load(path: Path) -> list[Query]:
    """The queries of a file of judgments, one JSON object a line."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Query(row["id"], row["query"], row["rels"], tuple(_answers(row)), row["kind"])
        for row in rows
    ]


def _answers(row: Mapping[str, Any]) -> Iterator[str]:
    if row["answer"]:
        yield row["answer"]["text"]
    for other in row.get("alt", ()):
        yield other["text"]


def read_hits(found: Mapping[str, Any]) -> list[Shown]:
    """What `--format json` printed, best first."""
    return [
        Shown(
            hit["number"],
            hit["title"],
            tuple(
                Excerpt(passage["text"], tuple(passage["path"]), passage["lines"][0])
                for passage in hit["passages"]
            ),
            hit["partial"],
        )
        for hit in found["hits"]
    ]


def figures_of(query: Query, hits: Sequence[Shown]) -> dict[str, float]:
    """Each figure of one query: shares from 0 to 1, and how many characters were shown.

    What the corpus lacks must not be claimed: no hit, or each of them marked as partial by itself.
    """
    figures = {"characters": float(sum(hit.characters for hit in hits[:SHOWN]))}
    if query.of_nothing:
        return {**figures, "honesty": float(all(hit.partial for hit in hits))}
    numbers = [hit.number for hit in hits]
    figures["ndcg"] = ndcg(numbers, query.grades)
    figures["top1"] = float(is_best(numbers[:1], query.grades))
    figures["recall"] = len(query.grades.keys() & {*numbers[:DEPTH]}) / len(query.grades)
    if query.answers:
        figures["answer"] = float(is_shown(query.answers, hits[:SHOWN]))
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


def is_shown(answers: Iterable[str], hits: Sequence[Shown]) -> bool:
    """Whether one of the answers stands in what a reader sees of the hits."""
    seen = [text for hit in hits for text in _seen(hit)]
    return any(squash(answer) in text for answer in answers for text in seen)


def _seen(hit: Shown) -> Iterator[str]:
    """Title, headings, passages, and passages read on from one to the next as they are printed."""
    printed = sorted(hit.passages, key=lambda passage: passage.line)
    yield squash(hit.title)
    yield squash("".join(passage.text for passage in printed))
    for passage in printed:
        yield from map(squash, passage.path)


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


def averages_by_kind(
    rows: Iterable[tuple[Query, Mapping[str, float]]], fewest: int = 10
) -> dict[str, dict[str, float]]:
    """The means of each kind of query of which there are enough to say something."""
    by_kind: dict[str, list[Mapping[str, float]]] = {}
    for query, row in rows:
        by_kind.setdefault(query.kind, []).append(row)
    return {kind: averages(of) for kind, of in sorted(by_kind.items()) if len(of) >= fewest}
