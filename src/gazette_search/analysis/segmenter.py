"""Chinese word segmentation: jieba's dictionary and its most probable path.

A sentence is cut where the product of its words' frequencies is greatest, as jieba does with its
hidden Markov model off: the same words for the same text, whatever else was cut before. jieba
itself is not imported and its cache in the shared temporary directory is never read. Any text from
a corpus is cut alike by the full dictionary and by the words of it that occur in that corpus; the
short list loads in milliseconds, which is what a search needs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from math import log
from operator import add, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gazette_search.analysis.dictionary import TOTAL
from gazette_search.analysis.normalizer import BREAK
from gazette_search.analysis.units import ASCII_UNIT

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

# The characters of which jieba makes words; every other character is a word of its own.
_HAN_RUN = "[\u4e00-\u9fd5]+"
_PIECE = re.compile(rf"{_HAN_RUN}|{ASCII_UNIT}|.", re.DOTALL)
_BATCH = 1 << 18  # characters of the dictionary file

# Official prose repeats itself: in five issues 38 % of the runs have stood before. A run kept takes
# 0.8 kB, so that all of them stay below 30 MB.
_RUNS_KEPT = 1 << 15

# Where each word of a run ends, and the dictionary words seen in it.
_Parse = tuple[tuple[int, ...], tuple[str, ...]]


class CutText(NamedTuple):
    """The words of a text.

    Attributes:
        words: Cut, in order; joined they are the text without its marks.
        inner: The shorter words of two or three characters inside longer ones: 国家税务总局 is one
            word in which 国家, 税务, 总局 stand as well.
        found: All dictionary words that stand anywhere in the text, cut so or not.
    """

    words: list[str]
    inner: list[str]
    found: set[str]


def dictionary_path() -> Path:
    """The dictionary file of jieba, found without importing jieba."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba")
    return Path(spec.submodule_search_locations[0]) / "dict.txt"


class Segmenter:
    """Cuts search text into words; marks of `marked_text` are never inside a word."""

    def __init__(self, frequencies: Mapping[str, str], total: int) -> None:
        """Takes the words and the sum of all frequencies of the full dictionary.

        Frequencies come as the digits they are in the file: 349,046 words share 5,087 of them,
        and each is worked out once.
        """
        log_total = log(total)
        digits_of_words = frequencies.values()
        scores = {digits: log(int(digits)) - log_total for digits in set(digits_of_words)}
        self._total = total
        self._unknown = log(1) - log_total
        self._weights = dict(
            zip(frequencies, map(scores.__getitem__, digits_of_words), strict=True)
        )
        self._digits = {score: digits for digits, score in scores.items()}
        # How long words get that begin with two given characters: where to stop looking.
        by_length = sorted(frequencies, key=len)
        beginnings = map(itemgetter(slice(2)), by_length)
        self._longest = dict(zip(beginnings, map(len, by_length), strict=True))
        self._parse = lru_cache(_RUNS_KEPT)(self._parse_run)

    @classmethod
    def full(cls) -> Segmenter:
        """All of jieba's dictionary: for indexing a great deal of text."""
        return cls._loaded(None)

    @classmethod
    def for_texts(cls, texts: Iterable[str]) -> Segmenter:
        """What of jieba's dictionary may stand in some texts: these are cut as with all of it.

        Loads in half the time, so that one new issue does not wait for 349,046 words.
        """
        beginnings: set[str] = set()
        for text in texts:
            beginnings.update(text)
            beginnings.update(map(add, text, text[1:]))
        return cls._loaded(beginnings)

    @classmethod
    def _loaded(cls, beginnings: Container[str] | None) -> Segmenter:
        """Read jieba's file, whose lines are `word frequency tag`.

        Line by line it takes three times as long, the whole file at once 60 MB more.

        Args:
            beginnings: The first two characters of the words to keep; None keeps all.
        """
        frequencies: dict[str, str] = {}
        total = 0
        with dictionary_path().open(encoding="utf-8") as stream:
            while lines := stream.readlines(_BATCH):
                fields = "".join(lines).split()
                words, digits = fields[::3], fields[1::3]
                entries: Iterable[tuple[str, str]] = zip(words, digits, strict=True)
                if beginnings is not None:
                    entries = (entry for entry in entries if entry[0][:2] in beginnings)
                frequencies.update(entries)
                total += sum(map(int, digits))  # of every line: one word stands twice, both count
        return cls(frequencies, total)

    @classmethod
    def from_words(cls, lines: Iterable[str]) -> Segmenter:
        """The words of a corpus, from the lines that `dictionary` wrote: for searching."""
        frequencies = dict(map(str.split, lines))
        total = int(frequencies.pop(TOTAL))
        return cls(frequencies, total)

    def dictionary(self, words: Iterable[str]) -> list[str]:
        """Lines (word, frequency) for those of `words` that it knows, under the full total."""
        known = sorted(self._weights.keys() & set(words))
        lines = [f"{word} {self._digits[self._weights[word]]}" for word in known]
        return [f"{TOTAL} {self._total}", *lines]

    def cut(self, text: str) -> list[str]:
        """Words in order; joined they are the text without its marks."""
        return self.read(text).words

    def read(self, text: str) -> CutText:
        """All that there is to know of the words of a text."""
        words: list[str] = []
        inner: list[str] = []
        found = {char for char in set(text) if char in self._weights}
        for piece in _PIECE.findall(text):
            if _is_han(piece):
                ends, seen = self._parse(piece)
                found.update(seen)
                start = 0
                for end in ends:
                    words.append(piece[start:end])
                    if end - start > 2:
                        inner += self._inside(words[-1])
                    start = end
            elif piece != BREAK:
                words.append(piece)
        return CutText(words, inner, found)

    def _inside(self, word: str) -> Iterator[str]:
        """Dictionary words of two or three characters that are shorter than the word."""
        for size in range(2, min(4, len(word))):
            for at in range(len(word) - size + 1):
                if word[at : at + size] in self._weights:
                    yield word[at : at + size]

    def _parse_run(self, run: str) -> _Parse:
        """The most probable words of a run of Han characters, and all longer words seen in it.

        Worked from the end: the best path from each character is its best word plus the best path
        from there. Of equal paths the one with the longer word is taken, as jieba does.
        """
        weights, longest, unknown = self._weights, self._longest, self._unknown
        size = len(run)
        best = [0.0] * (size + 1)
        ends = [0] * size
        found: list[str] = []
        for at in range(size - 1, -1, -1):
            end = at + 1
            score = weights.get(run[at], unknown) + best[end]
            reach = longest.get(run[at : at + 2], 0)
            for stop in range(at + 2, min(at + reach, size) + 1):
                word = run[at:stop]
                weight = weights.get(word)
                if weight is not None:
                    found.append(word)
                    if weight + best[stop] >= score:
                        score, end = weight + best[stop], stop
            best[at], ends[at] = score, end
        at, path = 0, []
        while at < size:
            at = ends[at]
            path.append(at)
        return tuple(path), tuple(found)


def _is_han(piece: str) -> bool:
    return "\u4e00" <= piece[0] <= "\u9fd5"
