"""Parts of the search over a real index, put together as the engine does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.search.understanding.suggestions import Suggestions
from gazette_search.search.understanding.word_reader import WordReader

if TYPE_CHECKING:
    from gazette_search.index.reading import SearchIndex


def word_reader(index: SearchIndex, *, correcting: bool = True) -> WordReader:
    """Reads words with what the index holds and the shipped thesaurus."""
    suggestions = Suggestions(index) if correcting else None
    return WordReader(index, Thesaurus.load(), suggestions)
