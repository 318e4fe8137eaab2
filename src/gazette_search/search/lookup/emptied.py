"""When filters leave nothing: which of them does, and what there is instead."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.index.conditions import AllOf, OfIssue, Signed
from gazette_search.search.language.ast import And, DateRange, FieldClause, Phrase, Words
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.lookup.filters import allowed, issue_named
from gazette_search.text.patterns import Lazy
from gazette_search.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import Facet, SearchIndex
    from gazette_search.search.language.ast import Node

MOST_NAMED = 12  # issues, organs or 文种 that one sentence names
# One character of two wrong, 通只 for 通知, is half; less has nothing in common.
_ALIKE = 0.5
_KNOWN_WORDS = Lazy(
    lambda: "(?:{})+".format(
        "|".join(map(re.escape, (*words("organs"), *words("fields"), *words("genres"))))
    )
)
_NONE = Filters()


def split_filters(node: Node) -> tuple[Node | None, Filters]:
    """What a query asks for, and the filters among its fields: 低保 机关:民政局.

    Returns:
        The query without them, None when nothing else is in it.
    """
    parts = node.nodes if isinstance(node, And) else (node,)
    filters, rest = _NONE, []
    for part in parts:
        narrower = _with(filters, part)
        if narrower is None:
            rest.append(part)
        else:
            filters = narrower
    if len(rest) > 1:
        return And(tuple(rest)), filters
    return (rest[0] if rest else None), filters


def _with(filters: Filters, node: Node) -> Filters | None:
    """The filters and that of one field; None when the node is no filter."""
    if isinstance(node, DateRange):
        return replace(filters, since=node.since, until=node.until)
    if not isinstance(node, FieldClause) or not isinstance(node.node, Words | Phrase):
        return None
    text = (node.node.text,)
    if node.field == "issue":
        return replace(filters, issues=filters.issues + text)
    if node.field == "genre":
        return replace(filters, genres=filters.genres + text)
    if node.field == "issuer":
        return replace(filters, issuers=filters.issuers + text)
    return None


def both(one: Filters, other: Filters) -> Filters:
    """The filters of the options and those of the query together."""
    return Filters(
        since=one.since or other.since,
        until=one.until or other.until,
        issues=one.issues + other.issues,
        genres=one.genres + other.genres,
        issuers=one.issuers + other.issuers,
        titles=one.titles + other.titles,
        collections=one.collections + other.collections,
    )


def why_nothing(index: SearchIndex, filters: Filters, found: Condition) -> tuple[str, ...]:
    """Sentences for the user on what filters took away.

    Args:
        index: The index asked.
        filters: All of them, of which nothing is left.
        found: What the documents meet that are found without them.
    """
    said = [
        f"没有“{name}”这一期。库内有：{_issues(index)}"
        for name in filters.issues
        if not ((named := issue_named(index, name)) and index.issues(named))
    ]
    (documents,) = index.counts([found])
    if filters == _NONE or not documents:
        return tuple(said)
    emptying = [sentence for one in _each(filters) if (sentence := _emptied(index, one, found))]
    if not emptying and not said:
        emptying = ["没有一件同时符合各项筛选条件"]
    return (f"不加筛选有 {documents} 件。", *said, *(f"{each}。" for each in emptying))


def _each(filters: Filters) -> Iterator[Filters]:
    """Each filter by itself."""
    if filters.since or filters.until:
        yield Filters(since=filters.since, until=filters.until)
    yield from (Filters(genres=filters.genres),) if filters.genres else ()
    yield from (Filters(issuers=filters.issuers),) if filters.issuers else ()
    yield from (Filters(titles=(title,)) for title in filters.titles)
    yield from (Filters(collections=filters.collections),) if filters.collections else ()


def _emptied(index: SearchIndex, one: Filters, found: Condition) -> str:
    """What a single filter asks for and what there is; empty when it leaves something."""
    if any(index.counts([AllOf((found, allowed(index, one)))])):
        return ""
    if one.genres:
        return _unknown(index, "genre", "文种", one.genres, found)
    if one.issuers:
        return _unknown(index, "issuer", "机关", one.issuers, found)
    if one.titles:
        return f"其中没有标题含“{'、'.join(one.titles)}”的"
    if one.collections:
        return f"其中没有子文件夹“{'、'.join(one.collections)}”里的"
    dated = AllOf((found, Signed()))
    ends = [*index.rows(dated, "oldest", most=1), *index.rows(dated, "newest", most=1)]
    span = "，成文日期从 {} 到 {}".format(*(row.date for row in ends)) if ends else ""
    return f"其中没有这段时间成文的{span}"


def _unknown(
    index: SearchIndex, facet: Facet, name: str, wanted: tuple[str, ...], found: Condition
) -> str:
    """That a facet has no such value, which one may be meant, and which there are."""
    likely = nearest_names(wanted, filter(None, index.facets(found)[facet]))
    meant = f"（是不是 {'、'.join(likely)}？）" if likely else ""
    return f"其中没有{name}“{'、'.join(wanted)}”{meant}，有：{_counted(index, facet, found)}"


def nearest_names(wanted: Iterable[str], names: Iterable[str]) -> list[str]:
    """The name that each of some mistyped ones is most like, if any: 教育据 for 葫芦岛市教育局.

    A name is compared by its end, as long as what was typed: organs are called by it. What is made
    of known words is no slip: whoever asks for 民政局 does not mean 人民政府.
    """
    from difflib import SequenceMatcher

    listed = tuple(names)
    likely = []
    for text in (text for text in wanted if not _KNOWN_WORDS.fullmatch(text)):
        alike = [(SequenceMatcher(None, text, name[-len(text) :]).ratio(), name) for name in listed]
        ratio, name = max(alike, default=(0.0, ""))
        if ratio >= _ALIKE:
            likely.append(name)
    return list(dict.fromkeys(likely))


def _counted(index: SearchIndex, facet: Facet, found: Condition) -> str:
    """通知 9 件、意见 2 件: the values of the documents found, the commonest first."""
    counts = [(value, count) for value, count in index.facets(found)[facet].items() if value]
    named = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    more = "等" if len(named) > MOST_NAMED else ""
    return "、".join(f"{value} {count} 件" for value, count in named[:MOST_NAMED]) + more


def _issues(index: SearchIndex) -> str:
    """2018-02、2020-02, the latest of them when there are many."""
    issues = index.issues(OfIssue(), MOST_NAMED + 1)
    names = [f"{one.year}-{one.number:02}" for one in issues if one.year and one.number]
    more = "…" if len(names) > MOST_NAMED else ""
    return more + "、".join(names[-MOST_NAMED:])
