"""What a text says about the life of a document: its own or another's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.models.document import Lines

StatementKind = Literal[
    "repealed",  # 废止
    "partly_repealed",  # 废止第一条
    "amended",  # 修改
    "effective",  # 自…起施行
    "expires",  # 有效期至…
    "term",  # 执行期限定两年
]

SELF = "self"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence that bears on whether a document is in force.

    Attributes:
        kind: What happens to the document.
        about: `SELF`, a canonical number, or a title as cited; empty when no document is named
            (相关规定与本办法相抵触的，以本办法为准).
        text: The sentence as it stands in the clean text.
        lines: First and last source line of the sentence.
        block: Index of the block in the document.
        title: Title of the other document, when the text gives one.
        scope: `clause` when it is one provision or standard that begins, ends or is changed.
        day: The day named, None when there is none.
        event: What the day hangs on, as 发布 in 自发布之日起; empty when a day is named.
        days: Days after the event: 30 in 自公布之日起30日后施行.
        months: Length of a term: 24 for 两年.
        lead: The heading or sentence above that says what happens to the documents of a list.
    """

    kind: StatementKind
    about: str
    text: str
    lines: Lines
    block: int = 0
    title: str | None = None
    scope: Literal["document", "clause"] = "document"
    day: date | None = None
    event: str = ""
    days: int = 0
    months: int = 0
    lead: str = ""
