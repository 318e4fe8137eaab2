"""引用: every document that a document names by number, and what it does to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from gazette_search.ingestion.citing.listings import find_table_references
from gazette_search.ingestion.citing.mentions import find_references, find_titles, outline
from gazette_search.ingestion.citing.number_mentions import find_numbers
from gazette_search.ingestion.citing.relations import (
    ARTICLES,
    Setting,
    find_relations,
    is_deciding,
    listed_relation,
)
from gazette_search.models import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.ingestion.citing.mentions import Reference, Span
    from gazette_search.ingestion.citing.number_mentions import NumberMention
    from gazette_search.models import Block, Relation

    Scope = Literal["document", "clause"]
    _Sighting = tuple[NumberMention, Span | None, "_Said"]

_TITLES = ("title", "attachment_title")
_STRONG = ("repeals", "amends")
_PATTERNS = {
    "article": rf"\s*中?的?(?:(?:印发|发布|公布|所附)的?《[^《》]{{1,80}}》)?中?的?\s*({ARTICLES})",
    "partial": r"\s*中?的?(?:部分|有关|相关|以下|下列)*(?:内容|条款|规定|条文)",
    "article_first": rf"[^。；;]{{0,8}}[：:]\s*({ARTICLES})",
    "grounds": r"依据[。：:\s]*$",
    "general": r"总则|^第[一1]章",
    "first_article": r"第[一1]条$",
    "made": (
        r"(?:制定|编制)(?:了|本|如下|《|我市)|制定[^。；，]{0,30}[。；]"
        r"|(?:提出|通知|公告|通告|决定)如下"
    ),
    "intro": r"[：:]\s*$",
    "space": r"\s+",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


def find_citations(blocks: Sequence[Block]) -> tuple[Citation, ...]:
    """The documents that the blocks of one document name by number, mention by mention.

    The document's own number, above its title or repeated in its text, is no citation. A number
    named twice gives two citations; both say `repeals` or `amends` when a title of the document
    does that to it, so that the last mention never takes back what the first one did.

    Args:
        blocks: All blocks of one document in order.

    Returns:
        Citations in text order.
    """
    own = {
        mention.number
        for block in blocks
        if block.kind == "number"
        for mention in find_numbers(block.text)
    }
    reader = _DocumentReader(blocks)
    found = [each for index in range(len(blocks)) for each in reader.citations(index)]
    return tuple(_as_titles_say(blocks, [each for each in found if each.number not in own]))


@dataclass(slots=True)
class _Part:
    """What has been read of the document's own text or of one attachment."""

    title: str = ""
    intro: str = ""
    caption: str = ""
    headed: bool = False
    grounded: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """What the text says of one mention."""

    relation: Relation
    scope: Scope
    article: str | None


