from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import document, hit, shown
from gazette_search.cli.browse.drawing import (
    Drawn,
    clipped,
    drawn_document,
    drawn_facets,
    drawn_hits,
    drawn_references,
    next_match,
)
from gazette_search.cli.browse.layout import key_hints, visible_panes
from gazette_search.cli.browse.narrowing import Narrowing, facet_counts
from gazette_search.cli.terminal import Screen, display_width, joined_whole
from held_texts import references

SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")
PUNCTUATION = tuple("、，。；：？！）〕》”’")


def bare(drawn: Drawn) -> list[str]:
    return [SEQUENCE.sub("", row) for row in drawn.rows]


@pytest.mark.parametrize("width", [24, 31, 38, 60, 100])
def test_every_line_fits_its_pane_and_begins_as_chinese_does(width: int) -> None:
    screen = Screen(color=True, width=width)
    hits = [hit(1), hit(23, partial=True, missing=("孤儿",)), hit(100)]
    facets, _ = drawn_facets(facet_counts(hits, Narrowing()), Narrowing(genre="通知"), screen)
    read = drawn_document(shown(), "低保", 1109, screen)
    for row in (*bare(drawn_hits(hits, {"x"}, screen)), *bare(facets), *bare(read)):
        assert display_width(row) <= width, row
        assert not row.strip().startswith(PUNCTUATION), row


def test_an_entry_for_each_hit_and_its_mark() -> None:
    hits = [hit(1), hit(2, document=document(title="葫芦岛市人民政府关于表彰的决定"))]
    drawn = drawn_hits(hits, {hits[0].document.id}, Screen(width=70))
    rows = bare(drawn)
    assert [rows[start][:5] for start in drawn.starts] == ["✓  1 ", "✓  2 "]
    assert rows[0] == "✓  1 关于提高城乡居民最低生活保障、特困人员救助供养标准的通知"
    assert rows[1] == "     葫政办发〔2020〕23号 · 2020-03-11 · 葫芦岛市人民政府办公室"
    other = bare(drawn_hits(hits, (), Screen(width=70)))
    assert other[0].startswith("   1 ")
    # Only its own organ is left out of a title.
    assert other[drawn.starts[1]] == "   2 葫芦岛市人民政府关于表彰的决定"


def test_what_a_title_marks_stays_marked_without_the_organ() -> None:
    row = drawn_hits([hit()], (), Screen(color=True, width=100)).rows[0]
    assert "\x1b[1;31m最低生活保障\x1b[0m" in row


def test_markup_and_sequences_of_a_text_do_nothing() -> None:
    made = hit(document=replace(document(), title="[bold]关于\x1b[31m[注]的通知", issuer=None))
    (title, *_) = bare(drawn_hits([made], (), Screen(color=True, width=80)))
    assert title == "   1 [bold]关于[31m[注]的通知"


def test_a_document_opens_at_its_hit() -> None:
    screen = Screen(color=True, width=40)
    opened = drawn_document(shown(), "农村低保标准", 1111, screen)
    assert "农村低保标准" in bare(opened)[opened.at]
    assert drawn_document(shown(), "农村低保标准", None, screen).at == 0
    assert drawn_document(shown(), "农村低保标准", 99999, screen).at == 0


def test_matches_are_gone_through_round_and_round() -> None:
    rows = ["", "\x1b[1;31m低保\x1b[0m", "", "a \x1b[1;31m低保\x1b[0m", ""]
    assert [next_match(rows, at) for at in (0, 1, 2, 3, 4)] == [1, 3, 3, 1, 1]
    assert [next_match(rows, at, -1) for at in (0, 1, 2, 3, 4)] == [3, 3, 1, 1, 3]
    assert next_match(["", "低保"], 0) is None


@given(st.lists(st.text("葫政办发〔2020〕号ab", max_size=12), max_size=6), st.integers(4, 60))
def test_parts_stay_whole(parts: list[str], width: int) -> None:
    lines = [*joined_whole(parts, width)]
    assert " · ".join(lines).split(" · ") == ([part for part in parts if part] or [""])
    for line in lines:
        assert display_width(line) <= width or " · " not in line


@given(st.text("低保标准ab。“", max_size=40), st.integers(1, 30))
def test_a_clipped_line_fits(text: str, width: int) -> None:
    line = clipped(text, width)
    assert display_width(line) <= width
    assert line == text or (line.endswith("…") and text.startswith(line[:-1]))


@pytest.mark.parametrize(
    ("width", "reading", "facets_open", "panes"),
    [
        (120, False, False, ("facets", "hits", "document")),
        (100, False, True, ("facets", "hits", "document")),
        (99, False, False, ("hits", "document")),
        (80, False, True, ("facets", "hits")),
        (59, False, False, ("hits",)),
        (40, False, True, ("facets",)),
        (40, True, False, ("document",)),
        (200, True, True, ("document",)),
    ],
)
def test_the_panes_that_fit(
    width: int, panes: tuple[str, ...], *, reading: bool, facets_open: bool
) -> None:
    assert visible_panes(width, reading=reading, facets_open=facets_open) == panes


@pytest.mark.parametrize("width", [20, 40, 59, 80, 120])
@pytest.mark.parametrize("reading", [False, True])
def test_hints_fit_and_begin_with_what_is_needed_most(width: int, *, reading: bool) -> None:
    hints = key_hints(width, reading=reading, collected=2)
    assert display_width(hints) <= width
    if width >= 40:
        assert hints.startswith("已收集 2　" + ("Esc 回到列表" if reading else "Enter 读"))


def test_references_both_ways_are_entries() -> None:
    drawn, links = drawn_references(references(), Screen(width=50))
    rows = bare(drawn)
    assert len(links) == len(drawn.starts) > 0
    for start, link in zip(drawn.starts, links, strict=True):
        assert link.number in "".join(rows[start:]).replace(" ", "")
    assert rows[0] in ("它引用的公文", "引用它的公文")


def test_no_references_are_said_to_be_none() -> None:
    drawn, links = drawn_references(
        replace(references(), rests_on=(), cited_by=()), Screen(width=50)
    )
    assert (drawn.rows, links) == (("没有引用别的公文，库内也没有公文引用它。",), ())
