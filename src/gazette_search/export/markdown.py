"""Markdown for memos: the same index gives the same bytes.

Text from the corpus stays text: what Markdown (CommonMark with GitHub's tables) could take for
markup is escaped, so that a document cannot add a heading, a link or a table of its own.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.export.force_wording import (
    meaning,
    place,
    quotation,
    remark,
    shown_evidence,
    status_label,
)
from gazette_search.export.marked import mark
from gazette_search.export.neighbours import in_context
from gazette_search.export.wording import (
    RELATIONS,
    chinese_date,
    issue_name,
    missing_words,
    one_line,
    place_text,
    read_mark,
    reference,
    remarks,
    section_path,
    source_of,
    totals,
    version_line,
)
from gazette_search.models import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.export.marked import Marked
    from gazette_search.models import Block
    from gazette_search.search.force.references import Link, References
    from gazette_search.search.force.validity import Validity
    from gazette_search.search.reports import IssueContents, Listing, ShownDocument
    from gazette_search.search.results import Hit, Passage, SearchResult

# Anywhere in a line: code, emphasis, links, HTML, entities, cells, strike-through, formulas, and
# the signs that open a heading and may close one.
_INLINE = re.compile(r"[\\`*_\[\]<>&|~$#]")
# A bare address is a link for GitHub and many viewers (GFM, 6.9), even where nobody wrote one.
_ADDRESS = re.compile(r"(?i)((?:https?|ftp)(?=://)|(?<![a-z0-9])www(?=\.))")
# At the start of a line: bullet, rule or underline of a heading, numbered list.
_LINE_START = re.compile(r"^(\s*)(-|\+|=|[0-9]+(?=[.)]))", re.MULTILINE)


def search_to_markdown(result: SearchResult) -> str:
    """A hit list: query, totals, then each hit with its quoted passages."""
    head = [
        f"# 检索：{escape(one_line(result.query))}",
        *(escape(remark) for remark in remarks(result)),
        escape(totals(result)),
    ]
    return paragraphs([*head, *(part for hit in result.hits for part in _hit(hit))])


def listing_to_markdown(listing: Listing) -> str:
    """A table of documents."""
    rows = [
        (
            held.document.id,
            held.document.signed_date.isoformat() if held.document.signed_date else "",
            "　".join(filter(None, (held.document.title, remark(held.validity)))),
            issue_name(held.issue),
            _page(held.document.page),
        )
        for held in listing.documents
    ]
    listed = markdown_table(("文号", "成文日期", "标题", "期", "页"), rows)
    shown = len(listing.documents)
    part = f"，列出 {shown} 件" if shown < listing.total else ""
    return paragraphs(["# 公文目录", f"共 {listing.total} 件{part}。", listed])


def contents_to_markdown(contents: IssueContents) -> str:
    """An issue's contents as a table under each column of the contents."""
    parts = [f"# {escape(issue_name(contents.issue))}目录"]
    for column, entries in groupby(contents.entries, key=lambda entry: entry.column):
        rows = []
        for entry in entries:
            lacking = (
                entry.document_number is not None and entry.document_number not in contents.held
            )
            number = str(entry.document_number or "") + ("（缺正文）" if lacking else "")
            rows.append((entry.title, number, _page(entry.page)))
        parts += [f"## {escape(one_line(column))}"] if column else []
        parts.append(markdown_table(("标题", "文号", "页"), rows))
    return paragraphs(parts)


def document_to_markdown(shown: ShownDocument) -> str:
    """A whole document, its headings as headings and its tables as tables."""
    document, issue = shown.held.document, shown.held.issue
    parts = [
        f"# {escape(one_line(document.title))}",
        " · ".join(escape(part) for part in reference(document, issue)),
        f"来源：{escape(place_text(place_of(issue, document)))}{read_mark(document)}",
        *(_validity(shown.held.validity) if shown.held.validity else ()),
    ]
    for part, blocks in groupby(document.blocks, key=lambda block: block.part):
        parts += ["---"] if part else []
        parts += [text for block in blocks if (text := _block(block))]
    parts += _citations(shown)
    if shown.cited_by:
        citing = [
            f"- {RELATIONS[by.relation]}：{escape(one_line(by.number))}" for by in shown.cited_by
        ]
        parts += ["## 被引用", "\n".join(citing)]
    if shown.series:
        versions = [f"- {escape(version_line(version))}" for version in shown.series]
        parts += ["## 同类公文", "\n".join(versions)]
    return paragraphs(parts)


def references_to_markdown(found: References) -> str:
    """Number, title and validity of a document, who cites it and what it cites."""
    known = [one_line(found.number), one_line(found.absence)]
    if found.document and found.issue:
        known = [*reference(found.document, found.issue)]
    parts = [
        f"# {escape(one_line(found.title or found.number))}",
        " · ".join(escape(fact) for fact in known if fact),
        *_validity(found.validity),
        *_links("引用它的公文", found.cited_by),
        *(_links("它引用的公文", found.rests_on) if found.document else ()),
    ]
    if found.namesakes:
        names = "、".join(escape(one_line(number)) for number in found.namesakes)
        parts.append(f"同年同号、机关代字不同的：{names}")
    return paragraphs(parts)


def escape(text: str) -> str:
    """Text that Markdown renders as it stands, whatever it holds."""
    return _LINE_START.sub(_shield, _escape_inline(text))


