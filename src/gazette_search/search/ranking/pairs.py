"""Evidence of character pairs: what a document shares with a query that its words do not show.

保管合同 as a run is more than 保管 and 合同 anywhere, and of 养鸽子 a text may hold only 鸽子.
Every two neighbouring characters of the typed words are a term of the index already; they are
scored by BM25 (Robertson and Zaragoza 2009) beside the words, and the best documents by pairs
alone are looked at even where most words are missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.units import pairs, units
from gazette_search.index.bounds import WeightedPair
from gazette_search.index.conditions import Run
from gazette_search.search.ranking.scores import inverse_frequency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.index.reading import SearchIndex
    from gazette_search.search.understanding.compiler import CompiledQuery

# A pair of an expansion, against one of the typed words: tried 0, 0.5 and 1.
EXPANDED = 0.5
# Two units are a word by themselves, which counts already.
FEWEST_UNITS = 3


def weigh_pairs(compiled: CompiledQuery, index: SearchIndex) -> tuple[WeightedPair, ...]:
    """The pairs of a query, those of the typed words with shares that sum to 1."""
    if _is_held_alone(compiled, index):
        return ()
    weights: dict[str, float] = {}
    for pair, weight in _pairs_of(compiled):
        weights[pair] = max(weight, weights.get(pair, 0.0))
    documents = index.counts([Run(pair) for pair in weights])
    rarities = [
        weight * inverse_frequency(count, index.totals.documents)
        for weight, count in zip(weights.values(), documents, strict=True)
    ]
    typed = sum(r for r, weight in zip(rarities, weights.values(), strict=True) if weight == 1.0)
    if not typed:
        return ()
    return tuple(
        WeightedPair(pair, rarity / typed)
        for pair, rarity, count in zip(weights, rarities, documents, strict=True)
        if count
    )


def _is_held_alone(compiled: CompiledQuery, index: SearchIndex) -> bool:
    """Whether all that is wanted is one word which documents hold: its frequency tells it all."""
    wanted = [concept.condition for concept in compiled.concepts if concept.wanted]
    return len(wanted) == 1 and bool(index.counts(wanted)[0])


def _pairs_of(compiled: CompiledQuery) -> Iterator[tuple[str, float]]:
    """Pairs with their weight; question words are in none, nor what was quoted."""
    if all(len(units(run)) < FEWEST_UNITS for run in compiled.runs):
        return
    for run in compiled.runs:
        yield from ((pair, 1.0) for pair in pairs(run))
    for concept in compiled.concepts:
        if concept.wanted and not concept.exact:
            for surface in concept.surfaces[1:]:
                yield from ((pair, EXPANDED * surface.weight) for pair in pairs(surface.text))
