"""`gsearch diff`: find two documents and compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.segmenter import Segmenter
from gazette_search.errors import UsageError
from gazette_search.search.comparing.comparison import ComparedDocuments, compare
from gazette_search.search.lookup.collections import in_collections
from gazette_search.search.lookup.handles import the_one
from gazette_search.search.reports import HeldDocument
from gazette_search.workflows.opening import answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.index.reading import Row, SearchIndex
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Progress


def diff(
    home: Home,
    left: str,
    right: str,
    on_progress: Progress | None = None,
    *,
    collections: Sequence[str] = (),
) -> ComparedDocuments:
    """Two held documents section by section, however their numbers are written.

    Raises:
        DocumentNotFoundError: When one of them is not held.
        UsageError: When both numbers are of one document.
    """
    return answered(home, on_progress, lambda opened: _diff(opened.index, left, right, collections))


def _diff(
    index: SearchIndex, left: str, right: str, collections: Sequence[str]
) -> ComparedDocuments:
    within = in_collections(index, collections)
    first, second = the_one(index, left, within), the_one(index, right, within)
    if first == second:
        raise UsageError(f"两个文号都是 {first.number}，没有可以对照的")
    index.fetch([first.ordinal, second.ordinal])
    one, other = _held(index, first), _held(index, second)
    cut = Segmenter.from_words(index.dictionary.lines()).cut
    return ComparedDocuments(one, other, compare(one.document, other.document, cut))


def _held(index: SearchIndex, row: Row) -> HeldDocument:
    return HeldDocument(index.document(row.ordinal), index.issue(row.ordinal))
