from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import block, document
from gazette_search.search.lookup.spots import Spot, find_spot, line_of_spot

if TYPE_CHECKING:
    from gazette_search.models import Document

REPEATED = "各地区财政部门要及时筹措落实所需资金，确保足额到位。"
TABLE = "断面名称\t所在河流\n元台子桥\t六股河\n王宝桥\t王宝河"


def plan() -> Document:
    """Ten lines: a sentence twice, a paragraph over three lines, a table."""
    return document(
        lines=(10, 30),
        blocks=(
            block(REPEATED, lines=(12, 12)),
            block(
                "一是提高低保标准。二是提高特困人员供养标准。",
                lines=(14, 16),
                line_starts=((0, 14), (9, 16)),
            ),
            block(REPEATED, lines=(20, 20)),
            block(TABLE, kind="table", lines=(22, 24), line_starts=((0, 22), (10, 23), (19, 24))),
        ),
    )


@pytest.mark.parametrize(
    ("line", "words", "spot"),
    [
        (12, REPEATED[:24], Spot(0, 0)),
        (20, REPEATED[:24], Spot(2, 0)),
        (19, "确保足额到位", Spot(2, 19)),
        (None, "特困人员", Spot(1, 13)),
        (30, "特困人员", Spot(1, 13)),  # lines moved since
        (14, "二是提高特困 人员", Spot(1, 9)),
        (23, "元台子桥 | 六股河", Spot(3, 10)),
        (23, "元台子桥\t六股河", Spot(3, 10)),
        (16, "", Spot(1, 9)),
        (14, "", Spot(1, 0)),
        (24, "", Spot(3, 19)),
        (17, "", Spot(1, 0)),  # between two blocks: the nearest
        (14, "失业保险金", Spot(1, 0, worded=False)),
        (99, "失业保险金", None),
        (None, "", None),
        (9, "", None),
        (31, "", None),
    ],
)
def test_words_are_found_near_their_line(line: int | None, words: str, spot: Spot | None) -> None:
    assert find_spot(plan(), line, words) == spot


def test_a_document_without_text_has_no_spot() -> None:
    assert find_spot(document(blocks=()), 1111, "低保") is None


@pytest.mark.parametrize(("spot", "line"), [(Spot(1, 0), 14), (Spot(1, 13), 16), (Spot(3, 19), 24)])
def test_a_spot_has_a_line(spot: Spot, line: int) -> None:
    assert line_of_spot(plan(), spot) == line
