"""What a source states about a document beside its text."""

from __future__ import annotations

from typing import Literal

from gazette_search.values import dataclass

FactName = Literal[
    "number",  # 发文字号
    "title",
    "issuer",  # 发文机构
    "signed",  # 成文日期
    "published",  # 发布日期
    "force",  # 有效性
    "effective",  # 施行日期
    "expires",  # 失效日期
    "index",  # 索引号
    "other",
]


@dataclass(frozen=True, slots=True)
class SourceFact:
    """One line of a page's metadata block, of front matter, or of a file's own metadata.

    Attributes:
        name: What it is about.
        label: As printed: 有效性, 状态.
        value: As printed.
        line: Source line, or None when the file states it outside its text.
    """

    name: FactName
    label: str
    value: str
    line: int | None = None
