"""Where results come from: a place in a file, or the document as others cite it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from gazette_search.export.wording import place_text, read_mark
from gazette_search.models import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.models import Document, IssueInfo
    from gazette_search.search.results import Hit, Passage

# Whether places are named by the document that holds them.
_CITED: ContextVar[bool] = ContextVar("cited", default=False)


def source_of(hit: Hit, passage: Passage | None = None) -> str:
    """Where a hit or one of its passages stands, and whether a machine read it there."""
    return document_source(hit.document, hit.issue, passage.lines[0] if passage else None)


def document_source(document: Document, issue: IssueInfo, line: int | None = None) -> str:
    """The place of a document or a line of it, or within `cited_as_documents` how it is cited."""
    if not _CITED.get():
        return place_text(place_of(issue, document, line)) + read_mark(document)
    # Few exports are cited: no search for people pays for it.
    from gazette_search.export.citing.chinese import gongwen
    from gazette_search.export.citing.works import work_of

    return gongwen(work_of(document, issue)) + read_mark(document)


@contextmanager
def cited_as_documents(cited: bool) -> Iterator[None]:  # noqa: FBT001 -- what `--cite` says
    """For the time of a `with` block, places are named as 《标题》（文号）, ready for a 公文."""
    token = _CITED.set(cited)
    try:
        yield
    finally:
        _CITED.reset(token)


def are_cited() -> bool:
    """Whether that is so now."""
    return _CITED.get()
