from __future__ import annotations

import pytest

from builders import TITLE, contents, number
from gazette_search.models import DocumentNumber, TocEntry


@pytest.mark.parametrize(
    ("numbered", "held", "lacks"),
    [
        (number(), True, False),
        (number(), False, True),
        # Contents shorten titles: one without a number says too little.
        (None, True, False),
        (None, False, False),
    ],
)
def test_contents_lack_a_numbered_document_without_a_body(
    numbered: DocumentNumber | None, held: bool, lacks: bool
) -> None:
    entry = TocEntry(TITLE, numbered, 34, None, (31, 31))
    found = contents(entries=(entry,), held=frozenset((entry,) if held else ()))
    assert found.lacks(entry) is lacks
