"""Split an issue into front matter and documents, at the heads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.ingestion.structure.heads import find_heads
from gazette_search.ingestion.structure.metadata import find_addressee
from gazette_search.ingestion.structure.source_facts import FactBlock
from gazette_search.ingestion.structure.title_lines import (
    AnnouncedTitles,
    can_be_title,
    find_title,
    has_title_shape,
)
from gazette_search.ingestion.structure.titles import unquoted
from gazette_search.text.patterns import Lazy
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gazette_search.ingestion.layout.head_numbers import HeadNumber
    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.ingestion.structure.clusters import Cluster
    from gazette_search.ingestion.structure.heads import Reason
    from gazette_search.models import DocumentNumber, SourceFact

_IMPRINT = Lazy(
    r"编委会成员|编委会|编委会主任 ?:?|编辑委员会|本刊编委会|主 ?办 ?:?|主管主办.{0,20}"
)
# What a web page prints below its text.
_FURNITURE = Lazy(
    r".*(?:ICP备|公网安备|网站标识码|版权所有|技术支持|网站地图|联系我们|关于我们|扫一扫|打印本页"
    r"|关闭窗口|上一篇|下一篇|分享到|网络支持).*|[主承]办单位 ?:.*|[/|]|发布|打印|关闭|分享"
    r"|[\u4e00-\u9fff]{2,6}处|[\u4e00-\u9fff、]{4,30}(?:政府|委员会|委|局)"
)
_SURE_FURNITURE = Lazy(r".*(?:ICP备|公网安备|网站标识码|版权所有|网站地图).*")
_PROSE = 15  # characters of a sentence


@dataclass(frozen=True, slots=True)
class DocumentLines:
    """The content lines of one document, by the element that they are of.

    Attributes:
        reason: The evidence that it begins here; None when nothing shows a head.
        masthead_lines: 发文机关标志.
        number_lines: 发文字号, as far as there is one.
        title: 标题.
        fact_lines: Metadata in front of the text.
        rest: Everything behind the head.
        head: What the number line says, or None.
        block: What the metadata says, or None.
        footnotes: Notes that its lines refer to, from files that tell them.
    """

    reason: Reason | None
    masthead_lines: tuple[Line, ...]
    number_lines: tuple[Line, ...]
    title: tuple[Line, ...]
    fact_lines: tuple[Line, ...]
    rest: tuple[Line, ...]
    head: HeadNumber | None = None
    block: FactBlock | None = None
    footnotes: tuple[Line, ...] = ()

    @property
    def masthead(self) -> str | None:
        """发文机关标志 without spaces, wherever it stands, or None."""
        if self.head and self.head.masthead and not self.masthead_lines:
            return self.head.masthead
        return "".join(line.text for line in self.masthead_lines).replace(" ", "") or None

    @property
    def first(self) -> int:
        """Number of the head line: of the number, unless the title stands above it."""
        lines = self.number_lines or self.title or self.rest or self.fact_lines
        return min((*self.title[:1], *lines[:1]), key=lambda line: line.number).number

    @property
    def begins(self) -> int:
        """Number of the very first of its lines."""
        parts = (self.masthead_lines, self.number_lines, self.title, self.fact_lines, self.rest)
        return min(line.number for part in parts for line in part[:1])

    @property
    def printed_title(self) -> str:
        """The title as printed, a space for each line end, without 《》 around all of it."""
        return unquoted(" ".join(line.text for line in self.title))


@dataclass(frozen=True, slots=True)
class Split:
    """An issue in parts; every content line is in exactly one of them.

    Attributes:
        front: Title page, contents and imprint, in front of and behind the documents.
        documents: In printed order.
        unclear: Lines that look like heads and stand nowhere as one.
    """

    front: tuple[Line, ...]
    documents: tuple[DocumentLines, ...]
    unclear: tuple[Line, ...]


def split_issue(
    front: Sequence[Line],
    lines: Sequence[Line],
    titles: AnnouncedTitles,
    numbers: Collection[DocumentNumber],
) -> Split:
    """Split the content lines of an issue.

    Args:
        front: Title page and contents.
        lines: The content lines behind them, in order.
        titles: What the contents announce.
        numbers: Numbers that the contents name.
    """
    heads = find_heads(lines, titles, numbers)
    begins = [cluster.start for cluster, _ in heads.found]
    lead = lines[: begins[0]] if begins else lines
    end = _end_of_documents(lines, begins[-1] if begins else 0)
    leading = _leading(lead[:end], has_heads=bool(begins), has_front=bool(front))
    documents = [] if leading is None else [leading]
    documents += [
        _document(lines, cluster, reason, following)
        for (cluster, reason), following in zip(heads.found, [*begins[1:], end], strict=False)
    ]
    taken = {id(line) for document in documents for line in _lines_of(document)}
    rest = tuple(line for line in lines if id(line) not in taken)
    return Split((*front, *rest), tuple(documents), heads.unclear)


def with_facts(split: Split, facts: Sequence[SourceFact]) -> Split:
    """The parts with what the file states beside its text, where it is one document."""
    if len(split.documents) != 1 or not facts:
        return split
    (document,) = split.documents
    own = document.block.facts if document.block else ()
    known = {fact.name for fact in own}
    block = FactBlock(0, (*own, *(fact for fact in facts if fact.name not in known)))
    return replace(split, documents=(replace(document, block=block),))


def _lines_of(document: DocumentLines) -> tuple[Line, ...]:
    return (
        *document.masthead_lines,
        *document.number_lines,
        *document.title,
        *document.fact_lines,
        *document.rest,
    )


def _document(lines: Sequence[Line], cluster: Cluster, reason: Reason, end: int) -> DocumentLines:
    def of(extent: range) -> tuple[Line, ...]:
        return tuple(lines[place] for place in extent)

    return DocumentLines(
        reason,
        of(cluster.masthead),
        of(cluster.number),
        of(cluster.title),
        of(cluster.facts),
        tuple(lines[cluster.end : end]),
        cluster.head,
        cluster.block,
    )


def _leading(lines: Sequence[Line], *, has_heads: bool, has_front: bool) -> DocumentLines | None:
    """The document in front of the first head, whose own head nothing shows.

    A file without any head is one document, unless it is a title page with contents and imprint,
    or a note. Text in front of the first head is one where it says something; imprints and lists
    of names do not.
    """
    sentences = [place for place, line in enumerate(lines) if _is_sentence(line)]
    if len(sentences) < (2 if has_heads else 1 if has_front else 0) or not lines:
        return None
    if not has_heads and not _is_official(lines):
        return None
    if lines[0].kind == "label" and not has_heads:
        return _attachment(lines)
    for place, line in enumerate(lines):
        title = find_title(lines[place : place + 9])
        if title and has_title_shape(title):
            rest = tuple(lines[place + len(title) :])
            return DocumentLines(None, (), (), title, (), rest) if rest else None
        if _is_sentence(line) or line.kind == "row" or line.marker:
            break
    if not has_heads and len(lines) > 1 and can_be_title(lines[0]):
        return DocumentLines(None, (), (), tuple(lines[:1]), (), tuple(lines[1:]))
    begin = 0 if not has_heads else sentences[0]
    return DocumentLines(None, (), (), (), (), tuple(lines[begin:]))


def _attachment(lines: Sequence[Line]) -> DocumentLines:
    """An attachment in a file of its own: 附件2, its title, its text."""
    below = lines[1:]
    title = find_title(below) or (tuple(below[:1]) if below and can_be_title(below[0]) else ())
    return DocumentLines(None, (), (), title, (lines[0],), tuple(below[len(title) :]))


def _is_official(lines: Sequence[Line]) -> bool:
    """Whether a text without a head has the form of an official one: any of its elements."""
    return (
        any(line.marker or line.kind in ("date", "disclosure", "row") for line in lines)
        or any(find_addressee(lines[place : place + 1]) for place in range(min(8, len(lines))))
        or any(has_title_shape(find_title(lines[place:])) for place in range(min(5, len(lines))))
    )


def _is_sentence(line: Line) -> bool:
    return line.kind == "text" and "。" in line.text and len(line.text) >= _PROSE


def _end_of_documents(lines: Sequence[Line], last_head: int) -> int:
    """Where the last document ends: at an imprint printed behind it, else with the file."""
    for index in range(last_head + 1, len(lines)):
        if len(lines[index].text) < 30 and _IMPRINT.fullmatch(lines[index].folded):
            return index
    return _without_furniture(lines, last_head)


def _without_furniture(lines: Sequence[Line], last_head: int) -> int:
    """Where the text of a web page ends: links and the numbers of the site below it are no text."""
    sure = [
        index
        for index in range(max(last_head + 1, len(lines) - 12), len(lines))
        if _SURE_FURNITURE.fullmatch(lines[index].folded[:200])
    ]
    if not sure:
        return len(lines)
    end = sure[0]
    while end > last_head + 1 and _FURNITURE.fullmatch(lines[end - 1].folded[:200]):
        end -= 1
    return end
