"""Tokens with places say of a run what its text says."""

from __future__ import annotations

import re
from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.analysis.occurrences import is_whole, occurrences
from gazette_search.analysis.scan import BLOCK_KINDS, Scan
from gazette_search.index.opensearch.placing import (
    BETWEEN,
    BLOCK_END,
    CAPTURED,
    FILLER,
    TITLE_END,
    TITLE_START,
    ending,
    phrase,
    placed_text,
    places_of,
    starting,
    unbroken,
)


def scan_of(*blocks: tuple[str, str]) -> Scan:
    """Blocks of kind and words parted by bars."""
    texts = [words.replace("|", "") for _, words in blocks]
    marks = bytearray()
    for _, words in blocks:
        for word in words.split("|"):
            marks += b"\1" + bytes(len(word) - 1)
        marks += b"\1"
    starts = array("i", [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))])
    return Scan(
        text="".join(f"{text}\n" for text in texts),
        boundaries=bytes(marks),
        starts=starts,
        blocks=array("i", range(len(texts))),
        kinds=bytes(BLOCK_KINDS.index(kind) for kind, _ in blocks),
        parents=array("i", [-1] * len(texts)),
    )


def captured(token: str) -> set[str]:
    """What the cluster makes of a token, as Java's expressions do."""
    groups = [re.search(pattern, token) for pattern in CAPTURED]
    found = {match[1] for match in groups if match}
    return found or {token}


def stands(scan: Scan, tokens: str) -> bool:
    """Whether a phrase stands, as Lucene finds it."""
    places = [captured(token) for token in placed_text(scan).split(BETWEEN)]
    wanted = tokens.split(BETWEEN)
    return any(
        all(token in places[at + n] for n, token in enumerate(wanted))
        for at in range(len(places) - len(wanted) + 1)
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("低保", ["低", "保"]),
        ("4425元", ["4425", *FILLER * 3, "元"]),
        ("5%", ["5%", FILLER]),
        ("第2批", ["第", "2", "批"]),
    ],
)
def test_every_character_has_a_place(text: str, places: list[str]) -> None:
    assert places_of(text) == places


def test_blocks_and_titles_have_their_ends() -> None:
    scan = scan_of(("title", "低保|标准"), ("paragraph", "提高"))
    tokens = placed_text(scan).split(BETWEEN)
    assert tokens[0] == TITLE_START
    assert [t for t in tokens if t in (TITLE_END, BLOCK_END)] == [TITLE_END, BLOCK_END]
    assert not stands(scan, phrase(places_of("准提")))


def test_a_block_of_several_units_ends_once() -> None:
    blocks = (
        ("title", "低保|标准"),
        ("paragraph", "提高。"),
        ("paragraph", "执行。"),
        ("item", "特此"),
    )
    one = replace(scan_of(*blocks), blocks=array("i", [0, 1, 1, 2]))
    tokens = placed_text(one).split(BETWEEN)
    assert [token for token in tokens if token in (TITLE_END, BLOCK_END)] == [
        TITLE_END,
        BLOCK_END,
        BLOCK_END,
    ]
    assert tokens[-1] == BLOCK_END


WORDS = st.lists(
    st.sampled_from("低保 标准 人 社 会 保 供热 提供 热线 2018 年 5% 4425 元 $ ^ _".split()),
    min_size=1,
    max_size=8,
)


@given(WORDS, st.data())
def test_a_phrase_finds_what_the_text_says(words: list[str], data: st.DataObject) -> None:
    """Runs, and words with their boundaries, as `occurrences` and `is_whole` have them."""
    scan = scan_of(("paragraph", "|".join(spaced(words))))
    start = data.draw(st.integers(0, len(scan.text) - 2))
    end = data.draw(st.integers(start + 1, len(scan.text) - 1))
    text = scan.text[start:end]
    if text != text.strip() or re.match(r"[%‰.]", text):
        return
    tokens = places_of(text)
    places = [*occurrences(scan, text)]
    assert stands(scan, phrase(tokens)) == bool(places)
    ways = [starting(tokens), ending(tokens), unbroken(tokens)]
    whole = any(is_whole(scan, at, at + len(text)) for at in places)
    assert any(stands(scan, way) for way in ways) == whole


def spaced(words: list[str]) -> list[str]:
    """Words with a space between two that would be one."""
    parts: list[str] = []
    for word in words:
        if parts and parts[-1].isascii() and word.isascii():
            parts.append(" ")
        parts.append(word)
    return parts
