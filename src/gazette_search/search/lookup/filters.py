"""Narrowing by what a document is rather than by what it says; answered from the catalog."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from gazette_search.index.catalog import Catalog, IssueRow
    from gazette_search.search.results import Filters

_YEAR_AND_NUMBER = re.compile(r"(\d{4})\D+?0*(\d{1,2})\D*$")
_SERIAL = re.compile(r"(?:总第?|(?P<ordinal>第))?\s*0*(?P<serial>\d{1,4})\s*期?$")
_NUMERALS = re.compile(rf"[{NUMERAL_CHARACTERS}]+(?=年|期)")


def allowed(catalog: Catalog, filters: Filters) -> set[int]:
    """Ordinals of the documents that pass every filter."""
    tests: list[Callable[[int], bool]] = []
    if filters.since or filters.until:
        tests.append(signed_between(catalog, filters.since, filters.until))
    if filters.issues:
        wanted = set().union(*(issues_named(catalog, name) for name in filters.issues))
        tests.append(lambda ordinal: catalog.issue[ordinal] in wanted)
    if filters.genres:
        tests.append(of_genre(catalog, filters.genres))
    if filters.issuers:
        tests.append(issued_by(catalog, filters.issuers))
    tests += [_holds_any(catalog.titles, (title,)) for title in filters.titles]
    return {ordinal for ordinal in range(len(catalog)) if all(test(ordinal) for test in tests)}


def signed_between(
    catalog: Catalog, since: date | None, until: date | None
) -> Callable[[int], bool]:
    """Whether a document's signed date lies in a range, both ends included."""
    first = since.isoformat() if since else ""
    last = until.isoformat() if until else "9999-12-31"
    return lambda ordinal: bool(catalog.dates[ordinal]) and first <= catalog.dates[ordinal] <= last


def issued_by(catalog: Catalog, wanted: Iterable[str]) -> Callable[[int], bool]:
    """Whether a document's issuer is one of those named, as people name organs."""
    from gazette_search.search.lookup.organs import organs_named  # few queries name an organ

    names = set(catalog.issuers)
    meant = set().union(*(organs_named(name, names) for name in wanted))
    return lambda ordinal: catalog.issuers[ordinal] in meant


def of_genre(catalog: Catalog, wanted: Iterable[str]) -> Callable[[int], bool]:
    """Whether a document is of one of the 文种 named."""
    return _holds_any(catalog.genres, wanted)


def issues_named(catalog: Catalog, name: str) -> set[int]:
    """Issues that people mean by 2020-02, 2020年第二期, 总第63期, 第63期, 63 or a file name.

    第2期 is the issue of that serial number, else the second one of every year.
    """
    text = _in_figures(search_text(_stem(name)))
    if match := _YEAR_AND_NUMBER.match(text):
        wanted = (int(match[1]), int(match[2]))
        return _issues(catalog, lambda row: (row.year, row.number) == wanted)
    if re.fullmatch(r"(?:19|20)\d\d年?", text):
        return _issues(catalog, lambda row: row.year == int(text[:4]))
    if match := _SERIAL.fullmatch(text):
        serial = int(match["serial"])
        by_serial = _issues(catalog, lambda row: row.serial == serial)
        if by_serial or not match["ordinal"]:
            return by_serial
        return _issues(catalog, lambda row: row.number == serial)
    return _issues(catalog, lambda row: bool(text) and text in search_text(_stem(row.file)))


def _in_figures(text: str) -> str:
    """二〇二〇年第二期 as 2020年第2期."""
    return _NUMERALS.sub(lambda match: str(parse_numeral(match[0]) or match[0]), text)


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".txt")


def _issues(catalog: Catalog, test: Callable[[IssueRow], bool]) -> set[int]:
    return {index for index, row in enumerate(catalog.issues) if test(row)}


def _holds_any(column: Sequence[str], wanted: Iterable[str]) -> Callable[[int], bool]:
    texts = [search_text(text) for text in wanted]
    folded = [search_text(value) for value in column]
    return lambda ordinal: any(text in folded[ordinal] for text in texts)
