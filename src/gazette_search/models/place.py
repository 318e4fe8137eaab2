"""Where something stands in a file, as a person finds it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from gazette_search.models.document import Document
    from gazette_search.models.issue import IssueInfo


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file.

    Attributes:
        file: The file.
        line: Counted from 1; None where the file has no lines that a person could count.
        page: Page of the file, counted from 1; None where it has no pages.
    """

    file: str
    line: int | None = None
    page: int | None = None


def place_of(issue: IssueInfo, document: Document, line: int | None = None) -> Place:
    """Where a line of a document stands; its head line when none is given.

    Lines are counted in every text that was read, but only those of a text file can be found in it.
    """
    own = document.lines[0] if line is None else line
    return Place(issue.file, own if issue.format == "text" else None, document.page_at(own))
