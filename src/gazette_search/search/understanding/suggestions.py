"""What was probably meant by a word that no document holds.

Only words that are no words are corrected: 烟花 is not in these documents, and to answer with what
merely sounds like it would be a lie. Whether a run is made of real words the full dictionary tells,
looked up in its file without loading it.
"""

from __future__ import annotations

import mmap
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gazette_search.analysis.homophones import corrections, from_pinyin
from gazette_search.analysis.segmenter import dictionary_path
from gazette_search.index.conditions import Run, Segmented, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.analysis.homophones import Correction
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex

# Two characters leave much to chance: only one likely error, and only to a known word.
SHORT_RUN = 2
SHORT_RUN_COST = 1.2
# Longer than any word that is mistyped. The dictionary is asked for every part of a run, and two
# thousand characters, of which no document holds a word, would ask it two million times.
LONGEST_RUN = 20


class Suggestions:
    """Corrects words against what an index holds."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def correct(self, word: str, before: str = "", behind: str = "") -> str | None:
        """The likeliest word that is held, or None.

        Args:
            word: Search text that no document holds.
            before: The words in front of it in the query.
            behind: The words that follow.
        """
        if word.isascii():
            return self._from_pinyin(word)
        if len(word) > LONGEST_RUN or _is_made_of_real_words(word):
            return None

        def neighbours(text: str) -> list[Condition]:
            beside = [before + text] if before else []
            return [Run(one) for one in (*beside, *([text + behind] if behind else []))]

        def count(texts: Sequence[str]) -> list[int]:
            """Of the runs; the index counts at once what will be asked of those that are held."""
            self._index.prepare(
                condition
                for text in texts
                for condition in (Run(text), Segmented(text), *neighbours(text))
            )
            return self._index.counts([Run(text) for text in texts])

        found = corrections(word, count, self._index.pairs)
        found = [one for one in found if self._is_likely(word, one)]
        # Of several the one that stands beside the neighbours in some document.
        for one in found:
            if any(self._index.counts(neighbours(one.text))):
                return one.text
        return found[0].text if found else None

    def _is_likely(self, word: str, one: Correction) -> bool:
        if len(word) > SHORT_RUN:
            return True
        return one.cost <= SHORT_RUN_COST and any(self._index.counts([Segmented(one.text)]))

    def _from_pinyin(self, latin: str) -> str | None:
        words = (line.split(" ", 1)[0] for line in self._index.dictionary.lines())
        spelt = from_pinyin(latin, words)
        self._index.prepare(condition for text in spelt for condition in (Word(text), Run(text)))
        held = self._index.counts([Word(text) for text in spelt])
        found = [text for text, documents in zip(spelt, held, strict=True) if documents]
        often = dict(zip(found, self._index.counts([Run(text) for text in found]), strict=True))
        return max(found, key=often.__getitem__, default=None)


def _is_made_of_real_words(run: str) -> bool:
    """Whether dictionary words of two or more characters can be put together to the run."""
    with _dictionary() as lines:
        reached = {0}
        for end in range(2, len(run) + 1):
            for start in range(end - 1):
                if start in reached and lines.find(f"\n{run[start:end]} ".encode()) >= 0:
                    reached.add(end)
                    break
        return len(run) in reached


@contextmanager
def _dictionary() -> Iterator[mmap.mmap]:
    with (
        dictionary_path().open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as lines,
    ):
        yield lines
