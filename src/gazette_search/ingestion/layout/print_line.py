"""The print line: how many characters wide an issue is set, learned from its own lines.

A page or print line that breaks a sentence breaks it at the right margin, so a broken half measures
about a multiple of the print line, its indent included. 葫芦岛's gazette is set 37 wide, the
standard form of official documents 28 (GB/T 9704-2012, 5.2.1), two columns about 19. The halves of
one issue tell which: for each width the share of halves that end at its margin is compared with
what chance gives, which is more for a narrow line. In the five issues read by hand (5 to 17 sure
halves each) 37 wins every time; broken anew at 24, 28, 32 and 42 the same text gives that width.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from gazette_search.text.widths import print_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.ingestion.layout.lines import Line

INDENT = 2
_SLACK_SHARE = 4.0 / 37
_WIDTHS = range(16, 61)
_NEAR = 1.6  # characters; most halves miss the margin by less, punctuation squeezed or stretched
_FEWEST = 4  # halves; fewer agree on a wrong width by accident
_SURE = 2.5  # standard deviations above chance
# A half that goes on: no sentence end, list or label; longer ones have lines that sum up errors.
_LONGEST = 6  # print lines of the narrowest width looked at
_ENDS = re.compile("[。！？；：…!?;:）)”》】〉]$")
_LETTER = re.compile("[\u4e00-\u9fff0-9，、]$")


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A print line.

    Attributes:
        width: In Han characters.
    """

    width: int = 37

    @property
    def slack(self) -> float:
        """How far a broken half may miss the margin.

        -2.5 to +3.5 characters in the 97 page breaks read by hand at 37 (2018-04:380, 2019-04:286):
        justified lines squeeze and stretch punctuation and spaces. In proportion for other widths.
        """
        return _SLACK_SHARE * self.width

    @property
    def prose(self) -> int:
        """Width beyond which no text lacks punctuation on purpose; titles take two lines."""
        return 3 * self.width

    def is_filled(self, width: float) -> bool:
        """Whether text of this width ends near the right margin."""
        slack = self.slack
        return width >= self.width - slack and (width + slack) % self.width <= 2 * slack


GAZETTE = PrintLine()


def learn_print_line(lines: Sequence[Line]) -> PrintLine:
    """The print line of an issue; 37 where its lines do not tell.

    Args:
        lines: Its content lines.
    """
    halves = list(_halves(lines))
    if len(halves) < _FEWEST:
        return GAZETTE
    best = max(_WIDTHS, key=lambda width: (_evidence(halves, width), width))
    return PrintLine(best) if _evidence(halves, best) >= _SURE else GAZETTE


def _halves(lines: Sequence[Line]) -> Iterator[float]:
    """Widths of the lines that break off inside a sentence, as far as their form tells."""
    for line, following in pairwise(lines):
        if line.kind != "text" or following.kind != "text" or line.setting != "print":
            continue
        is_new = following.marker is not None or following.depth or line.depth
        if is_new or _ENDS.search(line.text) or not _LETTER.search(line.text):
            continue
        width = print_width(line.text)
        if width >= _WIDTHS.start - INDENT and ("，" in line.text or "、" in line.text):
            yield width


def _evidence(halves: Sequence[float], width: int) -> float:
    """How many standard deviations more halves end at the margin of this width than by chance."""
    near = [half for half in halves if half <= _LONGEST * width]
    if len(near) < _FEWEST:
        return 0.0
    hits = sum(_ends_at_margin(half, width) for half in near)
    chance = min(0.95, 2 * (2 * _NEAR) / width)
    return (hits - len(near) * chance) / sqrt(len(near) * chance * (1 - chance))


def _ends_at_margin(half: float, width: int) -> bool:
    """Whether a half ends at the margin, as the first line of a paragraph or as a later one."""
    return any(
        half + indent >= width - _NEAR and (half + indent + _NEAR) % width <= 2 * _NEAR
        for indent in (0, INDENT)
    )
