"""Which paragraphs are headings, items, captions, notes: decided from numbering and neighbours.

The numbering decides, not the # levels, which jump within one series (2020-01:310, 345, 415).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gazette_search.ingestion.layout.numbering import RANKS, Marker
from gazette_search.ingestion.layout.paragraphs import Paragraph
from gazette_search.text.widths import print_width

if TYPE_CHECKING:
    from gazette_search.models import BlockKind

# A run of a document: "text", or the kind of its block where that is settled, and the paragraph.
Elements = Sequence[tuple[str, Paragraph]]

# A heading stays on one print line or little more; the longest of the corpus has 38 characters.
_HEADING_WIDTH = 45
_ARTICLE_HEADING_WIDTH = 16  # 第八条 考评结果的运用。 is a heading, a short clause is none
_NOTE = re.compile(r"(?:注|备注|说明|附注) ?[:：]|[*※]")
_CAPTION_LABEL = re.compile(
    r"附?[表图] ?[0-9一二三四五六七八九十]{1,3}(?:[-—.]\d{1,2})?(?:[ :：].{1,40})?|单位[:：].{1,12}"
)
CHAPTERS = ("part", "chapter", "section")


def block_kinds(elements: Elements) -> list[BlockKind]:
    """The kind of every element's block."""
    clauses = _clauses(elements)
    return [
        _text_kind(elements, index, clauses) if kind == "text" else kind  # type: ignore[misc]
        for index, (kind, _) in enumerate(elements)
    ]


def _text_kind(elements: Elements, index: int, clauses: set[int]) -> BlockKind:
    paragraph = elements[index][1]
    line = paragraph.first
    kind: BlockKind = "paragraph"
    if line.kind == "responsibility":
        kind = "responsibility"
    elif line.marker:
        is_heading = index not in clauses and _is_heading(elements, index)
        kind = "heading" if is_heading else "item"
    elif line.bullet:
        kind = "item"
    elif _NOTE.match(paragraph.text):
        kind = "note"
    elif _is_caption(elements, index):
        kind = "caption"
    elif line.depth and _can_be_heading(paragraph.text) and paragraph.text[-1] != "。":
        kind = "heading"
    return kind


def _is_caption(elements: Elements, index: int) -> bool:
    """Whether the text names the table below it; title and number may stand on two lines."""
    paragraph = elements[index][1]
    if len(paragraph.text) > 60 or paragraph.text[-1] in "。；：，、":
        return False
    below = elements[index + 1 : index + 3]
    if below and below[0][0] == "table":
        return True
    # 减免的行政事业性收费项目及额度 / 附表一 / table (2020-01:239-243)
    is_above_label = len(below) == 2 and below[1][0] == "table"
    return is_above_label and bool(_CAPTION_LABEL.fullmatch(below[0][1].text))


def _is_heading(elements: Elements, index: int) -> bool:
    """Whether a numbered paragraph titles what follows instead of saying it."""
    paragraph = elements[index][1]
    marker = paragraph.first.marker
    if marker is None or len(paragraph.lines) > 1:
        return False
    rest = paragraph.text[marker.end :]
    if marker.kind in CHAPTERS:
        return len(rest) <= _HEADING_WIDTH
    if marker.kind in ("ordinal", "bullet", "circled"):
        return False
    if marker.kind == "article":
        is_short = print_width(rest) <= _ARTICLE_HEADING_WIDTH and "，" not in rest
        return is_short and _can_be_heading(rest.rstrip("：:")) and _has_content(elements, index)
    is_phrase = _can_be_heading(rest) and rest[-1] not in "：:"
    return is_phrase and _has_content(elements, index) and not _is_sentence(elements, index)


def _is_sentence(elements: Elements, index: int) -> bool:
    """Whether a 一、 with a full stop says a clause; as a heading it has none (2018-04:140)."""
    paragraph = elements[index][1]
    marker, below = paragraph.first.marker, elements[index + 1][1].first.marker
    is_clause = marker is not None and marker.kind == "clause" and paragraph.text.endswith("。")
    return is_clause and below is None


def _can_be_heading(text: str) -> bool:
    """Whether a text is short and one phrase."""
    is_phrase = (
        bool(text) and not re.search("[。；！？：]", text[:-1]) and text[-1] not in "；;，、"
    )
    return is_phrase and print_width(text) <= _HEADING_WIDTH


def _has_content(elements: Elements, index: int) -> bool:
    """Whether the paragraph is followed by text that it can stand over as a heading."""
    own = elements[index][1].first.marker
    kind, following = elements[index + 1] if index + 1 < len(elements) else ("", None)
    if kind == "table":
        return True
    # 1. 地区生产总值增长6%。 / 责任领导：…: the task itself, not a heading (2020-02:425).
    if kind != "text" or following is None or following.first.kind == "responsibility":
        return False
    below = following.first.marker
    return below is None or own is None or below.rank > own.rank


def _clauses(elements: Elements) -> set[int]:
    """Numbered paragraphs whose series reads as clauses: most of its members are whole texts.

    In a 通告 一、 opens a clause (2018-04:138-162); then 三、 above a list (142) is one, too.
    """
    clauses: set[int] = set()
    series: dict[str, list[int]] = {}

    def close(kind: str) -> None:
        members = series.pop(kind, [])
        if _are_clauses(elements, members):
            clauses.update(members)

    for index, marker in numbered(elements):
        if marker.value == 1:
            close(marker.kind)
        for inner in [kind for kind in series if RANKS[kind] > marker.rank]:
            close(inner)
        series.setdefault(marker.kind, []).append(index)
    for kind in list(series):
        close(kind)
    return clauses


def numbered(elements: Elements) -> list[tuple[int, Marker]]:
    """Index and marker of every numbered paragraph, chapters aside."""
    texts = ((i, paragraph) for i, (kind, paragraph) in enumerate(elements) if kind == "text")
    found = ((i, paragraph.first.marker) for i, paragraph in texts)
    return [(i, marker) for i, marker in found if marker and marker.kind not in CHAPTERS]


def _are_clauses(elements: Elements, members: Sequence[int]) -> bool:
    whole = sum(not _is_heading(elements, index) for index in members)
    is_list = any(elements[index][1].text.endswith(("；", ";")) for index in members)
    return is_list or whole * 2 > len(members)
