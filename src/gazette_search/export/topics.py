"""The topics that a user follows, for scripts."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from gazette_search.export.json_export import answer
from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette_search.search.news import FollowedTopic, Topics


def topics_to_json(topics: Topics) -> str:
    """One object."""
    return answer(
        {
            "topics": [
                {"query": one.query, "since": added_at(one), "held": one.held}
                for one in topics.topics
            ]
        }
    )


def topics_to_plain(topics: Topics) -> str:
    """A topic a line: what can be typed after `gsearch`."""
    return "".join(f"{one_line(one.query)}\n" for one in topics.topics)


def added_at(topic: FollowedTopic) -> str:
    """When a topic was added: UTC, ISO 8601."""
    return datetime.fromtimestamp(topic.since, timezone.utc).isoformat(timespec="seconds")


EXPORTS: Mapping[str, Callable[[Topics], str]] = {
    "json": topics_to_json,
    "plain": topics_to_plain,
}
