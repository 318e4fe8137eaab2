"""Running heads and page numbers: what a page repeats of its neighbours, taken out of the text."""

from __future__ import annotations

import re
from collections import Counter
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
    offset = _usual_offset(pages, edges)
    kept = []
    for page, of_page, edge in zip(pages, runs, edges, strict=True):
        gone = {
            id(run)
            for run in edge
            if _key(page, run) & repeated or _is_page_number(run, page.number, offset)
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
    height = run.baseline if run.baseline < page.height / 2 else run.baseline - page.height
    place = round(height / _SAME_HEIGHT)
    return {(text, place - 1), (text, place), (text, place + 1)}


def _repeated(pages: Sequence[Page], edges: Sequence[Sequence[GlyphRun]]) -> set[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        counts.update(set().union(*(_key(page, run) for run in edge)))
    least = max(_LEAST, min(_MANY, round(_SHARE * len(pages))))
    return {key for key, count in counts.items() if count >= least}


def _usual_offset(pages: Sequence[Page], edges: Sequence[Sequence[GlyphRun]]) -> int | None:
    """How far the printed page numbers are from those of the file, None when they don't run on."""
    counts: Counter[int] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        counts.update(
            {number - page.number for run in edge if (number := _number(run)) is not None}
        )
    if not counts:
        return None
    offset, count = counts.most_common(1)[0]
    return offset if count >= _LEAST else None


def _number(run: GlyphRun) -> int | None:
    found = _PAGE_NUMBER.fullmatch(run.text)
    return int(found[1]) if found and found[1].isascii() and found[1].isdigit() else None


def _is_page_number(run: GlyphRun, page: int, offset: int | None) -> bool:
    """Whether a run at the edge is a page number: by its dashes, or because it runs on."""
    if _DASHED.fullmatch(run.text):
        return True
    return offset is not None and _number(run) == page + offset
