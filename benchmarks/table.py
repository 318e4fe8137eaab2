"""The tables, as Markdown, and their place in README.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers import OBVIOUS
from benchmarks.quality import FIGURES
from benchmarks.speed import QUERY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.measuring import Runs
    from benchmarks.speed import Figures

BASE = OBVIOUS.label
README = Path(__file__).with_name("README.md")


def speed_table(sizes: Sequence[Figures], labels: Sequence[str]) -> str:
    """Rows for every measure at every size; behind a value its ratio to the obvious build."""
    lines = _head(["size", "measure", *labels])
    for figures in sizes:
        for measure, cells in _rows(figures, labels):
            lines.append(_line([f"{figures.size}×", measure, *cells]))
    return "\n".join(lines)


def quality_table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """A row for everyone who answered."""
    lines = _head(["", *FIGURES])
    for label, row in figures.items():
        cells = [f"{row[name]:.3f}" if name in row else "–" for name in FIGURES]
        lines.append(_line([label, *cells]))
    return "\n".join(lines)


def write_into_readme(name: str, text: str, readme: Path = README) -> None:
    """Put a text between the marks of its name; all around them stays as it is.

    Raises:
        ValueError: The marks are not there.
    """
    before = readme.read_text(encoding="utf-8")
    opening, closing = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    place = re.compile(re.escape(opening) + ".*?" + re.escape(closing), re.DOTALL)
    if not place.search(before):
        raise ValueError(f"{readme} has no place for {name}")
    after = place.sub(lambda _: f"{opening}\n{text}\n\n{closing}", before)
    readme.write_text(after, encoding="utf-8")


def _rows(figures: Figures, labels: Sequence[str]) -> list[tuple[str, list[str]]]:
    measures = list(dict.fromkeys(measure for measure, _ in figures.results))
    rows = []
    for measure in measures:
        found = {label: figures.results.get((measure, label)) for label in labels}
        rows.append((measure, [_time(found, label) for label in labels]))
    rows.append(("index size", _compared(figures.sizes, labels)))
    queries = [measure for measure in measures if measure.startswith(QUERY)]
    for name, of_it in (("query", queries), ("index from nothing", ["index from nothing"])):
        peaks = _peaks(figures.results, of_it, labels)
        rows.append((f"peak memory, {name}", _compared(peaks, labels)))
    return rows


def _time(found: Mapping[str, Runs | None], label: str) -> str:
    runs, base = found[label], found.get(BASE)
    if runs is None:
        return "–"
    if runs.failure or not runs.runs:
        return "failed"
    cell = _duration(runs.seconds)
    if label != BASE and base is not None and base.runs:
        cell += _ratio(runs.seconds, base.seconds)
    return cell


def _peaks(
    results: Mapping[tuple[str, str], Runs], measures: Sequence[str], labels: Sequence[str]
) -> dict[str, float]:
    """The greatest memory of each column in any of the measures."""
    found = [(label, results.get((measure, label))) for measure in measures for label in labels]
    peaks: dict[str, float] = {}
    for label, runs in found:
        if runs and runs.peak:
            peaks[label] = max(runs.peak, peaks.get(label, 0.0))
    return peaks


def _compared(values: Mapping[str, float], labels: Sequence[str]) -> list[str]:
    """Cells of megabytes."""
    base = values.get(BASE)
    cells = []
    for label in labels:
        value = values.get(label)
        ratio = _ratio(value, base) if value and base and label != BASE else ""
        cells.append(_megabytes(value) + ratio if value else "–")
    return cells


def _ratio(value: float, base: float) -> str:
    return f" (×{value / base:.2g})" if value < base * 99 else f" (×{value / base:.0f})"


def _duration(seconds: float) -> str:
    if seconds < 0.9995:
        return f"{seconds * 1000:.3g} ms"
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def _megabytes(value: float) -> str:
    return f"{value:.1f} MB" if value < 10 else f"{value:.0f} MB"


def _head(names: Sequence[str]) -> list[str]:
    return [_line(names), _line(["---"] * len(names))]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
