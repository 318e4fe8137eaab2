"""`gsearch duties`: who must do what by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.search.duties import DutyList, search_duties
from gazette_search.workflows.opening import answered

if TYPE_CHECKING:
    from gazette_search.search.duties import DutyRequest
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress


def duties(home: Home, request: DutyRequest, on_progress: Progress | None = None) -> DutyList:
    """The duties asked for.

    Raises:
        IndexDamagedError: When the index is not what its manifest says.
        IndexMissingError: When there is no index and nothing to build it from.
        ThesaurusError: When the user's own synonyms cannot be read.
    """

    def asked(opened: Opened) -> DutyList:
        thesaurus = Thesaurus.load(*home.thesauri)
        return search_duties(opened.index, thesaurus, request, opened.state)

    return answered(home, on_progress, asked)
