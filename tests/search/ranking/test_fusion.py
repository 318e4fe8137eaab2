from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.index.vectors import NearStretch
from gazette_search.meaning.quantising import Likeness
from gazette_search.search.ranking.fusion import CLOSE, fuse
from gazette_search.search.ranking.selection import Ranked

MISSING = ("养狗",)


def by_words(*ordinals: int, missing: tuple[str, ...] = ()) -> list[Ranked]:
    return [Ranked(ordinal, 1 / (place + 1), missing) for place, ordinal in enumerate(ordinals)]


def by_meaning(*ordinals: int, closeness: float = 0.5) -> list[NearStretch]:
    return [NearStretch(Likeness(0.9, closeness), ordinal, 0, 0, 9) for ordinal in ordinals]


@pytest.mark.parametrize(
    ("words", "meaning", "order"),
    [
        ([1, 2, 3], [], [1, 2, 3]),
        ([1, 2, 3], [3], [3, 1, 2]),  # both orders have it: 1/13 + .5/11 > 1/11
        ([1, 2, 3], [1, 2, 3], [1, 2, 3]),
        ([1, 2], [7, 8], [1, 2, 7, 8]),  # words count twice as much as meaning alone
        ([], [7, 8], [7, 8]),
    ],
)
def test_full_matches_weigh_twice_what_meaning_does(
    words: list[int], meaning: list[int], order: list[int]
) -> None:
    assert [
        item.ordinal for item in fuse(by_words(*words), by_meaning(*meaning), MISSING, 10)
    ] == order


def test_meaning_weighs_more_where_no_document_holds_every_word() -> None:
    partial = by_words(1, 2, missing=MISSING)
    assert [item.ordinal for item in fuse(partial, by_meaning(7, 8), MISSING, 10)] == [7, 8, 1, 2]


def test_each_says_what_found_it() -> None:
    found = {item.ordinal: item for item in fuse(by_words(1, 2), by_meaning(2, 3), MISSING, 10)}
    fusions = {ordinal: item.fusion for ordinal, item in found.items()}
    assert [(n, f.matched, f.word_rank, f.near_rank) for n, f in sorted(fusions.items()) if f] == [
        (1, "words", 1, 0),
        (2, "both", 2, 1),
        (3, "meaning", 0, 2),
    ]
    assert found[3].missing == MISSING


def test_what_is_not_close_is_not_found_by_meaning_alone() -> None:
    far = by_meaning(2, 3, closeness=CLOSE - 0.01)
    found = fuse(by_words(1, 2), far, MISSING, 10)
    assert {item.ordinal: item.fusion and item.fusion.matched for item in found} == {
        1: "words",
        2: "both",
    }


@pytest.mark.parametrize("most", [10, 70, 1000])
def test_the_places_wanted_are_those_of_fusing_everything(most: int) -> None:
    words, meaning = [*range(200)], [*range(195, 215)]
    everything = fuse(by_words(*words), by_meaning(*meaning), MISSING, 1000)
    some = fuse(by_words(*words), by_meaning(*meaning), MISSING, most)
    assert some[:most] == everything[:most]
    assert {item.ordinal for item in some} >= {*meaning}


@given(
    words=st.lists(st.integers(0, 30), unique=True, max_size=25),
    meaning=st.lists(st.integers(0, 30), unique=True, max_size=20),
)
@settings(deadline=None)
def test_every_document_comes_once_by_descending_score(
    words: list[int], meaning: list[int]
) -> None:
    found = fuse(by_words(*words), by_meaning(*meaning), MISSING, 40)
    assert sorted(item.ordinal for item in found) == sorted({*words, *meaning})
    scores = [item.fusion.score for item in found if item.fusion]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == len(found)
