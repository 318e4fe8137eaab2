"""What a gazette holds: frozen values without I/O."""

from gazette_search.models.diagnostic import Diagnostic
from gazette_search.models.document import (
    BOILERPLATE,
    Alias,
    Attachment,
    Block,
    BlockKind,
    Citation,
    Document,
    Lines,
    Relation,
)
from gazette_search.models.document_number import DocumentNumber
from gazette_search.models.issue import Issue, IssueInfo, LineCounts, TocEntry

__all__ = [
    "BOILERPLATE",
    "Alias",
    "Attachment",
    "Block",
    "BlockKind",
    "Citation",
    "Diagnostic",
    "Document",
    "DocumentNumber",
    "Issue",
    "IssueInfo",
    "LineCounts",
    "Lines",
    "Relation",
    "TocEntry",
]