class _DocumentReader:
    """Reads blocks in order and remembers what stands above each."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._parts: dict[int, _Part] = {}

    def citations(self, index: int) -> Iterator[Citation]:
        block = self._blocks[index]
        part = self._parts.setdefault(block.part, _Part())
        if block.kind not in ("number", "masthead"):
            self._enter(block, part)
            yield from self._read(index, block, part)
            self._leave(block, part)

    def _enter(self, block: Block, part: _Part) -> None:
        if block.kind in _TITLES:
            part.title += block.text
        elif block.kind == "heading":
            part.headed = part.headed or not _has("general", block.text)
            part.intro = ""
        elif block.kind == "caption":
            part.caption = block.text

    def _leave(self, block: Block, part: _Part) -> None:
        """An intro (下列文件予以废止：) governs the references below until other text comes."""
        if block.kind == "table":
            part.caption = ""
        elif block.kind in ("paragraph", "item"):
            leads = _has("intro", block.text) and listed_relation(block.text)
            if leads:
                part.intro = block.text
            elif block.kind == "paragraph" and not find_titles(block.text):
                part.intro = ""

    def _listed(self, block: Block, part: _Part) -> Relation | None:
        above = [part.caption, part.intro, *reversed(block.path), part.title]
        if block.part:
            main = self._parts.get(0)
            above.append(main.title if main else "")
        relations = (listed_relation(text) for text in above if text)
        return next((each for each in relations if each), None)

    def _read(self, index: int, block: Block, part: _Part) -> Iterator[Citation]:
        read = self._read_table if block.kind == "table" else self._read_text
        for mention, title, said in read(index, block, part):
            yield _citation(index, block, mention, title, said)

    def _read_table(self, _: int, block: Block, part: _Part) -> Iterator[_Sighting]:
        for row in find_table_references(block.text, self._listed(block, part)):
            if row.reference.mention:
                whole = row.relation == "repeals" and row.article is None
                said = _Said(row.relation, "document" if whole else "clause", row.article)
                yield row.reference.mention, row.reference.title, said

    def _read_text(self, index: int, block: Block, part: _Part) -> Iterator[_Sighting]:
        references = find_references(block.text)
        if not any(each.mention for each in references):
            return
        setting = self._setting(block, part)
        drawn = outline(block.text, references)
        relations = dict(zip(drawn.references, find_relations(drawn, setting), strict=True))
        for each in references:
            if each.mention:
                relation = relations.get(each, "cites")
                article = self._article(index, each)
                whole = not article and not _pattern("partial").match(block.text, each.end)
                if relation == "repeals" and whole:
                    said = _Said(relation, "document", article)
                else:
                    said = _Said(relation, self._scope(block, part, relation, setting), article)
                yield each.mention, each.title, said
        part.grounded = part.grounded or "basis" in relations.values()

    def _setting(self, block: Block, part: _Part) -> Setting:
        main = self._parts.get(0, part)
        return Setting(
            deciding=is_deciding(part.title) or is_deciding(main.title),
            titled=block.kind in _TITLES,
            listed=self._listed(block, part),
            grounds=bool(block.path) and _has("grounds", block.path[-1]),
        )

    def _scope(self, block: Block, part: _Part, relation: Relation, setting: Setting) -> Scope:
        """`document` for 编制依据 and for the opening that says why the text is made."""
        if relation != "basis":
            return "clause"
        if setting.grounds:
            return "document"
        general = all(_has("general", heading) for heading in block.path)
        opening = block.kind == "paragraph" or _has("first_article", block.marker)
        if part.headed or not general or not opening:
            return "clause"
        return "document" if not part.grounded or _has("made", block.text) else "clause"

    def _article(self, index: int, reference: Reference) -> str | None:
        """第五条第一款 behind the reference, or at the head of the text under an annex's title."""
        block = self._blocks[index]
        found = _pattern("article").match(block.text, reference.end)
        if not found and block.kind == "attachment_title" and index + 1 < len(self._blocks):
            found = _pattern("article_first").match(self._blocks[index + 1].text)
        return _bare(found[1]) if found else None


def _citation(
    index: int, block: Block, mention: NumberMention, title: Span | None, said: _Said
) -> Citation:
    first, last = mention.start, mention.end - 1
    if title:
        first, last = min(first, title[0]), max(last, title[1] - 1)
    return Citation(
        raw=block.text[mention.start : mention.end],
        number=mention.number,
        title=block.text[slice(*title)].strip() if title else None,
        relation=said.relation,
        scope=said.scope,
        lines=(block.line_at(first), block.line_at(last)),
        article=said.article,
        block=index,
        start=mention.start,
    )


def _as_titles_say(blocks: Sequence[Block], citations: Sequence[Citation]) -> Iterator[Citation]:
    """Let 关于废止《…》的通知 hold wherever the document names that title or number again."""
    said: dict[str, Relation] = {}
    for block in blocks:
        if block.kind in _TITLES:
            said.update(_said_of(block.text))
    for citation in citations:
        relation = said.get(citation.number) or said.get(_bare(citation.title or ""))
        if relation and citation.relation == "cites":
            yield replace(citation, relation=relation)
        else:
            yield citation


def _said_of(title: str) -> Iterator[tuple[str, Relation]]:
    """What a title amends or repeals, by the numbers and titles that it names."""
    drawn = outline(title, find_references(title))
    relations = find_relations(drawn, Setting(titled=True))
    for reference, relation in zip(drawn.references, relations, strict=True):
        if relation not in _STRONG:
            continue
        if reference.mention:
            yield reference.mention.number, relation
        if reference.title:
            yield _bare(title[slice(*reference.title)]), relation


def _bare(text: str) -> str:
    return _pattern("space").sub("", text)


def _has(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None
