"""`gsearch duties`: who must do what by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.errors import IndexDamagedError
from gazette_search.search.duties import DutyList, find_duties
from gazette_search.workflows.opening import open_snapshot

if TYPE_CHECKING:
    from gazette_search.search.duties import DutyRequest
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Progress


def duties(home: Home, request: DutyRequest, on_progress: Progress | None = None) -> DutyList:
    """The duties asked for.

    Raises:
        IndexDamagedError: When the index is not what its manifest says.
        IndexMissingError: When there is no index and nothing to build it from.
        ThesaurusError: When the user's own synonyms cannot be read.
    """
    try:
        return _duties(home, request, on_progress)
    except IndexDamagedError:
        # As in searching.search: a writer may have swept the generation away meanwhile.
        return _duties(home, request, on_progress)


def _duties(home: Home, request: DutyRequest, on_progress: Progress | None) -> DutyList:
    with open_snapshot(home, on_progress) as opened:
        thesaurus = Thesaurus.load(*home.thesauri)
        return find_duties(opened.snapshot, thesaurus, request, opened.state)
