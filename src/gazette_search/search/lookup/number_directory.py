"""Which documents a number means: those that bear it and those that cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.errors import DocumentNotFoundError, NoNumberError
from gazette_search.models import DocumentNumber
from gazette_search.search.language.typed_numbers import matches, read
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.index.catalog import Announced, Catalog, IssueRow
    from gazette_search.search.language.ast import NumberReference


class NumberDirectory:
    """Looks numbers up in a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def held(self, reference: NumberReference) -> list[int]:
        """Ordinals of the documents that bear the number.

        When some bear it to the letter, those that fit only in part (葫政办 for 葫政办发) are left
        out.
        """
        ending = f"〕{reference.serial}号"
        found = [
            (ordinal, number)
            for ordinal, number in enumerate(self._catalog.numbers)
            if number.endswith(ending) and matches(reference, _parts(number))
        ]
        exact = [
            ordinal for ordinal, number in found if _parts(number).agency_code == reference.agency
        ]
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
        texts = [search_text(number) for number in (*numbers, str(reference))]
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


def typed_number(text: str) -> NumberReference:
    """The number that somebody typed, however it is written.

    Raises:
        NoNumberError: When it is none.
    """
    reference = read(fold_width(text), loose=True)
    if reference is None:
        raise NoNumberError(text)
    return reference


def several(text: str, numbers: Sequence[str]) -> DocumentNotFoundError:
    """What to raise when a text fits more than one number."""
    return DocumentNotFoundError(f"“{text}”对应不止一件：{'、'.join(numbers)}。请写全文号")


def _parts(number: str) -> DocumentNumber:
    agency_code, rest = number.split("〔", 1)
    year, serial = rest.rstrip("号").split("〕", 1)
    return DocumentNumber(agency_code, int(year), int(serial))
