"""Duties over all documents: those of a unit, due in a time, in a role.

A unit goes by every name that the thesaurus gives it (市农委 became 市农业农村局 by the reform of
2018–2019), with its place or without (市教育局 of a document of 葫芦岛市 is 葫芦岛市教育局), and
without its level where none is asked for. 市教育局 is never that of another place within the city,
兴城市教育局.
"""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.index.conditions import AllOf, Assigns, Numbered
from gazette_search.models.reported import Reported
from gazette_search.search.lookup.emptied import why_nothing
from gazette_search.search.lookup.filter_set import Filters
from gazette_search.search.lookup.filters import allowed
from gazette_search.search.lookup.organs import LEVELS, PLACE, canonical
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.analysis.thesaurus import Thesaurus
    from gazette_search.index.reading import SearchIndex
    from gazette_search.models import Document, Duty, DutyRole, IssueInfo
    from gazette_search.search.results import IndexState

_NEVER_DUE = date.max


@dataclass(frozen=True, slots=True)
class DutyRequest:
    """Which duties are asked for.

    Attributes:
        unit: A unit as people write it; empty for all.
        before: Only duties that are due earlier than this day.
        after: Only duties that are due later than this day.
        roles: Roles that the unit may have; empty for any.
        limit: Most duties to return; 0 = all.
        offset: Duties to pass over first.
    """

    unit: str = ""
    before: date | None = None
    after: date | None = None
    roles: tuple[DutyRole, ...] = ()
    filters: Filters = field(default_factory=Filters)
    limit: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class AssignedDuty:
    """A duty with the document that assigns it.

    Attributes:
        units: Names in the duty that mean the unit asked for.
    """

    document: Document
    issue: IssueInfo
    duty: Duty
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitName:
    """Another name of the unit asked for, and why, as the thesaurus says."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class DutyList(Reported):
    """What was found.

    Attributes:
        unit: As asked for.
        names: Other names under which duties were found.
        by_part: Whether no unit has that name, so that those that have it as a part were taken.
        total: Duties found, before limit and offset.
        offset: How many of them were passed over.
        notes: Sentences on what the filters took away, when nothing is left.
    """

    unit: str
    duties: tuple[AssignedDuty, ...]
    total: int
    index: IndexState
    names: tuple[UnitName, ...] = ()
    by_part: bool = False
    offset: int = 0
    notes: tuple[str, ...] = ()


def search_duties(
    index: SearchIndex, thesaurus: Thesaurus, request: DutyRequest, state: IndexState
) -> DutyList:
    """Duties as they are printed, issue by issue; where a time is asked for, the first due first.

    Args:
        index: The documents.
        thesaurus: Names of units.
        request: What is asked for.
        state: The index that answers.
    """
    names = UnitNames(request.unit, thesaurus)
    found = list(_matching(index, request, names))
    by_part = bool(request.unit) and not found
    if by_part:
        names.by_part = True
        found = list(_matching(index, request, names))
    if request.before or request.after:
        found.sort(key=lambda one: _first_due(one.duty, request))
    end = request.offset + request.limit if request.limit else None
    return DutyList(
        unit=request.unit,
        duties=tuple(found[request.offset : end]),
        total=len(found),
        index=state,
        names=names.other_names(
            (name, _place_of(one.document)) for one in found for name in one.units
        ),
        by_part=by_part and bool(found),
        offset=request.offset,
        notes=() if found else _why_nothing(index, request, names),
    )


def _why_nothing(index: SearchIndex, request: DutyRequest, names: UnitNames) -> tuple[str, ...]:
    """What the filters took away, in documents."""
    wider = replace(request, filters=Filters())
    numbers = {str(one.document.number) for one in _matching(index, wider, names)}
    return why_nothing(index, request.filters, Numbered(frozenset(numbers)))


def _matching(index: SearchIndex, request: DutyRequest, names: UnitNames) -> Iterator[AssignedDuty]:
    rows = index.rows(AllOf((Assigns(), allowed(index, request.filters))))
    index.fetch([row.ordinal for row in rows])
    for row in rows:
        document, issue = index.document(row.ordinal), index.issue(row.ordinal)
        place = _place_of(document)
        for duty in document.duties:
            in_role = [u.name for u in duty.units if not request.roles or u.role in request.roles]
            units = tuple(name for name in in_role if names.mean(name, place))
            if units and _is_due(duty, request):
                yield AssignedDuty(document, issue, duty, units if request.unit else ())


def _is_due(duty: Duty, request: DutyRequest) -> bool:
    return not (request.before or request.after) or _first_due(duty, request) < _NEVER_DUE


def _first_due(duty: Duty, request: DutyRequest) -> date:
    """The first day within the time asked for on which something of the duty is due."""
    days = (term.last_day for term in duty.deadlines if term.last_day)
    first, last = request.after or date.min, request.before or _NEVER_DUE
    return min((day for day in days if first < day < last), default=_NEVER_DUE)


def _place_of(document: Document) -> str:
    """The place whose government issued the document: 葫芦岛市."""
    match = PLACE.match(search_text(document.issuer or ""))
    return match["place"] if match else ""


class UnitNames:
    """The names of one unit, and whether a printed name is one of them.

    Attributes:
        by_part: Whether a name that holds the asked one as a part will do.
    """

    def __init__(self, unit: str, thesaurus: Thesaurus) -> None:
        self.by_part = False
        self._asked = canonical(unit)
        self._is_bare = self._asked[:1] not in LEVELS and not PLACE.match(self._asked)
        self._known: dict[tuple[str, str], bool] = {}
        self._reasons: dict[str, str] = {}
        if self._asked:
            self._reasons = dict(_names_of(search_text(unit), thesaurus))
            self._reasons[self._asked] = ""

    def mean(self, name: str, place: str) -> bool:
        """Whether a unit of a document is the one asked for.

        Args:
            name: The unit's name.
            place: The place whose government issued the document; may be empty.
        """
        if not self._asked:
            return True
        if self.by_part:
            return self._asked in canonical(name)
        known = self._known.get((name, place))
        if known is None:
            known = any(form in self._reasons for form in self._forms(name, place))
            self._known[name, place] = known
        return known

    def other_names(self, found: Iterable[tuple[str, str]]) -> tuple[UnitName, ...]:
        """The names found, each with its place, that are not the one asked for, with reasons."""
        others: dict[str, str] = {}
        for name, place in found:
            reasons = [self._reasons.get(form, "") for form in self._forms(name, place)]
            is_asked = any(self._reasons.get(form) == "" for form in self._forms(name, place))
            if not is_asked and any(reasons):
                others.setdefault(name, max(reasons))
        return tuple(UnitName(name, reason) for name, reason in others.items())

    def _forms(self, name: str, place: str) -> Iterator[str]:
        """Ways to write a unit of a document: 市教育局 of 葫芦岛市 is 葫芦岛市教育局, too."""
        form = canonical(name)
        yield form
        level, town = place[-1:], place[:-1]
        if place and form.startswith(level):
            yield town + form
        elif place and form.startswith(place):
            form = level + form[len(place) :]
            yield from (form, town + form[1:])
        elif place and form.startswith(town):  # 葫芦岛银保监分局 is 葫芦岛市银保监分局, too
            form = level + form[len(town) :]
            yield from (form, town + form)
        if form[:1] in LEVELS and form[1:2] == "委" and len(form) > len("市委办"):
            yield form[0] + form[2:]  # 市委网信办 is called 市网信办
            if self._is_bare:
                yield form[2:]
        if self._is_bare and form[:1] in LEVELS:
            yield form[1:]


def _names_of(unit: str, thesaurus: Thesaurus) -> Iterator[tuple[str, str]]:
    """Other names of a unit with the reasons, the place put back in front of them."""
    place = PLACE.match(unit)
    yield from _renamed(unit, "", thesaurus)
    if place:
        yield from _renamed(unit[place.end() - 1 :], place["place"][:-1], thesaurus)


def _renamed(unit: str, town: str, thesaurus: Thesaurus) -> Iterator[tuple[str, str]]:
    for expansion in thesaurus.expansions(unit):
        if expansion.kind in ("same", "renamed"):
            yield canonical(town + expansion.text), expansion.reason
