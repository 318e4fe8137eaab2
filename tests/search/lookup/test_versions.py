from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.index.conditions import EVERYTHING, Numbered
from gazette_search.search.lookup.versions import series_of, versions_of

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex

# Every series of the five issues.
SERIES = [
    ["葫政办发〔2018〕78号", "葫政办发〔2019〕55号", "葫政办发〔2020〕23号"],
    ["葫政办发〔2018〕10号", "葫政办发〔2020〕18号"],
    ["葫政办发〔2018〕11号", "葫政办发〔2020〕19号"],
    ["葫政告字〔2019〕2号", "葫政告字〔2019〕9号"],
]


def test_the_corpus_has_exactly_these_series(index: LocalIndex) -> None:
    found = {
        tuple(member.number for member in members)
        for row in index.rows(EVERYTHING)
        if len(members := series_of(index, row)) > 1
    }
    assert sorted(found) == sorted(map(tuple, SERIES))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (
            "葫政办发〔2019〕55号",
            [("葫政办发〔2018〕78号", "earlier"), ("葫政办发〔2020〕23号", "later")],
        ),
        ("葫政告字〔2019〕9号", [("葫政告字〔2019〕2号", "earlier")]),
        ("葫政办发〔2020〕28号", []),
    ],
)
def test_earlier_and_later_versions(
    index: LocalIndex, number: str, expected: list[tuple[str, str]]
) -> None:
    (row,) = index.rows(Numbered(frozenset((number,))))
    versions = versions_of(index, row)
    assert [(version.number, version.position) for version in versions] == expected
