"""Which number a document has, where its number line and the contents do not say the same.

An engine that reads print loses, adds and mistakes characters, most of all in the 机关代字 (a
rare character such as the first of a city's name), the brackets and 号; its figures are nearly
always right, but for a 4 that it sees in front of 号 on bad copies. So a number line is
held against the contents, against the agency that the title names, and against its neighbours in
the series. What they do not settle has no number: a text is never given another document's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from gazette_search import vocabulary
from gazette_search.ingestion.layout.head_numbers import read_damage
from gazette_search.ingestion.structure.title_lines import issuer_in
from gazette_search.models import DocumentNumber
from gazette_search.text.likeness import distance
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.ingestion.layout.head_numbers import NumberDamage
    from gazette_search.ingestion.structure.splitter import DocumentLines
    from gazette_search.ingestion.structure.title_lines import AnnouncedTitles
    from gazette_search.models import TocEntry

# Two numbers of one document differ in so many characters at most: one lost or mistaken, and its
# neighbour with it (a bracket counts as nothing).
_MOST_WRONG = 2
_FEW = 2  # numbers of a series tell nothing about a third
_FAR = 5  # times its neighbours: an added or lost figure makes a serial ten times as large or small


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What was made of a number line.

    Attributes:
        number: The document's number, or None.
        printed: The line, where it is not to be believed as it stands; else None.
        by: What settled it: 目录, 同系列文号, 字形, or empty when nothing did.
        told: What the contents say, where that is not believed either.
    """

    number: DocumentNumber | None
    printed: str | None = None
    by: str = ""
    told: DocumentNumber | None = None


def read_numbers(
    documents: Sequence[DocumentLines], titles: AnnouncedTitles, entries: Sequence[TocEntry]
) -> list[NumberReading]:
    """The number of every document of an issue.

    Args:
        documents: In printed order.
        titles: What the contents announce, by title.
        entries: The contents.
    """
    reader = _Reader(documents, titles, entries)
    return [reader.reading(index) for index in range(len(documents))]


