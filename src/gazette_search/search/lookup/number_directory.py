"""Which documents a number means: those that bear it and those that cite it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.models.document import UNNUMBERED
from gazette_search.search.language.ast import NumberReference
from gazette_search.search.language.typed_numbers import agreement, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.index.catalog import Announced, Catalog, IssueRow


class NumberDirectory:
    """Looks numbers up in a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def held(self, reference: NumberReference) -> list[int]:
        """Ordinals of the documents that bear the number.

        When some bear it to the letter, those that fit only in part (葫政办 for 葫政办发) are left
        out.
        """
        ending = f"{reference.serial}号"
        found = []
        for ordinal, number in enumerate(self._catalog.numbers):
            own = reference_to(number) if number.endswith(ending) else None
            if own and agreement(reference, own):
                found.append((ordinal, own))
        exact = [ordinal for ordinal, own in found if own.agency == reference.agency]
        return exact or [ordinal for ordinal, _ in found]

    def citing(self, reference: NumberReference) -> list[int]:
        """Ordinals of the documents that cite the number, in the order of the catalog."""
        return [
            ordinal
            for ordinal, numbers in enumerate(self._catalog.cites)
            if any(self.means(reference, number) for number in numbers)
        ]

    def announced(self, reference: NumberReference) -> list[tuple[IssueRow, Announced]]:
        """Contents entries that bear the number and of which no text is printed."""
        return [
            (row, one)
            for row in self._catalog.issues
            for one in row.announced
            if self.means(reference, one.number)
        ]

    def texts(self, reference: NumberReference) -> list[str]:
        """Search texts by which a number stands in the documents that bear or cite it."""
        numbers = [self._catalog.numbers[ordinal] for ordinal in self.held(reference)]
        for cited in self._catalog.cites:
            numbers += [number for number in cited if self.means(reference, number)]
        texts = [
            search_text(number) for number in (*numbers, *map(as_cited, numbers), str(reference))
        ]
        # A decree is printed 国务院令第590号 as well as 国务院第590号令.
        texts += [text.replace("令第", "第")[:-1] + "号令" for text in texts if "令第" in text]
        return list(dict.fromkeys(texts))

    def means(self, reference: NumberReference, number: str) -> bool:
        """Whether a cited number, in canonical form, is the one asked for."""
        if str(reference.serial) not in number:
            return False
        cited = read(number)
        if cited is None or cited.serial != reference.serial or cited.decree != reference.decree:
            return False
        if reference.year and cited.year and reference.year != cited.year:
            return False
        wanted, found = reference.agency or "", cited.agency or ""
        return wanted in found if reference.year or reference.decree else wanted == found


def unprinted(found: Sequence[tuple[IssueRow, Announced]]) -> str:
    """目录有，正文未收：2020年第3期目录第15页《…》, for what is announced and not printed."""
    places = []
    for row, one in found:
        issue = f"{row.year}年第{row.number}期" if row.year and row.number else row.file
        page = f"第{one.page}页" if one.page is not None else ""
        places.append(f"{issue}目录{page}《{one.title}》")
    return f"目录有，正文未收：{'；'.join(places)}" if places else ""


def as_cited(number: str) -> str:
    """How texts cite a number: 国令第707号 heads a document that is cited as 国务院令第707号."""
    return f"国务院令{number[2:]}" if number.startswith("国令第") else number


@lru_cache(4096)
def reference_to(number: str) -> NumberReference | None:
    """What a number in canonical form says; None for an id."""
    agency_code, bracket, rest = number.partition("〔")
    if bracket and rest.endswith("号"):
        year, _, serial = rest[:-1].partition("〕")
        is_order = agency_code.endswith("令")
        if year.isdigit() and serial.isdigit() and not is_order:
            return NumberReference(agency_code, int(year), int(serial))
    return None if number.startswith(UNNUMBERED) else read(as_cited(number))
