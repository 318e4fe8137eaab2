"""RapidOCR with PP-OCRv6, whose models come in its wheel: nothing is fetched when it runs.

Of what was measured on drawn pages of 200 dpi it read every number line, date and amount; version 4
of the same models none of the brackets 〔〕. Runs in the process of `serving` alone.
"""

from __future__ import annotations

import os
from statistics import median
from typing import TYPE_CHECKING, Any

from gazette_search.ingestion.formats.recognition.seen import SeenLine

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.seeing.ink import Pixels

# Below, a line is rubbish: of the lines that collapse the best had .67.
_LEAST_SCORE = 0.5
# Upside-down and sideways text is read all the same, as nonsense with such scores.
_DOUBTFUL = 0.75
_ENOUGH = 3  # lines, to tell whether a page stands on its head
_THREADS = 4  # more bring nothing for one page, and each takes addresses


class Engine:
    """The models, loaded when it is made."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._read = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": 4000,  # images come in the size that is to be read
                "EngineConfig.onnxruntime.intra_op_num_threads": min(_THREADS, os.cpu_count() or 1),
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def lines(self, image: Pixels) -> list[SeenLine]:
        """What stands on an image, places in pixels."""
        found: Any = self._read(image, use_det=True, use_cls=False, use_rec=True)
        if found.boxes is None or found.txts is None:
            return []
        return [
            SeenLine(text, tuple(map(float, box.flatten().tolist())), round(float(score), 3))  # type: ignore[arg-type]
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if text.strip() and score >= _LEAST_SCORE
        ]


def seems_turned(lines: list[SeenLine]) -> bool:
    """Whether a page lies on its side or stands on its head: boxes are high, or nothing is sure."""
    telling = [one for one in lines if len(one.text) > 1]
    if len(telling) < _ENOUGH:
        return False
    high = sum(_is_high(one) for one in telling)
    return 2 * high > len(telling) or median(one.score for one in telling) < _DOUBTFUL


def _is_high(one: SeenLine) -> bool:
    x0, y0, x1, y1, _, _, x3, y3 = one.corners
    return abs(y3 - y0) + abs(x3 - x0) > 1.5 * (abs(x1 - x0) + abs(y1 - y0))


def sureness(lines: list[SeenLine]) -> float:
    """How much was read, and how surely, to compare ways of laying a page."""
    return sum(len(one.text) * max(0.0, one.score - 0.6) for one in lines if not _is_high(one))