def _escape_inline(text: str) -> str:
    return _ADDRESS.sub(r"\1\\", _INLINE.sub(r"\\\g<0>", text))


def _shield(match: re.Match[str]) -> str:
    """The backslash stands before a sign, but after the digits of a list number."""
    mark_ = match[2]
    return f"{match[1]}{mark_}\\" if mark_[0].isdigit() else f"{match[1]}\\{mark_}"


def _hit(hit: Hit) -> Iterable[str]:
    yield f"## {hit.rank}. {escape(one_line(hit.document.title))}"
    facts = [*reference(hit.document, hit.issue), remark(hit.validity), missing_words(hit)]
    yield " · ".join(escape(fact) for fact in facts if fact)
    for group in in_context(hit.passages):
        for passage in group:
            yield _quote(passage)
            yield _provenance(hit, passage)
    if not hit.passages:
        yield f"来源：{escape(source_of(hit))}"


def _quote(passage: Passage) -> str:
    lines = [escape(one_line(text)) for text in passage.before]
    lines += emphasised(mark(passage.text, passage.highlights))
    lines += [escape(one_line(text)) for text in passage.after]
    return "\n>\n".join(f"> {line}" for line in lines)


def emphasised(text: Marked) -> list[str]:
    """The lines of the text with its matches in bold."""
    pieces = []
    for piece, matched in text.runs():
        pieces.append(_bold(piece) if matched else _escape_inline(piece))
    lines = "".join(pieces).replace("\t", " \\| ").split("\n")
    return [_LINE_START.sub(_shield, line.strip()) for line in lines if line.strip()]


def _bold(text: str) -> str:
    """Bold from the first letter to the last.

    `**` beside punctuation does not open or close emphasis where a Han character stands on its
    other side (CommonMark 0.31, 6.2), which is everywhere in a Chinese sentence.
    """
    letters = [n for n, character in enumerate(text) if character.isalnum()]
    if not letters:
        return _escape_inline(text)
    start, end = letters[0], letters[-1] + 1
    before, inside, after = (
        _escape_inline(part) for part in (text[:start], text[start:end], text[end:])
    )
    bold = "\n".join(f"**{line}**" if line.strip() else line for line in inside.split("\n"))
    return f"{before}{bold}{after}"


def _provenance(hit: Hit, passage: Passage) -> str:
    source = escape(source_of(hit, passage))
    path = escape(section_path(passage.path))
    return f"——{path}（{source}）" if path else f"——{source}"


def _block(block: Block) -> str:
    if block.kind in ("masthead", "title", "number") and not block.part:
        return ""
    if block.kind == "table":
        rows = [row.split("\t") for row in block.text.split("\n")]
        return markdown_table(rows[0], rows[1:])
    text = escape(one_line(block.text))
    if block.kind in ("heading", "attachment_title"):
        return f"{'#' * min(6, max(1, block.level) + 1)} {text}"
    return text


def _citations(shown: ShownDocument) -> list[str]:
    citations = shown.held.document.citations
    if not citations:
        return []
    named = dict.fromkeys((c.relation, c.number, c.title) for c in citations)
    items = []
    for relation, number, title in named:
        said = (f"《{title}》" if title else "") + number
        force = remark(shown.cited_validity.get(number))
        items.append(
            f"- {RELATIONS[relation]}：{escape(one_line(said))}"
            + (f"——{escape(force)}" if force else "")
        )
    return ["## 引用", "\n".join(items)]


def _validity(validity: Validity) -> list[str]:
    """The status, then every statement quoted with its place."""
    label = f"效力（截至{chinese_date(validity.as_of)}）：{status_label(validity)}"
    evidence = [
        f"- {escape(meaning(each))}：“{escape(quotation(each))}”（{escape(place(each))}）"
        for each in shown_evidence(validity)
    ]
    return [f"**{escape(label)}**", "\n".join(evidence)]


def _links(name: str, links: Sequence[Link]) -> list[str]:
    rows = [
        (
            RELATIONS[link.citation.relation],
            link.number,
            link.title or "",
            status_label(link.validity),
            link.sentence,
            place_text(link.place),
        )
        for link in links
    ]
    header = ("关系", "文号", "标题", "效力", "原文", "出处")
    return [f"## {name}", markdown_table(header, rows) if rows else "库内没有。"]


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what stands in its cells is escaped."""
    width = len(header)
    lines = [_row(header), "|" + " --- |" * width]
    for row in rows:
        # Cells past the header's would be dropped by readers: they join the last one.
        fitted = [*row[: width - 1], " ".join(row[width - 1 :])]
        lines.append(_row([*fitted, *[""] * (width - len(fitted))]))
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    escaped = (_escape_inline(one_line(cell)) for cell in cells)
    return "| " + " | ".join(escaped) + " |"


def _page(page: int | None) -> str:
    return str(page) if page is not None else ""


def paragraphs(parts: Iterable[str]) -> str:
    """Parts with blank lines between; empty ones are left out."""
    return "\n\n".join(part for part in parts if part) + "\n"


def with_last_paragraph(text: str, note: str) -> str:
    """A memo that says so at its end, unless it said so before."""
    said = escape(note)
    return text if said in text else f"{text}\n{said}\n"
