from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.search.lookup.organs import organs_named

CITY, OFFICE = "青河市人民政府", "青河市人民政府办公室"
CIVIL, HEALTH = "青河市民政局", "青河市卫生健康委员会"
JOINT = "青河市财政局、青河市教育局"
PARTY, TOWN = "中共青河市委办公室", "柳林县人民政府"
HELD = (CITY, OFFICE, CIVIL, HEALTH, JOINT, PARTY, TOWN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # a whole name, however it is shortened
        ("市政府", {CITY}),
        ("青河市政府", {CITY}),
        ("青河市人民政府", {CITY}),
        ("青河政府", {CITY}),
        ("市府办", {OFFICE}),
        ("市政府办公室", {OFFICE}),
        ("市人民政府办公室", {OFFICE}),
        ("青河市府办", {OFFICE}),
        ("县政府", {TOWN}),
        ("市民政局", {CIVIL}),
        ("市教育局", {JOINT}),
        # words of names
        ("民政", {CIVIL}),
        ("民政局", {CIVIL}),
        ("人民政府", {CITY, OFFICE, TOWN}),
        ("办公室", {OFFICE, PARTY}),
        ("财政", {JOINT}),
        ("卫健委", {HEALTH}),
        ("卫生", {HEALTH}),
        ("青河", {CITY, OFFICE, CIVIL, HEALTH, JOINT}),
        # parts of words
        ("人民政", set()),
        ("市民", set()),
        ("生健", set()),
        ("政办", set()),
        ("河市", set()),
        ("教育部", set()),
        ("", set()),
    ],
)
def test_an_organ_is_named_as_people_name_it(typed: str, meant: set[str]) -> None:
    assert organs_named(typed, HELD) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("国务院", {"国务院办公厅"}),
        ("办公厅", {"国务院办公厅", "财政部办公厅"}),
        ("财政", {"财政部办公厅"}),
        ("财政部", {"财政部办公厅"}),
        ("民政部", {"民政部"}),
        ("国务", set()),
        ("务院", set()),
        ("政部", set()),
    ],
)
def test_an_organ_of_no_place_is_named_by_its_first_word_too(typed: str, meant: set[str]) -> None:
    assert organs_named(typed, ("国务院办公厅", "财政部办公厅", "民政部")) == meant


def test_whole_words_only() -> None:
    assert organs_named("民政", (CITY, OFFICE, TOWN)) == set()


@given(st.text(max_size=8), st.lists(st.text("青河市民政府办公室局、 ", max_size=12), max_size=4))
def test_only_what_is_held_is_meant(typed: str, held: list[str]) -> None:
    assert organs_named(typed, held) <= set(held)


@given(st.sampled_from(HELD))
def test_every_name_means_itself(name: str) -> None:
    assert all(name in organs_named(part, HELD) for part in name.split("、"))
