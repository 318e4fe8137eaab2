"""结构层次: the path of headings above each block, and its level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.layout.numbering import RANKS
from gazette_search.ingestion.structure.headings import Elements, block_kinds, numbered
from gazette_search.ingestion.structure.titles import repair_paragraph
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from gazette_search.ingestion.layout.paragraphs import Paragraph
    from gazette_search.models import Block, BlockKind

# The run-in heading of an item (（一）加强组织领导。各地区要…) names the blocks below the item; so
# does an item that is no longer than such a heading (第七条 工作职责：).
_RUN_IN_LENGTH = 30
_RUN_IN = re.compile(rf"[^。；：]{{2,{_RUN_IN_LENGTH}}}。(?=.)")
# A last paragraph that speaks of the whole text is no part of its last section.
_FINAL = re.compile(
    r"(?:本|该|上述|以上)(?:政策|办法|方案|通告|公告|通知|意见|规定|规划|细则|条例|决定|标准)"
    r"|特此(?:通告|公告|通知|通报|函告|报告)"
    r"|(?:政策|意见|政策意见|本)[^，。]{0,8}(?:执行期|有效期|自[^，。]{2,20}起)"
)
_UNNUMBERED = -1  # rank of a heading without a number: it stands over all that are numbered


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading or item that encloses what follows; its text stands in paths unless None."""

    rank: int
    text: str | None


def build_blocks(elements: Elements, part: int) -> list[Block]:
    """Blocks of one part: the document's own text or one attachment.

    Args:
        elements: Its paragraphs in order.
        part: Number of the part.
    """
    blocks: list[Block] = []
    enclosing: list[_Open] = []
    speaks_of_whole = _speaks_of_whole(elements)
    for index, kind in enumerate(block_kinds(elements)):
        paragraph = elements[index][1]
        is_last = index == len(elements) - 1
        if kind == "attachment_note" or (is_last and speaks_of_whole and kind == "paragraph"):
            enclosing.clear()
        rank = _rank(paragraph, kind)
        if rank is not None:
            while enclosing and enclosing[-1].rank >= rank:
                enclosing.pop()
        path = tuple(opened.text for opened in enclosing if opened.text)
        marker = paragraph.first.marker if rank is not None else None
        if kind == "heading":
            paragraph = repair_paragraph(paragraph, start=marker.end if marker else 0)
        if rank is not None:
            enclosing.append(_Open(rank, _path_text(paragraph, kind)))
        level = len(enclosing) if rank is not None else 0
        text = marker.text if marker else ""
        blocks.append(paragraph.block(kind, path=path, level=level, marker=text, part=part))
    return blocks


def _rank(paragraph: Paragraph, kind: BlockKind) -> int | None:
    """How far out a heading or item stands; None for blocks that enclose nothing."""
    if kind not in ("heading", "item"):
        return None
    if paragraph.first.marker:
        return paragraph.first.marker.rank
    return _UNNUMBERED if kind == "heading" else RANKS["bullet"]


def _path_text(paragraph: Paragraph, kind: BlockKind) -> str | None:
    marker = paragraph.first.marker
    if kind == "heading":
        return paragraph.text
    if marker is None:
        return None
    run_in = _RUN_IN.match(paragraph.text, marker.end)
    if run_in:
        return paragraph.text[: run_in.end()]
    if marker.kind == "article" and not paragraph.text.endswith("："):
        return marker.text
    is_short = len(paragraph.text) <= marker.end + _RUN_IN_LENGTH
    return paragraph.text if is_short else None


def _speaks_of_whole(elements: Elements) -> bool:
    """Whether the last paragraph is about the whole text and not part of its last section.

    It says so (2020-02:189, 2019-04:1063), or it is addressed to all (各地区、各部门要…) and is the
    one paragraph that the last section has more than its siblings (2018-04:826, 2019-04:250).
    """
    if not elements or _FINAL.match(elements[-1][1].text):
        return bool(elements)
    markers = numbered(elements)
    if not markers or not elements[-1][1].text.startswith("各"):
        return False
    last, own = markers[-1]
    lengths, end = [], last
    for index, marker in reversed(markers[:-1]):
        if marker.kind != own.kind:
            break
        lengths.append(end - index)
        end = index
    return len(lengths) >= 2 and set(lengths) == {len(elements) - last - 1}
