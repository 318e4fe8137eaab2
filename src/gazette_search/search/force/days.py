"""The days that a statement may mean, and where they lie from the day asked for.

自发布之日起 leaves open whether the day of signing or that of the gazette is meant: both are kept.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from gazette_search.models import SELF
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.models import About, Document, IssueInfo, Statement

Phase = Literal["past", "unclear", "future", "unknown", "unsaid", "earlier"]
Basis = Literal["named", "signed", "published"]

# Events that may mean the day of the gazette as well as that of signing; 印发 means signing.
_PUBLISHING = frozenset(("发布", "公布", "公告", "公开发布", "颁布", "颁发", "出台"))


@dataclass(frozen=True, slots=True)
class CandidateDay:
    """A day that a statement may mean, and why: named in it, day of signing or of the gazette."""

    day: date
    basis: Basis


def candidate_days(
    statement: Statement, by: Document, issue: IssueInfo
) -> tuple[CandidateDay, ...]:
    """The days that a statement may mean, ascending."""
    if statement.day:
        return (CandidateDay(statement.day, "named"),)
    if statement.event:
        later = timedelta(days=statement.days)
        return _shifted(_days_of_event(statement.event, by, issue), later)
    if statement.kind == "term":
        starts = _starts(statement.about, by, issue)
        if statement.about == SELF:
            starts = starts or _days_of_event("发布", by, issue)
        return tuple(CandidateDay(_last_day(c.day, statement.months), c.basis) for c in starts)
    if statement.kind in ("effective", "expires"):
        return ()
    return _starts(SELF, by, issue) or _days_of_event("印发", by, issue)


def _starts(about: About | None, by: Document, issue: IssueInfo) -> tuple[CandidateDay, ...]:
    """When a document says that it, or the one it speaks of, begins to apply."""
    for other in by.statements:
        if other.kind == "effective" and other.about == about and other.scope == "document":
            return candidate_days(other, by, issue)
    return ()


def _days_of_event(event: str, by: Document, issue: IssueInfo) -> tuple[CandidateDay, ...]:
    found = []
    if by.signed_date:
        found.append(CandidateDay(by.signed_date, "signed"))
    if issue.published and event in _PUBLISHING:
        found.append(CandidateDay(issue.published, "published"))
    return tuple(sorted(found, key=lambda candidate: candidate.day))


def _shifted(days: Iterable[CandidateDay], later: timedelta) -> tuple[CandidateDay, ...]:
    last = date.max - later
    return tuple(CandidateDay(c.day + later, c.basis) for c in days if c.day <= last)


def _last_day(first: date, months: int) -> date:
    """The last day of a term: two years from 10 March 2020 end with 9 March 2022."""
    count = first.month - 1 + months
    year, month = first.year + count // 12, count % 12 + 1
    if year >= date.max.year:
        return date.max
    from calendar import monthrange  # few documents set a term

    day = min(first.day, monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=1)


def phase(statement: Statement, days: Sequence[CandidateDay], by: Document, as_of: date) -> Phase:
    """Where the days lie: past when it has come about on every reading of the statement."""
    if by.signed_date and as_of < by.signed_date:
        return "unsaid"
    if not days:
        return "unknown"
    first, last = days[0].day, days[-1].day
    if statement.kind in ("expires", "term"):  # the day itself is still in force
        return "past" if as_of > last else "unclear" if as_of > first else "future"
    return "past" if as_of >= last else "unclear" if as_of >= first else "future"
