"""What a gazette holds: frozen values without I/O.

Each name is imported from its module when it is first asked for: a search needs few of them, and
making a dataclass takes most of a millisecond.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazette_search.models.block import BOILERPLATE, Block, BlockKind, Lines
    from gazette_search.models.diagnostic import Diagnostic
    from gazette_search.models.document import Alias, Attachment, Citation, Document, Relation
    from gazette_search.models.document_number import DocumentNumber
    from gazette_search.models.duty import ROLES, Deadline, Duty, DutyRole, DutyUnit, TaskSpan
    from gazette_search.models.issue import Issue, IssueInfo, LineCounts, TocEntry
    from gazette_search.models.place import Place, place_of
    from gazette_search.models.source_fact import SourceFact
    from gazette_search.models.statement import (
        SELF,
        About,
        NumberedTarget,
        Self,
        Statement,
        StatementKind,
        Title,
        about_key,
        about_of,
    )

__all__ = [
    "BOILERPLATE",
    "ROLES",
    "SELF",
    "About",
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
    "DutyRole",
    "DutyUnit",
    "Issue",
    "IssueInfo",
    "LineCounts",
    "Lines",
    "NumberedTarget",
    "Place",
    "Relation",
    "Self",
    "SourceFact",
    "Statement",
    "StatementKind",
    "TaskSpan",
    "Title",
    "TocEntry",
    "about_key",
    "about_of",
    "place_of",
]

_MODULES = {
    "block": "BOILERPLATE Block BlockKind Lines",
    "diagnostic": "Diagnostic",
    "document": "Alias Attachment Citation Document Relation",
    "document_number": "DocumentNumber",
    "duty": "ROLES Deadline Duty DutyRole DutyUnit TaskSpan",
    "issue": "Issue IssueInfo LineCounts TocEntry",
    "place": "Place place_of",
    "source_fact": "SourceFact",
    "statement": "SELF About NumberedTarget Self Statement StatementKind Title about_key about_of",
}
_HOMES = {name: module for module, exported in _MODULES.items() for name in exported.split()}


def __getattr__(name: str) -> object:
    """Import an exported name (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
