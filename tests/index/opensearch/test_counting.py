"""What is counted in a text is what its index terms say."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from gazette_search.analysis.terms import GRAM, WORD
from gazette_search.index.conditions import NearRuns
from gazette_search.index.opensearch.counting import Counts

if TYPE_CHECKING:
    from memory_index import MemoryIndex


def test_words_pairs_and_runs_of_all_documents(oracle: MemoryIndex) -> None:
    chance = random.Random(3)  # noqa: S311 -- texts, not secrets
    for held in oracle._held:
        counts = Counts(held.scan)
        words = chance.sample(sorted(held.analyzed.terms[WORD]), 40)
        assert {w: counts.frequency(w, exact=False) for w in words} == {
            word: float(held.analyzed.terms[WORD][word]) for word in words
        }
        pairs = [pair for pair in held.analyzed.terms[GRAM] if len(pair) > 1]
        some = chance.sample(sorted(pairs), min(40, len(pairs)))
        assert {pair: counts.in_content(pair) for pair in some} == {
            pair: held.analyzed.terms[GRAM][pair] for pair in some
        }
        for _ in range(40):
            start = chance.randrange(len(held.scan.text))
            text = held.scan.text[start : start + chance.randint(1, 6)].split("\n")[0].strip()
            if text and text[0] not in "%‰.":
                for exact in (True, False):
                    assert counts.frequency(text, exact=exact) == held.frequency(text, exact)


def test_nearness(oracle: MemoryIndex) -> None:
    for held in oracle._held:
        near = NearRuns("提高", "4425元", 12)
        from memory_index import meets

        assert Counts(held.scan).near(near) == meets(held, near)
