"""What a document must be or hold: a small language that every index understands.

A condition is a value. It says nothing of how it is found out: the local index looks into postings
and texts, a cluster turns it into a query of its own. Texts are search text throughout.
"""

from __future__ import annotations

from typing import TypeAlias

from gazette_search.values import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """The text stands somewhere, exactly so; numbers and Latin words only as a whole."""

    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """The text stands somewhere as people mean a word: not across the middle of two words."""

    text: str


@dataclass(frozen=True, slots=True)
class Segmented:
    """The segmenter cut the text as a word, or found it inside a longer one."""

    text: str


@dataclass(frozen=True, slots=True)
class Begins:
    """A word begins with the text; of Latin letters and digits, also a longer one."""

    text: str


@dataclass(frozen=True, slots=True)
class NearRuns:
    """Two runs stand in one block, in either order.

    Attributes:
        distance: Most characters between them.
    """

    left: str
    right: str
    distance: int


@dataclass(frozen=True, slots=True)
class InBody:
    """The text stands somewhere outside the titles."""

    text: str


@dataclass(frozen=True, slots=True)
class InTitle:
    """A title of the document, of its contents entry or of an attachment holds the text."""

    text: str


@dataclass(frozen=True, slots=True)
class LikeTitle:
    """A title holds at least so many of these pieces of text."""

    pieces: tuple[str, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Signed:
    """Signed in a range of days, ISO, both ends included; an empty end is open."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class OfIssue:
    """Printed in an issue of which all that is given here holds.

    Attributes:
        name: Part of the name of its file, without directory and ending.
        collection: Folder of the corpus in or below which its file lies (青河, 青河/2021).
    """

    year: int | None = None
    number: int | None = None
    serial: int | None = None
    name: str = ""
    collection: str = ""


@dataclass(frozen=True, slots=True)
class OfGenre:
    """The genre holds the text."""

    text: str


@dataclass(frozen=True, slots=True)
class IssuedBy:
    """Issued under one of these names, as printed."""

    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Bears one of these document numbers, in canonical form."""

    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberHolds:
    """The document number, as search text, holds or begins with the text."""

    text: str
    at_start: bool = False


@dataclass(frozen=True, slots=True)
class Cites:
    """Cites one of these document numbers, in canonical form."""

    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActsOn:
    """Bears on the being in force of one of these subjects.

    Attributes:
        subjects: Canonical numbers, and titles as search text.
    """

    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Assigns:
    """Assigns tasks to units."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Any document."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Meets every part; without parts, any document does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Meets one part at least; without parts, none does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NegatedCondition:
    """Does not meet the condition."""

    part: Condition


OnText: TypeAlias = Run | Word | Segmented | Begins | NearRuns | InBody
OnTitles: TypeAlias = InTitle | LikeTitle
OnNumbers: TypeAlias = Numbered | NumberHolds | Cites | ActsOn
OnFacts: TypeAlias = (
    OnTitles | OnNumbers | Signed | OfIssue | OfGenre | IssuedBy | Assigns | Everything
)
Condition: TypeAlias = OnText | OnFacts | AllOf | AnyOf | NegatedCondition
EVERYTHING = Everything()
