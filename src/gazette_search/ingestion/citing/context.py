"""What stands above and around each block: titles, intro, caption, headings, quotation marks.

Computed once for a document; citations and statements read the same, so that what one takes for
repealed the other does not take for quoted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.citing.mentions import find_titles, listed_title
from gazette_search.ingestion.citing.number_mentions import find_numbers
from gazette_search.ingestion.citing.quotations import quoted_spans
from gazette_search.ingestion.citing.relations import Setting, is_deciding, listed_relation
from gazette_search.text.patterns import Lazy
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.models import Block, Relation
    from gazette_search.text.spans import Span

TITLE_KINDS = ("title", "attachment_title")
# 下列文件予以废止：, 决定废止以下文件。 and, where they were not taken for a heading or a caption,
# 一、废止的文件, 废止的规范性文件目录
_INTRO = Lazy(
    r"[：:]\s*$|(?:下列|以下)[^。：:]{0,30}。\s*$"
    r"|^[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?[^。；;，,]{2,20}$"
    r"|^[^。；;，,：:]{4,40}(?:目录|清单|名录|一览表|汇总表)$"
)
_GENERAL = Lazy(r"总则|^第[一1]章")
_GROUNDS = Lazy(r"依据[。：:\s]*$")


@dataclass(frozen=True, slots=True)
class Context:
    """What bears on how one block is read.

    Attributes:
        titled: The block is a title or a line of one.
        title: Of the document's own text or of the attachment that holds the block, as far as it
            is printed.
        main_title: The document's own.
        intro: The sentence above that announces a list (下列文件予以废止：), or "".
        caption: Of the table, or "".
        path: Headings above, outermost first.
        headed: Whether a heading other than 总则 was printed in this part.
        quoted: What the block quotes, as spans of its text.
    """

    titled: bool = False
    title: str = ""
    main_title: str = ""
    intro: str = ""
    caption: str = ""
    path: tuple[str, ...] = ()
    headed: bool = False
    quoted: tuple[Span, ...] = ()

    @property
    def above(self) -> tuple[str, ...]:
        """The texts above that may say what happens to listed documents, the nearest first."""
        return (self.caption, self.intro, *reversed(self.path), self.title, self.main_title)

    @property
    def listed(self) -> Relation | None:
        """What the nearest of them announces for the documents listed here."""
        relations = (listed_relation(text) for text in self.above if text)
        return next((each for each in relations if each), None)

    @property
    def lists(self) -> Relation | None:
        """What is announced so near that a line which is a title alone can only be listed.

        The title of a decision is too far away for that: its text may name other documents.
        """
        near = (self.intro, *self.path[-1:], self.title if self.title != self.main_title else "")
        return next((each for text in near if text and (each := listed_relation(text))), None)

    @property
    def grounds(self) -> bool:
        """Whether the block stands under 编制依据."""
        return bool(self.path) and _GROUNDS.search(self.path[-1]) is not None

    @property
    def general(self) -> bool:
        """Whether no heading but 总则 stands above."""
        return all(_GENERAL.search(heading) for heading in self.path)

    def setting(self) -> Setting:
        """What the relations of the block's mentions depend on."""
        return Setting(
            deciding=is_deciding(self.title) or is_deciding(self.main_title),
            titled=self.titled,
            listed=self.listed,
            grounds=self.grounds,
            quoted=self.quoted,
        )


@dataclass(slots=True)
class _Part:
    """What has been read of the document's own text or of one attachment."""

    title: str = ""
    intro: str = ""
    caption: str = ""
    headed: bool = False

    def enter(self, block: Block) -> None:
        """Take in what the block itself adds to its context."""
        if block.kind in TITLE_KINDS:
            self.title += block.text
        elif block.kind == "heading":
            self.headed = self.headed or not _GENERAL.search(block.text)
            if listed_relation(block.text) or not _lists(block.text):
                self.intro = ""
        elif block.kind == "caption":
            self.caption = block.text

    def leave(self, block: Block) -> None:
        """An intro governs the documents below until other text comes, a caption the tables.

        A table that a page or a blank line parts is several, under one caption.
        """
        if block.kind not in ("table", "caption"):
            self.caption = ""
        if block.kind in ("paragraph", "item"):
            if _INTRO.search(block.text) and listed_relation(block.text):
                self.intro = block.text
            elif self.intro and block.kind == "paragraph" and not _lists(block.text):
                self.intro = ""


def _lists(text: str) -> bool:
    """Whether a paragraph or a short line like a heading may be one of a list of documents."""
    return bool(find_titles(text) or listed_title(text) or find_numbers(text))


def read_contexts(blocks: Sequence[Block]) -> list[Context]:
    """The context of each block of one document, in their order."""
    parts: dict[int, _Part] = {}
    quoted = quoted_spans(blocks)
    contexts = []
    for index, block in enumerate(blocks):
        part = parts.setdefault(block.part, _Part())
        part.enter(block)
        contexts.append(
            Context(
                titled=block.kind in TITLE_KINDS,
                title=part.title,
                main_title=parts[0].title if 0 in parts else "",
                intro=part.intro,
                caption=part.caption,
                path=block.path,
                headed=part.headed,
                quoted=quoted[index],
            )
        )
        part.leave(block)
    return contexts
