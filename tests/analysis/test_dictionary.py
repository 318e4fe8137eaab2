from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gazette_search.analysis.dictionary import Dictionary, merged
from gazette_search.analysis.segmenter import Segmenter

LINES = {"低": 5, "低保": 30, "低保户": 3, "保障": 900, "最低生活保障": 12, "标准": 700}


def dictionary(words: dict[str, int]) -> Dictionary:
    lines = ["total 60101967", *(f"{word} {words[word]}" for word in sorted(words))]
    return Dictionary("".join(f"{line}\n" for line in lines).encode())


def test_the_words_of_a_text_are_found_where_they_stand() -> None:
    assert dictionary(LINES).lines_in("农村低保标准") == [
        "total 60101967",
        "低 5",
        "低保 30",
        "标准 700",
    ]


def test_a_word_that_only_begins_so_is_none() -> None:
    assert dictionary(LINES).lines_in("最低生活") == ["total 60101967", "低 5"]


def test_the_lines_that_hold_a_text_stand_in_order() -> None:
    words = dictionary(LINES)
    assert list(words.lines_holding("保")) == ["低保 30", "低保户 3", "保障 900", "最低生活保障 12"]
    assert list(words.lines_holding("火")) == []


def test_an_empty_dictionary_has_only_its_total() -> None:
    assert dictionary({}).lines_in("低保标准") == ["total 60101967"]


def test_dictionaries_become_one_as_if_they_had_been_written_together() -> None:
    one = ["total 60101967", "低 5", "标准 700"]
    other = ["total 60101967", "低 5", "低保 30"]
    assert merged([one, other]) == ["total 60101967", "低 5", "低保 30", "标准 700"]


def test_no_dictionaries_make_one_that_can_be_read() -> None:
    (total,) = merged([])
    assert total.split()[0] == "total"
    assert Segmenter.from_words(merged([])).cut("低保") == ["低", "保"]


words = st.dictionaries(st.text("低保标准最生活障a𠀀", min_size=1, max_size=4), st.integers(1, 999))


@given(words, st.text("低保标准最生活障a𠀀", max_size=12))
def test_halving_finds_exactly_the_words_that_stand_in_the_text(
    held: dict[str, int], text: str
) -> None:
    found = dictionary(held).lines_in(text)[1:]
    assert sorted(found) == sorted(f"{word} {held[word]}" for word in held if word in text)
