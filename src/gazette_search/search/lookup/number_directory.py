"""Which documents a number means: those that bear it and those that cite it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.index.conditions import NumberHolds
from gazette_search.models.document import UNNUMBERED
from gazette_search.search.language.ast import NumberReference
from gazette_search.search.language.typed_numbers import agreement, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.index.catalog import AnnouncedRow
    from gazette_search.index.reading import Numbers, SearchIndex
    from gazette_search.models import IssueInfo

_MOST_OFFERED = 3


class NumberDirectory:
    """Looks numbers up in an index."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._known: dict[int, Numbers] = {}

    def held(self, reference: NumberReference) -> list[str]:
        """The numbers meant that documents bear.

        When some are meant to the letter, those that fit only in part (葫政办 for 葫政办发) are
        left out.
        """
        read_numbers = ((number, reference_to(number)) for number in self._numbers(reference).held)
        found = [
            (number, own)
            for number, own in read_numbers
            if own and own.serial == reference.serial and agreement(reference, own)
        ]
        exact = [number for number, own in found if own.agency == reference.agency]
        return exact or [number for number, _ in found]

    def citing(self, reference: NumberReference) -> list[str]:
        """The numbers meant that documents cite."""
        return [
            number for number in self._numbers(reference).cited if self.means(reference, number)
        ]

    def announced(self, reference: NumberReference) -> list[tuple[IssueInfo, AnnouncedRow]]:
        """Contents entries that bear the number and of which no text is printed."""
        return [
            (issue, one)
            for issue, one in self._numbers(reference).announced
            if self.means(reference, one.number)
        ]

    def near(self, reference: NumberReference) -> list[str]:
        """Numbers of documents whose 机关代字 may have been meant by the one typed, sorted.

        One character of the code is another of its sound or shape (葫政办法 for 葫政办发), one is
        left out or one too many; year and serial are those typed. A code that some document bears
        is no slip. They are only offered: 葫办发 is a code of its own, beside 葫政办发.
        """
        code = reference.agency or ""
        if any(self._index.counts([NumberHolds(search_text(code), at_start=True)])):
            return []
        from gazette_search.analysis.homophones import is_slip

        return [
            number
            for number in self._numbers(reference).held
            if (own := reference_to(number))
            and (own.serial, own.year) == (reference.serial, reference.year or own.year)
            and is_slip(code, own.agency or "")
        ]

    def absence(self, reference: NumberReference) -> str:
        """What to say of a number that no document bears: 目录有，正文未收, or 不在库内."""
        return unprinted(self.announced(reference)) or f"不在库内{self.offer(reference)}"

    def offer(self, reference: NumberReference) -> str:
        """The end of a sentence that offers what may have been meant; empty when nothing may."""
        near = self.near(reference)[:_MOST_OFFERED]
        return f"，是不是 {'、'.join(near)}？" if near else ""

    def texts(self, reference: NumberReference) -> list[str]:
        """Search texts by which a number stands in the documents that bear or cite it."""
        numbers = (*self.held(reference), *self.citing(reference))
        texts = [
            search_text(number) for number in (*numbers, *map(as_cited, numbers), str(reference))
        ]
        # A decree is printed 国务院令第590号 as well as 国务院第590号令.
        texts += [text.replace("令第", "第")[:-1] + "号令" for text in texts if "令第" in text]
        return list(dict.fromkeys(texts))

    def _numbers(self, reference: NumberReference) -> Numbers:
        serial = reference.serial
        if serial not in self._known:
            self._known[serial] = self._index.numbers(serial)
        return self._known[serial]

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


def unprinted(found: Sequence[tuple[IssueInfo, AnnouncedRow]]) -> str:
    """目录有，正文未收：2020年第3期目录第15页《…》, for what is announced and not printed."""
    places = []
    for issue, one in found:
        page = f"第{one.page}页" if one.page is not None else ""
        places.append(f"{issue.label}目录{page}《{one.title}》")
    return f"目录有，正文未收：{'；'.join(places)}" if places else ""


def as_cited(number: str) -> str:
    """How texts cite a number: 国令第707号 heads a document that is cited as 国务院令第707号."""
    return f"国务院令{number[2:]}" if number.startswith("国令第") else number


def as_headed(number: str) -> str:
    """How the head of a document prints a number that texts cite, the other way round."""
    return f"国令{number[4:]}" if number.startswith("国务院令第") else number


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
