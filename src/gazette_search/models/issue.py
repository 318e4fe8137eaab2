"""One issue (期) of the gazette, as read from its file."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.models.block import Lines
    from gazette_search.models.diagnostic import Diagnostic
    from gazette_search.models.document import Document
    from gazette_search.models.document_number import DocumentNumber


@dataclass(frozen=True, slots=True)
class IssueInfo:
    """What names an issue: 2020年第2期(总第63期), 2020-03-15. None where the file does not say.

    Attributes:
        format: What the file is: text, pdf, docx …; lines count in text alone.
    """

    file: str
    year: int | None = None
    number: int | None = None
    serial: int | None = None
    published: date | None = None
    format: str = "text"

    @property
    def collection(self) -> str:
        """The folder of the corpus with the file: 青河, 青河/2021; "" for the corpus itself."""
        return "/".join(PurePosixPath(self.file).parts[1:-1])

    @property
    def label(self) -> str:
        """2020年第2期; the file's name when the issue does not say."""
        if self.year is None or self.number is None:
            return PurePosixPath(self.file).stem
        return f"{self.year}年第{self.number}期"


@dataclass(frozen=True, slots=True)
class TocEntry:
    """One line of the contents (目录): `column` is the section it stands under."""

    title: str
    document_number: DocumentNumber | None
    page: int | None
    column: str | None
    lines: Lines


@dataclass(frozen=True, slots=True)
class LineCounts:
    """Where every source line went. `unassigned` must be 0: nothing is lost."""

    total: int
    blank: int
    front_matter: int
    documents: int
    layout: int
    unassigned: int


@dataclass(frozen=True, slots=True)
class Issue:
    """A whole issue: what names it, its contents, its documents, and what was odd."""

    info: IssueInfo
    toc: tuple[TocEntry, ...]
    documents: tuple[Document, ...]
    line_counts: LineCounts
    diagnostics: tuple[Diagnostic, ...] = ()
