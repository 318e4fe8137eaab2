"""Parts of the search over a real snapshot, put together as the engine does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.search.lookup.matching import Matcher
from gazette_search.search.understanding.suggestions import Suggestions
from gazette_search.search.understanding.word_reader import WordReader

if TYPE_CHECKING:
    from gazette_search.index.snapshot import Snapshot


def word_reader(snapshot: Snapshot, *, correcting: bool = True) -> WordReader:
    """Reads words with what the snapshot holds and the shipped thesaurus."""
    matcher = Matcher(snapshot)
    suggestions = Suggestions(snapshot, matcher) if correcting else None
    return WordReader(snapshot.dictionary, Thesaurus.load(), matcher, suggestions)
