r"""A 公文 and its parts, named after GB/T 9704-2012; every part knows its source lines.

Line numbers are 1-based over the text split at "\\n"; a pair of lines is inclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.models.block import Block, Lines
    from gazette_search.models.document_number import DocumentNumber
    from gazette_search.models.duty import Duty
    from gazette_search.models.source_fact import SourceFact
    from gazette_search.models.statement import Statement


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: an annex announced in the 附件说明, or the text that a 印发 notice encloses.

    Attributes:
        kind: `enclosed` carries no 附件 label, `annex` was announced.
        label: As printed above it (附件 1:), or None.
        title: Without label and numbering.
        lines: Where it stands, or None when it was announced but not printed.
        announced: Line of the 附件说明 that names it, or None.
    """

    kind: Literal["enclosed", "annex"]
    label: str | None
    title: str
    lines: Lines | None
    announced: int | None = None

    @property
    def present(self) -> bool:
        """Whether the issue printed it."""
        return self.lines is not None


Relation = Literal["repeals", "amends", "basis", "cites"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named by number inside a text.

    Attributes:
        raw: The number as printed.
        number: Canonical form; 国务院令第590号 for decrees.
        title: The title in 《》 beside it, or None.
        relation: What this document does to the cited one.
        scope: `document` when it grounds the whole document or annex, else `clause`.
        lines: Source lines of number and title.
        article: 第五条第一款, when the text names one.
        block: Index of the block in the document.
        start: Offset of the number in that block's text.
    """

    raw: str
    number: str
    title: str | None
    relation: Relation
    scope: Literal["document", "clause"]
    lines: Lines
    article: str | None = None
    block: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class Alias:
    """（以下简称…）: a short name that holds inside its document only."""

    short: str
    full: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Document:
    """One official document.

    Attributes:
        number: 发文字号, or None: laws, appointments and minutes have none, and one that cannot be
            read is none either.
        title: 标题 as printed; the contents' where the text has none.
        lines: First and last source line; the first is the head line, the 发文字号 where it stands
            above the title.
        masthead: 发文机关标志.
        toc_title: Title in the contents.
        page: In the contents.
        genre: 文种.
        issuer: 发文机关 that signed.
        signed_date: 成文日期.
        addressee: 主送机关.
        disclosure: （此件公开发布）.
        printed_number: The number line of a document whose number is unclear, as printed.
        facts: What the source states beside the text.
        page_starts: Where pages of the file begin: (first line, page), ascending; the first is
            that of the document's first line. Empty where the file has no pages.
        machine_read: Whether a machine read any of it off an image.
    """

    number: DocumentNumber | None
    title: str
    lines: Lines
    masthead: str | None = None
    toc_title: str | None = None
    page: int | None = None
    genre: str | None = None
    issuer: str | None = None
    signed_date: date | None = None
    addressee: str | None = None
    disclosure: str | None = None
    attachments: tuple[Attachment, ...] = ()
    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    aliases: tuple[Alias, ...] = ()
    duties: tuple[Duty, ...] = ()
    statements: tuple[Statement, ...] = ()
    page_starts: tuple[tuple[int, int], ...] = ()
    machine_read: bool = False
    printed_number: str | None = None
    facts: tuple[SourceFact, ...] = ()

    @property
    def id(self) -> str:
        """What names the document wherever a number is asked for: its number where it has one.

        For one without a number it is made of title, date and the first words, so that it holds
        when the file is renamed, moved or gains lines.
        """
        return str(self.number) if self.number else _id_of(self)

    def page_at(self, line: int) -> int | None:
        """The page of the file on which a line of the document stands; None without pages."""
        following = bisect_left(self.page_starts, (line + 1, 0))
        return self.page_starts[max(0, following - 1)][1] if self.page_starts else None

    @property
    def tables(self) -> int:
        """How many tables the document prints."""
        return sum(block.kind == "table" for block in self.blocks)


UNNUMBERED = "无号-"
_TEXT = ("heading", "paragraph", "item", "table")
_ID_TEXT = 100  # characters of the text; with title and date they tell two appointments apart


def _id_of(document: Document) -> str:
    from hashlib import sha256

    text = "".join(block.text for block in document.blocks[:12] if block.kind in _TEXT)
    day = document.signed_date.isoformat() if document.signed_date else ""
    words = f"{document.title}{day}{''.join(text.split())[:_ID_TEXT]}"
    return UNNUMBERED + sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
