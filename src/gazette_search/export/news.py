"""What is new on the topics that a user follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.json_export import answer, hit_fields, json_line
from gazette_search.export.memos import Memo, MemoHeading, MemoLine, memo_of
from gazette_search.export.search import HIT_COLUMNS, hit_parts, hit_rows
from gazette_search.export.sheets import Sheet
from gazette_search.export.sources import source_of
from gazette_search.export.wording import from_here, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazette_search.export.memos import MemoPart
    from gazette_search.search.news import News, TopicNews


def news_to_json(news: News) -> str:
    """One object."""
    return answer(
        {
            "total": news.total,
            "topics": [
                {
                    "query": topic.query,
                    "total": topic.total,
                    "new": len(topic.hits),
                    "hits": [hit_fields(hit) for hit in topic.hits],
                }
                for topic in news.topics
            ],
            "missing_issues": [*news.missing],
            "index": {
                "generation": news.index.generation,
                "updated": news.index.updated,
                "stale": news.index.stale,
            },
        }
    )


def news_to_jsonl(news: News) -> str:
    """A line for each new document on each topic."""
    return "".join(
        json_line({"topic": topic.query, **hit_fields(hit)})
        for topic in news.topics
        for hit in topic.hits
    )


def news_to_plain(news: News) -> str:
    """Topic, number, place and title of each new document, tab-separated."""
    return "".join(
        f"{one_line(topic.query)}\t{hit.document.id}\t{from_here(source_of(hit))}"
        f"\t{one_line(hit.document.title)}\n"
        for topic in news.topics
        for hit in topic.hits
    )


def news_memo(news: News) -> Memo:
    """A heading for each topic on which something is new, with its documents."""
    parts: list[MemoPart] = [MemoHeading(1, "新到的公文"), MemoLine(news_summary(news), "remark")]
    for topic in news.topics:
        parts += _topic_parts(topic)
    return memo_of([*parts, MemoLine(missing_line(news), "remark")])


def news_sheet(news: News) -> Sheet:
    """One row a passage, the topic in front."""
    rows = tuple(
        (one_line(topic.query), *row)
        for topic in news.topics
        for hit in topic.hits
        for row in hit_rows(hit)
    )
    said = tuple(filter(None, (news_summary(news), missing_line(news))))
    return Sheet("新到", ("题目", *HIT_COLUMNS), rows, said)


def news_summary(news: News) -> str:
    """3 个题目，新到 2 件（公报收至2020年第2期）。"""
    held = f"（公报收至{one_line(news.newest)}）" if news.newest else ""
    arrived = f"新到 {news.total} 件" if news.total else "没有新到的公文"
    return f"{len(news.topics)} 个题目，{arrived}{held}。"


def topic_heading(topic: TopicNews) -> str:
    """低保标准：新到 1 件，共 10 件."""
    arrived = f"新到 {len(topic.hits)} 件" if topic.hits else "没有新的"
    return f"{one_line(topic.query)}：{arrived}，共 {topic.total} 件"


def missing_line(news: News) -> str:
    """公报缺 2018年第3期、总第54期: what may have printed more; empty where nothing lacks."""
    return f"公报缺 {'、'.join(map(one_line, news.missing))}。" if news.missing else ""


def _topic_parts(topic: TopicNews) -> Iterator[MemoPart]:
    if topic.hits:
        yield MemoHeading(2, topic_heading(topic))
        for hit in topic.hits:
            yield from hit_parts(hit, level=3)


EXPORTS: Mapping[str, Callable[[News], str | Memo | Sheet]] = {
    "json": news_to_json,
    "jsonl": news_to_jsonl,
    "plain": news_to_plain,
    "memo": news_memo,
    "sheet": news_sheet,
}
