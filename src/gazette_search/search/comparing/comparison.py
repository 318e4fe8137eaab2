"""Two documents side by side: sections by their headings, blocks by their words, words by order.

Pure: it takes documents and gives values; how words are cut is the caller's choice.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.units import pairs, units
from gazette_search.models import BOILERPLATE
from gazette_search.models.reported import Reported
from gazette_search.search.comparing.alignment import aligned
from gazette_search.text.likeness import dice, overlap
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazette_search.models import Block, Document
    from gazette_search.search.reports import HeldDocument

BlockRange = tuple[int, int]
Change = Literal["same", "changed", "removed", "added"]

# Share of common pairs of characters from which on two headings, or what stands under them, are
# versions of each other. The 低保 notices of 2019 and 2020 keep their headings (1.0), the lists of
# 民生工程 of 2018 and 2020 say 道路畅通工程 and 道路交通工程 (0.6). Not paired: 三、资金保障 and
# 三、资金筹集与安排 (0.22).
HEADINGS_ALIKE = 0.5
# The same for two blocks of one section.
BLOCKS_ALIKE = 0.35
# The same for blocks of sections that do not correspond: a notice that splits 一、提高标准 into
# （一） and （二） moves its lines. Responsibility lines repeat everywhere: never taken as moved.
MOVED_ALIKE = 0.5
# The same for the cells that name rows. Between two registers without a row in common the nearest
# are 葫芦岛市交通运输局 and 葫芦岛市交通运输业保障中心 (0.70).
ROWS_ALIKE = 0.75

_NUMBER = re.compile(r"[\d\s.、—-]*")
_LEFT_OUT = BOILERPLATE - {"addressee"}
_NEVER_MOVED = frozenset(("responsibility", "heading", "title", "attachment_title"))


@dataclass(frozen=True, slots=True)
class Side:
    """A block of one document with the words that the other has not.

    Attributes:
        block: The block; one row of a table.
        ranges: Changed words, in the block's text, ascending and apart from each other.
    """

    block: Block
    ranges: tuple[BlockRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two blocks that correspond, or one that has no counterpart."""

    change: Change
    left: Side | None = None
    right: Side | None = None


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """Blocks under one heading of either document.

    Attributes:
        left: Headings from the outermost to the section's own, of the first document; None where
            only the second has the section.
        right: The same of the second.
        pairs: In the order of the text.
    """

    left: tuple[str, ...] | None
    right: tuple[str, ...] | None
    pairs: tuple[Pair, ...]

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return any(pair.change != "same" for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two documents have in common and what not."""

    sections: tuple[ComparedSection, ...]

    def count(self, change: Change) -> int:
        """How many pairs of blocks changed so."""
        return sum(pair.change == change for section in self.sections for pair in section.pairs)


@dataclass(frozen=True, slots=True)
class ComparedDocuments(Reported):
    """Two documents and what came of it."""

    left: HeldDocument
    right: HeldDocument
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class _Text:
    """A block with what it is compared by."""

    block: Block
    plain: str
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class _Section:
    path: tuple[str, ...]
    texts: tuple[_Text, ...]
    name: frozenset[str]
    words: Counter[str]


_Texts = list[tuple["_Text | None", "_Text | None"]]


def compare(
    left: Document, right: Document, cut: Callable[[str], Sequence[str]] | None = None
) -> Comparison:
    """Compare two documents section by section.

    Args:
        left: The earlier one.
        right: The later one.
        cut: Cuts clean text into words whose concatenation is the text; characters and numbers
            when None.
    """
    matches = aligned(_sections(left), _sections(right), _sections_alike)
    texts = [
        aligned(one.texts if one else (), other.texts if other else (), _alike)
        for one, other in matches
    ]
    _bring_together(texts)
    sections = (
        ComparedSection(
            one.path if one else None,
            other.path if other else None,
            tuple(_pair(before, after, cut or _atoms) for before, after in inside),
        )
        for (one, other), inside in zip(matches, texts, strict=True)
    )
    return Comparison(tuple(section for section in sections if section.pairs))


def _sections(document: Document) -> list[_Section]:
    """Blocks by the headings above them; a heading opens its own section."""
    titles = {b.part: b.text for b in document.blocks[::-1] if b.kind == "attachment_title"}
    kept = (row for b in document.blocks if b.kind not in _LEFT_OUT for row in _rows(b))
    found = []
    for (part, path), group in groupby(kept, key=_place):
        texts = tuple(map(_text, group))
        # 责任单位：各县（市）区政府 stands under every item and makes none alike.
        telling = (text.words for text in texts if text.block.kind != "responsibility")
        words = sum(telling, Counter[str]())
        name = frozenset(pairs(_without_number(path[-1]))) if path else frozenset()
        titled = (titles[part],) if part in titles else ()
        found.append(_Section(path or titled, texts, name, words))
    return found


def _rows(block: Block) -> list[Block]:
    """A table as its rows, each with its own line; any other block as it is."""
    if block.kind != "table":
        return [block]
    rows, at = [], 0
    for text in block.text.split("\n"):
        line = block.line_at(at)
        rows.append(replace(block, text=text, lines=(line, line), line_starts=()))
        at += len(text) + 1
    return rows


def _place(block: Block) -> tuple[int, tuple[str, ...]]:
    return block.part, (*block.path, *((block.text,) if block.kind == "heading" else ()))


def _text(block: Block) -> _Text:
    plain = search_text(block.text)
    return _Text(block, plain, Counter(pairs(plain) or units(plain)))


def _without_number(heading: str) -> str:
    """A heading without its numbering, which moves when a section comes in between."""
    text = search_text(heading)
    return text.lstrip("一二三四五六七八九十0123456789第章节条 ") or text


def _sections_alike(one: _Section, other: _Section) -> float:
    """By heading, with what stands under it; else by what stands under it alone."""
    if bool(one.name) != bool(other.name):
        return 0.0
    named = dice(one.name, other.name) if one.name else 1.0
    worded = overlap(one.words, other.words)
    if named >= HEADINGS_ALIKE:
        return named + worded / 2
    return worded if worded >= HEADINGS_ALIKE else 0.0


def _alike(one: _Text, other: _Text) -> float:
    """2 for the same text, so that it is never given up for a likeness; 0 for too little."""
    if one.plain == other.plain:
        return 2.0
    kinds = {one.block.kind, other.block.kind}
    if "table" in kinds and not (len(kinds) == 1 and _same_row(one.block, other.block)):
        return 0.0
    likeness = overlap(one.words, other.words, BLOCKS_ALIKE)
    named = len(kinds) == 1 and kinds <= {"heading", "title"}
    return likeness if named or likeness >= BLOCKS_ALIKE else 0.0


def _same_row(one: Block, other: Block) -> bool:
    """Whether two rows are about the same thing: their first cell that is no number says it.

    Rows of a register are alike in all else: 葫芦岛市…局 | 职权执法 | 行政机关.
    """
    left, right = (
        next((cell for cell in block.text.split("\t") if not _NUMBER.fullmatch(cell)), "")
        for block in (one, other)
    )
    names = (frozenset(pairs(search_text(name))) for name in (left, right))
    return left == right or dice(*names) >= ROWS_ALIKE


def _bring_together(sections: list[_Texts]) -> None:
    """Pair blocks that moved to another section, the most alike first, at their new place."""
    left = list(_alone(sections, 0))
    right = list(_alone(sections, 1))
    likeness = sorted(
        (-likeness, old, new)
        for old, one in left
        for new, other in right
        if (likeness := _alike(one, other)) >= MOVED_ALIKE
    )
    gone: set[BlockRange] = set()
    for _, old, (section, place) in likeness:
        before, after = sections[section][place]
        if old not in gone and before is None:
            gone.add(old)
            sections[section][place] = (sections[old[0]][old[1]][0], after)
    for number, texts in enumerate(sections):
        texts[:] = [pair for place, pair in enumerate(texts) if (number, place) not in gone]


def _alone(sections: Sequence[_Texts], side: int) -> list[tuple[BlockRange, _Text]]:
    """Blocks of one document that nothing corresponds to: where they stand, and what they are."""
    return [
        ((number, place), own)
        for number, texts in enumerate(sections)
        for place, pair in enumerate(texts)
        if pair[1 - side] is None
        and (own := pair[side]) is not None
        and own.block.kind not in _NEVER_MOVED
    ]


def _pair(before: _Text | None, after: _Text | None, cut: Callable[[str], Sequence[str]]) -> Pair:
    if before is None or after is None:
        left, right = (_whole(text) for text in (before, after))
        return Pair("added" if before is None else "removed", left, right)
    one, other = before.block, after.block
    if before.plain == after.plain:
        return Pair("same", Side(one), Side(other))
    removed, added = _changed_words(_spans(cut(one.text)), _spans(cut(other.text)))
    return Pair("changed", Side(one, removed), Side(other, added))


def _whole(text: _Text | None) -> Side | None:
    return Side(text.block, ((0, len(text.block.text)),)) if text else None


_Spans = list[tuple[str, BlockRange]]


def _changed_words(
    ones: _Spans, others: _Spans
) -> tuple[tuple[BlockRange, ...], tuple[BlockRange, ...]]:
    """Ranges of the words that only one side has."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(
        None, [word for word, _ in ones], [word for word, _ in others], autojunk=False
    )
    changed: tuple[list[BlockRange], list[BlockRange]] = ([], [])
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        places = ((changed[0], ones, i, i_end), (changed[1], others, j, j_end))
        for side, spans, begin, end in places:
            if begin < end:
                side.append((spans[begin][1][0], spans[end - 1][1][1]))
    return tuple(changed[0]), tuple(changed[1])


def _spans(words: Sequence[str]) -> _Spans:
    """Each word folded, with its place; spaces and marks alone are layout and left out."""
    found, at = [], 0
    for word in words:
        folded = search_text(word)
        if folded:
            found.append((folded, (at, at + len(word))))
        at += len(word)
    return found


def _atoms(text: str) -> list[str]:
    """Runs of Latin letters and digits, else single characters."""
    return re.findall(r"[0-9][0-9.,]*%?|[A-Za-z]+|.", text, re.DOTALL)
