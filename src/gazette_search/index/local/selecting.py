"""Which documents of a snapshot meet a condition.

What a text holds is looked up and gives a set. What a document is, the catalog tells row by row;
beside something looked up only the rows that are left are asked.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, TypeAlias

from gazette_search.analysis.normalizer import search_text
from gazette_search.analysis.occurrences import occurrences
from gazette_search.analysis.scan import BLOCK_KINDS, TITLES
from gazette_search.analysis.terms import WORD
from gazette_search.index import conditions as c

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from gazette_search.index.catalog import Catalog, IssueRow
    from gazette_search.index.local.matching import Matcher
    from gazette_search.index.snapshot import Snapshot

Test: TypeAlias = "Callable[[int], bool]"


class Selector:
    """Finds the documents of one snapshot that meet conditions; each condition once."""

    def __init__(self, snapshot: Snapshot, matcher: Matcher) -> None:
        self._snapshot = snapshot
        self._matcher = matcher
        self._found: dict[c.Condition, AbstractSet[int]] = {}

    def find(self, condition: c.Condition) -> AbstractSet[int]:
        """Ordinals of the documents that meet it; not to be changed."""
        found = self._found.get(condition)
        if found is None:
            found = self._found[condition] = self._find(condition)
        return found

    def _find(self, condition: c.Condition) -> AbstractSet[int]:
        if isinstance(condition, c.AllOf):
            return self._all_of(condition.parts)
        if isinstance(condition, c.AnyOf):
            return set[int]().union(*(self.find(part) for part in condition.parts))
        if isinstance(condition, c.OnText):
            return self._on_text(condition)
        return self._all_of((condition,))

    def _all_of(self, parts: Sequence[c.Condition]) -> AbstractSet[int]:
        parts = [*_each(parts)]
        known = [part for part in parts if not self._is_test(part)]
        if not known:  # where all rows are asked, each of some facts is asked of them by itself
            known = [part for part in parts if isinstance(part, c.AnyOf)]
        looked_up = sorted(map(self.find, known), key=len)
        tests = [self.test(part) for part in parts if part not in known]
        found = reduce(and_, looked_up) if looked_up else set(range(len(self._snapshot.catalog)))
        for test in tests:
            found = set(filter(test, found))
        return found

    def _is_test(self, condition: c.Condition) -> bool:
        """Whether it is told document by document; excluding is, whatever is excluded."""
        if isinstance(condition, c.AllOf | c.AnyOf):
            return all(self._is_test(part) for part in condition.parts)
        return isinstance(condition, c.NegatedCondition | c.OnFacts)

    def test(self, condition: c.Condition) -> Test:
        """Whether a document meets a condition."""
        if isinstance(condition, c.NegatedCondition):
            excluded = self.test(condition.part)
            return lambda ordinal: not excluded(ordinal)
        if isinstance(condition, c.AllOf | c.AnyOf) and self._is_test(condition):
            tests = [self.test(part) for part in condition.parts]
            holds = all if isinstance(condition, c.AllOf) else any
            return lambda ordinal: holds(test(ordinal) for test in tests)
        if isinstance(condition, c.OnFacts):
            return fact_test(condition, self._snapshot.catalog)
        return self.find(condition).__contains__

    def _on_text(self, condition: c.OnText) -> AbstractSet[int]:
        matcher = self._matcher
        if isinstance(condition, c.Run):
            return matcher.run(condition.text).keys()
        if isinstance(condition, c.Word):
            return matcher.word(condition.text).keys()
        if isinstance(condition, c.Segmented):
            return self._snapshot.postings(WORD, condition.text).keys()
        if isinstance(condition, c.Begins):
            return matcher.beginning(condition.text)
        if isinstance(condition, c.NearRuns):
            return matcher.near(condition.left, condition.right, condition.distance)
        holding = matcher.run(condition.text)
        return {ordinal for ordinal in holding if self._in_body(ordinal, condition.text)}

    def _in_body(self, ordinal: int, text: str) -> bool:
        scan = self._snapshot.scan(ordinal)
        return any(
            BLOCK_KINDS[scan.kinds[scan.unit_at(at)]] not in TITLES
            for at in occurrences(scan, text)
        )


def _each(parts: Sequence[c.Condition]) -> Iterator[c.Condition]:
    """All parts, those of parts too; what asks for nothing, as filters not given, is none."""
    for part in parts:
        if isinstance(part, c.AllOf):
            yield from _each(part.parts)
        elif not isinstance(part, c.Everything):
            yield part


def fact_test(condition: c.OnFacts, catalog: Catalog) -> Test:
    """Whether a row of the catalog meets a condition."""
    tests: dict[type, Callable[..., Test]] = {
        c.InTitle: _in_title,
        c.LikeTitle: _like_title,
        c.Signed: _signed,
        c.OfIssue: _of_issue,
        c.OfGenre: lambda one, _: _holding(one.text, catalog.genres),
        c.IssuedBy: lambda one, _: lambda ordinal: catalog.issuers[ordinal] in one.names,
        c.Numbered: lambda one, _: lambda ordinal: catalog.numbers[ordinal] in one.numbers,
        c.NumberHolds: _number_holds,
        c.Cites: _cites,
        c.ActsOn: _acts_on,
        c.Assigns: lambda _, __: lambda ordinal: bool(catalog.duties[ordinal]),
        c.Everything: lambda _, __: lambda ___: True,
    }
    return tests[type(condition)](condition, catalog)


def _in_title(condition: c.InTitle, catalog: Catalog) -> Test:
    return lambda ordinal: condition.text in catalog.titles[ordinal]


def _of_issue(condition: c.OfIssue, catalog: Catalog) -> Test:
    issues = issues_of(condition, catalog)
    return lambda ordinal: catalog.issue[ordinal] in issues


def _number_holds(condition: c.NumberHolds, catalog: Catalog) -> Test:
    if condition.at_start:
        return lambda ordinal: search_text(catalog.numbers[ordinal]).startswith(condition.text)
    return _holding(condition.text, catalog.numbers)


def _cites(condition: c.Cites, catalog: Catalog) -> Test:
    return lambda ordinal: not condition.numbers.isdisjoint(catalog.cites[ordinal])


def _acts_on(condition: c.ActsOn, catalog: Catalog) -> Test:
    subjects, acts = condition.subjects, catalog.acts

    def test(ordinal: int) -> bool:
        return bool(acts[ordinal]) and any(
            about in subjects or search_text(about) in subjects for about in acts[ordinal]
        )

    return test


def _signed(condition: c.Signed, catalog: Catalog) -> Test:
    first, last = condition.first, condition.last or "9999-12-31"
    return lambda ordinal: bool(catalog.dates[ordinal]) and first <= catalog.dates[ordinal] <= last


def _like_title(condition: c.LikeTitle, catalog: Catalog) -> Test:
    def test(ordinal: int) -> bool:
        titles = catalog.titles[ordinal]
        return sum(piece in titles for piece in condition.pieces) >= condition.least

    return test


def _holding(text: str, column: Sequence[str]) -> Test:
    """Whether a value of the column holds the text; the same values come again and again."""
    known: dict[str, bool] = {}

    def test(ordinal: int) -> bool:
        value = column[ordinal]
        if value not in known:
            known[value] = text in search_text(value)
        return known[value]

    return test


def issues_of(condition: c.OfIssue, catalog: Catalog) -> set[int]:
    """Indexes of the issues that meet a condition."""
    return {index for index, row in enumerate(catalog.issues) if _is_meant(condition, row)}


def _is_meant(condition: c.OfIssue, row: IssueRow) -> bool:
    if condition.year is not None and row.year != condition.year:
        return False
    if condition.number is not None and row.number != condition.number:
        return False
    if condition.serial is not None and row.serial != condition.serial:
        return False
    if condition.collection and not row.file.split("/", 1)[-1].startswith(
        f"{condition.collection}/"
    ):
        return False
    return condition.name in search_text(file_stem(row.file))


def file_stem(file: str) -> str:
    """A file's name without directory and ending."""
    return file.rsplit("/", 1)[-1].removesuffix(".txt")
