"""What is new on the topics, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.cli.views.hits import draw_hit
from gazette_search.export.news import missing_line, news_summary, topic_heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.news import News

_MARGIN = 4  # columns before all but the rank, as for results of ten hits


def draw_news(news: News, screen: Screen) -> str:
    """Each topic with what is new on it, then totals and the issues that lack."""
    return "\n\n".join(_parts(news, screen)) + "\n"


def _parts(news: News, screen: Screen) -> Iterator[str]:
    for topic in news.topics:
        style = "heading" if topic.hits else "quiet"
        yield screen.text(topic_heading(topic), style, hanging=2)
        for hit in topic.hits:
            yield draw_hit(hit, screen, _MARGIN)
    said = (news_summary(news), missing_line(news))
    yield "\n".join(screen.text(line, "quiet", hanging=2) for line in said if line)
