"""Models for tests: small, at once, and the same on every machine."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING
from zlib import crc32

from gazette_search.errors import EmbedderError

if TYPE_CHECKING:
    from collections.abc import Sequence

# Words that mean the same share a number.
SENSES = {
    "铲屎官": 0,
    "犬只": 0,
    "烤红薯": 1,
    "占道经营": 1,
    "冻得慌": 2,
    "供热": 2,
    "娃娃念书": 3,
    "义务教育": 3,
}
DIMENSIONS = 24
_COMMON = 8  # dimensions on which all vectors agree, as those of language models do


class SenseEmbedder:
    """Texts that hold words of one sense point one way; all others each their own.

    Attributes:
        asked: Texts embedded so far.
        failing_after: How many passages it embeds before it fails; None for all.
    """

    at_once = 2

    def __init__(self, model: str = "senses-1", failing_after: int | None = None) -> None:
        self.model = model
        self.asked: list[str] = []
        self.failing_after = failing_after

    def query(self, text: str) -> Sequence[float]:
        return _vector(text)

    def passages(self, texts: Sequence[str]) -> list[Sequence[float]]:
        if self.failing_after is not None and len(self.asked) >= self.failing_after:
            raise EmbedderError("模型停了")
        self.asked += texts
        return [_vector(text) for text in texts]


def _vector(text: str) -> list[float]:
    vector = [3.0] * _COMMON + [0.0] * (DIMENSIONS - _COMMON)
    for word, sense in SENSES.items():
        if word in text:
            vector[_COMMON + sense] += 2.0
    vector[_COMMON + 4 + crc32(text.encode()) % (DIMENSIONS - _COMMON - 4)] += 0.7
    length = sqrt(sum(component * component for component in vector))
    return [component / length for component in vector]
