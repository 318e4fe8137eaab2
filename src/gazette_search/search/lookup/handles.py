"""What a reader may call a document: its number, its id, its title, the place where it stands."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.errors import DocumentNotFoundError, NoNumberError
from gazette_search.index.conditions import (
    EVERYTHING,
    AllOf,
    Cites,
    InTitle,
    Numbered,
    NumberHolds,
    OfIssue,
)
from gazette_search.models.document import UNNUMBERED
from gazette_search.search.language.typed_numbers import read
from gazette_search.search.lookup.articles import names_article, statute_key
from gazette_search.search.lookup.filters import issue_named
from gazette_search.search.lookup.number_directory import NumberDirectory
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import Row, SearchIndex
    from gazette_search.models import IssueInfo

_PLACE = re.compile(r"(?P<issue>.+?):(?P<line>\d{1,7})")
_MARKS = re.compile('^[《〈“"]+|[》〉”"]+$')
_QUOTED_TITLE = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_SHORTEST_TITLE = 3  # characters; 低保 is no title
_MOST_NAMED = 8


def the_one(index: SearchIndex, text: str, within: Condition = EVERYTHING) -> Row:
    """The document that is meant.

    Args:
        index: What is held.
        text: 葫政办发2020 23号, 无号-3f2a9c1e, 2020-02:1097, or a title, with or without 《》.
        within: What it meets besides.

    Raises:
        DocumentNotFoundError: When no document, or more than one, is meant.
    """
    found = held(index, text, within)
    if len(found) == 1:
        return found[0]
    if found:
        raise several(index, text, found)
    raise _nothing(index, text)


def held(index: SearchIndex, text: str, within: Condition = EVERYTHING) -> list[Row]:
    """The documents held that a text can mean; the surest way to read it counts."""

    def rows(condition: Condition) -> list[Row]:
        return index.rows(AllOf((condition, within)))

    folded = fold_width(text).strip()
    exact = rows(Numbered(frozenset((text.strip(),))))
    if exact or folded.startswith(UNNUMBERED):
        return exact or rows(NumberHolds(search_text(folded), at_start=True))
    place = _PLACE.fullmatch(folded)
    if place:
        return _at(index, place["issue"], int(place["line"]), within)
    reference = read(folded, loose=True)
    if reference:
        return rows(Numbered(frozenset(NumberDirectory(index).held(reference))))
    return _titled(text, rows)


def split_handles(words: Sequence[str]) -> list[str]:
    """What is asked for by some words of a command line: 葫政办发2020 23号 is one document.

    The most words that are one number, place or id belong together; of other words each is by
    itself, but where nothing else is there, they are one title.
    """
    found: list[str] = []
    first, surely = 0, False
    while first < len(words):
        if found and names_article(words[first]):
            found[-1] = f"{found[-1]} {words[first]}"
            first += 1
            continue
        last = next(
            (end for end in range(len(words), first, -1) if _is_handle(words[first:end])), None
        )
        surely = surely or last is not None
        end = last or first + 1
        found.append(" ".join(words[first:end]))
        first = end
    return found if surely else [" ".join(words)]


def _is_handle(words: Sequence[str]) -> bool:
    """Whether words are together what can be nothing but one document."""
    text = fold_width(" ".join(words)).strip()
    if _QUOTED_TITLE.fullmatch(text):
        return True
    ranked = rank_named(words[0]) is not None
    if len(words) == 1 and (ranked or text.startswith(UNNUMBERED) or _PLACE.fullmatch(text)):
        return True
    if any(map(_MARKS.search, words)) or (ranked and not text.endswith("号")):
        return False
    return read(text, loose=True) is not None


def rank_named(text: str) -> int | None:
    """The hit that a bare figure means: 3, ３; not 3号, which is a document's number."""
    folded = fold_width(text).strip()
    return int(folded) if re.fullmatch(r"[0-9]{1,6}", folded) else None


def line_named(text: str) -> int | None:
    """The line of a place: 685 of 2020-02:685."""
    place = _PLACE.fullmatch(fold_width(text).strip())
    return int(place["line"]) if place else None


def several(index: SearchIndex, text: str, found: Sequence[Row]) -> DocumentNotFoundError:
    """What to raise when a text means more than one: how each can be asked for."""
    bearing = Counter(row.number for row in found)
    named = "；".join(
        _named(index, row, is_shared=bearing[row.number] > 1) for row in found[:_MOST_NAMED]
    )
    more = f" 等 {len(found)} 件" if len(found) > _MOST_NAMED else ""
    full = "请写全文号，或" if len(bearing) > 1 else "请"
    apart = len({index.issue(row.ordinal).collection for row in found}) > 1
    folder = "，或用 --in 指明子文件夹" if apart else ""
    example = printed_place(index, found[0])
    return DocumentNotFoundError(
        f"“{text}”对应不止一件：{named}{more}。{full}用“期:行”（如 {example}）指明{folder}"
    )


def printed_place(index: SearchIndex, row: Row) -> str:
    """The handle 期:行 of a document, which no other one has."""
    return f"{_stem(index.issue(row.ordinal))}:{row.line}"


def _stem(issue: IssueInfo) -> str:
    """青河/2020-02: an issue's file below the corpus, without its ending."""
    return issue.file.removeprefix("corpus/").rsplit(".", 1)[0]


def _named(index: SearchIndex, row: Row, *, is_shared: bool) -> str:
    """The number with its place, and whose it is where another has the same."""
    name = row.titles.split("\n")[0] if row.number.startswith(UNNUMBERED) else row.number
    issuer = f"，{row.issuer}" if row.issuer and is_shared else ""
    return f"{name}（{printed_place(index, row)}{issuer}）"


def _at(index: SearchIndex, issue: str, line: int, within: Condition) -> list[Row]:
    """The document that a line of an issue belongs to; an issue of just this file name counts."""
    path = issue.removeprefix("corpus/")
    folder, _, name = path.rpartition("/")
    same_name = OfIssue(name=search_text(name), collection=folder)
    for named in (same_name, issue_named(index, issue)):
        last: dict[str, Row] = {}
        for row in index.rows(AllOf((named, within))) if named else ():
            printed = index.issue(row.ordinal)
            is_meant = named is not same_name or fold_width(_stem(printed)) == path
            if row.line <= line and is_meant:
                last[printed.file] = row
        if last:
            return list(last.values())
    return []


def _titled(text: str, rows: Callable[[Condition], list[Row]]) -> list[Row]:
    """Documents whose title is the text, else whose title holds it."""
    wanted = search_text(_MARKS.sub("", text.strip()))
    if len(wanted) < _SHORTEST_TITLE:
        return []
    holding = rows(InTitle(wanted))
    key = statute_key(text)
    same = [
        row
        for row in holding
        if any(title == wanted or statute_key(title) == key for title in row.titles.split("\n"))
    ]
    ending = [row for row in holding if row.titles.split("\n")[0].endswith(wanted)]
    return same or ending or holding


def _nothing(index: SearchIndex, text: str) -> DocumentNotFoundError:
    reference = read(fold_width(text), loose=True)
    if reference is None:
        return NoNumberError(text)
    directory = NumberDirectory(index)
    message = f"{reference} {directory.absence(reference)}"
    citing = index.rows(Cites(frozenset(directory.citing(reference))))
    if citing:
        message += f"；库内引用它的有 {'、'.join(row.number for row in citing)}"
    return DocumentNotFoundError(message)
