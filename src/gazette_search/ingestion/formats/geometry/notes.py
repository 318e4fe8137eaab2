"""Footnotes: what stands under a short rule at the foot of a column, and the marks in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.geometry.lines import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.formats.geometry.grids import Grid
    from gazette_search.ingestion.formats.geometry.lines import PlacedLine
    from gazette_search.ingestion.formats.geometry.page import Page, Rule

# Word draws two inches, LibreOffice a quarter of the column.
_SHORTEST, _LONGEST = 0.08, 0.6  # of the column's width
_LOWER = 0.3  # of the page's height: above it there is no room for text
_LONE = re.compile(r"[0-9]{1,3}|[①-⑳*＊†‡]")
_SMALL = 0.78  # of the size of the line above
_FOOT = 0.5  # of the page's height, for notes without a rule
_MARK = re.compile(
    r"(?:<sup>)?[\[［【〔(（]?([0-9]{1,3}|[①-⑳*＊†‡])[\]］】〕)）]?(?:</sup>)?\s*(?![0-9.．、年月日%])(?=\S)"
)
_SUPERSCRIPT = re.compile(r"<sup>[\[［【〔(（]?([0-9]{1,3}|[①-⑳*＊†‡])[\]］】〕)）]?</sup>")
# A raised figure behind Han characters that refers to no note of the page: an endnote. As plain
# digits it would join the number before it.
_ORPHAN = re.compile(r"(?<=[\u4e00-\u9fff，。；：、”》）])<sup>([0-9]{1,3})</sup>")


def take_notes(
    page: Page, lines: Sequence[PlacedLine], grids: Sequence[Grid]
) -> tuple[list[PlacedLine], dict[str, str]]:
    """The lines of a page without its footnotes, and these by their marks.

    Marks in the text are taken out of it and kept with their lines: `4425¹元` is no figure.

    Args:
        page: Its rules.
        lines: In reading order.
        grids: Its tables, whose rules are none of notes.
    """
    lines = _with_lone_marks(lines)
    feet = [rule for rule in page.rules if _may_part_notes(page, rule, grids)]
    text: list[PlacedLine] = []
    below: list[PlacedLine] = []
    for line in lines:
        (below if any(_is_under(line, rule) for rule in feet) else text).append(line)
    notes = _by_mark(below)
    if not notes:
        text, notes = _at_the_foot(page, lines)
    for line in text:
        _take_marks(line, notes)
    return _with_the_rest(text, notes) if text else (lines, {})


def _with_the_rest(
    text: list[PlacedLine], notes: dict[str, str]
) -> tuple[list[PlacedLine], dict[str, str]]:
    """The text with every note: those whose mark is in a table or was not seen go to its end."""
    told = {mark for line in text for mark in line.notes}
    text[-1].notes = [*text[-1].notes, *(mark for mark in notes if mark not in told)]
    return text, notes


def _at_the_foot(
    page: Page, lines: Sequence[PlacedLine]
) -> tuple[list[PlacedLine], dict[str, str]]:
    """Notes without a rule above them: they begin with a mark that the page's text refers to."""
    marks = {mark for line in lines for mark in _SUPERSCRIPT.findall(line.text)}
    text, below = list(lines), []
    for column in {line.column for line in lines} if marks else ():
        own = [line for line in lines if line.column == column]
        first = next(
            (
                index
                for index, line in enumerate(own)
                if line.baseline > _FOOT * page.height
                and (mark := _MARK.match(line.text))
                and mark[1] in marks
            ),
            len(own),
        )
        below += own[first:]
    notes = _by_mark(below)
    gone = {id(line) for line in below} if notes else set()
    return [line for line in text if id(line) not in gone], notes


def _with_lone_marks(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The lines, with a mark that did not fit behind its line and stands alone below put there."""
    kept: list[PlacedLine] = []
    for line in lines:
        above = kept[-1] if kept else None
        if (
            above
            and _LONE.fullmatch(line.text)
            and line.size < _SMALL * above.size
            and line.column == above.column
        ):
            above.text += f"<sup>{line.text}</sup>"
        else:
            kept.append(line)
    return kept


def _may_part_notes(page: Page, rule: Rule, grids: Sequence[Grid]) -> bool:
    if not rule.is_horizontal or rule.y0 < _LOWER * page.height:
        return False
    return not any(
        grid.ys[0] - 2 <= rule.y0 <= grid.ys[-1] + 2
        and rule.x0 < grid.xs[-1]
        and rule.x1 > grid.xs[0]
        for grid in grids
    )


def _is_under(line: PlacedLine, rule: Rule) -> bool:
    """Whether a line stands in the column at whose foot a short rule begins, below it."""
    width = line.column.right - line.column.left
    return (
        line.baseline > rule.y0
        and abs(rule.x0 - line.column.left) <= 1.5 * line.size
        and _SHORTEST * width <= rule.x1 - rule.x0 <= _LONGEST * width
    )


def _by_mark(lines: Sequence[PlacedLine]) -> dict[str, str]:
    """Notes by their marks; empty when the first line has none, so that it is no note."""
    notes: dict[str, str] = {}
    mark = ""
    for line in lines:
        opening = _MARK.match(line.text)
        if opening and opening[1] not in notes:
            mark = opening[1]
            notes[mark] = line.text[opening.end() :].strip()
        elif mark:
            notes[mark] = joined(notes[mark], line.text.strip())
        else:
            return {}
    return notes


def _take_marks(line: PlacedLine, notes: dict[str, str]) -> None:
    if "<sup>" not in line.text:
        return
    if notes:
        line.notes = [m for m in _SUPERSCRIPT.findall(line.text) if m in notes]
        line.text = _SUPERSCRIPT.sub(lambda m: "" if m[1] in notes else m[0], line.text)
    line.text = _ORPHAN.sub(r"[\1]", line.text)
