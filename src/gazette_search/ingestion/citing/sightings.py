"""Every document that a text names, by number or by title, and what the text does to it.

The one door for citations (what has a number) and statements on the life of documents (what is
repealed or amended, with a number or without).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gazette_search.ingestion.citing.listings import find_table_mentions
from gazette_search.ingestion.citing.mentions import (
    Mention,
    find_mentions,
    listed_title,
    outline,
)
from gazette_search.ingestion.citing.relations import ARTICLES, find_relations
from gazette_search.text.patterns import Lazy
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.ingestion.citing.context import Context
    from gazette_search.models import Block, Relation

    Scope = Literal["document", "clause"]

_REMARK = r"(?:[（(][^（()）]{0,60}[）)])?"
_ARTICLE = Lazy(
    rf"\s*{_REMARK}\s*中?的?(?:(?:印发|发布|公布|所附)的?《[^《》]{{1,80}}》)?中?的?\s*({ARTICLES})"
)
_PARTIAL = Lazy(rf"\s*{_REMARK}\s*中?的?(?:部分|有关|相关|以下|下列|个别)*(?:内容|条款|规定|条文)")
_ARTICLE_FIRST = Lazy(rf"[^。；;]{{0,8}}[：:]\s*({ARTICLES})")
_FIRST_ARTICLE = Lazy(r"第[一1]条$")
_MADE = Lazy(
    r"(?:制定|编制)(?:了|本|如下|《|我市)|制定[^。；，]{0,30}[。；]"
    r"|(?:提出|通知|公告|通告|决定)如下"
)
_SILENT = ("number", "masthead")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention of a document in a block.

    Attributes:
        mention: Where it stands.
        relation: What the text does to the document.
        scope: `document` when all of it is meant, else `clause`.
        article: 第五条第一款, when the text names one.
    """

    mention: Mention
    relation: Relation
    scope: Scope
    article: str | None = None


def find_sightings(
    blocks: Sequence[Block], contexts: Sequence[Context]
) -> list[tuple[Sighting, ...]]:
    """The mentions of each block of one document, in text order."""
    reader = _Reader(blocks, contexts)
    return [tuple(reader.read(index)) for index in range(len(blocks))]


class _Reader:
    """Reads blocks in order and remembers which parts have named their grounds."""

    def __init__(self, blocks: Sequence[Block], contexts: Sequence[Context]) -> None:
        self._blocks = blocks
        self._contexts = contexts
        self._grounded: set[int] = set()

    def read(self, index: int) -> Iterator[Sighting]:
        kind = self._blocks[index].kind
        if kind == "table":
            yield from self._in_table(index)
        elif kind not in _SILENT:
            yield from self._in_text(index)

    def _in_table(self, index: int) -> Iterator[Sighting]:
        for row in find_table_mentions(self._blocks[index].text, self._contexts[index].listed):
            whole = row.relation == "repeals" and row.article is None
            yield Sighting(
                row.mention, row.relation, "document" if whole else "clause", row.article
            )

    def _in_text(self, index: int) -> Iterator[Sighting]:
        block, context = self._blocks[index], self._contexts[index]
        mentions = find_mentions(block.text)
        if not mentions:
            yield from _line_of_list(block, context)
            return
        setting = context.setting()
        drawn = outline(block.text, mentions)
        relations = dict(zip(drawn.mentions, find_relations(drawn, setting), strict=True))
        for each in mentions:
            relation = relations.get(each, "cites")
            article = self._article(index, each)
            whole = not article and not _PARTIAL.match(block.text, each.end)
            if relation == "repeals" and whole:
                yield Sighting(each, relation, "document", article)
            else:
                yield Sighting(each, relation, self._scope(index, relation), article)
        if "basis" in relations.values() and any(each.number for each in mentions):
            self._grounded.add(block.part)

    def _scope(self, index: int, relation: Relation) -> Scope:
        """`document` for 编制依据 and for the opening that says why the text is made."""
        block, context = self._blocks[index], self._contexts[index]
        if relation != "basis":
            return "clause"
        if context.grounds:
            return "document"
        opening = block.kind == "paragraph" or _FIRST_ARTICLE.search(block.marker)
        if context.headed or not context.general or not opening:
            return "clause"
        made = block.part not in self._grounded or _MADE.search(block.text)
        return "document" if made else "clause"

    def _article(self, index: int, mention: Mention) -> str | None:
        """第五条第一款 behind the mention, or at the head of the text under an annex's title."""
        block = self._blocks[index]
        found = _ARTICLE.match(block.text, mention.end)
        if not found and block.kind == "attachment_title" and index + 1 < len(self._blocks):
            found = _ARTICLE_FIRST.match(self._blocks[index + 1].text)
        return "".join(found[1].split()) if found else None


def _line_of_list(block: Block, context: Context) -> Iterator[Sighting]:
    """下列文件予以废止： 1. 葫芦岛市供热管理暂行办法: a title that is all of its line."""
    title = listed_title(block.text) if block.kind in ("paragraph", "item", "heading") else None
    relation = context.lists if title else None
    if title and relation in ("repeals", "amends"):
        scope: Scope = "document" if relation == "repeals" else "clause"
        yield Sighting(Mention(*title, title=title), relation, scope)
