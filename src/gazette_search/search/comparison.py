"""Two documents side by side: sections by their headings, blocks by their words, words by order.

Pure: it takes documents and gives values; how words are cut is the caller's choice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeVar

from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.units import pairs, units
from gazette_search.models import BOILERPLATE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazette_search.models import Block, Document
    from gazette_search.search.reports import HeldDocument

Range = tuple[int, int]
Change = Literal["same", "changed", "removed", "added"]
Item = TypeVar("Item")

# Share of common pairs of characters (Dice) from which on two headings, or two blocks, are taken for
# versions of each other. Over the yearly notices of the corpus, headings of one section reach 0.5
# to 1.0; 资金保障 and 资金筹集与安排 (0.22) are paired by what stands under them.
HEADINGS_ALIKE = 0.5
BLOCKS_ALIKE = 0.35
_LEFT_OUT = BOILERPLATE - {"addressee"}


@dataclass(frozen=True, slots=True)
class Side:
    """A block of one document with the words that the other has not.

    Attributes:
        block: The block.
        ranges: Changed words, in the block's text, ascending and apart from each other.
    """

    block: Block
    ranges: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two blocks that correspond, or one that has no counterpart."""

    change: Change
    left: Side | None = None
    right: Side | None = None


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """Blocks under one heading of either document; a heading is None where the other stands alone.

    Attributes:
        left: Headings from the outermost to the section's own, of the first document.
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
class ComparedDocuments:
    """Two documents and what came of it."""

    left: HeldDocument
    right: HeldDocument
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class _Section:
    path: tuple[str, ...]
    blocks: tuple[Block, ...]
    name: frozenset[str]
    words: Counter[str]


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
    ones, others = _sections(left), _sections(right)
    matches = _aligned(ones, others, _sections_alike)
    compared = []
    for one, other in matches:
        pairs_ = _paired(one.blocks if one else (), other.blocks if other else (), cut or _atoms)
        compared.append(
            ComparedSection(one.path if one else None, other.path if other else None, pairs_)
        )
    return Comparison(tuple(compared))


def _sections(document: Document) -> list[_Section]:
    """Blocks by the headings above them; a heading opens its own section."""
    kept = [block for block in document.blocks if block.kind not in _LEFT_OUT]
    found = []
    for (part, path), group in groupby(kept, key=_place):
        del part
        blocks = tuple(group)
        words = Counter(pair for block in blocks for pair in pairs(search_text(block.text)))
        name = frozenset(pairs(_plain_heading(path[-1]))) if path else frozenset()
        found.append(_Section(path, blocks, name, words))
    return found


def _place(block: Block) -> tuple[int, tuple[str, ...]]:
    own = (block.text,) if block.kind in ("heading", "attachment_title") else ()
    return block.part, (*block.path, *own)


def _plain_heading(text: str) -> str:
    """A heading without its numbering, which moves when a section comes in between."""
    return search_text(text).lstrip("一二三四五六七八九十0123456789第章节条 ") or search_text(text)


def _sections_alike(one: _Section, other: _Section) -> float:
    """By heading, else by what stands under it: half of each."""
    if bool(one.path) != bool(other.path):
        return 0.0
    named = _dice(one.name, other.name) if one.path else 1.0
    worded = _overlap(one.words, other.words)
    if named >= HEADINGS_ALIKE:
        return named + worded / 2
    return worded if worded >= HEADINGS_ALIKE else 0.0


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    sizes = sum(one.values()), sum(other.values())
    if 2 * min(sizes) < BLOCKS_ALIKE * sum(sizes) or not all(sizes):
        return 0.0  # of lengths too different to be alike enough; saves most of the work
    return 2 * sum((one & other).values()) / sum(sizes)


def _aligned(
    ones: Sequence[Item], others: Sequence[Item], alike: Callable[[Item, Item], float]
) -> list[tuple[Item | None, Item | None]]:
    """The alignment in order with the greatest sum of likeness (Needleman and Wunsch 1970).

    Items that nothing corresponds to stand alone, those of the first before those of the second.
    """
    best = [[0.0] * (len(others) + 1) for _ in range(len(ones) + 1)]
    likeness = [[alike(one, other) for other in others] for one in ones]
    for i in range(len(ones) - 1, -1, -1):
        for j in range(len(others) - 1, -1, -1):
            paired = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    aligned: list[tuple[Item | None, Item | None]] = []
    while i < len(ones) and j < len(others):
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            aligned.append((ones[i], others[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            aligned.append((ones[i], None))
            i += 1
        else:
            aligned.append((None, others[j]))
            j += 1
    aligned += [(one, None) for one in ones[i:]]
    return aligned + [(None, other) for other in others[j:]]


@dataclass(frozen=True, slots=True)
class _Text:
    """A block with what it is compared by."""

    block: Block
    plain: str
    words: Counter[str]


def _paired(
    left: Sequence[Block], right: Sequence[Block], cut: Callable[[str], Sequence[str]]
) -> tuple[Pair, ...]:
    """The blocks of two sections that correspond, in order."""
    ones, others = [_text(block) for block in left], [_text(block) for block in right]
    return tuple(
        _pair(one and one.block, other and other.block, cut)
        for one, other in _aligned(ones, others, _blocks_alike)
    )


def _text(block: Block) -> _Text:
    plain = search_text(block.text)
    return _Text(block, plain, Counter(pairs(plain) or units(plain)))


def _blocks_alike(one: _Text, other: _Text) -> float:
    """1 or more for the same text; 0 for blocks that have too little in common."""
    if one.plain == other.plain:
        return 2.0
    both_headings = one.block.kind == other.block.kind and one.block.kind in ("heading", "title")
    likeness = _overlap(one.words, other.words)
    return likeness if likeness >= BLOCKS_ALIKE or both_headings else 0.0


def _pair(one: Block | None, other: Block | None, cut: Callable[[str], Sequence[str]]) -> Pair:
    if one is None or other is None:
        left, right = (block and Side(block, ((0, len(block.text)),)) for block in (one, other))
        return Pair("added" if one is None else "removed", left, right)
    if search_text(one.text) == search_text(other.text):
        return Pair("same", Side(one), Side(other))
    ranges = _changed_words([*cut(one.text)], [*cut(other.text)])
    return Pair("changed", Side(one, ranges[0]), Side(other, ranges[1]))


def _changed_words(left: list[str], right: list[str]) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """Ranges of the words that only one side has; layout (spaces, width) is no change."""
    from difflib import SequenceMatcher

    ones, others = _spans(left), _spans(right)
    matcher = SequenceMatcher(
        None, [word for word, _ in ones], [word for word, _ in others], autojunk=False
    )
    changed: tuple[list[Range], list[Range]] = ([], [])
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            for side, spans, begin, end in (
                (changed[0], ones, i, i_end),
                (changed[1], others, j, j_end),
            ):
                if begin < end:
                    side.append((spans[begin][1][0], spans[end - 1][1][1]))
    return tuple(changed[0]), tuple(changed[1])


def _spans(words: Sequence[str]) -> list[tuple[str, Range]]:
    """Each word folded, with its place; words of nothing but spaces and marks are left out."""
    found, at = [], 0
    for word in words:
        folded = search_text(word)
        if folded:
            found.append((folded, (at, at + len(word))))
        at += len(word)
    return found


def _atoms(text: str) -> list[str]:
    """Runs of Latin letters and digits, else single characters."""
    import re

    return re.findall(r"[0-9][0-9.,]*%?|[A-Za-z]+|.", text, re.DOTALL)
