"""Who rests on a statute: a text that is cited by its title, held or not, article by article.

Statutes are cited by title and article (《土地管理法》第十条), seldom by a number; so they are
looked for in the texts, by what the readers of citations make of each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.index.conditions import AllOf, InTitle, Run
from gazette_search.ingestion.citing.context import read_contexts
from gazette_search.ingestion.citing.sightings import find_sightings
from gazette_search.models import Citation
from gazette_search.search.lookup.articles import articles_in, statute_key
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import Row, SearchIndex
    from gazette_search.ingestion.citing.sightings import Sighting
    from gazette_search.models import Block, Document, IssueInfo
    from gazette_search.search.lookup.articles import Article

_SHORTENS = re.compile(r"简称[：:]?[“\"]?$")  # （以下简称《土地法》）
_STATE = "中华人民共和国"
# 违反土地管理法第十条 names it; 违反本市土地管理法第十条 may name a longer one.
_BEFORE = (
    r"(?:(?<![\u4e00-\u9fff《〈])|(?<=[与和及由按依据照反了的在对])"
    r"|(?<=适用|执行|实施|遵守|符合|贯彻))"
)
_ARTICLE = r"(?P<article>第[\d一二三四五六七八九十百零〇]{1,6}条[^，。；、]{0,16})"


@dataclass(frozen=True, slots=True)
class StatuteMention:
    """A mention of a statute, with the document that mentions it."""

    document: Document
    issue: IssueInfo
    citation: Citation


def bearing(index: SearchIndex, key: str, within: Condition) -> list[Row]:
    """The documents held whose title, or that of the text they carry, is the statute's."""
    return [
        row
        for row in index.rows(AllOf((InTitle(key), within)))
        if any(statute_key(title) == key for title in row.titles.split("\n"))
    ]


def mentions_of(
    index: SearchIndex, key: str, article: Article | None, within: Condition
) -> list[StatuteMention]:
    """Every mention of a statute in the documents held, as printed.

    Args:
        index: What is held.
        key: What `statute_key` makes of its title, or of a short name that texts give it.
        article: Only mentions of this article; None for all.
        within: What the documents meet.
    """
    rows = index.rows(AllOf((Run(key), within)))
    index.fetch([row.ordinal for row in rows])
    found = []
    for row in rows:
        document = index.document(row.ordinal)
        citations = [*_mentions(document, key)]
        if article:
            citations = [c for c in citations if any(map(article.holds, articles_in(c.article)))]
        issue = index.issue(row.ordinal)
        found += [StatuteMention(document, issue, citation) for citation in citations]
    return found


def _mentions(document: Document, key: str) -> Iterator[Citation]:
    """The mentions in one document, by the title and the short names that it gives it."""
    keys = _names(document, key)
    blocks = document.blocks
    sightings = find_sightings(blocks, read_contexts(blocks))
    for index, (block, seen) in enumerate(zip(blocks, sightings, strict=True)):
        if block.kind in ("title", "attachment_title") and statute_key(block.text) in keys:
            continue  # the statute itself
        quoted = [one for one in seen if _is_of(one, block, keys)]
        spans = [(one.mention.start, one.mention.end) for one in quoted]
        found = [_citation(index, block, one) for one in quoted]
        found += _bare(index, block, keys, spans)
        yield from sorted(found, key=lambda one: one.start)


def _names(document: Document, key: str) -> frozenset[str]:
    """The statute's names in a document: with 以下简称《土地法》, that and the full one."""
    keys = {key}
    for alias in document.aliases:
        short, full = statute_key(alias.short), statute_key(alias.full)
        if key in (short, full):
            keys |= {short, full}
    return frozenset(keys)


def _is_of(sighting: Sighting, block: Block, keys: frozenset[str]) -> bool:
    title = sighting.mention.title
    if title is None or _SHORTENS.search(block.text[: title[0] - 1]):
        return False
    return statute_key(block.text[slice(*title)]) in keys


def _citation(index: int, block: Block, sighting: Sighting) -> Citation:
    mention = sighting.mention
    title = mention.title or (mention.start, mention.end)
    return Citation(
        raw=block.text[mention.start : mention.end],
        number=mention.number.number if mention.number else "",
        title=block.text[slice(*title)].strip(),
        relation=sighting.relation,
        scope=sighting.scope,
        lines=(block.line_at(mention.start), block.line_at(mention.end - 1)),
        article=sighting.article,
        block=index,
        start=mention.start,
    )


def _bare(
    index: int, block: Block, keys: frozenset[str], taken: Sequence[tuple[int, int]]
) -> Iterator[Citation]:
    """Mentions without 《》, which an article tells: 违反土地管理法第十条的规定."""
    names = "|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True) if key)
    for match in re.finditer(rf"{_BEFORE}(?:{_STATE})?(?:{names}){_ARTICLE}", block.text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        articles = articles_in(match["article"])
        title = match[0][: -len(match["article"])]
        yield Citation(
            raw=title,
            number="",
            title=title,
            relation="cites",
            scope="clause",
            lines=(block.line_at(match.start()), block.line_at(match.end() - 1)),
            article=str(articles[0]) if articles else None,
            block=index,
            start=match.start(),
        )
