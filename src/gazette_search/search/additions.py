"""What adding files to the corpus gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.models.reported import Reported
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from gazette_search.models import IssueInfo
    from gazette_search.search.reports import IndexReport


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file that is in the corpus now.

    Attributes:
        file: Its name there, as corpus/2020-02.pdf.
        source: Where it came from; of an archive with the name inside.
        format: What it is.
        issue: What names the issue.
        documents: How many it prints.
        pages: How many it has, None where its format has none.
        doubts: What a person should look at.
    """

    file: str
    source: str
    format: str
    issue: IssueInfo
    documents: int
    pages: int | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file that was not added, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddReport(Reported):
    """What was added, what was not, and what the index made of it; None when nothing was added."""

    added: tuple[AddedFile, ...]
    left: tuple[LeftFile, ...]
    index: IndexReport | None
