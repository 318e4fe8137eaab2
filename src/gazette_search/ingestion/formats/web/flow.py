"""The lines of an HTML element, as a browser would set them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.folding import fold_glyphs
from gazette_search.ingestion.formats.grid import Cell, lay_out
from gazette_search.ingestion.formats.source_text import SourceLine
from gazette_search.ingestion.formats.web.markup import (
    BLOCKS,
    UNREAD,
    is_centered,
    is_hidden,
    item_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selectolax.lexbor import LexborNode

_SPACES = re.compile("[ \t\n\r\f]+")
# Browsers and publishing systems stop far below; each level is a call here.
_DEEPEST = 200
# A line break in a longer centred text is meant as one.
_LONG_TITLE = 200


def lines_of(
    node: LexborNode, file: str, skip: Callable[[LexborNode], bool] = is_hidden
) -> list[SourceLine]:
    """The lines of an element in order, unspaced.

    Args:
        node: The element.
        file: Name of its file for messages.
        skip: Which elements inside are not read.

    Raises:
        SourceFileError: It nests deeper than any page.
    """
    flow = _Flow(file, skip)
    centered = is_centered(node)
    flow.walk(node, 0, centered=centered)
    flow.end_line(centered=centered)
    return flow.lines


class _Flow:
    """Collects text until a block ends the line."""

    def __init__(self, file: str, skip: Callable[[LexborNode], bool]) -> None:
        self._file = file
        self._skip = skip
        self._open: list[str] = []
        self._breaks = 0
        self.lines: list[SourceLine] = []

    def end_line(self, *, centered: bool = False) -> None:
        """End the line; the `<br>` inside a centred title joins, elsewhere it ends a line."""
        text = "".join(self._open)
        self._open, breaks, self._breaks = [], self._breaks, 0
        if breaks and centered and len(text) <= _LONG_TITLE:
            text = text.replace("\n", "")
        for line in text.split("\n"):
            shown = fold_glyphs(_SPACES.sub(" ", line)).replace("\xa0", " ")
            if shown.strip():
                self.lines.append(SourceLine(shown.rstrip()))

    def walk(self, node: LexborNode, depth: int, *, centered: bool) -> None:
        """Take in the contents of an element."""
        if depth > _DEEPEST:
            raise SourceFileError(self._file, f"网页嵌套超过 {_DEEPEST} 层，没有读")
        places = 0
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._open.append(_SPACES.sub(" ", child.text_content or ""))
            elif tag in UNREAD or tag.startswith("-") or self._skip(child):
                continue
            elif tag == "br":
                self._open.append("\n")
                self._breaks += 1
            elif tag in ("sup", "sub"):
                self._script(child, tag)
            elif tag == "table":
                self.end_line(centered=centered)
                self.lines += lay_out(list(self._rows(child, depth)))
            elif tag in BLOCKS:
                self._block(child, depth, centered=centered, place=places, items=node)
                places += tag == "li"
            else:
                self.walk(child, depth + 1, centered=centered)

    def _block(
        self, node: LexborNode, depth: int, *, centered: bool, place: int, items: LexborNode
    ) -> None:
        self.end_line(centered=centered)
        if node.tag == "li":
            self._open.append(item_number(items, place))
        own = centered or is_centered(node)
        self.walk(node, depth + 1, centered=own)
        self.end_line(centered=own)

    def _script(self, node: LexborNode, tag: str) -> None:
        text = _SPACES.sub(" ", node.text(deep=True)).strip()
        if text:
            self._open.append(f"<{tag}>{text}</{tag}>")

    def _rows(self, table: LexborNode, depth: int) -> Iterator[list[Cell]]:
        for row in _descend(table, ("tr",), ("thead", "tbody", "tfoot")):
            yield [self._cell(cell, depth) for cell in _descend(row, ("td", "th"), ())]

    def _cell(self, cell: LexborNode, depth: int) -> Cell:
        inner = _Flow(self._file, self._skip)
        inner.walk(cell, depth + 3, centered=False)
        inner.end_line()
        columns, rows = (_span(cell, name) for name in ("colspan", "rowspan"))
        return Cell(tuple(inner.lines), columns, rows)


def _descend(
    node: LexborNode, wanted: tuple[str, ...], through: tuple[str, ...]
) -> Iterator[LexborNode]:
    """Children of these names, also inside those of the other names; hidden ones are left out."""
    for child in node.iter():
        if is_hidden(child):
            continue
        if child.tag in wanted:
            yield child
        elif child.tag in through:
            yield from _descend(child, wanted, through)


def _span(cell: LexborNode, name: str) -> int:
    text = (cell.attributes.get(name) or "1").strip()
    return int(text) if re.fullmatch(r"\d{1,4}", text) and int(text) else 1
