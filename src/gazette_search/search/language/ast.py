"""What a query says, independent of any engine.

`str(node)` writes a node in the query language, in one canonical way: `parse(str(node)) == node`.
Conjunctions are written with AND, for two words side by side may read as a document number
(葫政办发 23号) where two conjuncts do not.
"""

from __future__ import annotations

from dataclasses import field as attribute
from typing import TYPE_CHECKING, Literal

from gazette_search.search.language.periods import month_end
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.text.spans import Span

FieldName = Literal["title", "body", "number", "issuer", "genre", "issue"]

_NOWHERE: Span = (0, 0)

# Opening and closing marks in which a phrase is written, the first that its text leaves free.
_QUOTES = (('"', '"“”„‟〝〞'), ("「", "」"), ("『", "』"))


@dataclass(frozen=True, slots=True)
class Words:
    """A run without spaces, its full-width ASCII folded, still to be segmented."""

    text: str
    span: Span = attribute(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exact characters in order; punctuation and spacing are as typed."""

    text: str
    span: Span = attribute(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        for opening, closings in _QUOTES:
            if not any(mark in self.text for mark in closings):
                return f"{opening}{self.text}{closings[0]}"
        # Every kind of closing mark occurs, as only a fixed string can hold: no search keeps them.
        opening, closings = _QUOTES[0]
        return f"{opening}{self.text.translate(dict.fromkeys(map(ord, closings)))}{opening}"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with the text."""

    text: str
    span: Span = attribute(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Near:
    """Both sides, in either order, with at most `distance` characters between them."""

    left: Words | Phrase | Prefix
    right: Words | Phrase | Prefix
    distance: int
    span: Span = attribute(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"{self.left} NEAR/{self.distance} {self.right}"


@dataclass(frozen=True, slots=True)
class NumberReference:
    """A document number as people write it, with the parts that they left out as None.

    Attributes:
        agency: 机关代字 or a part of it (葫政办), of a decree the agency (国务院), of minutes
            their name (办公会议纪要).
        year: Four-digit year.
        serial: 发文顺序号; 3 is never a part of 13.
        decree: Whether it is a decree: 国务院令第590号.
        raw: As typed.
    """

    agency: str | None
    year: int | None
    serial: int
    decree: bool = False
    raw: str = attribute(default="", compare=False)
    span: Span = attribute(default=_NOWHERE, compare=False)

    @property
    def minutes(self) -> bool:
        """Whether it numbers minutes, which count by 期."""
        return self.agency is not None and self.agency.endswith("纪要")

    def __str__(self) -> str:
        agency = self.agency or ""
        if self.decree and agency:
            return f"{agency}令〔{self.year}〕{self.serial}号" if self.year else self._plain_decree
        if self.decree:
            return f"{self.year}年第{self.serial}号令" if self.year else f"第{self.serial}号令"
        if self.minutes:
            return f"{agency}{f'{self.year}年' if self.year else ''}第{self.serial}期"
        if self.year:
            return f"{agency}〔{self.year}〕{self.serial}号"
        return f"{agency}{self.serial}号" if agency else f"{self.serial}号文"

    @property
    def _plain_decree(self) -> str:
        return f"{self.agency}令第{self.serial}号"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents signed between two days, both included; None leaves an end open."""

    since: date | None
    until: date | None
    span: Span = attribute(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return "date:" + (self._period() or f"{self.since or ''}..{self.until or ''}")

    def _period(self) -> str:
        """The one day, month or year that the range is, or nothing."""
        since, until = self.since, self.until
        if since is None or until is None or since.year != until.year:
            return ""
        if since == until:
            return since.isoformat()
        if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
            return f"{since.year:04}"
        whole_month = since.day == 1 and until == month_end(since)
        return since.isoformat()[:7] if whole_month else ""


@dataclass(frozen=True, slots=True)
class FieldClause:
    """What must stand in one field; a word of `number` is a part of the number."""

    field: FieldName
    node: Node
    span: Span = attribute(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        compound = isinstance(self.node, And | Or | Not | Near)
        return f"{self.field}:({self.node})" if compound else f"{self.field}:{self.node}"


@dataclass(frozen=True, slots=True)
class Not:
    """All documents without it, also when it stands alone."""

    node: Node
    span: Span = attribute(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"NOT ({self.node})" if isinstance(self.node, And | Or) else f"NOT {self.node}"


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more nodes, none of them an And."""

    nodes: tuple[Node, ...]
    span: Span = attribute(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        parts = (f"({node})" if isinstance(node, Or) else str(node) for node in self.nodes)
        return " AND ".join(parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more nodes, none of them an Or."""

    nodes: tuple[Node, ...]
    span: Span = attribute(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return " OR ".join(str(node) for node in self.nodes)


Node = Words | Phrase | Prefix | Near | NumberReference | DateRange | FieldClause | Not | And | Or
