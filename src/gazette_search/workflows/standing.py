"""Finding documents as a reader names them, and where in each he wants to stand.

A bare figure is a hit of the last search, and nothing else: 3 is the third hit, 3号 a number.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.errors import DocumentNotFoundError, NoNumberError
from gazette_search.index.conditions import Numbered
from gazette_search.search.lookup.articles import part_of, split_article
from gazette_search.search.lookup.collections import in_collections
from gazette_search.search.lookup.handles import (
    held,
    line_named,
    printed_place,
    rank_named,
    several,
    split_handles,
    the_one,
)
from gazette_search.search.lookup.spots import find_spot
from gazette_search.values import dataclass
from gazette_search.workflows.history import last_search
from gazette_search.workflows.opening import answered
from gazette_search.workflows.reading import shown_row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazette_search.index.conditions import Condition
    from gazette_search.index.reading import Row, SearchIndex
    from gazette_search.search.lookup.spots import Spot
    from gazette_search.search.past import PastHit, PastSearch
    from gazette_search.search.reports import ShownDocument
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.opening import Opened, Progress


@dataclass(frozen=True, slots=True)
class Standing:
    """A document, and where in it the reader stands.

    Attributes:
        spot: None at its beginning.
        terms: What a search looked for that led here, as search text.
        notes: Sentences for the reader.
    """

    shown: ShownDocument
    spot: Spot | None = None
    terms: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def stand_at(
    home: Home,
    words: Sequence[str],
    on_progress: Progress | None = None,
    *,
    as_of: date | None = None,
    collections: Sequence[str] = (),
) -> list[Standing]:
    """The documents that some words of a command line name, one or several.

    Args:
        home: Where the index is.
        words: Numbers however written, ids, titles, places as 2020-02:1097, hits as 3.
        on_progress: Told how far a first indexing has come.
        as_of: The day for which validity is judged; None judges none.
        collections: Folders of the corpus in which they may lie; any when there is none.

    Raises:
        UnknownCollectionError: There is no such folder.
        DocumentNotFoundError: When one of them names no document, or more than one.
    """
    handles = split_handles(words)
    ranked = any(rank_named(handle) is not None for handle in handles)
    past = last_search(home) if ranked else None

    def stand(opened: Opened) -> list[Standing]:
        within = in_collections(opened.index, collections)

        def stand_each(names: Sequence[str]) -> list[Standing]:
            return [_stand(opened, name, past, as_of, within) for name in names]

        try:
            return stand_each(handles)
        except NoNumberError as problem:
            if 1 == len(handles) < len(words):  # several titles, or one that is not held
                with suppress(NoNumberError):
                    return stand_each(words)
            raise problem from None

    return answered(home, on_progress, stand)


def meant_id(home: Home, text: str, on_progress: Progress | None = None) -> str:
    """What a reader names, as every command takes it: of a hit its document's id.

    Raises:
        DocumentNotFoundError: There is no such hit, or its document is not held any more.
    """
    rank = rank_named(text)
    if rank is None:
        return text
    past, hit = _remembered(last_search(home), rank)
    return answered(home, on_progress, lambda opened: _handle_of(opened.index, past, hit))


def _stand(
    opened: Opened,
    handle: str,
    past: PastSearch | None,
    as_of: date | None,
    within: Condition,
) -> Standing:
    rank = rank_named(handle)
    if rank is not None:
        return _stand_at_hit(opened, *_remembered(past, rank), as_of)
    name, article = split_article(handle)
    row, notes = _the_document(opened.index, name, within)
    shown = shown_row(opened.index, row, as_of)
    if article:
        part = part_of(shown.held.document, article)
        return Standing(replace(shown, held=replace(shown.held, document=part)), notes=notes)
    return Standing(shown, find_spot(shown.held.document, line_named(handle)), notes=notes)


def _the_document(
    index: SearchIndex, handle: str, within: Condition
) -> tuple[Row, tuple[str, ...]]:
    """The document that is meant, and where else it is printed.

    The same number above the same title in two files is one document; that of an issue counts,
    for it has pages. Under other titles it is misprinted somewhere, and nobody can choose; of other
    agencies it is another document.
    """
    found = held(index, handle, within)
    if len(found) < 2 or len({_printed_as(row) for row in found}) > 1:
        return the_one(index, handle, within), ()
    first, *others = sorted(found, key=lambda row: index.issue(row.ordinal).number is None)
    places = "、".join(printed_place(index, row) for row in others)
    return first, (f"{first.number} 也登在 {places}。",)


def _printed_as(row: Row) -> tuple[str, str, str]:
    return row.number, row.titles.split("\n")[0], row.issuer


def _remembered(past: PastSearch | None, rank: int) -> tuple[PastSearch, PastHit]:
    """A hit of the last search by its number.

    Raises:
        DocumentNotFoundError: There is none.
    """
    by_number = f"按文号找请写 {rank}号"
    if past is None:
        raise DocumentNotFoundError(
            f"“{rank}”是上次查找的第 {rank} 件，可是没有记住的查找。请先查找；{by_number}"
        )
    for hit in past.hits:
        if hit.rank == rank:
            return past, hit
    if not past.total:
        listed = "什么也没有找到"
    elif not past.hits:
        listed = f"找到 {past.total} 件，一件也没有列出"
    else:
        listed = f"只列出了第 {past.hits[0].rank}–{past.hits[-1].rank} 件"
    raise DocumentNotFoundError(f"上次查找“{past.query}”{listed}，没有第 {rank} 件；{by_number}")


def _stand_at_hit(opened: Opened, past: PastSearch, hit: PastHit, as_of: date | None) -> Standing:
    shown = shown_row(opened.index, _row_of(opened.index, past, hit), as_of)
    spot = find_spot(shown.held.document, hit.line, hit.anchor)
    notes = [f"上次查找“{past.query}”的第 {hit.rank} 件。"]
    if past.generation != opened.state.generation:
        notes.append(f"索引在那次查找以后更新过；{_still_there(spot, hit)}")
        if spot and not spot.worded:
            spot = None
    return Standing(shown, spot, past.terms, tuple(notes))


def _still_there(spot: Spot | None, hit: PastHit) -> str:
    if hit.line is None:
        return "公文还在。"
    if spot and spot.worded:
        return "那一句还在文中。"
    return "文中已经没有那一句，请从头读。"


def _handle_of(index: SearchIndex, past: PastSearch, hit: PastHit) -> str:
    """The number of a hit, or where it stands when another document has that number too."""
    row = _row_of(index, past, hit)
    (bearing,) = index.counts([Numbered(frozenset((row.number,)))])
    return row.number if bearing == 1 else printed_place(index, row)


def _row_of(index: SearchIndex, past: PastSearch, hit: PastHit) -> Row:
    """The document of a hit; the same notice may be held from more than one file."""
    rows = index.rows(Numbered(frozenset((hit.id,))))
    there = [row for row in rows if index.issue(row.ordinal).file == hit.file] or rows
    if not there:
        raise DocumentNotFoundError(
            f"上次查找“{past.query}”的第 {hit.rank} 件 {hit.id} 已经不在库内，请再查找一次"
        )
    if len(there) > 1:
        raise several(index, hit.id, there)
    return there[0]
