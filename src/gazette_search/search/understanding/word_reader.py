"""From a run of words, as typed, to the concepts it asks for.

The run is cut into words; words that only ask (多少, 怎么) are set aside; entries of the thesaurus
are taken whole where their ends are ends of words; what is left over of single characters is taken
together as a word that no dictionary has. A word that is not held at all is corrected, when it is
no real word, to one that sounds or looks like it.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import marked_text
from gazette_search.analysis.segmenter import Segmenter
from gazette_search.index.concepts import Concept, Surface
from gazette_search.index.conditions import Word
from gazette_search.search.understanding.questions import read_question
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.analysis.thesaurus import Thesaurus
    from gazette_search.index.reading import SearchIndex
    from gazette_search.search.understanding.questions import AnswerType, Question
    from gazette_search.search.understanding.suggestions import Suggestions

# Single characters left over (占, 退, 市) say little on their own.
SINGLE_SHARE = 0.2
# A word inside a longer entry adds a little where the entry as a whole is not found.
PART_SHARE = 0.35


_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:年度?(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?|(?![0-9.]))"
)


@dataclass(slots=True)
class Reading:
    """What a run of words asks for."""

    concepts: list[Concept] = field(default_factory=list)
    answer: AnswerType | None = None
    corrections: list[tuple[str, str]] = field(default_factory=list)
    only_asks: bool = False


class WordReader:
    """Reads runs of words with a dictionary and a thesaurus."""

    def __init__(
        self, index: SearchIndex, thesaurus: Thesaurus, suggestions: Suggestions | None
    ) -> None:
        """Takes None for `suggestions` where nothing may be corrected."""
        self._index = index
        self._thesaurus = thesaurus
        self._suggestions = suggestions

    def expect(self, runs: Iterable[str]) -> None:
        """Let the index know what will be counted when these runs are read."""
        self._index.prepare(
            condition
            for run in runs
            for concept in self._expected(self._question(run))
            for condition in (concept.condition, *(Word(s.text) for s in concept.surfaces))
        )

    def read(self, run: str) -> Reading:
        """The concepts of one run, in its order."""
        question = self._question(run)
        reading = Reading(answer=question.answer, only_asks=question.only_asks)
        for stretch in question.stretches:
            pieces = self._pieces(stretch)
            for index, piece in enumerate(pieces):
                dated = _dated("".join(piece))
                reading.concepts += (
                    dated or self._held(piece) or self._corrected(pieces, index, reading)
                )
        reading.concepts += map(self._aside, question.asides)
        return reading

    def _question(self, run: str) -> Question:
        marked = marked_text(run)
        segmenter = Segmenter.from_words(self._index.dictionary.lines_in(marked))
        return read_question([word for word in segmenter.cut(marked) if not word.isspace()])

    def _expected(self, question: Question) -> Iterator[Concept]:
        """The concepts of a question when nothing has to be corrected."""
        for stretch in question.stretches:
            for piece in self._pieces(stretch):
                yield from _dated("".join(piece)) or self._concepts(piece)
        yield from map(self._aside, question.asides)

    def _aside(self, text: str) -> Concept:
        return Concept(text, self._surfaces(text), wanted=False, share=SINGLE_SHARE)

    def _held(self, piece: list[str]) -> list[Concept]:
        """The concepts of a piece when some document holds it, or nothing may be corrected."""
        concepts = self._concepts(piece)
        if not self._suggestions or self._index.counts([concepts[0].condition])[0]:
            return concepts
        return []

    def _corrected(self, pieces: list[list[str]], index: int, reading: Reading) -> list[Concept]:
        """The concepts of what was probably meant by a piece that no document holds."""
        typed = "".join(pieces[index])
        before = "".join(pieces[index - 1]) if index else ""
        behind = "".join(pieces[index + 1]) if index + 1 < len(pieces) else ""
        meant = self._suggestions and self._suggestions.correct(typed, before, behind)
        if not meant:
            return self._concepts(pieces[index])
        reading.corrections.append((typed, meant))
        return [Concept(meant, self._surfaces(meant))]

    def _pieces(self, words: list[str]) -> list[list[str]]:
        """Words grouped into what is one concept: entries, and leftovers of single characters."""
        text = "".join(words)
        places = _places(words)
        pieces: list[list[str]] = []
        done = 0
        dates = [match.span() for match in _DATE.finditer(text)]
        entries = self._thesaurus.longest_entries(text)
        for start, end in sorted({*dates, *entries}):
            if places.get(start, -1) >= done and end in places:
                pieces += _leftovers(words[done : places[start]])
                pieces.append(words[places[start] : places[end]])
                done = places[end]
        return [*pieces, *_leftovers(words[done:])]

    def _concepts(self, piece: list[str]) -> list[Concept]:
        """The concept of a piece, followed by those of its parts."""
        text = "".join(piece)
        if len(text) == 1 and not text.isascii():
            return [Concept(text, self._surfaces(text), wanted=False, share=SINGLE_SHARE)]
        parts = tuple(
            Concept(part, self._surfaces(part), wanted=False, share=PART_SHARE)
            for part in (piece if len(piece) > 1 else ())
            if len(part) > 1
        )
        whole = len(parts) == len(piece)  # with a character left out they would not mean the same
        return [Concept(text, self._surfaces(text), parts=parts if whole else ()), *parts]

    def _surfaces(self, text: str) -> tuple[Surface, ...]:
        expansions = self._thesaurus.expansions(text)
        return (
            Surface(text),
            *(Surface(e.text, e.weight, e.kind, e.reason) for e in expansions),
        )


def _dated(text: str) -> list[Concept]:
    """The concept of a date or year: 2018年6月26日, 2018年, 2018."""
    match = _DATE.fullmatch(text)
    if not match:
        return []
    numbers = [match[1], *(f"{int(part):02}" for part in match.group(2, 3) if part)]
    return [Concept(text, (Surface(text),), signed="-".join(numbers))]


def _places(words: list[str]) -> dict[int, int]:
    """How many words end at each offset of their text."""
    places, at = {0: 0}, 0
    for count, word in enumerate(words, 1):
        at += len(word)
        places[at] = count
    return places


def _leftovers(words: list[str]) -> list[list[str]]:
    """Each word on its own, but neighbouring single characters together."""
    pieces: list[list[str]] = []
    single = False
    for word in words:
        is_single = len(word) == 1 and not word.isascii()
        if single and is_single:
            pieces[-1].append(word)
        else:
            pieces.append([word])
        single = is_single
    return pieces
