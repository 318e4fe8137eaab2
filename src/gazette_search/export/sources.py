"""Where results come from: a place in a file, or the document as others cite it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from gazette_search.export.wording import read_mark, source_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.models import Document, IssueInfo
    from gazette_search.search.results import Hit, Passage

# Whether places are named by the document that holds them.
_CITED: ContextVar[bool] = ContextVar("cited", default=False)


def source_of(hit: Hit, passage: Passage | None = None) -> str:
    """Where a hit or one of its passages stands, and whether a machine read it there."""
    if passage is None:
        return document_source(hit.document, hit.issue)
    return document_source(hit.document, hit.issue, passage.lines[0], passage.text)


def document_source(
    document: Document, issue: IssueInfo, line: int | None = None, text: str = ""
) -> str:
    """The place of a document or a line of it, or within `cited_as_documents` how it is cited.

    Args:
        document: The document.
        issue: Where it is printed.
        line: Of the text; its head line when none is given.
        text: What stands there.
    """
    if not _CITED.get():
        return source_place(document, issue, line, text)
    # Few exports are cited: no search for people pays for it.
    from gazette_search.export.citing.chinese import gongwen
    from gazette_search.export.citing.works import work_of

    return gongwen(work_of(document, issue)) + read_mark(document, text)


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
