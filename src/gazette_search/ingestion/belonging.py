"""Whether a file belongs to a collection of gazettes at all, or only lies in its folder.

A text without heads is read as one document, whatever it is: the page of a government's site, and
a clerk's note beside the issues. What tells them apart is what GB/T 9704 asks of an official
document: a number, a kind, an issuer, a date; of a law, articles. An addressee alone tells
nothing: 待办： on a note looks like one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazette_search.models import Document, Issue

WITHOUT = "里面没有公文"


def belongs(issue: Issue) -> bool:
    """Whether a file names an issue, has contents, or holds an official document."""
    return bool(issue.info.year or issue.toc) or any(map(_is_official, issue.documents))


def why_left_out(issue: Issue) -> str:
    """Why a file that does not belong is not indexed: pages that are not read come first."""
    unread = (problem.message for problem in issue.diagnostics if problem.code == "not-read")
    return next(unread, WITHOUT)


def _is_official(document: Document) -> bool:
    known = (
        document.number,
        document.genre,
        document.issuer,
        document.signed_date,
        document.masthead,
        document.facts,  # what the page of a site says beside the text
        document.citations,  # of a page scraped into one line, its own number is among them
    )
    return any(known) or any(block.marker.startswith("第") for block in document.blocks)
