"""The text of a document that was read for one query, and which of its units answer best.

The place of a document hangs on its best unit alone. Dozens of documents are read for the ten of a
page, so that the others' units are neither put in order nor looked at for what they state.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gazette_search.search.ranking.places import (
    UnitScore,
    UnitScorer,
    brevity,
    by_worth,
    units_below,
)
from gazette_search.search.understanding.questions import answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.search.ranking.places import Evidence, Held
    from gazette_search.search.understanding.questions import AnswerType

# A sentence that holds the kind of thing that was asked for (an amount, a date) gains this factor.
ANSWERS = 1.6


class ReadText:
    """What a document holds of a query, and how well it answers.

    Attributes:
        evidence: Its places; units below a heading that names the matter are among them where they
            state what is asked for.
    """

    def __init__(
        self,
        evidence: Evidence,
        weights: Sequence[float],
        around: Held | None = None,
        wanted: AnswerType | None = None,
    ) -> None:
        """Takes what `UnitScorer` does and the kind of thing that was asked for."""
        self.evidence = evidence
        self._wanted = wanted
        evidence.units.update((unit, {}) for unit in [*self._answers_below()])
        self._scorer = UnitScorer(evidence, weights, around)
        self._scores = self._scorer.scores()

    @cached_property
    def best(self) -> float:
        """The score of the best unit, 0 where there is none."""
        best = 0.0
        ordered = sorted(((score, unit) for unit, score in self._scores.items()), reverse=True)
        for score, unit in ordered:
            if score * ANSWERS <= best:
                break
            best = max(best, score * self._factor(unit))
        return best

    @cached_property
    def units(self) -> Sequence[UnitScore]:
        """The units that hold something, best first."""
        return by_worth(map(self._unit, self._scores))

    def _unit(self, unit: int) -> UnitScore:
        score, factor = self._scores[unit], self._factor(unit)
        worth = score * brevity(self.evidence.scan, unit) * factor
        return UnitScore(score * factor, worth, unit, self._scorer.reached(unit))

    def _factor(self, unit: int) -> float:
        return ANSWERS if self._answers(unit) else 1.0

    def _answers(self, unit: int) -> bool:
        return self._wanted is not None and answers(self._wanted, self.evidence.scan.text_of(unit))

    def _answers_below(self) -> Iterator[int]:
        if self._wanted is not None:
            yield from filter(self._answers, units_below(self.evidence))
