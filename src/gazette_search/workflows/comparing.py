"""`gsearch diff`: find two documents and compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.segmenter import Segmenter
from gazette_search.errors import UsageError
from gazette_search.search.comparing.comparison import ComparedDocuments, compare
from gazette_search.search.lookup.handles import the_one
from gazette_search.search.reports import HeldDocument
from gazette_search.workflows.opening import answered

if TYPE_CHECKING:
    from gazette_search.index.snapshot import Snapshot
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Progress


def diff(
    home: Home, left: str, right: str, on_progress: Progress | None = None
) -> ComparedDocuments:
    """Two held documents section by section, however their numbers are written.

    Raises:
        DocumentNotFoundError: When one of them is not held.
        UsageError: When both numbers are of one document.
    """
    return answered(home, on_progress, lambda opened: _diff(opened.snapshot, left, right))


def _diff(snapshot: Snapshot, left: str, right: str) -> ComparedDocuments:
    first, second = the_one(snapshot.catalog, left), the_one(snapshot.catalog, right)
    if first == second:
        raise UsageError(f"两个文号都是 {snapshot.catalog.numbers[first]}，没有可以对照的")
    one, other = _held(snapshot, first), _held(snapshot, second)
    cut = Segmenter.from_words(snapshot.dictionary.lines()).cut
    return ComparedDocuments(one, other, compare(one.document, other.document, cut))


def _held(snapshot: Snapshot, ordinal: int) -> HeldDocument:
    return HeldDocument(snapshot.document(ordinal), snapshot.issue(ordinal))
