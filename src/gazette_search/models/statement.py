"""What a text says about the life of a document: its own or another's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.models.block import Lines
    from gazette_search.text.dates import Grain

StatementKind = Literal[
    "repealed",  # 废止
    "partly_repealed",  # 废止第一条
    "amended",  # 修改
    "effective",  # 自…起施行
    "expires",  # 有效期至…
    "term",  # 执行期限定两年
]


@dataclass(frozen=True, slots=True)
class Self:
    """The document that speaks: 本办法自2020年2月1日起施行."""


@dataclass(frozen=True, slots=True)
class NumberedTarget:
    """A document named by number, in canonical form: 葫政办发〔2017〕259号."""

    number: str


@dataclass(frozen=True, slots=True)
class Title:
    """A document named by title alone, as cited."""

    title: str


About = Self | NumberedTarget | Title
SELF = Self()


def about_key(about: About | None) -> str:
    """One text for each: `self`, 葫政办发〔2017〕259号, 《…办法》; empty for None."""
    if isinstance(about, NumberedTarget):
        return about.number
    if isinstance(about, Title):
        return f"《{about.title}》"
    return "self" if about else ""


def about_of(key: str) -> About | None:
    """What `about_key` gave the text for."""
    if key in ("", "self"):
        return SELF if key else None
    return Title(key[1:-1]) if key.startswith("《") else NumberedTarget(key)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence that bears on whether a document is in force.

    Attributes:
        kind: What happens to the document.
        about: The document; None when none is named (相关规定与本办法相抵触的，以本办法为准).
        text: The sentence as it stands in the clean text.
        lines: First and last source line of the sentence.
        block: Index of the block in the document.
        start: Offset of the sentence in that block's text.
        title: Title of the other document, when the text gives one.
        scope: `clause` when it is one provision or standard that begins, ends or is changed.
        day: The day named, None when there is none; of a month or year the first, of an end the
            last.
        grain: How exactly the day is named: `month` for 自2020年2月起.
        event: What the day hangs on, as 发布 in 自发布之日起; empty when a day is named.
        days: Days after the event: 30 in 自公布之日起30日后施行.
        months: Length of a term: 24 for 两年.
        lead: The heading or sentence above that says what happens to the documents of a list.
    """

    kind: StatementKind
    about: About | None
    text: str
    lines: Lines
    block: int = 0
    start: int = 0
    title: str | None = None
    scope: Literal["document", "clause"] = "document"
    day: date | None = None
    grain: Grain = "day"
    event: str = ""
    days: int = 0
    months: int = 0
    lead: str = ""
