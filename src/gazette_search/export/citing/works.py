"""What a reference says of a document, before it is in any style."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gazette_search.analysis.homophones import readings
from gazette_search.export.wording import issue_name, one_line
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.models import Document, IssueInfo

_ORGANS_APART = "、"  # as a joint signature is kept


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A document as others refer to it.

    Attributes:
        key: ASCII, the same for the same document, another for another one.
        title: On one line, as printed; empty where the file does not print it.
        number: Canonical; empty where the document has none.
        organs: That issued it.
        signed: 成文日期.
        genre: 文种; empty where it is not known.
        issue: Of the gazette that printed it; None for a file that is one document.
        page: In that issue.
        gazette: Name of the gazette; empty where nobody said it: the issues do not.
    """

    key: str
    title: str
    number: str = ""
    organs: tuple[str, ...] = ()
    signed: date | None = None
    genre: str = ""
    issue: IssueInfo | None = None
    page: int | None = None
    gazette: str = ""

    @property
    def name(self) -> str:
        """The title, else the number: what a reference manager lists the document under."""
        return self.title or self.number

    @property
    def in_gazette(self) -> bool:
        """Whether it can be cited as a part of a serial: its name and its issue are known."""
        return bool(self.gazette and self.issue and self.issue.year)

    @property
    def issued(self) -> tuple[int, ...]:
        """Year, month, day of what is cited: of the issue in a gazette, else of the signing.

        Only the year where no more is known, nothing where not even that is.
        """
        day = self.issue.published if self.in_gazette and self.issue else self.signed
        if day:
            return day.year, day.month, day.day
        return (self.issue.year,) if self.in_gazette and self.issue and self.issue.year else ()

    @property
    def printed_in(self) -> str:
        """2020年第2期（总第63期）第34页; empty for a file that is one document."""
        if self.issue is None:
            return ""
        page = f"第{self.page}页" if self.page is not None else ""
        return f"{self.gazette}{issue_name(self.issue)}{page}"


def work_of(document: Document, issue: IssueInfo, gazette: str = "") -> CitedWork:
    """What to say of a document.

    Args:
        document: The document.
        issue: That printed it.
        gazette: The name of the gazette, when the user gives it.
    """
    organs = one_line(document.issuer or "").split(_ORGANS_APART)
    whole = issue.year is not None and issue.number is not None
    return CitedWork(
        key=_key(document),
        title=one_line(document.title),
        number=one_line(str(document.number)) if document.number else "",
        organs=tuple(organ for organ in organs if organ),
        signed=document.signed_date,
        genre=one_line(document.genre or ""),
        issue=issue if whole else None,
        page=document.page,
        gazette=one_line(gazette),
    )


def _key(document: Document) -> str:
    """hzbf2020-23-1a2b: initials of the 机关代字, year, serial; then what tells namesakes apart."""
    number, day = document.number, document.signed_date
    name = str(day.year) if day else ""
    if number:
        sounds = (min(readings(one), default="")[:1] for one in number.agency_code)
        name = f"{''.join(sounds)}{number.year or ''}-{number.serial}"
    digest = hashlib.sha256(document.id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{name or 'document'}-{digest[:4]}"
