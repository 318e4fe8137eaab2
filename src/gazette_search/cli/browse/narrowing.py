"""Facets: how the hits divide by year, organ, genre and validity, and what is chosen of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from gazette_search.export.wording import one_line
from gazette_search.search.force.validity import STATUS_LABELS
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazette_search.search.results import Hit

FACET_NAMES = {"year": "年份", "issuer": "机关", "genre": "文种", "validity": "效力"}
MOST_VALUES = 12  # of one facet; an organ that few documents have is found by its name

FacetCounts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One value of each facet that hits must have; empty for any."""

    year: str = ""
    issuer: str = ""
    genre: str = ""
    validity: str = ""

    def toggled(self, facet: str, value: str) -> Narrowing:
        """With a value chosen, or with it let go again."""
        return replace(self, **{facet: "" if getattr(self, facet) == value else value})

    def chosen(self) -> Iterator[tuple[str, str]]:
        """Facet and value of each that narrows."""
        for field in fields(self):
            if value := getattr(self, field.name):
                yield field.name, value

    def admits(self, hit: Hit, *, but: str = "") -> bool:
        """Whether a hit has what is chosen, one facet left aside."""
        return all(facet_value(hit, facet) == v for facet, v in self.chosen() if facet != but)


def facet_value(hit: Hit, facet: str) -> str:
    """What a hit has of a facet, empty where it says nothing."""
    document = hit.document
    if facet == "year":
        return str(document.signed_date.year) if document.signed_date else ""
    if facet == "validity":
        return hit.validity.status if hit.validity else ""
    said = document.issuer if facet == "issuer" else document.genre
    return one_line(said or "")


def facet_label(facet: str, value: str) -> str:
    """A value as people read it."""
    if facet == "validity":
        return {"none": "未见废止或修改"}.get(value, STATUS_LABELS[value])
    return f"{value}年" if facet == "year" else value


def facet_counts(hits: Iterable[Hit], narrowing: Narrowing) -> Mapping[str, FacetCounts]:
    """How many hits have each value, as if the facet itself were not narrowed.

    So that another year can be taken without letting the first one go.
    """
    listed = tuple(hits)
    return {
        facet: _sorted(
            facet,
            Counter(
                value
                for hit in listed
                if narrowing.admits(hit, but=facet) and (value := facet_value(hit, facet))
            ),
            getattr(narrowing, facet),
        )
        for facet in FACET_NAMES
    }


def _sorted(facet: str, counts: Counter[str], chosen: str) -> FacetCounts:
    """Years from the newest, everything else from the commonest; what is chosen is never cut."""
    if facet == "year":
        pairs = sorted(counts.items(), reverse=True)
    else:
        pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    kept = pairs[:MOST_VALUES]
    if chosen and chosen not in dict(kept):
        kept.append((chosen, counts[chosen]))
    return tuple(kept)
