"""Names that an index knows, offered for the next word of a command line."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gazette_search.cli.offers import Offer
from gazette_search.errors import GazetteSearchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from gazette_search.index.catalog import Catalog


def known_numbers(begun: str, home: Path | None) -> list[Offer]:
    """Numbers and ids of the documents held, each with its title."""
    catalog = _catalog(home)
    if catalog is None:
        return []
    pairs = zip(catalog.numbers, (titles.split("\n")[0] for titles in catalog.titles), strict=True)
    return [*_beginning(pairs, begun)]


def known_issues(begun: str, home: Path | None) -> list[Offer]:
    """2020-02 of the issues held; the newest first."""
    catalog = _catalog(home)
    rows = catalog.issues if catalog else ()
    named = ((f"{row.year}-{row.number:02}", row) for row in rows if row.year and row.number)
    told = {name: f"总第{row.serial}期" if row.serial else row.file for name, row in named}
    return [*_beginning(sorted(told.items(), reverse=True), begun)]


def known_genres(begun: str, home: Path | None) -> list[Offer]:
    """文种 of the documents held, the commonest first."""
    catalog = _catalog(home)
    return [*_counted(catalog.genres if catalog else (), begun)]


def known_issuers(begun: str, home: Path | None) -> list[Offer]:
    """Organs that issued documents held, the commonest first."""
    catalog = _catalog(home)
    return [*_counted(catalog.issuers if catalog else (), begun)]


# By the metavar of what they are offered for.
KNOWN_NAMES: dict[str, Callable[[str, Path | None], list[Offer]]] = {
    "文号": known_numbers,
    "期": known_issues,
    "文种": known_genres,
    "机关": known_issuers,
}


def _counted(values: Iterable[str], begun: str) -> Iterator[Offer]:
    from collections import Counter

    common = Counter(filter(None, values)).most_common()
    yield from _beginning(((value, f"{count} 件") for value, count in common), begun)


def _beginning(pairs: Iterable[tuple[str, str]], begun: str) -> Iterator[Offer]:
    """Those that begin as typed, whatever the width and kind of brackets: 葫政办发[2020."""
    exact = begun.isascii() and not any(c in begun for c in "[(")
    wanted = begun if exact or not begun else _folded(begun)
    for value, meaning in dict(pairs).items():
        if value.startswith(begun) or (not exact and _folded(value).startswith(wanted)):
            yield Offer(value, meaning)


def _folded(text: str) -> str:
    from gazette_search.text.widths import fold_width

    return fold_width(text).translate(_BRACKETS)


_BRACKETS = str.maketrans("〔【（([）】〕)]", "[[[[[]]]]]")


def _catalog(named: Path | None) -> Catalog | None:
    """The catalog of the index that the line would ask; none where anything is in the way.

    Nothing is built and nothing told: a shell waits, and shows what is said between its words.
    """
    from gazette_search.index.catalog import CATALOG, catalog_from_json
    from gazette_search.index.files import read_vouched
    from gazette_search.index.generations import IndexDirectory
    from gazette_search.workflows.home import find_home

    with suppress(GazetteSearchError, OSError):
        home = find_home(named)
        manifest = IndexDirectory(home.index).current()
        if manifest is None:
            return None
        place = home.index / manifest.generation / CATALOG
        content = read_vouched(place, dict(manifest.files)[CATALOG], CATALOG)
        return catalog_from_json(content)
    return None
