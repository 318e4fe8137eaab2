from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import document, hit
from gazette_search.cli.browse.narrowing import (
    MOST_VALUES,
    Narrowing,
    facet_counts,
    facet_label,
    facet_value,
)
from gazette_search.search.force.validity import Validity

if TYPE_CHECKING:
    from gazette_search.search.results import Hit

TODAY = date(2026, 11, 27)


def of(year: int | None, issuer: str | None, genre: str | None, status: str = "none") -> Hit:
    made = hit(
        document=replace(
            document(), signed_date=date(year, 3, 1) if year else None, issuer=issuer, genre=genre
        )
    )
    return replace(made, validity=Validity(TODAY, status))  # type: ignore[arg-type]


HITS = [
    of(2020, "葫芦岛市人民政府办公室", "通知"),
    of(2020, "葫芦岛市人民政府", "决定", "repealed"),
    of(2019, "葫芦岛市人民政府办公室", "通知", "expired"),
    of(2018, "葫芦岛市人民政府", "通告"),
    of(None, None, None),
]


@pytest.mark.parametrize(
    ("chosen", "admitted"),
    [
        ({}, [0, 1, 2, 3, 4]),
        ({"year": "2020"}, [0, 1]),
        ({"issuer": "葫芦岛市人民政府"}, [1, 3]),
        ({"genre": "通知"}, [0, 2]),
        ({"validity": "none"}, [0, 3, 4]),
        ({"validity": "repealed"}, [1]),
        ({"year": "2020", "genre": "通知"}, [0]),
        ({"year": "2018", "genre": "通知"}, []),
    ],
)
def test_hits_that_have_what_is_chosen(chosen: dict[str, str], admitted: list[int]) -> None:
    narrowing = Narrowing(**chosen)
    assert [n for n, one in enumerate(HITS) if narrowing.admits(one)] == admitted


def test_a_value_is_chosen_and_let_go() -> None:
    narrowing = Narrowing().toggled("year", "2020").toggled("genre", "通知")
    assert [*narrowing.chosen()] == [("year", "2020"), ("genre", "通知")]
    assert narrowing.toggled("year", "2019").year == "2019"
    assert narrowing.toggled("year", "2020") == Narrowing(genre="通知")


def test_counts_are_those_of_the_other_facets() -> None:
    counts = facet_counts(HITS, Narrowing(year="2020"))
    assert counts["year"] == (("2020", 2), ("2019", 1), ("2018", 1))
    assert dict(counts["genre"]) == {"通知": 1, "决定": 1}
    both = facet_counts(HITS, Narrowing(year="2020", genre="通知"))
    assert both["year"] == (("2020", 1), ("2019", 1))
    assert dict(both["genre"]) == {"通知": 1, "决定": 1}
    assert dict(both["validity"]) == {"none": 1}


def test_what_is_chosen_is_listed_however_rare_it_is() -> None:
    many = [of(2020, f"第{n:02}局", "通知") for n in range(MOST_VALUES + 5) for _ in range(2)]
    rare = [*many, of(2020, "渔港监督处", "通知")]
    assert len(facet_counts(rare, Narrowing())["issuer"]) == MOST_VALUES
    assert ("渔港监督处", 1) in facet_counts(rare, Narrowing(issuer="渔港监督处"))["issuer"]


def test_what_says_nothing_is_no_value() -> None:
    assert [facet_value(HITS[4], facet) for facet in ("year", "issuer", "genre")] == ["", "", ""]
    assert "" not in dict(facet_counts(HITS, Narrowing())["issuer"])


@pytest.mark.parametrize(
    ("facet", "value", "label"),
    [
        ("year", "2020", "2020年"),
        ("genre", "通知", "通知"),
        ("validity", "none", "未见废止或修改"),
        ("validity", "expired", "已过期"),
    ],
)
def test_labels(facet: str, value: str, label: str) -> None:
    assert facet_label(facet, value) == label
