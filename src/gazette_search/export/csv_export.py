"""CSV for spreadsheets: RFC 4180, with Chinese headers, safe to open.

A cell that a spreadsheet would take for a formula gets a leading apostrophe (the OWASP advice
on CSV injection); full-width signs count, Chinese editions of Excel accept them.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from gazette_search.export.force_wording import status_label
from gazette_search.export.wording import (
    RELATIONS,
    chinese_date,
    issue_key,
    issue_name,
    missing_words,
    place_text,
    section_path,
    source_of,
)
from gazette_search.models import place_of
from gazette_search.text.safety import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette_search.models import Document
    from gazette_search.search.force.references import References
    from gazette_search.search.force.validity import Validity
    from gazette_search.search.reports import CheckReport, HeldDocument, IssueContents, Listing
    from gazette_search.search.results import Hit, SearchResult

_FORMULA_SIGNS = (*"=+-@＝＋－＠",)
_DOCUMENT_COLUMNS = ("文号", "标题", "文种", "发文机关", "成文日期", "期", "页")


def search_to_csv(result: SearchResult) -> str:
    """One row a hit; its passages share cells, one on each line."""
    header = ("序号", *_DOCUMENT_COLUMNS, "来源", "缺少", "原文", "位置", "出处", "效力")
    return csv_table(header, (_hit(hit) for hit in result.hits))


def listing_to_csv(listing: Listing) -> str:
    """One row a document."""
    header = (*_DOCUMENT_COLUMNS, "主送机关", "来源", "效力")
    return csv_table(header, (_held(held) for held in listing.documents))


def references_to_csv(found: References) -> str:
    """One row a mention."""
    header = ("方向", "关系", "文号", "标题", "条款", "库内", "效力", "原文", "出处")
    sides = (("被引用", found.cited_by), ("引用", found.rests_on))
    rows = (
        (
            side,
            RELATIONS[link.citation.relation],
            link.number,
            link.title,
            link.citation.article,
            "有" if link.held else "无",
            status_label(link.validity),
            link.sentence,
            place_text(link.place),
        )
        for side, links in sides
        for link in links
    )
    return csv_table(header, rows)


def contents_to_csv(contents: IssueContents) -> str:
    """One row an entry of the contents."""
    rows = (
        (
            issue_key(contents.issue),
            entry.column,
            entry.title,
            entry.document_number,
            entry.page,
            "有" if entry.document_number in contents.held else "无",
        )
        for entry in contents.entries
    )
    return csv_table(("期", "栏目", "标题", "文号", "页", "正文"), rows)


def check_to_csv(report: CheckReport) -> str:
    """One row a problem."""
    rows = ((p.file, p.line, p.code, p.number, p.message) for p in report.problems)
    return csv_table(("文件", "行", "代码", "文号", "说明"), rows)


def _hit(hit: Hit) -> tuple[object, ...]:
    return (
        hit.rank,
        *_document(hit.document),
        issue_name(hit.issue),
        hit.document.page,
        source_of(hit),
        missing_words(hit),
        "\n".join(passage.text for passage in hit.passages),
        "\n".join(section_path(passage.path) for passage in hit.passages),
        "\n".join(source_of(hit, passage) for passage in hit.passages),
        _force(hit.validity),
    )


def _held(held: HeldDocument) -> tuple[object, ...]:
    document, issue = held.document, held.issue
    return (
        *_document(document),
        issue_name(issue),
        document.page,
        document.addressee,
        place_text(place_of(issue, document)),
        _force(held.validity),
    )


def _force(validity: Validity | None) -> str:
    return status_label(validity) if validity else ""


def _document(document: Document) -> tuple[object, ...]:
    day = chinese_date(document.signed_date)
    return document.id, document.title, document.genre, document.issuer, day


def csv_table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows under a header, every cell safe to open."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else sanitize(str(value))
    harmless = not text.startswith(("\t", "\n")) and text.lstrip()[:1] not in _FORMULA_SIGNS
    return text if harmless or not text.strip() else f"'{text}"


def with_last_row(text: str, note: str) -> str:
    """A table with a sentence in the first cell of one more row."""
    columns = len(next(csv.reader(io.StringIO(text, newline=""))))
    return text + csv_table((note, *[""] * (columns - 1)), ())
