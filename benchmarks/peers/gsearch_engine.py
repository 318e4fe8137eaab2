"""gsearch inside one process, for warm queries only; everything else runs its command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.peers.documents import PlainHit
from gazette_search.search.engine import SearchEngine
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.home import find_home
from gazette_search.workflows.opening import open_index

if TYPE_CHECKING:
    from pathlib import Path


class Searcher:
    """Answers from a home whose index is built."""

    def __init__(self, directory: Path, *, every_word: bool) -> None:
        """Opens the home; `every_word` turns partial matches off."""
        home = find_home(directory)
        self._opening = open_index(home)
        self._opened = self._opening.__enter__()  # stays open as long as the process
        self._engine = SearchEngine(self._opened.index, *home.thesauri)
        self._strict = every_word

    def search(self, text: str, limit: int = 10) -> list[PlainHit]:
        """The best documents with their passages."""
        request = SearchRequest(text, limit=limit, strict=self._strict)
        result = self._engine.search(request, self._opened.state)
        return [
            PlainHit(str(hit.document.number), [passage.text for passage in hit.passages])
            for hit in result.hits
        ]
