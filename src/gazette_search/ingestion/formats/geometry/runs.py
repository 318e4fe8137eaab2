"""Characters that stand side by side on one baseline, put together to runs.

The order of characters in a file need not be that of reading: some writers draw one at a time, and
a character that a font lacks is drawn after its line. So runs are made along the file's order
first, which is cheap and nearly always right, and then put together and sorted by place.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.ingestion.formats.geometry.page import Glyph

# Of the size of the type. Wider gaps part columns and cells: gutters of gazettes are two
# characters wide, justified lines stretch a gap to half a character.
_GAP = 0.9
# Punctuation inks half of its width; hanging behind a full line it reaches into the gutter.
_HALF_INKED = 0.45
_INK_LEFT = "，。、；：！？）》〉”’】〕」』"
_INK_RIGHT = "（《〈“‘【〔「『"
_SAME_LINE = 0.25  # difference of baselines
_SMALL = 0.78  # scripts and note marks are set at about two thirds
_RAISED = 0.12
# A gap between two Han characters that is meant as a space, 通　知; justification stretches all
# gaps of a line alike.
_HAN_SPACE = 0.7
_LATIN_SPACE = 0.18
_LATIN = re.compile("[A-Za-z0-9]")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff〇]")


@dataclass(slots=True)
class Piece:
    """A glyph of a run; `script` is `sup` or `sub` for a small one off the baseline."""

    glyph: Glyph
    script: str = ""


@dataclass
class GlyphRun:
    """Characters side by side, left to right.

    Attributes:
        pieces: Its glyphs.
        baseline: Where most of them stand.
        size: Of most of them.
    """

    pieces: list[Piece]
    baseline: float
    size: float

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.pieces[0].glyph.x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.pieces[-1].glyph.x1

    @cached_property
    def text(self) -> str:
        """Its characters, with a space where the page leaves one."""
        return text_of(self.pieces)


def find_runs(glyphs: Sequence[Glyph]) -> list[GlyphRun]:
    """The runs of a page, by baseline and from left to right."""
    drawn = _along_the_file(glyphs)
    rows: list[list[GlyphRun]] = []
    for run in sorted(drawn, key=lambda run: run.baseline):
        row = rows[-1] if rows else None
        if row and run.baseline - row[0].baseline <= _SAME_LINE * min(run.size, row[0].size):
            row.append(run)
        else:
            rows.append([run])
    _take_scripts(rows)
    return [run for row in rows for run in _beside_each_other(row)]


def _along_the_file(glyphs: Iterable[Glyph]) -> list[GlyphRun]:
    runs: list[GlyphRun] = []
    pieces: list[Piece] = []
    right = baseline = size = 0.0
    for glyph in glyphs:
        if (
            pieces
            and abs(glyph.baseline - baseline) <= 0.02 * size
            and 0.95 * size <= glyph.size <= 1.05 * size
            and -0.3 * size <= glyph.x0 - right <= _GAP * size
        ):
            pieces.append(Piece(glyph))
        else:
            pieces = [Piece(glyph)]
            baseline, size = glyph.baseline, glyph.size
            runs.append(GlyphRun(pieces, baseline, size))
        right = glyph.x1
    for run in runs:
        # Spaces behind a signature reach over the gutter into the next column.
        while run.pieces and run.pieces[-1].glyph.text.isspace():
            run.pieces.pop()
        while run.pieces and run.pieces[0].glyph.text.isspace():
            run.pieces.pop(0)
    return [run for run in runs if run.pieces]


def _take_scripts(rows: list[list[GlyphRun]]) -> None:
    """Move small runs that stand off a baseline to the line that they belong to."""
    if not rows:
        return
    for place, row in enumerate(rows):
        for run in list(row):
            if len(run.pieces) > 8:
                continue
            host = _host(rows, place, run)
            if host is not None:
                target, base = host
                script = "sup" if run.baseline < base.baseline else "sub"
                for piece in run.pieces:
                    piece.script = script
                row.remove(run)
                target.append(run)


def _host(
    rows: list[list[GlyphRun]], place: int, run: GlyphRun
) -> tuple[list[GlyphRun], GlyphRun] | None:
    """The row with a larger run that a small one touches, and that run."""
    for index in range(max(0, place - 3), min(len(rows), place + 4)):
        for base in rows[index]:
            rise = base.baseline - run.baseline
            if (
                run.size < _SMALL * base.size
                and -0.3 * base.size < rise < 0.75 * base.size
                and abs(rise) > _RAISED * base.size
                and base.x0 - 0.6 * base.size < run.x0 < base.x1 + 0.6 * base.size
            ):
                return rows[index], base
    return None


def _beside_each_other(row: list[GlyphRun]) -> list[GlyphRun]:
    """The runs of one baseline, put together where no column ends between them."""
    joined: list[GlyphRun] = []
    right = 0.0  # of all that was taken: a character drawn after its line lies inside it
    for run in sorted(row, key=lambda run: run.x0):
        before = joined[-1] if joined else None
        left = run.x0 + _HALF_INKED * run.size * (run.pieces[0].glyph.text in _INK_RIGHT)
        is_apart = before is None or left - right > _GAP * min(before.size, run.size)
        inked = run.x1 - _HALF_INKED * run.size * (run.pieces[-1].glyph.text in _INK_LEFT)
        right = inked if is_apart else max(right, inked)
        if before is None or is_apart:
            joined.append(run)
        elif not _drawn_again(before, run):
            before.pieces.extend(run.pieces)
    return [made for run in joined if (made := _finished(run))]


def _finished(run: GlyphRun) -> GlyphRun | None:
    """The run in order, of the size of most of its characters: a number may be set smaller."""
    pieces = _once(sorted(run.pieces, key=lambda piece: piece.glyph.x0))
    if not pieces:
        return None
    kinds = Counter((p.glyph.size, p.glyph.baseline) for p in pieces if not p.script)
    size, baseline = kinds.most_common(1)[0][0] if kinds else (run.size, run.baseline)
    return GlyphRun(pieces, baseline, size)


def _drawn_again(before: GlyphRun, run: GlyphRun) -> bool:
    """Whether a run repeats what stands at its place, as fake bold type does."""
    if run.x0 >= before.x1 - 0.5 * run.size:
        return False
    placed = {(p.glyph.text, round(p.glyph.x0 / run.size * 2)) for p in before.pieces}
    return all(
        any(
            (p.glyph.text, round(p.glyph.x0 / run.size * 2) + step) in placed for step in (-1, 0, 1)
        )
        for p in run.pieces
    )


def _once(pieces: list[Piece]) -> list[Piece]:
    """Pieces from left to right, each character once at its place, no space at the ends."""
    kept: list[Piece] = []
    for piece in pieces:
        above = kept[-1].glyph if kept else None
        glyph = piece.glyph
        if above and above.text == glyph.text and glyph.x0 - above.x0 < 0.2 * glyph.size:
            continue
        if glyph.text.isspace() and (not kept or above is None or above.text.isspace()):
            continue
        kept.append(piece)
    while kept and kept[-1].glyph.text.isspace():
        kept.pop()
    return kept


def text_of(pieces: Sequence[Piece]) -> str:
    """The characters of pieces that follow each other, scripts in their marks."""
    gaps = [after.glyph.x0 - before.glyph.x1 for before, after in pairwise(pieces)]
    usual = max(0.0, median(gaps)) if len(gaps) > 3 else 0.0
    texts: list[str] = []
    script = ""
    for index, piece in enumerate(pieces):
        if piece.script != script:
            texts.append(f"</{script}>" if script else "")
            texts.append(f"<{piece.script}>" if piece.script else "")
            script = piece.script
        elif index and _is_parted(pieces[index - 1].glyph, piece.glyph, gaps[index - 1], usual):
            texts.append(" ")
        texts.append(piece.glyph.text)
    return "".join(texts) + (f"</{script}>" if script else "")


def _is_parted(before: Glyph, glyph: Glyph, gap: float, usual: float) -> bool:
    """Whether the page leaves a space between two characters that the file does not write."""
    if gap <= _LATIN_SPACE * glyph.size:  # the least of all that are asked for
        return False
    if before.text.isspace() or glyph.text.isspace():
        return False
    if _LATIN.match(before.text) and _LATIN.match(glyph.text):
        return gap > max(_LATIN_SPACE * glyph.size, 2 * usual)
    if _HAN.match(before.text) or _HAN.match(glyph.text):
        return gap > _HAN_SPACE * glyph.size and gap > 2 * usual
    return gap > 0.5 * glyph.size and gap > 2 * usual
