from __future__ import annotations

from gazette_search.ingestion.accounting import count_lines
from gazette_search.ingestion.layout.lines import classify_lines
from gazette_search.models import LineCounts

LINES = classify_lines("目录\n\n---\n葫政发〔2018〕4号\n现印发给你们。")


def test_every_line_has_its_place() -> None:
    counts, astray = count_lines(LINES, LINES[:1], [4, 5])
    assert counts == LineCounts(5, 1, 1, 2, 1, 0)
    assert astray == ()


def test_a_line_that_nothing_holds_is_told() -> None:
    counts, astray = count_lines(LINES, LINES[:1], [4])
    assert counts == LineCounts(5, 1, 1, 1, 1, 1)
    assert astray == (5,)


def test_a_line_that_two_hold_is_told() -> None:
    for front, used in ((LINES[:1], [1, 4, 5]), (LINES[:1], [4, 5, 5])):
        counts, astray = count_lines(LINES, front, used)
        assert counts.unassigned == len(astray) == 1
