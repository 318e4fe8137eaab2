"""Where a text stands: documents from the postings, places from the scan records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.occurrences import is_whole, occurrences, pairs_of
from gazette_search.analysis.terms import FORM, GRAM, WORD
from gazette_search.analysis.units import parted_at_last, units
from gazette_search.index.bounds import BY_PARTS, DATED, FORM_WEIGHT, MENTIONED

if TYPE_CHECKING:
    from gazette_search.analysis.scan import TextWords
    from gazette_search.index.concepts import Concept
    from gazette_search.index.snapshot import Postings, Snapshot


class Matcher:
    """Finds the documents of a snapshot that hold a text."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._words: dict[str, Postings] = {}
        self._runs: dict[str, Postings] = {}

    def run(self, text: str) -> Postings:
        """Documents that hold exactly this run, with a frequency that form lowers."""
        if text not in self._runs:
            self._runs[text] = self._find_run(text)
        return self._runs[text]

    def word(self, text: str) -> Postings:
        """Documents that hold the text as people mean a word: not by accident."""
        if text not in self._words:
            self._words[text] = self._find_word(text)
        return self._words[text]

    def concept(self, concept: Concept) -> Postings:
        """Documents that hold a concept in any form, with its frequency over all forms."""
        find = self.run if concept.exact else self.word
        merged: Postings = {}
        for surface in concept.surfaces:
            for ordinal, frequency in find(surface.text).items():
                merged[ordinal] = merged.get(ordinal, 0.0) + surface.weight * frequency
        if concept.parts:
            close = [self.near(one.left, one.right, one.distance) for one in concept.close]
            for ordinal in set.intersection(*close) - merged.keys():
                merged[ordinal] = BY_PARTS
        return self._dated(concept.signed, merged) if concept.signed else merged

    def beginning(self, text: str) -> set[int]:
        """Documents where a word begins so; in a run of Latin letters, a longer one too."""
        head, last = parted_at_last(text)
        forms = [head + unit for unit in self.units_from(last)] if last else [text]
        return {
            ordinal
            for form in forms
            for ordinal in self.run(form)
            if self._begins_a_word(ordinal, form)
        }

    def units_from(self, beginning: str) -> list[str]:
        """Units that begin so, ascending."""
        terms = {t for field in (GRAM, FORM) for t in self._snapshot.terms_from(field, beginning)}
        return sorted(term for term in terms if units(term) == [term])

    def near(self, left: str, right: str, distance: int) -> set[int]:
        """Documents in a block of which both runs stand, so many characters apart at most."""
        both = self.run(left).keys() & self.run(right).keys()
        return {ordinal for ordinal in both if self._is_near(ordinal, left, right, distance)}

    def _dated(self, signed: str, mentioned: Postings) -> Postings:
        """Documents of a date, and with less weight those that only mention it."""
        found = {ordinal: MENTIONED * tf for ordinal, tf in mentioned.items()}
        dates = self._snapshot.catalog.dates
        found.update((o, DATED) for o, date in enumerate(dates) if date.startswith(signed))
        return found

    def _find_run(self, text: str) -> Postings:
        found = self._candidates(text)
        if len(pairs_of(text)) == 1:
            return found
        return {ordinal: tf for ordinal, tf in found.items() if self._stands(ordinal, text)}

    def _find_word(self, text: str) -> Postings:
        found = dict(self._snapshot.postings(WORD, text))
        for ordinal, frequency in self._candidates(text).items():
            if ordinal not in found and self._stands_whole(ordinal, text):
                found[ordinal] = frequency
        return found

    def _candidates(self, text: str) -> Postings:
        """Documents that hold every pair of the text, most of them the text itself."""
        terms = pairs_of(text)
        if not terms:
            return {}
        found = self._all_of(GRAM, terms)
        for ordinal, frequency in self._all_of(FORM, terms).items():
            found[ordinal] = found.get(ordinal, 0.0) + FORM_WEIGHT * frequency
        return found

    def _all_of(self, field: str, terms: list[str]) -> Postings:
        """Documents with all terms, with the frequency of the rarest."""
        lists = sorted((self._snapshot.postings(field, term) for term in set(terms)), key=len)
        found = dict(lists[0])
        for postings in lists[1:]:
            found = {o: min(tf, postings[o]) for o, tf in found.items() if o in postings}
        return found

    def _stands(self, ordinal: int, text: str) -> bool:
        return next(occurrences(self._words_of(ordinal), text), None) is not None

    def _stands_whole(self, ordinal: int, text: str) -> bool:
        words = self._words_of(ordinal)
        return any(is_whole(words, at, at + len(text)) for at in occurrences(words, text))

    def _begins_a_word(self, ordinal: int, text: str) -> bool:
        words = self._words_of(ordinal)
        return any(words.is_boundary(at) for at in occurrences(words, text))

    def _words_of(self, ordinal: int) -> TextWords:
        return self._snapshot.words_of(ordinal)

    def _is_near(self, ordinal: int, left: str, right: str, distance: int) -> bool:
        words = self._words_of(ordinal)
        rights = list(occurrences(words, right))
        return any(
            0 <= _gap(one, len(left), other, len(right)) <= distance
            and self._in_one_block(ordinal, one, other)
            for one in occurrences(words, left)
            for other in rights
        )

    def _in_one_block(self, ordinal: int, one: int, other: int) -> bool:
        scan = self._snapshot.scan(ordinal)
        return scan.blocks[scan.unit_at(one)] == scan.blocks[scan.unit_at(other)]


def _gap(one: int, size: int, other: int, other_size: int) -> int:
    """Characters between two runs, by where they begin; below 0 where they overlap."""
    return other - one - size if other > one else one - other - other_size
