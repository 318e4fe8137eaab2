"""All of jieba's dictionary, looked up in its file: no query waits for 349,046 words to load.

Its lines are `word frequency tag`, and those of Han words stand in the order of their code points,
so that a word is found by halving. Seven of 348,974 stand out of order and are not found (一, 吉林,
高富帅 and their neighbours; a test counts them): whoever cuts a text adds the words of the corpus.
"""

from __future__ import annotations

import mmap
from functools import cache
from typing import TYPE_CHECKING

from gazette_search.analysis.dictionary import Dictionary
from gazette_search.analysis.segmenter import dictionary_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.analysis.thesaurus import Thesaurus


def whole_lines_in(text: str) -> Iterator[str]:
    """Lines `word frequency` of all words that stand anywhere in a text."""
    for line in _whole().lines_in(text)[1:]:
        yield line.rpartition(" ")[0]


def is_word(text: str) -> bool:
    """Whether the dictionary has exactly this word."""
    return _whole().line_of(text) is not None


def is_part_of_word(run: str) -> bool:
    """Whether a longer word begins with a run, or ends with it as its second half.

    登革 of 登革热, 不遇 of 怀才不遇; the names of persons do not count.
    """
    for line in _whole().lines_holding(run):
        word, _, tag = line.split(" ")
        halved = len(word) == len(run) * 2 and word.endswith(run)
        if word != run and (word.startswith(run) or halved) and not tag.startswith("nr"):
            return True
    return False


def made_of_words(run: str, known: Thesaurus | None = None) -> bool:
    """Whether words of two or more characters can be put together to the run.

    Args:
        run: Search text.
        known: What it names counts as well.
    """
    reached = {0}
    for end in range(2, len(run) + 1):
        parts = (run[start:end] for start in range(end - 1) if start in reached)
        if any(is_word(part) or (known and known.names(part)) for part in parts):
            reached.add(end)
    return len(run) in reached


@cache
def _whole() -> Dictionary:
    with dictionary_path().open("rb") as stream:
        return Dictionary(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
