"""What a search or a list is limited to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search or a list; empty means no bound.

    Attributes:
        since: First signed date, inclusive.
        until: Last signed date, inclusive.
        issues: Issues as people write them: 2020-02, 2020年第2期, 总第63期, 63.
        genres: 文种; any of them.
        issuers: Parts of the issuer's name; any of them.
        titles: Text that the title must hold; all of them.
        collections: Folders of the corpus; any of them, with what lies below.
    """

    since: date | None = None
    until: date | None = None
    issues: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