class _Reader:
    """Holds what the whole issue says about its series."""

    def __init__(
        self,
        documents: Sequence[DocumentLines],
        titles: AnnouncedTitles,
        entries: Sequence[TocEntry],
    ) -> None:
        self.documents = documents
        # What the contents give to the titles that are printed.
        self.named: set[DocumentNumber | None] = set()
        self.printed = [_printed(document) for document in documents]
        self.listed = {entry.document_number for entry in entries if entry.document_number}
        self.entries = self._entries(titles)
        self.borne = Counter(number for number in self.printed if number)
        self.codes = self._codes(entries)
        self.series: defaultdict[tuple[str, int | None], list[tuple[int, int]]] = defaultdict(list)
        for index, number in enumerate(self.printed):
            if number:
                series = self.series[number.agency_code, number.year]
                series.append((index, number.serial))

    def _entries(self, titles: AnnouncedTitles) -> list[TocEntry | None]:
        """What the contents say of each title.

        A few characters may be printed differently; that is looked into where the number is not
        one that the contents name.
        """
        exact = [titles.entry_of(document.printed_title) for document in self.documents]
        taken = {id(entry) for entry in exact if entry}
        self.named = {entry.document_number for entry in exact if entry}
        own = self.listed - self.named  # numbers that may be those of titles printed differently
        return [
            entry
            if entry or number in own or not self.listed
            else titles.like(document.printed_title, taken)
            for document, entry, number in zip(self.documents, exact, self.printed, strict=True)
        ]

    def _codes(self, entries: Sequence[TocEntry]) -> dict[str, Counter[str]]:
        """How often each agency that opens a title uses each 机关代字."""
        codes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for document, number in zip(self.documents, self.printed, strict=True):
            if number:
                codes[issuer_in(document.printed_title) or ""][number.agency_code] += 1
        for entry in entries:
            if entry.document_number:
                codes[issuer_in(entry.title) or ""][entry.document_number.agency_code] += 1
        return codes

    def reading(self, index: int) -> NumberReading:
        """The number of one document."""
        printed, entry = self.printed[index], self.entries[index]
        told = entry.document_number if entry else None
        line = _line_of(self.documents[index])
        head = self.documents[index].head
        if printed is None and told is None and (line is None or (head and head.form == "order")):
            return NumberReading(None)  # it has none, and nothing says that it should
        if printed is None:
            return self._of_damaged(index, told, line)
        if told is None:
            return self._of_unlisted(index, printed, line)
        return (
            NumberReading(printed) if told == printed else self._of_two(index, printed, told, line)
        )

    def _of_unlisted(self, index: int, printed: DocumentNumber, line: str | None) -> NumberReading:
        """The number of a document whose title the contents do not have."""
        if printed in self.named:
            return NumberReading(None, line)  # they give the number to another title
        if printed in self.listed:
            return NumberReading(printed)
        repaired = self._unmistaken(index, printed)
        if repaired and not self.borne[repaired]:
            return NumberReading(repaired, line, "字形")
        return NumberReading(None, line) if self._is_odd(index) else NumberReading(printed)

    def _of_damaged(
        self, index: int, told: DocumentNumber | None, line: str | None
    ) -> NumberReading:
        """The number of a line that is no whole number, or that is missing."""
        document = self.documents[index]
        if told and not self.borne[told]:
            return NumberReading(told, line or "", "目录")
        damage = read_damage(line) if line and document.head else None
        if damage is None:
            return NumberReading(None, line)
        near = [] if told else [number for number in self.listed if _fits(damage, number)]
        if len(near) == 1 and not self.borne[near[0]] and near[0] not in self.named:
            return NumberReading(near[0], line, "目录")
        certain = damage.certain
        if certain is None or self.borne[certain] or self.listed or self._has_other_code(index):
            return NumberReading(None, line)
        ends_whole = "号" in (line or "")
        if ends_whole or self._is_enclosed(index, certain):
            return NumberReading(certain, line, "同系列文号" if not ends_whole else "字形")
        return NumberReading(None, line)

    def _of_two(
        self, index: int, printed: DocumentNumber, told: DocumentNumber, line: str | None
    ) -> NumberReading:
        """The number of a document whose line and contents name two."""
        unsure = NumberReading(None, line, told=told)
        if distance(_bare(printed), _bare(told)) > _MOST_WRONG:
            return unsure if printed in self.listed else NumberReading(printed)
        if self.borne[told]:
            return unsure
        is_another = printed in self.listed or self.borne[printed] > 1
        if is_another or self._is_misread(index, printed, told):
            return NumberReading(told, line, "目录")
        return unsure

    def _is_misread(self, index: int, printed: DocumentNumber, told: DocumentNumber) -> bool:
        """Whether the line cannot be right and the contents can."""
        if printed.agency_code == told.agency_code:
            return self._is_in_row(index, told) and not self._is_in_row(index, printed)
        agency = issuer_in(self.documents[index].printed_title) or ""
        # The first character of a code mostly is the region's: 葫 for 葫芦岛.
        if told.agency_code[0] in agency and printed.agency_code[0] not in agency:
            return True
        used = self.codes[agency]
        return used[told.agency_code] > 1 >= used[printed.agency_code]

    def _neighbours(self, index: int, number: DocumentNumber) -> tuple[int | None, int | None]:
        """Serials of the same series next in front of and behind a document."""
        series = self.series[number.agency_code, number.year]
        before = bisect_left(series, (index, -1)) - 1
        behind = bisect_left(series, (index + 1, -1))
        return (
            series[before][1] if before >= 0 else None,
            series[behind][1] if behind < len(series) else None,
        )

    def _nearest(self, index: int, number: DocumentNumber) -> list[int]:
        """The serials around, both on one side at an end of the row.

        There one neighbour alone may be the one that is wrong: 7, 84, 11.
        """
        before, behind = self._neighbours(index, number)
        row = [serial for _, serial in self.series[number.agency_code, number.year]]
        if behind is None:
            return row[-3:-1]
        return row[1:3] if before is None else [before, behind]

    def _is_in_row(self, index: int, number: DocumentNumber) -> bool:
        """Whether the serial stands between those in front of it and behind it."""
        before, behind = self._neighbours(index, number)
        return (before is None or before < number.serial) and (
            behind is None or number.serial < behind
        )

    def _is_enclosed(self, index: int, number: DocumentNumber) -> bool:
        """Whether the row leaves no room for a serial that lost its last figure."""
        before, behind = self._neighbours(index, number)
        if before is None or behind is None:
            return False
        return before < number.serial < behind <= 10 * number.serial

    def _is_odd(self, index: int) -> bool:
        """Whether a whole number, which no contents name, cannot be right.

        Its serial is far off both neighbours, or its code is that of the same agency's other
        documents but for the first character, which names the region.
        """
        number = self.printed[index]
        if number is None or number.year is None:
            return False
        serials = self._nearest(index, number)
        if len(self.series[number.agency_code, number.year]) > _FEW:
            far = (s >= _FAR * number.serial or number.serial >= _FAR * s for s in serials)
            if not self._is_in_row(index, number) and all(far):
                return True
        return self._has_other_code(index)

    def _unmistaken(self, index: int, number: DocumentNumber) -> DocumentNumber | None:
        """The number with the region's character for one that engines are known to take for it."""
        agency = issuer_in(self.documents[index].printed_title) or ""
        first = number.agency_code[0]
        for character in dict.fromkeys(agency[:4]):
            if first not in agency and first in vocabulary.kinds("misread", character):
                code = character + number.agency_code[1:]
                return DocumentNumber(code, number.year, number.serial)
        return None

    def _has_other_code(self, index: int) -> bool:
        """Whether the agency's other documents have a code that differs by one character."""
        document, number = self.documents[index], self.printed[index]
        agency = issuer_in(document.printed_title)
        damage = read_damage(_line_of(document) or "") if number is None else None
        code = number.agency_code if number else damage.code if damage else None
        if not agency or not code:
            return False
        used = self.codes[agency]
        return any(
            count > 1 >= used[code] and other[-1:] == code[-1:] and distance(other, code) == 1
            for other, count in used.items()
            if other != code
        )


def _printed(document: DocumentLines) -> DocumentNumber | None:
    """The number that the head states, in its line or its metadata."""
    head = document.head
    if head and head.number:
        return head.number
    if head and head.form == "order":
        return head.under(document.masthead or "")
    if head is None and not document.number_lines and document.block:
        return document.block.number
    return None


def _line_of(document: DocumentLines) -> str | None:
    """The number line as printed."""
    if document.head:
        return document.head.printed
    return "".join(line.text for line in document.number_lines) or None


def _fits(damage: NumberDamage, number: DocumentNumber) -> bool:
    """Whether a damaged number can have been this one."""
    if str(number.year) != damage.year and str(number.serial) != damage.serial:
        return False
    return distance(f"{damage.code}{damage.year}{damage.serial}", _bare(number)) <= _MOST_WRONG


def _bare(number: DocumentNumber) -> str:
    return f"{number.agency_code}{number.year or ''}{number.serial}"
