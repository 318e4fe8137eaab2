"""What the operations report back, for people and for scripts."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from gazette_search.models.reported import Reported
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.models import (
        Diagnostic,
        Document,
        DocumentNumber,
        IssueInfo,
        LineCounts,
        Lines,
        TocEntry,
    )
    from gazette_search.search.force.validity import Validity
    from gazette_search.search.lookup.spots import Spot
    from gazette_search.search.lookup.versions import Version
    from gazette_search.search.results import IndexState


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document with the issue that printed it and, when asked for, what is said of its force."""

    document: Document
    issue: IssueInfo
    validity: Validity | None = None


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A held document that names the shown one."""

    number: str
    relation: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class ShownDocument(Reported):
    """One document to read.

    Attributes:
        held_numbers: Those of its citations that are held too.
        cited_validity: By number, of those of its citations of which something is said.
        series: Earlier and later versions of the same notice, oldest first.
        spot: Where in it the reader stands, None at its beginning.
    """

    held: HeldDocument
    cited_by: tuple[CitedBy, ...]
    held_numbers: frozenset[str] = frozenset()
    cited_validity: Mapping[str, Validity] = field(default_factory=dict)
    series: tuple[Version, ...] = ()
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Listing(Reported):
    """Documents held, filtered; facets count the filtered ones, largest first.

    Attributes:
        notes: Sentences on what the filters took away, when nothing is left.
    """

    documents: tuple[HeldDocument, ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]  # keys: issue, genre, issuer, year
    index: IndexState
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueContents(Reported):
    """The contents of an issue.

    Attributes:
        issue: Of which.
        entries: As printed.
        held: Those of them whose body is there, by its number or its title.
        unlisted: Numbers of documents that no entry has.
    """

    issue: IssueInfo
    entries: tuple[TocEntry, ...]
    held: frozenset[TocEntry]
    unlisted: tuple[DocumentNumber, ...] = ()

    def lacks(self, entry: TocEntry) -> bool:
        """Whether an entry promises a numbered document whose body is not there.

        Contents shorten titles, so that one without a number says too little for that.
        """
        return entry.document_number is not None and entry not in self.held


@dataclass(frozen=True, slots=True)
class FailedFile:
    """An issue file that could not be read; what the index had of it stays.

    Attributes:
        file: Its name.
        message: Why.
        lasting: Whether its bytes are at fault, so that trying again is no use.
    """

    file: str
    message: str
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file of the corpus that is not in the index, and rightly so.

    Attributes:
        file: Its name.
        reason: Why.
        known: Whether that was told before and nothing changed since.
    """

    file: str
    reason: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that the index did not hold before; `id` names it where it has no number."""

    number: str | None
    id: str
    title: str
    file: str


@dataclass(frozen=True, slots=True)
class NewIssue:
    """What an issue that was added or changed brings.

    Attributes:
        issue: Its names.
        documents: Those that are new, as printed.
        lacking: What its contents list and its pages do not hold, a sentence for each.
    """

    issue: IssueInfo
    documents: tuple[NewDocument, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VectorState:
    """How far a model has come with an index.

    Attributes:
        held: Stretches of text that have a vector.
        waiting: Stretches that have none yet; None when none was ever made, so none was counted.
    """

    held: int
    waiting: int | None


@dataclass(frozen=True, slots=True)
class IndexReport(Reported):
    """What `gsearch index` did, or would do when `dry_run`. Files are corpus/2020-02.txt."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[FailedFile, ...]
    documents: int
    seconds: float
    generation: str
    dry_run: bool = False
    reason: str = ""
    skipped: tuple[SkippedFile, ...] = ()
    recovered: str = ""
    issues: tuple[NewIssue, ...] = ()
    vectors: VectorState | None = None

    @property
    def new_documents(self) -> tuple[NewDocument, ...]:
        """All that the index did not hold before."""
        return tuple(document for issue in self.issues for document in issue.documents)


@dataclass(frozen=True, slots=True)
class CheckedIssue:
    """One issue's accounts."""

    issue: IssueInfo
    documents: int
    toc_entries: int
    lines: LineCounts


@dataclass(frozen=True, slots=True)
class CheckReport(Reported):
    """What the corpus lacks or contradicts."""

    issues: tuple[CheckedIssue, ...]
    problems: tuple[Diagnostic, ...]
    unreadable: tuple[FailedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class EmbedReport(Reported):
    """What making vectors did.

    Attributes:
        model: Whose vectors they are.
        made: How many were made now.
        stretches: How many stretches of text the index has; each has a vector.
        generation: That knows of them.
    """

    model: str
    made: int
    stretches: int
    seconds: float
    generation: str
