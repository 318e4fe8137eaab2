"""Titles of the contents, found again where a text is printed under nearly the same."""

from __future__ import annotations

from itertools import product

import pytest

from gazette_search.ingestion.structure import title_lines
from gazette_search.ingestion.structure.title_lines import AnnouncedTitles, is_agency, issuer_in
from gazette_search.models import TocEntry
from gazette_search.text import likeness

TITLE = "青河市人民政府办公室关于提高城乡居民最低生活保障标准的通知"


def entry(title: str) -> TocEntry:
    return TocEntry(title, None, None, None, (1, 1))


@pytest.mark.parametrize(
    ("printed", "is_like"),
    [
        (TITLE.replace("标准", "标谁"), True),  # mistaken
        (TITLE.replace("城乡", "城"), True),  # lost
        (TITLE.replace("关于", "关关于"), True),  # added
        (TITLE.replace("青河", "清合"), True),  # two beside each other
        (TITLE.replace("提高", "调整"), True),
        (TITLE.replace("城乡居民", "农村牧民"), False),  # three
        (TITLE.replace("最低生活保障", "医疗救助"), False),
    ],
)
def test_a_title_printed_with_few_slips_is_found(printed: str, is_like: bool) -> None:
    announced = AnnouncedTitles([entry(TITLE), entry("青河市人民政府关于表彰劳动模范的决定")])
    found = announced.like(printed, ())
    assert (found is not None and found.title == TITLE) == is_like


@pytest.mark.parametrize("place", range(len(TITLE)))
def test_wherever_the_slip_is(place: int) -> None:
    printed = TITLE[:place] + "某" + TITLE[place + 1 :]
    found = AnnouncedTitles([entry(TITLE)]).like(printed, ())
    assert found is not None
    assert found.title == TITLE


def test_a_text_of_one_pair_alone_is_compared_with_all() -> None:
    announced = AnnouncedTitles([entry("通" * 12)])
    assert announced.like("通" * 11, ())


def test_of_two_none_is_guessed() -> None:
    first, second = (entry(TITLE.replace("标准", other)) for other in ("标谁", "标堆"))
    announced = AnnouncedTitles([first, second])
    assert announced.like(TITLE, ()) is None
    assert announced.like(TITLE, {id(first)}) is second


def test_long_contents_are_not_compared_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def count(one: str, other: str, most: int) -> bool:
        compared.append(one)
        return likeness.is_within(one, other, most)

    monkeypatch.setattr(title_lines, "is_within", count)
    subjects = map("".join, product("农林牧渔水电路桥医教文体财税粮", repeat=3))
    titles = [f"青河市人民政府关于做好{subject}工作的通知" for subject in subjects]
    announced = AnnouncedTitles(map(entry, titles))
    for title in titles[:20]:
        announced.like(title.replace("做好", "作好"), ())
    assert len(compared) < 20 * len(titles) / 8


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("青河市人民政府", True),
        ("青河市人民政府办公室", True),
        ("青河市民政局 青河市财政局", True),
        ("青河市民政局、青河市财政局、青河市审计局", True),
        ("国务院 中央军委", True),
        ("余蔚平 青河市财政局", False),
        ("青河市财政局 余蔚平", False),
        ("青河市财政局、各有关单位负责人", False),
        ("现将青河市民政局 青河市财政局", True),  # what stands in front of 民政局 may be its place
        ("", False),
        ("局", False),
    ],
)
def test_agencies_side_by_side_are_all_agencies(text: str, agency: bool) -> None:
    assert is_agency(text) is agency


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("青河市民政局 青河市财政局关于提高低保标准的通知", "青河市民政局、青河市财政局"),
        ("青河市财政局 余蔚平关于提高低保标准的讲话", None),
        ("余蔚平 青河市财政局关于提高低保标准的通知", None),
    ],
)
def test_a_title_opens_with_agencies_alone(title: str, issuer: str | None) -> None:
    assert issuer_in(title) == issuer
