r"""Blocks: what a document consists of; each knows for every character which line it comes from.

Line numbers are 1-based over the text split at "\\n"; a pair of lines is inclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal

from gazette_search.values import dataclass

Lines = tuple[int, int]

BlockKind = Literal[
    "metadata",  # 索引号, 有效性 …, as the source states them beside the text
    "masthead",  # 发文机关标志
    "number",  # 发文字号
    "title",  # 标题
    "addressee",  # 主送机关
    "heading",  # 结构层次 that titles what follows
    "paragraph",
    "item",  # 结构层次 or bullet that holds its own text
    "responsibility",  # 责任单位：… on a line of its own
    "table",
    "caption",  # 表题
    "note",  # 表注
    "attachment_note",  # 附件说明
    "attachment_label",  # 附件1
    "attachment_title",
    "signature",  # 发文机关署名
    "date",  # 成文日期
    "disclosure",  # 附注
]

# Set around the text by form, not by content: a match there says little about the subject.
BOILERPLATE: frozenset[BlockKind] = frozenset(
    (
        "metadata",
        "masthead",
        "number",
        "addressee",
        "signature",
        "date",
        "disclosure",
        "attachment_label",
    )
)


@dataclass(frozen=True, slots=True)
class Block:
    r"""One heading, paragraph, list item, table or other element of a document.

    Attributes:
        kind: What the block is.
        text: Clean text. Rows of a table are separated by "\\n", cells by "\\t"; the first
            row is the header.
        lines: First and last source line.
        path: Headings above the block, outermost first; a heading's own text is not in its path.
        line_starts: Where each source line begins in `text`: (offset in code points, line).
        level: Depth of a heading or item, 1 = outermost; 0 where numbering gives none.
        marker: The printed numbering, as 一、 （一） 1. 第三条; empty when there is none.
        part: 0 for the document's own text, n for its n-th attachment that is printed.
    """

    kind: BlockKind
    text: str
    lines: Lines
    path: tuple[str, ...] = ()
    line_starts: tuple[tuple[int, int], ...] = ()
    level: int = 0
    marker: str = ""
    part: int = 0

    def line_at(self, offset: int) -> int:
        """The source line of the character at `offset` of `text`."""
        following = bisect_left(self.line_starts, (offset + 1, 0))
        return self.line_starts[following - 1][1] if following else self.lines[0]
