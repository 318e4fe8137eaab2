"""What a machine saw on the image of a page, as values that can be kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from gazette_search.ingestion.formats.geometry.page import Rule
from gazette_search.values import dataclass

Corners = tuple[float, float, float, float, float, float, float, float]


class SeenLine(NamedTuple):
    """A stretch of text that the machine read as one.

    Attributes:
        text: What it took it for.
        corners: Of the box around its ink: x and y of upper left, upper right, lower right, lower
            left, in points from the upper left of the page.
        score: How sure it was, 0 to 1; what it misreads it is mostly sure of.
    """

    text: str
    corners: Corners
    score: float

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, upper, right and lower edge of what its box covers."""
        xs, ys = self.corners[::2], self.corners[1::2]
        return min(xs), min(ys), max(xs), max(ys)


def lies_in(one: SeenLine, other: SeenLine) -> bool:
    """Whether most of a line's box lies in that of another."""
    left, upper, right, lower = one.edges
    x0, y0, x1, y1 = other.edges
    wide, high = min(right, x1) - max(left, x0), min(lower, y1) - max(upper, y0)
    return wide > 0 and high > 0 and 2 * wide * high > (right - left) * (lower - upper)


def is_stroke(rule: Rule, line: SeenLine) -> bool:
    """Whether a rule lies in the box of a line, as the strokes of large characters do."""
    left, upper, right, lower = line.edges
    return left <= rule.x0 and rule.x1 <= right and upper <= rule.y0 and rule.y1 <= lower


@dataclass(frozen=True, slots=True)
class SeenPage:
    """What was seen on a page.

    Attributes:
        number: Of the page in its file, counted from 1.
        width: In points.
        height: In points.
        lines: In no order.
        rules: Straight lines, as they would lie if the page lay straight.
        engine: Name and version of what read it.
    """

    number: int
    width: float
    height: float
    lines: tuple[SeenLine, ...] = ()
    rules: tuple[Rule, ...] = ()
    engine: str = ""


SeenPages = Mapping[int, SeenPage]
NOTHING_SEEN: SeenPages = MappingProxyType({})


def seen_to_lines(pages: Iterable[SeenPage]) -> bytes:
    """Pages as JSON, one a line; `seen_from_lines` gives equal ones back."""
    return b"\n".join(_to_line(page) for page in pages)


def _to_line(page: SeenPage) -> bytes:
    record = {
        "number": page.number,
        "size": [round(page.width, 1), round(page.height, 1)],
        "lines": [[one.text, [round(c, 1) for c in one.corners], one.score] for one in page.lines],
        "rules": [[round(end, 1) for end in rule] for rule in page.rules],
        "engine": page.engine,
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def seen_from_lines(data: bytes) -> dict[int, SeenPage]:
    """The pages that `seen_to_lines` wrote, by their numbers.

    Raises:
        ValueError, KeyError, TypeError: It is no such JSON.
    """
    pages = {}
    for line in data.split(b"\n") if data else ():
        record = json.loads(line.decode("utf-8", "surrogatepass"))
        number, (width, height) = int(record["number"]), record["size"]
        lines = tuple(
            SeenLine(text, tuple(map(float, corners)), float(score))  # type: ignore[arg-type]
            for text, corners, score in record["lines"]
        )
        rules = tuple(Rule(*map(float, ends)) for ends in record["rules"])
        pages[number] = SeenPage(
            number, float(width), float(height), lines, rules, record["engine"]
        )
    return pages
