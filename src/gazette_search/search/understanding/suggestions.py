"""What was probably meant by a word that no document holds.

Only words that are no words are corrected: 烟花 is not in these documents, and to answer with what
merely sounds like it would be a lie. Whether a run is made of real words the full dictionary tells,
looked up in its file without loading it, and the thesaurus, which knows 公租房. What begins a
longer word is no slip either, as 登革 does 登革热. And they are corrected to words only, or to what
stands by itself between words: 公住房 stands in 商转公住房, but is none.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from gazette_search.analysis.occurrences import occurrences
from gazette_search.analysis.segmenter import Segmenter
from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.analysis.whole_dictionary import is_part_of_word, made_of_words
from gazette_search.index.conditions import Run, Segmented, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazette_search.analysis.homophones import Correction
    from gazette_search.analysis.scan import TextWords
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex

# Two characters leave much to chance: only one likely error, and only to a known word. What is no
# word may be a name (徐大堡), which only such an error leads to: 公租房 is not 公住房, a piece of
# longer words that sounds alike in some dialects.
SHORT_RUN = 2
LIKELY_COST = 1.2
SOUNDS = 1.0  # what a slip of the same sound costs at most
# Longer than any word that is mistyped. The dictionary is asked for every part of a run, and two
# thousand characters, of which no document holds a word, would ask it two million times.
LONGEST_RUN = 20
# So many of what may be meant are looked at as if they were, in the same question to the index.
LIKELIEST = 10
# Documents looked into for a place where a name stands by itself.
MOST_READ = 20

# Single characters beside which a word ends, and of which no name is made: 并|出, 市|或|区.
_GRAMMATICAL = frozenset("的和与及或在是为由等对到以于向从将被把并了地得之其所至同因且各每该本此")
# Single characters that follow a name without being a part of it: 徐大堡镇.
_AFTER_NAMES = frozenset("省市县区镇乡村街路河山局厅院所站")


class Suggestions:
    """Corrects words against what an index holds."""

    def __init__(self, index: SearchIndex, thesaurus: Thesaurus | None = None) -> None:
        """Takes what is corrected against.

        Args:
            index: Holds what may have been meant.
            thesaurus: Its words are real besides those of the dictionary.
        """
        self._index = index
        self._thesaurus = thesaurus or Thesaurus(())

    def correct(
        self,
        word: str,
        before: str = "",
        behind: str = "",
        expect: Callable[[str], None] = lambda _: None,
    ) -> str | None:
        """The likeliest word that is held, or None.

        Args:
            word: Search text that no document holds.
            before: The words in front of it in the query.
            behind: The words that follow.
            expect: Told of each of the likeliest before anything is counted.
        """
        if word.isascii():
            return self._from_pinyin(word)
        if len(word) > LONGEST_RUN or self._is_real(word, before, behind):
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
            for text in texts[:LIKELIEST]:
                expect(text)
            return self._index.counts([Run(text) for text in texts])

        from gazette_search.analysis.homophones import corrections  # few words are corrected

        found = corrections(word, count, self._index.pairs)
        found = [one for one in found if self._is_likely(word, one)]
        # Of several the one that stands beside the neighbours in some document.
        for one in found:
            if any(self._index.counts(neighbours(one.text))):
                return one.text
        # Of 1,383 words of two characters that neither dictionary nor issues have 70 were corrected
        # without this and 46 with it, and of 500 slips in words of two one less.
        if not found or is_part_of_word(word):
            return None
        # Two characters out of a longer run (刑民) look like too much to be a slip of the eye.
        torn = len(word) <= SHORT_RUN and bool(before or behind)
        likely = (one.text for one in found if not torn or one.cost <= SOUNDS)
        return next(filter(self._stands_by_itself, likely), None)

    def _is_real(self, word: str, before: str, behind: str) -> bool:
        """Whether a run is made of words, or is one with its neighbours.

        Of 兴市, left over in 质量兴市, the thesaurus knows the whole.
        """
        wider = (before + word, word + behind, before + word + behind)
        return made_of_words(word, self._thesaurus) or any(map(self._thesaurus.names, wider))

    def _is_likely(self, word: str, one: Correction) -> bool:
        """Whether a correction is a word that documents hold, or a name but for a likely slip."""
        if any(self._index.counts([Segmented(one.text)])):
            return len(one.text) > SHORT_RUN or one.cost <= LIKELY_COST
        if len(one.text) <= SHORT_RUN:
            return False
        likely = one.cost <= LIKELY_COST or made_of_words(one.text)
        return likely and (self._thesaurus.names(one.text) or self._is_of_words(word, one))

    def _is_of_words(self, word: str, one: Correction) -> bool:
        """Whether what a correction puts in belongs to a word.

        A character alone among words is no part of one: 倒垃圾 is not 到|垃圾, nor 生育假 生育|家.
        As typed it may stand there (低|排方 is 低|排放), but not when much was assumed besides
        (公|租房 is not 公|住房). Several in a row are a name that no dictionary has, 徐|大|堡. Of
        3,194 entries of the thesaurus that five issues lack, taken for slips, 36 found a
        correction without this rule and 13 with it.
        """
        lines = self._index.dictionary.lines_in(one.text)
        alone = _alone(Segmenter.from_words(lines).cut(one.text))
        kept = len(word) == len(one.text) and all(word[at] == one.text[at] for at in alone)
        return not alone or (kept and one.cost <= LIKELY_COST)

    def _stands_by_itself(self, text: str) -> bool:
        """Whether a text is made of words, or a name that is no piece of something longer.

        What no dictionary has is a name where it stands between words somewhere: 徐大堡, but not
        the 易发区 of 高易发区 nor the 公住房 of 商转公住房.
        """
        if self._thesaurus.names(text) or any(self._index.counts([Segmented(text)])):
            return True
        words = Segmenter.from_words(self._index.dictionary.lines_in(text)).cut(text)
        single = {word for word in words if len(word) == 1}
        if not single or not _GRAMMATICAL.isdisjoint(single):
            return not single
        rows = self._index.rows(Run(text), most=MOST_READ)
        self._index.fetch([row.ordinal for row in rows])
        scans = (self._index.scan(row.ordinal) for row in rows)
        return any(
            _is_apart(scan, at, at + len(text)) for scan in scans for at in occurrences(scan, text)
        )

    def _from_pinyin(self, latin: str) -> str | None:
        from gazette_search.analysis.homophones import from_pinyin

        words = (line.split(" ", 1)[0] for line in self._index.dictionary.lines())
        spelt = from_pinyin(latin, words)
        self._index.prepare(condition for text in spelt for condition in (Word(text), Run(text)))
        held = self._index.counts([Word(text) for text in spelt])
        found = [text for text, documents in zip(spelt, held, strict=True) if documents]
        often = dict(zip(found, self._index.counts([Run(text) for text in found]), strict=True))
        return max(found, key=often.__getitem__, default=None)


def _alone(words: Sequence[str]) -> list[int]:
    """Where single characters stand that have no other beside them."""
    single = [False, *(len(word) == 1 for word in words), False]
    ends = accumulate(map(len, words))
    return [
        end - 1
        for place, end in enumerate(ends, 1)
        if single[place] and not (single[place - 1] or single[place + 1])
    ]


def _is_apart(words: TextWords, start: int, end: int) -> bool:
    """Whether words of several characters, grammatical ones or marks stand on both sides."""
    if not (words.is_boundary(start) and words.is_boundary(end)):
        return False
    before = words.text[start - 1] if start and words.is_boundary(start - 1) else ""
    behind = words.text[end : end + 1] if words.is_boundary(end + 1) else ""
    return (not _is_han(before) or before in _GRAMMATICAL) and (
        not _is_han(behind) or behind in _GRAMMATICAL or behind in _AFTER_NAMES
    )


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
