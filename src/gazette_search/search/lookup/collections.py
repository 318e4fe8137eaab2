"""Collections: the folders of a corpus, each perhaps of a city or a year of its own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gazette_search.errors import UnknownCollectionError
from gazette_search.index.conditions import EVERYTHING, AnyOf, OfIssue
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import SearchIndex
    from gazette_search.models import IssueInfo


def in_collections(index: SearchIndex, names: Sequence[str]) -> Condition:
    """What a document meets that lies in one of the folders named; any does when none is named.

    Raises:
        UnknownCollectionError: There is no such folder with an issue in it.
    """
    if not names:
        return EVERYTHING
    return AnyOf(tuple(OfIssue(collection=path) for path in _paths(index, names)))


def is_in(index: SearchIndex, issue: IssueInfo, names: Sequence[str]) -> bool:
    """Whether an issue lies in or below one of the folders named.

    Raises:
        UnknownCollectionError: There is no such folder with an issue in it.
    """
    return not set(_paths(index, names)).isdisjoint(_around(issue.collection))


def _paths(index: SearchIndex, names: Sequence[str]) -> list[str]:
    held = held_collections(index)
    return list(dict.fromkeys(path for name in names for path in _named(name, held)))


def held_collections(index: SearchIndex) -> dict[str, int]:
    """Every folder in or below which issues lie, by name, with how many do."""
    issues = index.issues(OfIssue())
    return dict(sorted(Counter(path for one in issues for path in _around(one.collection)).items()))


def _around(collection: str) -> Iterator[str]:
    """青河 and 青河/2021 for 青河/2021."""
    parts = collection.split("/") if collection else []
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _named(name: str, held: Iterable[str]) -> list[str]:
    """The folders of a path or, where there is none, of a bare name at any depth."""
    wanted = _folded(name).removeprefix("corpus/")
    same = [path for path in held if _folded(path) == wanted]
    found = same or [path for path in held if _folded(path.rsplit("/", 1)[-1]) == wanted]
    if not found:
        raise UnknownCollectionError(name, tuple(held))
    return found


def _folded(path: str) -> str:
    return fold_width(path).casefold().replace("\\", "/").strip("/ ")
