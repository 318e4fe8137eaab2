"""The words of a corpus on disk: looked up where they stand, not loaded.

A query needs the few words that stand in it; loading the 125,000 words of 4,400 documents would
take longer than the search. The lines are sorted as bytes, which for UTF-8 is the order of code
points, so that a word is found by halving.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from mmap import mmap

# No word of jieba's dictionary is longer than 16 characters.
LONGEST_WORD = 16

TOTAL = "total"


def merged(dictionaries: Iterable[Sequence[str]]) -> list[str]:
    """The lines of several dictionaries as one; without any, that of a language without words."""
    total, words = f"{TOTAL} 1", set[str]()
    for first, *others in dictionaries:
        total = first
        words.update(others)
    return [total, *sorted(words)]


class Dictionary:
    """Lines `word frequency`, the first one `total frequency`, as `Segmenter.dictionary` wrote."""

    def __init__(self, content: bytes | mmap) -> None:
        self._content = content
        self._begin = content.find(b"\n") + 1  # behind the line of the total

    def lines(self) -> list[str]:
        """All lines."""
        return self._content[:].decode("utf-8").splitlines()

    def lines_in(self, text: str) -> list[str]:
        """The total and the lines of all words that stand anywhere in a text."""
        found = {self._content[: self._begin].decode("utf-8").rstrip("\n"): None}
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + LONGEST_WORD) + 1):
                word = text[start:end]
                line = self._line_from(word)
                if line.startswith(f"{word} "):
                    found[line] = None
                elif not line.startswith(word):
                    break  # nothing begins so: nothing longer does
        return list(found)

    def line_of(self, word: str) -> str | None:
        """The line of a word, None where there is none."""
        line = self._line_from(word)
        return line if line.startswith(f"{word} ") else None

    def lines_holding(self, text: str) -> Iterator[str]:
        """The lines in which a text stands; all of the file is looked through."""
        content, wanted = self._content, text.encode("utf-8", "surrogatepass")
        at = content.find(wanted, self._begin)
        while at >= 0:
            begin, end = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at)
            yield content[begin : end if end >= 0 else None].decode("utf-8")
            at = content.find(wanted, end) if end >= 0 else -1

    def _line_from(self, word: str) -> str:
        """The first line that is not below a word, empty behind the last."""
        content, wanted = self._content, word.encode("utf-8", "surrogatepass")
        low, high = self._begin, len(content)
        while low < high:
            middle = content.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = content.find(b"\n", middle)
            if content[middle:end] < wanted:
                low = end + 1
            else:
                high = middle
        return content[low : content.find(b"\n", low)].decode("utf-8") if low < len(content) else ""
