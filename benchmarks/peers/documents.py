"""Issues cut into documents the quick way: at every line that holds nothing but a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD = re.compile(
    r"^[#* ]*([\u4e00-\u9fff]{2,8})[〔\[（(] ?(\d{4}) ?[〕\]）)] ?(\d+) ?号[* ]*$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """A document as the peers index it."""

    number: str
    year: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class PlainHit:
    """A document that a peer found, with the passages that it shows."""

    number: str
    passages: list[str]


def read_documents(corpus: Path) -> Iterator[PlainDocument]:
    """The documents of all issue files, whole."""
    for path in sorted(corpus.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        heads = list(_HEAD.finditer(text))
        ends = [head.start() for head in heads[1:]] + [len(text)]
        for head, end in zip(heads, ends, strict=True):
            body = text[head.end() : end].strip()
            number = f"{head[1]}〔{head[2]}〕{head[3]}号"
            yield PlainDocument(number, int(head[2]), body.partition("\n")[0].strip("# "), body)
