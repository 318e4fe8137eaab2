"""Two documents compared: in two columns on a wide terminal, else line above line."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from gazette_search.cli.terminal import display_width, fold
from gazette_search.export.comparing import (
    ADDED,
    CHANGES,
    REMOVED,
    change_totals,
    heading_of,
    is_heading,
)
from gazette_search.export.marked import mark
from gazette_search.export.wording import one_line, reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.cli.terminal import Screen
    from gazette_search.export.marked import MarkedRun
    from gazette_search.search.comparing.comparison import (
        ComparedDocuments,
        ComparedSection,
        Pair,
        Side,
    )
    from gazette_search.search.reports import HeldDocument

# Columns from which on each side has room for about 24 Han characters a line.
TWO_COLUMNS = 100
GUTTER = " │ "


def draw_comparison(compared: ComparedDocuments, screen: Screen, *, everything: bool) -> str:
    """Titles, then section by section what differs.

    Args:
        compared: Two documents.
        screen: Where it is drawn.
        everything: Whether blocks that are the same are shown too.
    """
    view = _Columns(screen) if (screen.width or 0) >= TWO_COLUMNS else _Lines(screen)
    parts = ["\n".join(view.titles(compared))]
    for section in compared.comparison.sections:
        parts.append("\n".join(_section(section, view, screen, everything=everything)))
    parts.append(screen.text(f"{change_totals(compared)}。", "quiet"))
    return "\n\n".join(parts) + "\n"


def _section(
    section: ComparedSection, view: _Columns | _Lines, screen: Screen, *, everything: bool
) -> Iterator[str]:
    side = ""
    if section.left is None or section.right is None:
        side = f"（{CHANGES['added' if section.left is None else 'removed']}）"
    yield screen.text(f"§ {heading_of(section)}{side}", "heading", hanging=2)
    same = 0
    for pair in section.pairs:
        if is_heading(pair):
            continue
        if pair.change == "same" and not everything:
            same += 1
        else:
            yield from view.pair(pair)
    if same:
        yield screen.text(f"  {same} 段相同", "quiet")


def _runs(side: Side, screen: Screen, signs: tuple[str, str], *, whole: bool) -> list[MarkedRun]:
    """Text with its changed words, which signs mark where there is no colour."""
    runs = mark(side.block.text.replace("\t", " | "), _moved(side)).runs()
    if whole:
        return [(text, False) for text, _ in runs]
    if screen.color:
        return runs
    return [(f"{signs[0]}{text}{signs[1]}" if changed else text, changed) for text, changed in runs]


def _moved(side: Side) -> list[tuple[int, int]]:
    """The changed ranges after tabs became three characters."""
    text = side.block.text
    return [
        (start + 2 * text.count("\t", 0, start), end + 2 * text.count("\t", 0, end))
        for start, end in side.ranges
    ]


class _Lines:
    """One below the other, "-" before what only the first has and "+" before the second's."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def titles(self, compared: ComparedDocuments) -> Iterator[str]:
        """The two documents."""
        for sign, held in (("- ", compared.left), ("+ ", compared.right)):
            for line, style in _title(held):
                yield self._screen.text(f"{sign}{line}", style, hanging=2)

    def pair(self, pair: Pair) -> Iterator[str]:
        """One pair of blocks."""
        if pair.change == "same" and pair.left:
            yield self._screen.text(f"  {one_line(pair.left.block.text)}", "quiet", hanging=2)
            return
        for side, other, sign, signs in (
            (pair.left, pair.right, "- ", REMOVED),
            (pair.right, pair.left, "+ ", ADDED),
        ):
            if side:
                runs = _runs(side, self._screen, signs, whole=other is None)
                yield self._screen.paragraph([(sign, False), *runs], hanging=2)


class _Columns:
    """Side by side."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._room = ((screen.width or TWO_COLUMNS) - len(GUTTER)) // 2

    def titles(self, compared: ComparedDocuments) -> Iterator[str]:
        """The two documents."""
        for (left, style), (right, _) in zip(
            _title(compared.left), _title(compared.right), strict=True
        ):
            yield from self._beside([(left, False)], [(right, False)], style)

    def pair(self, pair: Pair) -> Iterator[str]:
        """One pair of blocks."""
        style = "quiet" if pair.change == "same" else ""
        left = _runs(pair.left, self._screen, REMOVED, whole=not pair.right) if pair.left else []
        right = _runs(pair.right, self._screen, ADDED, whole=not pair.left) if pair.right else []
        yield from self._beside(left, right, style)

    def _beside(self, left: list[MarkedRun], right: list[MarkedRun], style: str) -> Iterator[str]:
        columns = (fold(runs, self._room) if runs else () for runs in (left, right))
        for one, other in zip_longest(*columns, fillvalue=[]):
            room = self._room - sum(display_width(text) for text, _ in one)
            line = f"{self._styled(one, style)}{' ' * room}{GUTTER}{self._styled(other, style)}"
            yield line.rstrip()

    def _styled(self, runs: list[MarkedRun], style: str) -> str:
        return "".join(
            self._screen.styled(text, "match" if changed else style) for text, changed in runs
        )


def _title(held: HeldDocument) -> list[tuple[str, str]]:
    return [
        (one_line(held.document.title), "title"),
        (" · ".join(reference(held.document, held.issue)), "quiet"),
    ]
