from __future__ import annotations

import copy
import re

import pytest

from gazette_search.text.patterns import Lazy, forget

TEXT = "葫政发〔2020〕6号、葫政办发〔2020〕23号"


@pytest.mark.parametrize("source", ["[0-9]+", "葫.发", "、", "没有"])
def test_it_answers_as_the_compiled_pattern(source: str) -> None:
    lazy, compiled = Lazy(source), re.compile(source)
    assert lazy.findall(TEXT) == compiled.findall(TEXT)
    assert [m.span() for m in lazy.finditer(TEXT, 3)] == [
        m.span() for m in compiled.finditer(TEXT, 3)
    ]
    assert (lazy.search(TEXT) is None) == (compiled.search(TEXT) is None)
    assert (lazy.match(TEXT, 1) is None) == (compiled.match(TEXT, 1) is None)
    assert (lazy.fullmatch("2020") is None) == (compiled.fullmatch("2020") is None)
    assert lazy.sub("#", TEXT) == compiled.sub("#", TEXT)
    assert lazy.split(TEXT) == compiled.split(TEXT)


def test_it_is_compiled_once_and_only_when_used() -> None:
    made = []

    def source() -> str:
        made.append(1)
        return "号"

    lazy = Lazy(source, re.IGNORECASE)
    assert not made
    assert lazy.search(TEXT)
    assert lazy.compiled() is lazy.compiled()
    assert made == [1]


def test_a_pattern_of_words_is_made_anew_when_the_words_change() -> None:
    word = "号"
    lazy = Lazy(lambda: word)
    assert lazy.findall(TEXT) == ["号", "号"]
    word = "发"
    assert lazy.findall(TEXT) == ["号", "号"]
    forget()
    assert lazy.findall(TEXT) == ["发", "发"]


def test_it_can_be_copied_and_has_no_methods_of_its_own_making() -> None:
    lazy = Lazy("号")
    assert copy.copy(lazy).findall(TEXT) == copy.deepcopy(lazy).findall(TEXT) == ["号", "号"]
    assert not hasattr(lazy, "replace")
