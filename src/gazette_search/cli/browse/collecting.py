"""What a reader takes along: citations one by one, a memo of all that was collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.citing.chinese import gongwen
from gazette_search.export.citing.works import work_of
from gazette_search.export.force_wording import status_label
from gazette_search.export.markdown import memo_to_markdown
from gazette_search.export.memos import MemoHeading, MemoLine, memo_of
from gazette_search.export.search import quoted_passage
from gazette_search.export.sources import source_of
from gazette_search.export.wording import chinese_date, reference, section_path
from gazette_search.text.safety import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gazette_search.export.memos import MemoPart
    from gazette_search.models import Document, IssueInfo
    from gazette_search.search.results import Hit


class Collection:
    """Hits that were collected, in the order in which they were.

    Attributes:
        saved: Whether they were exported since one of them came or went.
    """

    def __init__(self) -> None:
        self._hits: dict[str, Hit] = {}
        self.saved = True

    def __len__(self) -> int:
        return len(self._hits)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._hits

    def hits(self) -> tuple[Hit, ...]:
        """What was collected."""
        return tuple(self._hits.values())

    def toggle(self, hit: Hit) -> bool:
        """Take a hit along, or put it back.

        Returns:
            Whether it is taken now.
        """
        self.saved = False
        if self._hits.pop(hit.document.id, None) is not None:
            self.saved = not self._hits
            return False
        self._hits[hit.document.id] = hit
        return True

    def to_markdown(self, as_of: date) -> str:
        """A memo: each document with its citation, validity and the passages that were found."""
        self_parts = (part for hit in self._hits.values() for part in _parts(hit))
        day = MemoLine(f"{chinese_date(as_of)}摘录，共 {len(self)} 件。", "remark")
        return memo_to_markdown(memo_of([MemoHeading(1, "摘录"), day, *self_parts]))


def cited_as(document: Document, issue: IssueInfo) -> str:
    """《标题》（文号）, as `gsearch cite` words it for a 公文."""
    return sanitize(gongwen(work_of(document, issue)))


def _parts(hit: Hit) -> Iterator[MemoPart]:
    yield MemoHeading(2, hit.document.title)
    yield MemoLine(cited_as(hit.document, hit.issue))
    yield MemoLine(" · ".join(reference(hit.document, hit.issue)), "facts")
    if hit.validity and hit.validity.status != "none":
        yield MemoLine(status_label(hit.validity), "force")
    for passage in hit.passages:
        yield quoted_passage(passage)
        where = (section_path(passage.path), source_of(hit, passage))
        yield MemoLine("　".join(filter(None, where)), "source")
    if not hit.passages:
        yield MemoLine(source_of(hit), "source")
