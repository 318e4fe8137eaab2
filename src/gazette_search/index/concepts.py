"""What a query looks for, independent of how it was written and of how it is stored."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from gazette_search.index.conditions import AllOf, AnyOf, NearRuns, Run, Signed, Word
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from gazette_search.index.conditions import Condition

SurfaceKind = Literal["typed", "same", "renamed", "official", "everyday", "related", "corrected"]

# Characters between two parts of a word that still belong together: a clause, hardly a sentence.
PARTS_APART = 12


@dataclass(frozen=True, slots=True)
class Surface:
    """One form in which a concept may stand in a text.

    Attributes:
        text: Search text.
        weight: 1 for what was typed, less for an expansion.
        kind: Where it comes from.
        reason: Why the thesaurus holds it to be the same; empty for the typed form.
    """

    text: str
    weight: float = 1.0
    kind: SurfaceKind = "typed"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of the query with all the forms that mean it.

    Attributes:
        label: As typed, for messages.
        surfaces: The typed form first.
        wanted: Whether a document without it is only a partial match.
        share: Factor on its weight; below 1 for words that say little.
        exact: Whether any run of its characters is meant, as in quotes, not a word.
        parts: Concepts that may stand for it close together: 加装 and 电梯 for 加装电梯, where a
            document says 加装挂式电梯. Scattered over a document they are something else: 违法 and
            建筑 are no 违法建筑.
        signed: Beginning of the ISO date that a document so dated bears: 2018, 2018-06. Such a
            document holds the concept wherever its text stands.
    """

    label: str
    surfaces: tuple[Surface, ...]
    wanted: bool = True
    share: float = 1.0
    exact: bool = False
    parts: tuple[Concept, ...] = ()
    signed: str = ""

    @property
    def close(self) -> tuple[NearRuns, ...]:
        """What its parts have to meet: each close to the next, in either order."""
        texts = [part.surfaces[0].text for part in self.parts]
        return tuple(NearRuns(one, other, PARTS_APART) for one, other in pairwise(texts))

    @property
    def condition(self) -> Condition:
        """Holding it in any form: typed, expanded, by its parts, or by the document's own date."""
        stands = Run if self.exact else Word
        ways: list[Condition] = [stands(surface.text) for surface in self.surfaces]
        if self.parts:
            ways.append(AllOf(self.close))
        if self.signed:
            ways.append(signed_within(self.signed))
        return AnyOf(tuple(ways))


def signed_within(period: str) -> Signed:
    """Signed in a year, month or day, given as the beginning of an ISO date."""
    return Signed(period, period + "-12-31"[len(period) - 4 :])
