"""What a reader may call a document: its number, its id, its title, the place where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.errors import DocumentNotFoundError, NoNumberError
from gazette_search.models.document import UNNUMBERED
from gazette_search.search.language.typed_numbers import read
from gazette_search.search.lookup.filters import issues_named
from gazette_search.search.lookup.number_directory import NumberDirectory, unprinted
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.index.catalog import Catalog

_PLACE = re.compile(r"(?P<issue>.+?):(?P<line>\d{1,7})")
_MARKS = re.compile('^[《〈“"]+|[》〉”"]+$')
_SHORTEST_TITLE = 3  # characters; 低保 is no title
_MOST_NAMED = 8


def the_one(catalog: Catalog, text: str) -> int:
    """The ordinal of the document that is meant.

    Args:
        catalog: What is held.
        text: 葫政办发2020 23号, 无号-3f2a9c1e, 2020-02:1097, or a title, with or without 《》.

    Raises:
        DocumentNotFoundError: When no document, or more than one, is meant.
    """
    found = held(catalog, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise several(catalog, text, found)
    raise _nothing(catalog, text)


def held(catalog: Catalog, text: str) -> list[int]:
    """Ordinals of the documents held that a text can mean; the surest way to read it counts."""
    folded = fold_width(text).strip()
    exact = [ordinal for ordinal, number in enumerate(catalog.numbers) if number == text.strip()]
    if exact or folded.startswith(UNNUMBERED):
        return exact or _shortened(catalog, folded)
    place = _PLACE.fullmatch(folded)
    if place:
        return _at(catalog, place["issue"], int(place["line"]))
    reference = read(folded, loose=True)
    if reference:
        return NumberDirectory(catalog).held(reference)
    return _titled(catalog, text)


def several(catalog: Catalog, text: str, found: Sequence[int]) -> DocumentNotFoundError:
    """What to raise when a text means more than one: how each can be asked for."""
    named = "；".join(_named(catalog, ordinal) for ordinal in found[:_MOST_NAMED])
    more = f" 等 {len(found)} 件" if len(found) > _MOST_NAMED else ""
    return DocumentNotFoundError(
        f"“{text}”对应不止一件：{named}{more}。请写全文号，或用“期:行”（如 2020-02:1097）指明"
    )


def place_of(catalog: Catalog, ordinal: int) -> str:
    """The handle 期:行 of a document, which no other one has."""
    stem = catalog.issues[catalog.issue[ordinal]].file.removeprefix("corpus/")
    return f"{stem.rsplit('.', 1)[0]}:{catalog.lines[ordinal]}"


def _named(catalog: Catalog, ordinal: int) -> str:
    number = catalog.numbers[ordinal]
    name = number if not number.startswith(UNNUMBERED) else catalog.titles[ordinal].split("\n")[0]
    return f"{name}（{place_of(catalog, ordinal)}）"


def _shortened(catalog: Catalog, text: str) -> list[int]:
    return [o for o, number in enumerate(catalog.numbers) if number.startswith(text)]


def _at(catalog: Catalog, issue: str, line: int) -> list[int]:
    """The document that a line of an issue belongs to."""
    issues = issues_named(catalog, issue)
    begun = [
        ordinal
        for ordinal, owner in enumerate(catalog.issue)
        if owner in issues and (catalog.lines[ordinal] or 0) <= line
    ]
    last: dict[int, int] = {}
    for ordinal in begun:
        last[catalog.issue[ordinal]] = ordinal
    return list(last.values())


def _titled(catalog: Catalog, text: str) -> list[int]:
    """Documents whose title is the text, else whose title holds it."""
    wanted = search_text(_MARKS.sub("", text.strip()))
    if len(wanted) < _SHORTEST_TITLE:
        return []
    holding = [ordinal for ordinal, titles in enumerate(catalog.titles) if wanted in titles]
    same = [o for o in holding if wanted in catalog.titles[o].split("\n")]
    ending = [o for o in holding if catalog.titles[o].split("\n")[0].endswith(wanted)]
    return same or ending or holding


def _nothing(catalog: Catalog, text: str) -> DocumentNotFoundError:
    reference = read(fold_width(text), loose=True)
    if reference is None:
        return NoNumberError(text)
    directory = NumberDirectory(catalog)
    message = f"{reference} {unprinted(directory.announced(reference)) or '不在库内'}"
    citing = directory.citing(reference)
    if citing:
        message += f"；库内引用它的有 {'、'.join(catalog.numbers[ordinal] for ordinal in citing)}"
    return DocumentNotFoundError(message)
