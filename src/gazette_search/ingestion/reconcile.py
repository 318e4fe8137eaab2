"""Compare the contents with the documents, and the announced with the printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.structure.titles import title_wording
from gazette_search.models import Diagnostic
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.structure.number_readings import NumberReading
    from gazette_search.models import Document, DocumentNumber, TocEntry

# （附件 1）, （见附件3）, （详见附表一、表二）
_N = "[0-9一二三四五六七八九十]{1,3}"
_MENTION = re.compile(
    rf"\((?:详?见)?(?P<word>附[件表]) ?(?P<numbers>{_N}(?: ?[、和] ?附?[件表]? ?{_N}){{0,9}})\)"
)
_NUMERAL = re.compile("[0-9]+|[一二三四五六七八九十]+")


def match_entries(
    numbers: Sequence[DocumentNumber | None], titles: Sequence[str], entries: Sequence[TocEntry]
) -> list[TocEntry | None]:
    """The contents entry of each document: the same number, else the same title.

    Args:
        numbers: Of the documents in printed order, as they were read.
        titles: Their titles as printed.
        entries: The contents.
    """
    by_number: dict[DocumentNumber | None, list[TocEntry]] = {}
    for entry in reversed(entries):
        by_number.setdefault(entry.document_number, []).append(entry)
    matched = [
        by_number[number].pop() if number and by_number.get(number) else None for number in numbers
    ]
    taken = {id(entry) for entry in matched}
    by_title: dict[str, list[TocEntry]] = {}
    for entry in reversed(entries):
        if id(entry) not in taken:
            by_title.setdefault(title_wording(entry.title), []).append(entry)
    for index, title in enumerate(titles):
        if matched[index] is None and title and by_title.get(title_wording(title)):
            matched[index] = by_title[title_wording(title)].pop()
    return matched


def reconcile(
    documents: Sequence[Document],
    matched: Sequence[TocEntry | None],
    entries: Sequence[TocEntry],
    file: str,
) -> list[Diagnostic]:
    """What the contents and the documents say differently."""
    found = []
    for document, entry in zip(documents, matched, strict=True):
        number, line = document.id, document.lines[0]
        if entry is None:
            if entries:
                message = f"正文有 {document.number or document.title}，目录没有"
                found.append(Diagnostic("toc-entry-missing", message, file, line, number))
            continue
        if document.number and entry.document_number not in (None, document.number):
            message = f"文号不一致：目录作 {entry.document_number}，正文作 {number}"
            found.append(Diagnostic("toc-number-differs", message, file, entry.lines[0], number))
        if title_wording(entry.title) != title_wording(document.title):
            message = f"标题不一致：目录作“{document.toc_title}”，正文作“{document.title}”"
            found.append(Diagnostic("toc-title-differs", message, file, line, number))
    taken = set(map(id, matched))
    for entry in entries:
        if id(entry) not in taken:
            name = str(entry.document_number or entry.title)
            number_or_none = str(entry.document_number) if entry.document_number else None
            message = f"目录有 {name}，正文没有"
            found.append(
                Diagnostic("toc-document-missing", message, file, entry.lines[0], number_or_none)
            )
    return found


def check_number(document: Document, reading: NumberReading, file: str) -> list[Diagnostic]:
    """What is unsure about the number of a document: how it is printed and what settled it."""
    if reading.printed is None:
        return []
    printed = f"文号印作“{reading.printed}”" if reading.printed else "没有印出文号"
    name = f"《{document.title}》" if document.title else "这件公文"
    if reading.number is None:
        other = f"，目录作 {reading.told}" if reading.told else ""
        message = f"{name}{printed}{other}，读不准，按无文号收录"
    elif reading.by == "目录":
        message = f"{name}{printed}，按目录读作 {reading.number}"
    else:
        message = f"{name}{printed}，读作 {reading.number}"
    return [Diagnostic("number-unclear", message, file, document.lines[0], document.id)]


def check_document(document: Document, file: str) -> list[Diagnostic]:
    """What a document lacks in itself."""
    found = []
    number, head = document.id, document.lines[0]
    for attachment in document.attachments:
        if not attachment.present:
            what = "印发的文件" if attachment.kind == "enclosed" else "附件"
            message = f"{what}“{attachment.title}”未刊"
            line = attachment.announced or head
            found.append(Diagnostic("attachment-missing", message, file, line, number))
    found += _unprinted_mentions(document, file)
    lacking = (
        ("title-missing", "标题", document.title),
        ("issuer-missing", "发文机关署名", document.issuer),
        ("date-missing", "成文日期", document.signed_date),
    )
    for code, name, value in lacking:
        if not value:
            found.append(Diagnostic(code, f"没有找到{name}", file, head, number))
    return found


def _unprinted_mentions(document: Document, file: str) -> list[Diagnostic]:
    """Annexes that the text points to by number and that stand nowhere."""
    labels = {"附件": [], "附表": []}  # type: dict[str, list[str]]
    for block in document.blocks:
        if block.kind in ("attachment_label", "attachment_note", "attachment_title", "caption"):
            folded = fold_width(block.text).replace(" ", "")
            labels["附表"].append(folded)
            labels["附件"].append(folded)
    announced = sum(attachment.kind == "annex" for attachment in document.attachments)
    found, seen = [], set()
    for block in document.blocks:
        if "附" not in block.text:
            continue
        for match in _MENTION.finditer(fold_width(block.text)):
            for numeral in _NUMERAL.findall(match["numbers"]):
                name = match["word"] + numeral
                is_printed = any(name in label for label in labels[match["word"]]) or (
                    match["word"] == "附件" and numeral.isdigit() and int(numeral) <= announced
                )
                if name in seen or is_printed:
                    continue
                seen.add(name)
                line = block.line_at(match.start())
                message = f"正文提到{name}，未刊"
                number = document.id
                found.append(Diagnostic("attachment-missing", message, file, line, number))
    return found
