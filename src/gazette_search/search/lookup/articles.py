"""Articles: 《土地管理法》第十条 is a unit of its own, asked for, cited and shown as such."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.errors import DocumentNotFoundError
from gazette_search.models import Document
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral, to_numeral
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.models import Block

_N = rf"(?:\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,6}})"
_ARTICLE = rf"第 ?(?P<article>{_N}) ?条(?:之(?P<inserted>{_N}))?(?: ?第 ?(?P<paragraph>{_N}) ?款)?"
_ASKED = re.compile(rf"(?P<name>.*?)[ 的中]*{_ARTICLE}(?: ?第 ?{_N} ?项)?")
_NAMED = re.compile(_ARTICLE)
_MARKER = re.compile(rf"第(?P<article>{_N})条(?:之(?P<inserted>{_N}))?")
_OUTER = re.compile(rf"第{_N}[编篇章节]")
_LEAST_NAME = 2
# What an article is made of; headings, the signature and the date end it.
_OF_ARTICLES = frozenset(("paragraph", "item", "table", "responsibility", "caption", "note"))
_STATE = "中华人民共和国"
_MARKS = re.compile(r"^[《〈“\"]+|[》〉”\"]+$")
_EDITION = re.compile(r"[（(](?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?[^（）()]{0,6}[）)]$")


@dataclass(frozen=True, slots=True)
class Article:
    """第十条, 第十条之一, 第十条第二款.

    Attributes:
        inserted: Of an article put in behind another (第十条之一), else 0.
        paragraph: The 款, or 0 for the whole article.
    """

    number: int
    inserted: int = 0
    paragraph: int = 0

    def __str__(self) -> str:
        """第十条第二款."""
        inserted = f"之{to_numeral(self.inserted)}" if self.inserted else ""
        paragraph = f"第{to_numeral(self.paragraph)}款" if self.paragraph else ""
        return f"第{to_numeral(self.number)}条{inserted}{paragraph}"

    def holds(self, other: Article) -> bool:
        """Whether what is said of the other is said of this: of an article, of each of its 款."""
        same = (self.number, self.inserted) == (other.number, other.inserted)
        return same and (not self.paragraph or self.paragraph == other.paragraph)


@dataclass(frozen=True, slots=True)
class DocumentPart(Document):
    """A document of which only an article is kept; its id is that of the whole.

    Attributes:
        whole: The id of the document.
    """

    whole: str = ""

    @property
    def id(self) -> str:
        """What names the whole document."""
        return self.whole


def statute_key(title: str) -> str:
    """What is the same in every way to write the title of a statute: 土地管理法.

    中华人民共和国 in front, 《》 around and （2019年修正） behind belong to none.
    """
    bare = _EDITION.sub("", _MARKS.sub("", title.strip()))
    return search_text(bare).removeprefix(_STATE)


def split_article(text: str) -> tuple[str, Article | None]:
    """What a text names, and which of its articles: 土地管理法 第十条, 《…》第10条第二款.

    Returns:
        The text itself and None where it names no article.
    """
    match = _ASKED.fullmatch(fold_width(text).strip())
    article = _read(match) if match else None
    if match is None or article is None:
        return text, None
    name = text.strip()[: len(match["name"])].strip()
    return (name, article) if len(name) >= _LEAST_NAME else (text, None)


def names_article(text: str) -> bool:
    """Whether a text is nothing but an article: 第十条."""
    return bool(_NAMED.fullmatch(fold_width(text).strip()))


def articles_in(text: str | None) -> tuple[Article, ...]:
    """The articles that a citation names: 第五条第一款、第七条."""
    found = (_read(match) for match in _NAMED.finditer(fold_width(text or "")))
    return tuple(article for article in found if article)


def part_of(document: Document, article: Article) -> Document:
    """The document with nothing but its title and one article, cited and cut as that.

    Raises:
        DocumentNotFoundError: It has no such article.
    """
    places = [*_places(document.blocks, article)]
    if not places:
        raise DocumentNotFoundError(_missing(document, article))
    kept = [n for n, block in enumerate(document.blocks) if block.kind == "title"][:1] + places
    moved = {old: new for new, old in enumerate(kept)}
    blocks = tuple(document.blocks[place] for place in kept)
    own = {field.name: getattr(document, field.name) for field in fields(Document)}
    return replace(
        DocumentPart(**own, whole=document.id),
        blocks=blocks,
        lines=(document.blocks[places[0]].lines[0], document.blocks[places[-1]].lines[1]),
        attachments=(),
        duties=(),
        statements=(),
        citations=tuple(
            replace(each, block=moved[each.block])
            for each in document.citations
            if each.block in moved
        ),
    )


def _places(blocks: Sequence[Block], article: Article) -> Iterator[int]:
    """Indexes of the blocks of an article, of one of its 款 where one is named."""
    inside, paragraph, part = False, 0, 0
    for place, block in enumerate(blocks):
        own = _MARKER.fullmatch(fold_width(block.marker).replace(" ", "")) if block.marker else None
        outer = block.kind not in _OF_ARTICLES
        if own or (block.marker and _OUTER.match(block.marker)) or outer or block.part != part:
            found = _read(own) if own else None
            inside = found is not None and replace(article, paragraph=0) == found
            paragraph, part = 0, block.part
        paragraph += block.kind == "paragraph" or own is not None
        if inside and article.paragraph in (0, paragraph):
            yield place


def _read(match: re.Match[str]) -> Article | None:
    found = match.groupdict()
    number = parse_numeral(found["article"])
    inserted, paragraph = (
        parse_numeral(found.get(name) or "零") for name in ("inserted", "paragraph")
    )
    return None if number is None else Article(number, inserted or 0, paragraph or 0)


def _missing(document: Document, article: Article) -> str:
    markers = [block.marker for block in document.blocks if _MARKER.fullmatch(block.marker or "")]
    there = f"，有{markers[0]}到{markers[-1]}" if markers else "，它不分条"
    return f"《{document.title}》没有{article}{there}"
