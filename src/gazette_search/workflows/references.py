"""Following citations both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.search.force.references import ReferenceReader
from gazette_search.search.lookup.collections import in_collections
from gazette_search.workflows.opening import answered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazette_search.search.force.references import References
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress


def references(
    home: Home,
    number: str,
    as_of: date,
    on_progress: Progress | None = None,
    *,
    collections: Sequence[str] = (),
) -> References:
    """What a document cites and who cites it; a cited document need not be held.

    Args:
        home: Where the index is.
        number: However it is written.
        as_of: The day for which validity is judged.
        on_progress: Told how far a first indexing has come.
        collections: Folders of the corpus to which question and answer are limited.

    Raises:
        UnknownCollectionError: There is no such folder.
        DocumentNotFoundError: When no document that is held or cited has the number, or more
            than one does.
    """

    def read(opened: Opened) -> References:
        within = in_collections(opened.index, collections)
        return ReferenceReader(opened.index, as_of, within).read(number)

    return answered(home, on_progress, read)
