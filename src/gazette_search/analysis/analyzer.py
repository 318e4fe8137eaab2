"""From a document to what the index holds of it: counted terms and the scan record."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import marked_text, normalize, search_text
from gazette_search.analysis.scan import BLOCK_KINDS, BLOCK_SEPARATOR, NO_PARENT, Scan, unit_starts
from gazette_search.analysis.segmenter import Segmenter
from gazette_search.analysis.terms import FIELDS, FORM, GRAM, WORD
from gazette_search.analysis.units import grams, units
from gazette_search.models import BOILERPLATE
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazette_search.analysis.normalizer import Normalized
    from gazette_search.models import Block, Document, Issue


@dataclass(frozen=True, slots=True)
class AnalyzedDocument:
    r"""What the index holds of a document.

    Attributes:
        terms: Counted terms by field.
        titles: Search text of title, contents title and attachment titles, "\\n" between.
        length: Units of content.
        words: Dictionary words that stand anywhere in it.
    """

    document: Document
    scan: Scan
    terms: Mapping[str, Mapping[str, int]]
    titles: str
    length: int
    words: frozenset[str]


class Analyzer:
    """Analyses documents with one segmenter."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    @classmethod
    def for_indexing(cls) -> Analyzer:
        """With the whole dictionary; loading it takes nearly half a second."""
        return cls(Segmenter.full())

    @classmethod
    def for_issues(cls, issues: Iterable[Issue]) -> Analyzer:
        """For the documents of a few issues: the same terms, sooner."""
        blocks = (b for issue in issues for document in issue.documents for b in document.blocks)
        return cls(Segmenter.for_texts(marked_text(block.text) for block in blocks))

    def analyze(self, document: Document) -> AnalyzedDocument:
        """The terms of a document and its scan record."""
        counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
        draft = _ScanDraft()
        found: set[str] = set()
        length = 0
        for block, parent in zip(document.blocks, _parents(document.blocks), strict=True):
            normal = normalize(block.text)
            read = self._segmenter.read(normal.marked())
            draft.add(block, normal, parent, read.words)
            found |= read.found
            if block.kind in BOILERPLATE:
                counts[FORM].update(grams(normal.text))
            else:
                counts[GRAM].update(grams(normal.text))
                counts[WORD].update(word for word in read.words if not word.isspace())
                counts[WORD].update(read.inner)
                length += len(units(normal.text))
        titles = [document.title, document.toc_title or ""]
        titles += [attachment.title for attachment in document.attachments]
        return AnalyzedDocument(
            document=document,
            scan=draft.finish(),
            terms=counts,
            titles="\n".join(dict.fromkeys(search_text(title) for title in titles if title)),
            length=length,
            words=frozenset(found),
        )

    def dictionary(self, words: Iterable[str]) -> list[str]:
        """Lines of the dictionary that a search over these words needs."""
        return self._segmenter.dictionary(words)


class _ScanDraft:
    """A scan record as it grows block by block."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._boundaries = bytearray()
        self._starts = array("i")
        self._blocks = array("i")
        self._kinds = bytearray()
        self._parents = array("i")
        self._first_units: list[int] = []

    def add(self, block: Block, normal: Normalized, parent: int, words: Iterable[str]) -> None:
        """Append a block.

        Args:
            block: The block.
            normal: Its text folded.
            parent: Index of the block that is the heading above it, or `NO_PARENT`.
            words: Its search text cut into words.
        """
        base = len(self._boundaries)
        self._first_units.append(len(self._starts))
        above = self._first_units[parent] if parent != NO_PARENT else NO_PARENT
        for start in unit_starts(block):
            self._starts.append(base + bisect_left(normal.offsets, start))
            self._blocks.append(len(self._first_units) - 1)
            self._kinds.append(BLOCK_KINDS.index(block.kind))
            self._parents.append(above)
        for word in words:
            self._boundaries += b"\1" + bytes(len(word) - 1)
        self._texts.append(normal.text)
        self._boundaries += b"\1"  # of the separator

    def finish(self) -> Scan:
        """The record of all blocks added."""
        return Scan(
            text="".join(f"{text}{BLOCK_SEPARATOR}" for text in self._texts),
            boundaries=bytes(self._boundaries),
            starts=self._starts,
            blocks=self._blocks,
            kinds=bytes(self._kinds),
            parents=self._parents,
        )


def _parents(blocks: Iterable[Block]) -> list[int]:
    """For each block the index of the heading that its path ends with, or `NO_PARENT`."""
    nearest: dict[tuple[int, tuple[str, ...]], int] = {}
    parents = []
    for index, block in enumerate(blocks):
        parents.append(nearest.get((block.part, block.path), NO_PARENT))
        if block.kind == "heading":
            nearest[block.part, (*block.path, block.text)] = index
    return parents
