"""Narrowing by what a document is rather than by what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.index.conditions import (
    AllOf,
    AnyOf,
    InTitle,
    IssuedBy,
    OfGenre,
    OfIssue,
    Signed,
)
from gazette_search.search.lookup.collections import in_collections
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex
    from gazette_search.search.lookup.filter_set import Filters

_YEAR_AND_NUMBER = Lazy(r"(\d{4})\D+?0*(\d{1,2})\D*$")
_SERIAL = Lazy(r"(?:总第?|(?P<ordinal>第))?\s*0*(?P<serial>\d{1,4})\s*期?$")
_NUMERALS = Lazy(rf"[{NUMERAL_CHARACTERS}]+(?=年|期)")
NOTHING = AnyOf(())


def allowed(index: SearchIndex, filters: Filters) -> AllOf:
    """What a document meets that passes every filter."""
    parts: list[Condition] = []
    if filters.since or filters.until:
        parts.append(signed_between(filters.since, filters.until))
    if filters.issues:
        parts.append(AnyOf(tuple(issue_named(index, name) or NOTHING for name in filters.issues)))
    if filters.genres:
        parts.append(of_genre(filters.genres))
    if filters.issuers:
        parts.append(issued_by(index, filters.issuers))
    parts += [InTitle(search_text(title)) for title in filters.titles]
    parts += [in_collections(index, filters.collections)] if filters.collections else []
    return AllOf(tuple(parts))


def signed_between(since: date | None, until: date | None) -> Signed:
    """Signed in a range of days, both ends included."""
    return Signed(since.isoformat() if since else "", until.isoformat() if until else "")


def issued_by(index: SearchIndex, wanted: Iterable[str]) -> IssuedBy:
    """Issued by one of the organs named, as people name organs."""
    from gazette_search.search.lookup.organs import organs_named  # few queries name an organ

    names = index.issuers
    return IssuedBy(frozenset[str]().union(*(organs_named(name, names) for name in wanted)))


def of_genre(wanted: Iterable[str]) -> AnyOf:
    """Of one of the 文种 named."""
    return AnyOf(tuple(OfGenre(search_text(genre)) for genre in wanted))


def issue_named(index: SearchIndex, name: str) -> OfIssue | None:
    """The issues that people mean by 2020-02, 2020年第二期, 总第63期, 第63期, 63 or a file name.

    第2期 is the issue of that serial number, else the second one of every year. A folder in front
    (青河/2020-02) tells apart issues that two collections share.

    Returns:
        None where the name says nothing.
    """
    folder, _, own = name.removeprefix("corpus/").rpartition("/")
    named = _issue_called(index, own)
    return replace(named, collection=folder) if named and folder else named


def _issue_called(index: SearchIndex, name: str) -> OfIssue | None:
    text = _in_figures(search_text(name.removesuffix(".txt")))
    if match := _YEAR_AND_NUMBER.match(text):
        told = OfIssue(year=int(match[1]), number=int(match[2]))
        # Many a file is called 2021-05 and holds nothing that says which issue it is.
        return told if index.issues(told) else OfIssue(name=text)
    if re.fullmatch(r"(?:19|20)\d\d年?", text):
        return OfIssue(year=int(text[:4]))
    if match := _SERIAL.fullmatch(text):
        by_serial = OfIssue(serial=int(match["serial"]))
        if not match["ordinal"] or index.issues(by_serial):
            return by_serial
        return OfIssue(number=int(match["serial"]))
    return OfIssue(name=text) if text else None


def _in_figures(text: str) -> str:
    """二〇二〇年第二期 as 2020年第2期."""
    return _NUMERALS.sub(lambda match: str(parse_numeral(match[0]) or match[0]), text)
