"""Narrowing by what a document is rather than by what it says; answered from the catalog."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from gazette_search.index.catalog import Catalog, IssueRow
    from gazette_search.search.results import Filters

_YEAR_AND_NUMBER = re.compile(r"(\d{4})\D+?0*(\d{1,2})\D*$")
_SERIAL = re.compile(r"(?:总第?)?\s*0*(\d{1,4})\s*期?$")


def allowed(catalog: Catalog, filters: Filters) -> set[int]:
    """Ordinals of the documents that pass every filter."""
    tests: list[Callable[[int], bool]] = []
    if filters.since or filters.until:
        tests.append(signed_between(catalog, filters.since, filters.until))
    if filters.issues:
        wanted = set().union(*(issues_named(catalog, name) for name in filters.issues))
        tests.append(lambda ordinal: catalog.issue[ordinal] in wanted)
    if filters.genres:
        tests.append(_holds_any(catalog.genres, filters.genres))
    if filters.issuers:
        tests.append(_holds_any(catalog.issuers, filters.issuers))
    tests += [_holds_any(catalog.titles, (title,)) for title in filters.titles]
    return {ordinal for ordinal in range(len(catalog)) if all(test(ordinal) for test in tests)}


def signed_between(
    catalog: Catalog, since: date | None, until: date | None
) -> Callable[[int], bool]:
    """Whether a document's signed date lies in a range, both ends included."""
    first = since.isoformat() if since else ""
    last = until.isoformat() if until else "9999-12-31"
    return lambda ordinal: bool(catalog.dates[ordinal]) and first <= catalog.dates[ordinal] <= last


def issues_named(catalog: Catalog, name: str) -> set[int]:
    """Issues that people mean by 2020-02, 2020年第2期, 总第63期, 63 or a file name."""
    text = search_text(_stem(name))
    if match := _YEAR_AND_NUMBER.match(text):
        wanted = (int(match[1]), int(match[2]))
        return _issues(catalog, lambda row: (row.year, row.number) == wanted)
    if re.fullmatch(r"(?:19|20)\d\d年?", text):
        return _issues(catalog, lambda row: row.year == int(text[:4]))
    if match := _SERIAL.fullmatch(text):
        return _issues(catalog, lambda row: row.serial == int(match[1]))
    return _issues(catalog, lambda row: bool(text) and text in search_text(_stem(row.file)))


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".txt")


def _issues(catalog: Catalog, test: Callable[[IssueRow], bool]) -> set[int]:
    return {index for index, row in enumerate(catalog.issues) if test(row)}


def _holds_any(column: Sequence[str], wanted: tuple[str, ...]) -> Callable[[int], bool]:
    texts = [search_text(text) for text in wanted]
    folded = [search_text(value) for value in column]
    return lambda ordinal: any(text in folded[ordinal] for text in texts)
