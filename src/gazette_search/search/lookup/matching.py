"""Where a text stands: documents from the postings, places from the scan records.

An occurrence is *accidental* when it begins inside one word and ends inside another: 供热 in
提供|热线, 人社 in 老年人|社区. Such occurrences are no matches for a word, only for quoted text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.terms import FORM, GRAM, WORD
from gazette_search.analysis.units import pairs, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.analysis.scan import Words
    from gazette_search.index.snapshot import Postings, Snapshot
    from gazette_search.search.lookup.concepts import Concept

# A match in a masthead, signature or address line says little about the subject.
FORM_WEIGHT = 0.1
# All parts of a concept somewhere in a document are less than the concept.
BY_PARTS = 0.4
# A date in a query mostly names the document's own; its mention elsewhere is a weak sign.
DATED = 10.0
MENTIONED = 0.2


def pairs_of(text: str) -> list[str]:
    """Index terms of which every document that holds the text must hold all."""
    return list(pairs(text)) or units(text)


def occurrences(words: Words, text: str) -> Iterator[int]:
    """Offsets where the text stands, numbers and Latin words only as a whole."""
    source, size = words.text, len(text)
    head, tail = text[0].isascii(), text[-1].isascii()
    at = source.find(text)
    while at >= 0:
        end = at + size
        cut = (head and at and _glued(source[at - 1])) or (tail and _glued(source[end : end + 1]))
        if not cut:
            yield at
        at = source.find(text, at + 1)


def _glued(neighbour: str) -> bool:
    return neighbour.isascii() and neighbour.isalnum()


def is_whole(words: Words, start: int, end: int) -> bool:
    """Whether an occurrence is more than an accident of two neighbouring words."""
    if words.is_boundary(start) or words.is_boundary(end):
        return True
    return 1 not in words.boundaries[start + 1 : end]  # inside one word


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
            parts = [self.concept(part) for part in concept.parts]
            for ordinal in set(parts[0]).intersection(*parts[1:]) - merged.keys():
                merged[ordinal] = BY_PARTS * min(part[ordinal] for part in parts)
        return self._dated(concept.signed, merged) if concept.signed else merged

    def _dated(self, signed: str, mentioned: Postings) -> Postings:
        """Documents of a date, and with less weight those that only mention it."""
        found = {ordinal: MENTIONED * tf for ordinal, tf in mentioned.items()}
        found.update((ordinal, DATED) for ordinal in self.signed(signed))
        return found

    def signed(self, date: str) -> list[int]:
        """Documents whose signed date begins so."""
        dates = self._snapshot.catalog.dates
        return [ordinal for ordinal, signed in enumerate(dates) if signed.startswith(date)]

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
        return next(occurrences(self._snapshot.words_of(ordinal), text), None) is not None

    def _stands_whole(self, ordinal: int, text: str) -> bool:
        words = self._snapshot.words_of(ordinal)
        return any(is_whole(words, at, at + len(text)) for at in occurrences(words, text))
