"""Following citations both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.search.force.references import ReferenceReader
from gazette_search.workflows.opening import answered

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.search.force.references import References
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Progress


def references(
    home: Home, number: str, as_of: date, on_progress: Progress | None = None
) -> References:
    """What a document cites and who cites it; a cited document need not be held.

    Raises:
        DocumentNotFoundError: When no document that is held or cited has the number, or more
            than one does.
    """
    return answered(
        home, on_progress, lambda opened: ReferenceReader(opened.index, as_of).read(number)
    )
