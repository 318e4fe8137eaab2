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

from gazette_search.analysis.normalizer import BREAK, marked_text
from gazette_search.analysis.segmenter import Segmenter
from gazette_search.analysis.units import pairs
from gazette_search.analysis.whole_dictionary import whole_lines_in
from gazette_search.index.concepts import Concept, Surface
from gazette_search.index.conditions import Run, Word
from gazette_search.search.understanding.notations import dated, notation_spans, other_notations
from gazette_search.search.understanding.questions import read_question
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.analysis.thesaurus import Thesaurus
    from gazette_search.index.reading import SearchIndex
    from gazette_search.search.understanding.questions import AnswerType, Question
    from gazette_search.search.understanding.suggestions import Suggestions
    from gazette_search.search.understanding.traits import Trait

# What stands on both sides of such a mark is not read together: 人，大班额 is no 人大.
_CLAUSE_ENDS = re.compile("[，。；：？！,;:?!]")
# Single characters left over (占, 退, 市) say little on their own.
SINGLE_SHARE = 0.2
# A word inside a longer entry adds a little where the entry as a whole is not found.
PART_SHARE = 0.35
SHORTEST_CUT = 2  # two characters are one word or none


@dataclass(slots=True)
class Reading:
    """What a run of words asks for.

    Attributes:
        concepts: Each word with the forms that mean it.
        runs: The words side by side as typed, those that only ask left out, corrections in place.
        answer: What kind of thing is asked for.
        traits: What else the answer does.
        corrections: Typed words and what was looked for instead.
        only_asks: Whether no word tells what about.
    """

    concepts: list[Concept] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    answer: AnswerType | None = None
    traits: tuple[Trait, ...] = ()
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

    @property
    def correcting(self) -> bool:
        """Whether what stands nowhere may be read as something else."""
        return self._suggestions is not None

    def is_entry(self, text: str) -> bool:
        """Whether the thesaurus has a word, search text, as a whole."""
        return text in self._thesaurus

    def concept(self, text: str) -> Concept:
        """The concept of one entry."""
        return Concept(text, self._surfaces(text))

    def expect(self, runs: Iterable[str]) -> None:
        """Let the index know what will be counted when these runs are read and weighed."""
        for run in runs:
            question = self._question(run)
            self._prepare(self._expected(question))
            texts = ("".join(stretch) for stretch in question.stretches)
            self._index.prepare(Run(pair) for text in texts for pair in pairs(text))

    def _prepare(self, concepts: Iterable[Concept]) -> None:
        for concept in concepts:
            forms = concept.surfaces
            self._index.prepare((concept.condition, *(Word(form.text) for form in forms)))
            self._index.prepare(Run(pair) for form in forms for pair in pairs(form.text))

    def read(self, run: str) -> Reading:
        """The concepts of one run, in its order."""
        question = self._question(run)
        reading = Reading(
            answer=question.answer, traits=question.traits, only_asks=question.only_asks
        )
        for stretch in question.stretches:
            pieces = self._pieces(stretch)
            reading.runs.append("".join(stretch))
            for index, piece in enumerate(pieces):
                reading.concepts += (
                    dated("".join(piece))
                    or self._held(piece)
                    or self._corrected(pieces, index, reading)
                )
        reading.concepts += map(self._aside, question.asides)
        return reading

    def _question(self, run: str) -> Question:
        words: list[str] = []
        for clause in _CLAUSE_ENDS.split(run):
            marked = marked_text(clause)
            segmenter = Segmenter.from_words(self._lines_in(marked))
            words += [*filter(_is_word, segmenter.cut(marked)), BREAK]
        return read_question(words[:-1])

    def _lines_in(self, marked: str) -> Iterator[str]:
        """The dictionary lines with which a clause is cut.

        All words of the language, held or not: cut with those of the corpus alone, 找房东修 would
        be one word where no document has 房东. But what no document has gives way to the name of an
        organ that ends inside of it: in 医保局局长 there is 医保局, and no 局局长.
        """
        dictionary, text = self._index.dictionary, marked.replace(BREAK, "")
        yield from dictionary.lines_in(marked)
        organs = self._thesaurus.organs_in(text)
        for line in whole_lines_in(marked):
            word = line.partition(" ")[0]
            if not _tears(word, text, organs) or dictionary.line_of(word):
                yield line

    def _expected(self, question: Question) -> Iterator[Concept]:
        """The concepts of a question when nothing has to be corrected."""
        for stretch in question.stretches:
            for piece in self._pieces(stretch):
                yield from dated("".join(piece)) or self._concepts(piece)
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
        if typed in self._thesaurus:  # a word that is known, whatever the dictionary says: 微信
            return self._concepts(pieces[index])
        before = "".join(pieces[index - 1]) if index else ""
        behind = "".join(pieces[index + 1]) if index + 1 < len(pieces) else ""

        def expect(meant: str) -> None:
            self._prepare([Concept(meant, self._surfaces(meant))])
            run = reading.runs[-1].replace(typed, meant)
            self._index.prepare(Run(pair) for pair in pairs(run))

        meant = self._suggestions and self._suggestions.correct(typed, before, behind, expect)
        if self._suggestions and not meant and len(before) == 1:
            # A name that looks like a character beside a word: 徐大宝, where 大宝 is a word.
            typed = before + typed
            meant = self._suggestions.correct(typed, behind=behind, expect=expect)
        if not meant:
            return self._concepts(pieces[index])
        reading.corrections.append((typed, meant))
        reading.runs[-1] = reading.runs[-1].replace(typed, meant)
        return [Concept(meant, self._surfaces(meant))]

    def _pieces(self, words: list[str]) -> list[list[str]]:
        """Words grouped into what is one concept: entries, and leftovers of single characters."""
        text = "".join(words)
        places = _places(words)
        pieces: list[list[str]] = []
        done = 0
        spans = {*notation_spans(text), *self._thesaurus.longest_entries(text)}
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
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
        inner = piece if len(piece) > 1 else self._cut_by_corpus(text)
        parts = tuple(
            Concept(part, self._surfaces(part), wanted=False, share=PART_SHARE)
            for part in (inner if len(inner) > 1 and not other_notations(text) else ())
            if len(part) > 1
        )
        whole = len(parts) == len(inner)  # with a character left out they would not mean the same
        return [Concept(text, self._surfaces(text), parts=parts if whole else ()), *parts]

    def _cut_by_corpus(self, word: str) -> list[str]:
        """A word of the language that no document here has, in the words that they have."""
        dictionary = self._index.dictionary
        if len(word) <= SHORTEST_CUT or word.isascii() or dictionary.line_of(word):
            return [word]
        return Segmenter.from_words(dictionary.lines_in(word)).cut(word)

    def _surfaces(self, text: str) -> tuple[Surface, ...]:
        expansions = self._thesaurus.expansions(text)
        return (
            Surface(text),
            *other_notations(text),
            *(Surface(e.text, e.weight, e.kind, e.reason) for e in expansions),
        )


def _is_word(text: str) -> bool:
    return not text.isspace()


def _tears(word: str, text: str, names: Iterable[tuple[int, int]]) -> bool:
    """Whether a word would take a part of a name and leave the rest."""
    for first, last in names:
        start = text.find(word, max(0, first - len(word) + 1))
        while 0 <= start < last:
            end = start + len(word)
            if start < first < end < last or first < start < last < end:
                return True
            start = text.find(word, start + 1)
    return False


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
