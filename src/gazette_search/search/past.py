"""Searches that were made before, as far as they are remembered."""

from __future__ import annotations

from gazette_search.values import dataclass


@dataclass(frozen=True, slots=True)
class PastHit:
    """A hit as it was shown.

    Attributes:
        rank: Its number in the result.
        id: Of the document.
        file: In which the document stands.
        line: Of the passage shown first; None where only the title was.
        anchor: The words at the first match of that passage.
    """

    rank: int
    id: str
    file: str
    line: int | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class PastSearch:
    """A search that was made.

    Attributes:
        query: Query text as typed.
        typed: The whole command line behind `gsearch`, without `--offset`: pages of one search
            have the same.
        when: Seconds since 1970.
        total: Documents found.
        generation: Of the index that answered.
        terms: Words searched for, as search text.
        hits: Those shown.
    """

    query: str
    typed: tuple[str, ...]
    when: float
    total: int
    generation: str
    terms: tuple[str, ...] = ()
    hits: tuple[PastHit, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """The last searches of a home, the newest first."""

    searches: tuple[PastSearch, ...]
