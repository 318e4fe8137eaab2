"""What a search returns: values that every output format is made from."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from gazette_search.models.reported import Reported
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.models import Document, IssueInfo, Lines
    from gazette_search.search.force.validity import Status, Validity
    from gazette_search.search.lookup.facets import Facets

Sort = Literal["relevance", "newest", "oldest"]
Matched = Literal["words", "meaning", "both"]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search as the user asked for it.

    Attributes:
        query: Query text as typed.
        limit: Most hits to return; 0 = all.
        offset: Hits to pass over first.
        fixed_strings: The whole query is one exact string, no operators.
        strict: No partial matches and no corrections.
        passages: Most passages a hit.
        context: Neighbouring blocks to show before and after a passage.
        explain: Whether to gather the explanation.
        as_of: The day for which the validity of the hits is judged; None judges none.
        words_only: Whether not to look for meaning, where there are vectors for it.
        statuses: Of which the hits must be on the day of `as_of`, today when there is none; empty
            asks for none.
        facets: Whether to count how all that is found divides.
    """

    query: str
    limit: int = 10
    offset: int = 0
    sort: Sort = "relevance"
    filters: Filters = field(default_factory=Filters)
    fixed_strings: bool = False
    strict: bool = False
    passages: int = 2
    context: int = 0
    explain: bool = False
    as_of: date | None = None
    words_only: bool = False
    statuses: tuple[Status, ...] = ()
    facets: bool = False

    @property
    def by_meaning(self) -> bool:
        """Whether meaning may be looked for; it has no place in an exact search or by date."""
        exact = self.words_only or self.strict or self.fixed_strings
        return not exact and self.sort == "relevance"


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document that answers.

    Attributes:
        text: Clean text; cells of a table row are separated by " | ".
        path: Section headings above it, outermost first.
        lines: First and last source line.
        highlights: Matched ranges of `text` in code points, ascending, apart from each other.
        kind: Kind of the block it comes from.
        before: Clean text of the blocks before it, when context was asked for.
        after: The same after it.
    """

    text: str
    path: tuple[str, ...]
    lines: Lines
    highlights: tuple[tuple[int, int], ...] = ()
    kind: str = "paragraph"
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found.

    Attributes:
        rank: 1-based, counted over the whole result, so the first hit of page two is 11.
        partial: Whether some wanted word is missing, or none was found.
        matched: What found it: its words, its meaning, or both.
        missing: The wanted words that this document does not hold.
        title_highlights: Matched ranges of the document's title.
        validity: What the corpus says of its being in force, when that was asked for.
        further: Sentences and rows that are worth showing and are in none of the passages.
        further_pages: The pages of the file on which they stand; empty where it has none.
    """

    rank: int
    score: float
    document: Document
    issue: IssueInfo
    passages: tuple[Passage, ...] = ()
    partial: bool = False
    missing: tuple[str, ...] = ()
    title_highlights: tuple[tuple[int, int], ...] = ()
    validity: Validity | None = None
    matched: Matched = "words"
    further: int = 0
    further_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which index answered.

    Attributes:
        generation: Its name.
        updated: When it was made, UTC, ISO 8601.
        new_issues: Files that `gsearch index` would add, change or remove.
        notes: Sentences for the user: what was not read when this search built the index, or that
            another version of the program made it.
    """

    generation: str
    updated: str
    new_issues: int = 0
    notes: tuple[str, ...] = ()

    @property
    def stale(self) -> bool:
        """Whether the corpus has moved on."""
        return self.new_issues > 0


@dataclass(frozen=True, slots=True)
class SearchResult(Reported):
    """Ranked hits and what was done to find them.

    Attributes:
        parsed: The query as understood, in the query language.
        terms: Words searched for, expansions included.
        total: Documents found, before limit and offset.
        relaxed: Whether nothing had every word, so that the hits are partial.
        suggestion: The corrected query that was answered instead, or None.
        notes: Sentences to tell the user: expansions used, a number that is not held.
        explanation: Lines of `--explain`; empty unless asked for.
        newest: The newest issue held, 2020年第2期; empty when none says which it is.
        facets: How all that was found divides; empty unless asked for.
    """

    query: str
    parsed: str
    terms: tuple[str, ...]
    total: int
    hits: tuple[Hit, ...]
    index: IndexState
    relaxed: bool = False
    suggestion: str | None = None
    notes: tuple[str, ...] = ()
    explanation: tuple[str, ...] = ()
    newest: str = ""
    facets: Facets = field(default_factory=dict)
