"""Topics that a user follows in one home, and what came in on them since he last looked.

A topic is a query; it is remembered which documents on it the user knows. What was there when he
added it is known; a document is known from then on when `gsearch new` has shown it.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from gazette_search.errors import UsageError, system_reason
from gazette_search.index.conditions import EVERYTHING, OfIssue
from gazette_search.search.engine import SearchEngine
from gazette_search.search.news import FollowedTopic, News, TopicNews, Topics, missing_issues
from gazette_search.search.results import SearchRequest
from gazette_search.values import dataclass
from gazette_search.workflows.keeping import kept_folder, read_kept, replace_kept
from gazette_search.workflows.opening import answered
from gazette_search.workflows.searching import judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from gazette_search.search.engine import Found
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress

PASSAGES = 2  # shown of each new document


@dataclass(frozen=True, slots=True)
class _Topic:
    query: str
    since: int
    known: frozenset[str]  # ids of documents


def followed(home: Home) -> Topics:
    """The topics of a home.

    Raises:
        UsageError: What is kept of them cannot be read.
    """
    return _report(_read(home))


def follow(home: Home, queries: Sequence[str], on_progress: Progress | None = None) -> Topics:
    """Add topics; what is held on them now is known. One that is there already stays as it is.

    Raises:
        QuerySyntaxError: One of them cannot be read; none is added then.
        UsageError: What is kept of them cannot be read or written.
    """
    topics = {topic.query: topic for topic in _read(home)}
    fresh = [query for query in dict.fromkeys(queries) if query not in topics]

    def held(opened: Opened) -> list[_Topic]:
        now = int(time.time())
        found = ((query, _found(opened, home, query)) for query in fresh)
        ids = _ids(opened)
        return [
            _Topic(query, now, frozenset(ids[item.ordinal] for item in one.ranked))
            for query, one in found
        ]

    added = answered(home, on_progress, held) if fresh else []
    _write(home, [*topics.values(), *added])
    return _report(added)


def unfollow(home: Home, queries: Iterable[str]) -> tuple[str, ...]:
    """Remove topics.

    Returns:
        Those of the queries that are no topic.

    Raises:
        UsageError: What is kept of them cannot be read or written.
    """
    topics, gone = _read(home), {*queries}
    kept = [topic for topic in topics if topic.query not in gone]
    if len(kept) < len(topics):
        _write(home, kept)
    return tuple(sorted(gone - {topic.query for topic in topics}))


def look_for_news(
    home: Home, on_progress: Progress | None = None, *, as_of: date | None = None
) -> News:
    """What is new on every topic; nothing is marked as known.

    Args:
        home: Where the index is.
        on_progress: Told how far a first indexing has come.
        as_of: The day for which the validity of what is new is judged; None judges none.

    Raises:
        UsageError: There is no topic, or what is kept of them cannot be read.
    """
    topics = _read(home)
    if not topics:
        raise UsageError("还没有关注的题目。请先加一个，如 gsearch topics add 低保标准")

    def news(opened: Opened) -> News:
        issue = opened.index.newest_issue
        return News(
            tuple(_news_of(opened, home, topic, as_of) for topic in topics),
            opened.state,
            missing_issues(opened.index.issues(OfIssue())),
            issue.label if issue else "",
        )

    return answered(home, on_progress, news)


def mark_known(home: Home, news: News) -> None:
    """Remember that the user has seen what is new.

    Raises:
        UsageError: What is kept of the topics cannot be read or written.
    """
    seen = {topic.query: {hit.document.id for hit in topic.hits} for topic in news.topics}
    topics = _read(home)
    _write(
        home,
        [
            _Topic(topic.query, topic.since, topic.known | seen.get(topic.query, set()))
            for topic in topics
        ],
    )


def _news_of(opened: Opened, home: Home, topic: _Topic, as_of: date | None) -> TopicNews:
    request = _request(topic.query)
    engine = SearchEngine(opened.index, *home.thesauri)
    found, ids = engine.find(request), _ids(opened)
    # What lacks a word follows every full match; news are of it only where nothing else is found.
    full = [item for item in found.ranked if found.relaxed or not item.missing]
    fresh = [item for item in full if ids[item.ordinal] not in topic.known]
    hits = engine.hits(fresh, found, request)
    return TopicNews(topic.query, len(full), judged(opened.index, hits, as_of))


def _found(opened: Opened, home: Home, query: str) -> Found:
    return SearchEngine(opened.index, *home.thesauri).find(_request(query))


def _request(query: str) -> SearchRequest:
    """Everything on a topic; what has only some of its words is not on it."""
    return SearchRequest(query, limit=0, sort="newest", strict=True, passages=PASSAGES)


def _ids(opened: Opened) -> dict[int, str]:
    return {row.ordinal: row.number for row in opened.index.rows(EVERYTHING)}


def _report(topics: Iterable[_Topic]) -> Topics:
    return Topics(tuple(FollowedTopic(t.query, t.since, len(t.known)) for t in topics))


def _file(home: Home) -> Path:
    return kept_folder(home) / "topics.json"


def _read(home: Home) -> list[_Topic]:
    file = _file(home)
    try:
        kept: dict[str, Any] = json.loads(read_kept(file) or '{"topics": []}')
        return [
            _Topic(str(one["query"]), int(one["since"]), frozenset(map(str, one["known"])))
            for one in kept["topics"]
        ]
    except OSError as problem:
        raise UsageError(f"读不了关注的题目：{file}（{system_reason(problem)}）") from problem
    except (ValueError, KeyError, TypeError):
        raise UsageError(
            f"记着关注的题目的文件坏了：{file}。请改好它，或者删去它再加一遍"
        ) from None


def _write(home: Home, topics: Sequence[_Topic]) -> None:
    kept = {
        "topics": [
            {"query": one.query, "since": one.since, "known": sorted(one.known)} for one in topics
        ]
    }
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    try:
        replace_kept(_file(home), content)
    except OSError as problem:
        raise UsageError(
            f"关注的题目记不下来：{_file(home)}（{system_reason(problem)}）"
        ) from problem
