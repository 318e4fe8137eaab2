"""Running heads and page numbers: what a page repeats of its neighbours, taken out of the text."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.ingestion.formats.geometry.page import Page
    from gazette_search.ingestion.formats.geometry.runs import GlyphRun

# GB/T 9704 sets the page number 7 mm below the text and 28 mm above the edge; running heads of
# gazettes stand within the upper tenth. So deep is looked, and no further in than so many lines.
_BAND = 0.13  # of the page's height
_LINES = 2
# A line stands at the edge of a third of the pages (heads of left and right pages differ), or on
# four of them, which a chapter's head in a long file does.
_SHARE = 0.3
_LEAST = 2
_MANY = 4
_SAME_HEIGHT = 3.0  # points
# Of the body's size: the masthead (红头) tops the first page of every document alike, and is no
# running head; page numbers are set up to a third larger than the text.
_LARGEST = 1.4

# A page number beside a running head; figures elsewhere are the same on all pages, and folding
# them would take footnotes 1, 2, 3 … of like wording for a foot.
_BESIDE = re.compile(r"^[\s\-—–·•]*\d{1,4}(?=[\s\-—–·•|])|(?<=[\s\-—–·•|])\d{1,4}[\s\-—–·•]*$")
_PAGE_NUMBER = re.compile(
    r"[\s\-—–―－·•.．]*(?:第\s*)?(\d{1,4}|[ivxlcIVXLCⅠ-Ⅻ]{1,6})(?:\s*页)?(?:\s*[/／共]\s*共?\s*\d{1,4}\s*页?)?"
    r"[\s\-—–―－·•.．]*"
)
_DASHED = re.compile(r"\s*[\-—–―－·•]+\s*\d{1,4}\s*[\-—–―－·•]+\s*|第\s*\d{1,4}\s*页.*")


def without_furniture(
    pages: Sequence[Page], runs: Sequence[Sequence[GlyphRun]]
) -> list[list[GlyphRun]]:
    """The runs of each page without running heads and page numbers.

    Args:
        pages: In order.
        runs: Of each page.
    """
    largest = _LARGEST * _usual_size(runs)
    edges = [
        [run for run in _edges(page, of_page) if run.size <= largest or _DASHED.fullmatch(run.text)]
        for page, of_page in zip(pages, runs, strict=True)
    ]
    repeated = _repeated(pages, edges)
    usual = _usual_place(pages, edges)
    kept = []
    for page, of_page, edge in zip(pages, runs, edges, strict=True):
        gone = {
            id(run)
            for run in edge
            if _key(page, run) & repeated or _is_page_number(run, page, usual)
        }
        kept.append([run for run in of_page if id(run) not in gone])
    return kept


def _usual_size(pages: Sequence[Sequence[GlyphRun]]) -> float:
    counts: Counter[float] = Counter()
    for run in (run for runs in pages for run in runs):
        counts[run.size] += len(run.pieces)
    return counts.most_common(1)[0][0] if counts else 0.0


def _edges(page: Page, runs: Sequence[GlyphRun]) -> list[GlyphRun]:
    """Runs of the first and last lines, where these stand in the margins."""
    top = [run for run in runs if run.baseline <= _BAND * page.height]
    bottom = [run for run in runs if run.baseline >= (1 - _BAND) * page.height]
    return [*_outermost(top), *_outermost(list(reversed(bottom)))]


def _outermost(runs: Sequence[GlyphRun]) -> Iterable[GlyphRun]:
    """The runs of the first lines of some."""
    lines: list[float] = []
    for run in runs:
        if not any(abs(run.baseline - line) <= _SAME_HEIGHT for line in lines):
            if len(lines) == _LINES:
                break
            lines.append(run.baseline)
        yield run


def _key(page: Page, run: GlyphRun) -> set[tuple[str, int]]:
    """What a running head has in common with that of other pages: wording and height."""
    text = re.sub(r"\s+", "", _BESIDE.sub("#", run.text))
    place = round(_height(page, run) / _SAME_HEIGHT)
    return {(text, place - 1), (text, place), (text, place + 1)}


def _repeated(pages: Sequence[Page], edges: Sequence[Sequence[GlyphRun]]) -> set[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        counts.update(set().union(*(_key(page, run) for run in edge)))
    least = max(_LEAST, min(_MANY, round(_SHARE * len(pages))))
    return {key for key, count in counts.items() if count >= least}


def _usual_place(
    pages: Sequence[Page], edges: Sequence[Sequence[GlyphRun]]
) -> tuple[int, float] | None:
    """How far the printed page numbers are from those of the file, and at which height they stand.

    None when they don't run on. The last row of a table may be numbered as its page is, and stands
    elsewhere.
    """
    heights: dict[int, list[float]] = {}
    for page, edge in zip(pages, edges, strict=True):
        found: dict[int, float] = {}
        for run in edge:  # the outermost first
            if (number := _number(run)) is not None:
                found.setdefault(number - page.number, _height(page, run))
        for offset, height in found.items():
            heights.setdefault(offset, []).append(height)
    if not heights:
        return None
    offset, those = max(heights.items(), key=lambda item: len(item[1]))
    return (offset, median(those)) if len(those) >= _LEAST else None


def _height(page: Page, run: GlyphRun) -> float:
    """Where a run stands, from the top of the page; in its lower half negative, from the foot."""
    return run.baseline if run.baseline < page.height / 2 else run.baseline - page.height


def _number(run: GlyphRun) -> int | None:
    found = _PAGE_NUMBER.fullmatch(run.text)
    return int(found[1]) if found and found[1].isascii() and found[1].isdigit() else None


def _is_page_number(run: GlyphRun, page: Page, usual: tuple[int, float] | None) -> bool:
    """Whether a run at the edge is a page number: by its dashes, or because it runs on."""
    if _DASHED.fullmatch(run.text):
        return True
    if usual is None or _number(run) != page.number + usual[0]:
        return False
    return abs(_height(page, run) - usual[1]) <= 2 * _SAME_HEIGHT
