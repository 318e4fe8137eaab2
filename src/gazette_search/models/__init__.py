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
from gazette_search.models.duty import ROLES, Deadline, Duty, DutyUnit, Role, TaskSpan
from gazette_search.models.issue import Issue, IssueInfo, LineCounts, TocEntry
from gazette_search.models.statement import SELF, Statement, StatementKind

__all__ = [
    "BOILERPLATE",
    "ROLES",
    "SELF",
    "Alias",
    "Attachment",
    "Block",
    "BlockKind",
    "Citation",
    "Deadline",
    "Diagnostic",
    "Document",
    "DocumentNumber",
    "Duty",
    "DutyUnit",
    "Issue",
    "IssueInfo",
    "LineCounts",
    "Lines",
    "Relation",
    "Role",
    "Statement",
    "StatementKind",
    "TaskSpan",
    "TocEntry",
]
