"""What came in on the topics that a user follows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.models import IssueInfo
    from gazette_search.search.results import Hit, IndexState


@dataclass(frozen=True, slots=True)
class TopicNews:
    """What is new on one topic.

    Attributes:
        query: The topic, in the query language.
        total: Documents held on it, old ones included.
        hits: The new ones, the newest first, counted from 1.
    """

    query: str
    total: int
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What is new on every topic.

    Attributes:
        missing: Issues of the series that are not held, as far as those held tell, in order.
        newest: The newest issue held, 2020年第2期; empty when none says which it is.
    """

    topics: tuple[TopicNews, ...]
    index: IndexState
    missing: tuple[str, ...] = ()
    newest: str = ""

    @property
    def total(self) -> int:
        """How many documents are new; one that is new on two topics counts once."""
        return len({hit.document.id for topic in self.topics for hit in topic.hits})


@dataclass(frozen=True, slots=True)
class FollowedTopic:
    """A topic that a user follows.

    Attributes:
        query: In the query language.
        since: Seconds since 1970 when it was added.
        held: Documents on it that are known.
    """

    query: str
    since: float
    held: int


@dataclass(frozen=True, slots=True)
class Topics:
    """All of them, in the order in which they were added."""

    topics: tuple[FollowedTopic, ...]


def missing_issues(issues: Iterable[IssueInfo]) -> tuple[str, ...]:
    """Issues between those held that are not: 2018年第3期, 总第54期.

    Serials count through the years and numbers through one year, so that the serial of the first
    issue of a year tells how many the year before had. Where serials and numbers disagree, as
    where two gazettes lie in one home, nothing is said.
    """
    known = {(one.year, one.number): one for one in issues if one.year and one.number}
    held = [known[key] for key in sorted(known)]
    if len({one.serial for one in held if one.serial}) < sum(1 for one in held if one.serial):
        return ()
    missing: list[str] = []
    for one, other in pairwise(held):
        missing += _between(one, other)
    return tuple(missing)


def _between(one: IssueInfo, other: IssueInfo) -> Sequence[str]:
    """The issues between two that follow each other among those held."""
    year, number, later, first = one.year or 0, one.number or 0, other.year or 0, other.number or 0
    apart = other.serial - one.serial if one.serial and other.serial else None
    if year == later:
        if apart is not None and apart != first - number:
            return ()
        return [f"{year}年第{n}期" for n in range(number + 1, first)]
    opening = [f"{later}年第{n}期" for n in range(1, first)]
    if apart is None:
        return opening
    closing = apart - first  # issues of the years before `later` that are not held
    if closing < 0:
        return ()
    if later == year + 1:
        ending = [f"{year}年第{n}期" for n in range(number + 1, number + 1 + closing)]
    else:
        serial = one.serial or 0
        ending = [f"总第{n}期" for n in range(serial + 1, serial + 1 + closing)]
    return [*ending, *opening]
