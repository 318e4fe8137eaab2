"""How documents divide by issue, year, genre and issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex

# By issue, year, genre and issuer: values with how many documents have them, the largest first.
Facets: TypeAlias = dict[str, tuple[tuple[str, int], ...]]


def facets_of(index: SearchIndex, condition: Condition) -> Facets:
    """The values of the documents that meet a condition, the most frequent first."""
    return {
        name: tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
        for name, counted in index.facets(condition).items()
    }
