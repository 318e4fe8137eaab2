"""Tables that a plain text writes as markup: HTML, as OCR engines give them, and Markdown pipes.

A row keeps the number of the source line in which it begins, so a table written on one line is
several rows of that line; lines that only hold tags or rules are layout.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.grid import Cell, fill
from gazette_search.ingestion.formats.source_text import SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROW = re.compile(r"<tr\b[^<>]{0,300}>(?P<inner>.*?)(?=</?tr\b|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(
    r"<t[dh]\b(?P<how>[^<>]{0,300})>(?P<text>.*?)(?=</?t[dh]\b|</?tr\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_SPAN = re.compile(r"(?P<name>row|col)span\s*=\s*[\"']?(?P<count>\d{1,3})", re.IGNORECASE)
_INNER_TAG = re.compile(r"</?(?!su[bp]\b)[A-Za-z][^<>]{0,200}>")
_RULE_MARKS = frozenset("|:- \t")
_PIPE = re.compile(r"(?<!\\)\|")


def markup_rows(raws: Sequence[str]) -> dict[int, list[str]]:
    """Rows by the number of the source line in which they begin, cells parted by tabs.

    A line of a table in which no row begins has an empty list.
    """
    rows = dict(_pipe_rows(raws))
    if any("<t" in raw or "<T" in raw for raw in raws):
        rows |= _html_rows(raws)
    return rows


def _pipe_rows(raws: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines between pipes, two at least, beside a rule or each other."""
    start = 0
    while start < len(raws):
        end = start
        while end < len(raws) and (_is_between_pipes(raws[end]) or _is_rule(raws[end])):
            end += 1
        if end - start > 1:
            for number, raw in enumerate(raws[start:end], start + 1):
                yield number, [] if _is_rule(raw) else [_cells(raw)]
        start = max(end, start + 1)


def _is_between_pipes(raw: str) -> bool:
    bare = raw.strip()
    return len(bare) > 1 and bare[0] == bare[-1] == "|"


def _is_rule(raw: str) -> bool:
    """Whether a line parts head and rows: | --- | :-: |."""
    return "--" in raw and "|" in raw and _RULE_MARKS.issuperset(raw.strip())


def _cells(raw: str) -> str:
    cells = _PIPE.split(raw.strip().removeprefix("|").removesuffix("|"))
    return "\t".join(cell.replace("\\|", "|").replace("\t", " ").strip() for cell in cells)


def _html_rows(raws: Sequence[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for first, last in _html_tables(raws):
        text = "\n".join(raws[first - 1 : last])
        found |= {number: [] for number in range(first, last + 1)}
        rows = [*_ROW.finditer(text)]
        grid = [[*_row_cells(row["inner"])] for row in rows]
        for row, texts in zip(rows, fill(grid), strict=True):
            if any(texts):
                found[first + text.count("\n", 0, row.start())].append("\t".join(texts))
    return found


def _html_tables(raws: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last line of each table that shares them with nothing else."""
    first = None
    for number, raw in enumerate(raws, start=1):
        bare = raw.strip().lower()
        if bare.startswith("<table"):
            first = number
        if first is not None and bare.endswith("</table>"):
            yield first, number
            first = None


def _row_cells(inner: str) -> Iterator[Cell]:
    for cell in _CELL.finditer(inner):
        text = " ".join(_INNER_TAG.sub(" ", cell["text"]).split())
        spans = {span["name"].lower(): int(span["count"]) for span in _SPAN.finditer(cell["how"])}
        yield Cell((SourceLine(text),), spans.get("col", 1), spans.get("row", 1))
