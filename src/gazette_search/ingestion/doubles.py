"""One issue under two names: a copy beside it, or the same issue in another encoding or format.

Read twice, it would double every hit and leave no document that its number names alone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Printed:
    """What a file prints, as far as it tells whether another prints the same.

    Attributes:
        file: Its name.
        issue: Year and number of the issue, None where the file does not say.
        documents: Number, or what names those without, and title of each: single documents of two
            cities may have one number, and only the title tells them apart.
    """

    file: str
    issue: tuple[int, int] | None
    documents: frozenset[str]


def printed_name(number: str, titles: str) -> str:
    """Number and title: two cities may share a number, and then nothing else.

    Args:
        number: Of a document, or the id of one without.
        titles: Search text of its titles, a line each, its own first.
    """
    return f"{number} {titles.split(chr(10), 1)[0]}"


def doubles(files: Iterable[Printed]) -> dict[str, str]:
    """The files to leave out, each with the one that is taken instead.

    Taken is the one with the most documents; of equals that with the shortest name, for a copy
    has 副本, (1) or a folder more in it, and then the first. So it does not depend on which was
    there first, and an index built anew is the same.
    """
    groups: defaultdict[tuple[int, int] | None, list[Printed]] = defaultdict(list)
    for one in files:
        if one.documents:
            groups[one.issue].append(one)
    found: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            found.update(_in_group(sorted(group, key=_worth)))
    return found


def _worth(one: Printed) -> tuple[int, int, str]:
    return -len(one.documents), len(one.file), one.file


def _in_group(ranked: Sequence[Printed]) -> dict[str, str]:
    """Compare files of one issue, the best first."""
    taken: list[Printed] = []
    found = {}
    for one in ranked:
        twin = next((other for other in taken if _same(one, other)), None)
        if twin:
            found[one.file] = twin.file
        else:
            taken.append(one)
    return found


def _same(one: Printed, other: Printed) -> bool:
    """Whether two files of one year and number, or of none, print the same.

    Gazettes of two cities have issues of one number, and no document in common. A copy may lack
    pages or have a number misread, so more than half of its documents are enough. Files that name
    no issue are single documents or excerpts: those are the same only if nothing differs.
    """
    common = len(one.documents & other.documents)
    if one.issue is None:
        return one.documents == other.documents
    return 2 * common > min(len(one.documents), len(other.documents))
