"""Documents of places, organs and sites that no rule was made for, each with what it holds.

`elsewhere/*.txt` have them one behind the other: `=== name`, a line `--- number | title | issuer |
date` for each document (`-` is none, `*` is not asked for), the text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazette_search.ingestion.pipeline import parse_issue

if TYPE_CHECKING:
    from gazette_search.models import Document

FOLDER = Path(__file__).parent / "elsewhere"


def cases(name: str) -> list[tuple[str, list[list[str]], str]]:
    """Name, documents and text of each case of a file."""
    found = []
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for case in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = case.partition("\n")
        wanted = []
        while rest.startswith("--- "):
            line, _, rest = rest.partition("\n")
            wanted.append(line[4:].split(" | "))
        found.append((title, wanted, rest))
    return found


ALL = [
    pytest.param(wanted, text, id=f"{file.stem}: {name}")
    for file in sorted(FOLDER.glob("*.txt"))
    for name, wanted, text in cases(file.stem)
]


def facts(document: Document) -> list[str]:
    day = document.signed_date.isoformat() if document.signed_date else "-"
    number = str(document.number) if document.number else "-"
    return [number, document.title, document.issuer or "-", day]


def agrees(found: str, wanted: str) -> bool:
    return wanted == "*" or "".join(found.split()) == "".join(wanted.split())


@pytest.mark.parametrize(("wanted", "text"), ALL)
def test_documents_of_a_text(wanted: list[list[str]], text: str) -> None:
    issue = parse_issue(text, "corpus/x.txt")
    assert issue.line_counts.unassigned == 0
    found = [facts(document) for document in issue.documents]
    assert len(found) == len(wanted), found
    for own, right in zip(found, wanted, strict=True):
        assert all(map(agrees, own, right)), (own, right)


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 90
