"""A hit list for people and for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.force_wording import remark, status_label
from gazette_search.export.memos import (
    Memo,
    MemoHeading,
    MemoLine,
    MemoQuote,
    marked_lines,
    memo_of,
    plain_lines,
)
from gazette_search.export.neighbours import in_context
from gazette_search.export.sheets import DOCUMENT_COLUMNS, Sheet, document_cells
from gazette_search.export.sources import are_cited, source_of
from gazette_search.export.wording import (
    facet_lines,
    issue_name,
    missing_words,
    one_line,
    reference,
    remarks,
    section_path,
    totals,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazette_search.export.memos import MemoPart
    from gazette_search.export.sheets import SheetRow
    from gazette_search.search.results import Hit, Passage, SearchResult

HIT_COLUMNS = ("序号", *DOCUMENT_COLUMNS, "来源", "缺少", "原文", "位置", "出处", "效力")


def search_memo(result: SearchResult) -> Memo:
    """Query, remarks and totals, then each hit with its quoted passages."""
    return memo_of(
        [
            MemoHeading(1, f"检索：{one_line(result.query)}"),
            *(MemoLine(said, "remark") for said in _said(result)),
            *(part for hit in result.hits for part in hit_parts(hit)),
        ]
    )


def search_sheet(result: SearchResult) -> Sheet:
    """One row a passage; a hit without passages has a row all the same."""
    rows = tuple(row for hit in result.hits for row in hit_rows(hit))
    said = (f"检索：{one_line(result.query)}", *_said(result))
    return Sheet("检索", HIT_COLUMNS, rows, said)


def _said(result: SearchResult) -> list[str]:
    return [*remarks(result), totals(result), *facet_lines(result.facets)]


def quoted_passage(passage: Passage) -> MemoQuote:
    """A passage among its neighbours."""
    lines = [line for text in passage.before for line in plain_lines(text)]
    lines += marked_lines(passage.text, passage.highlights)
    lines += [line for text in passage.after for line in plain_lines(text)]
    return MemoQuote(tuple(lines))


def source_line(path: tuple[str, ...], source: str) -> MemoLine:
    """——一、提高标准 › （一）最低生活保障标准。（corpus/2020-02.txt:1111）."""
    section = "" if are_cited() else section_path(path)
    return MemoLine(f"——{section}（{source}）" if section else f"——{source}", "source")


def hit_parts(hit: Hit, level: int = 2) -> Iterator[MemoPart]:
    """A hit under a heading of a level, with its quoted passages."""
    yield MemoHeading(level, f"{hit.rank}. {one_line(hit.document.title)}")
    facts = [*reference(hit.document, hit.issue), remark(hit.validity), missing_words(hit)]
    yield MemoLine(" · ".join(fact for fact in facts if fact), "facts")
    for group in in_context(hit.passages):
        for passage in group:
            yield quoted_passage(passage)
            yield source_line(passage.path, source_of(hit, passage))
    if not hit.passages:
        yield MemoLine(f"来源：{source_of(hit)}", "source")


def hit_rows(hit: Hit) -> Iterator[SheetRow]:
    """One row a passage, in the columns of HIT_COLUMNS."""
    shared = (
        hit.rank,
        *document_cells(hit.document),
        issue_name(hit.issue),
        hit.document.page,
        source_of(hit),
        missing_words(hit),
    )
    force = status_label(hit.validity) if hit.validity else ""
    for passage in hit.passages:
        found = (passage.text, section_path(passage.path), source_of(hit, passage))
        yield (*shared, *found, force)
    if not hit.passages:
        yield (*shared, "", "", "", force)


EXPORTS: Mapping[str, Callable[[SearchResult], Memo | Sheet]] = {
    "memo": search_memo,
    "sheet": search_sheet,
}
