from __future__ import annotations

import pytest

from gazette_search.search.figures.siblings import alike, covers


@pytest.mark.parametrize(
    ("one", "other", "asked", "same"),
    [
        ("城市低保标准", "城市低保标准", ("低保",), True),
        ("城市低保标准", "农村低保标准", ("低保",), False),
        ("农村集中供养对象", "农村分散供养对象", ("供养",), False),
        ("城镇棚户区改造", "改造城市棚户区", ("棚户区", "改造"), True),
        ("狠抓招商引资…引进内资", "招商引资", ("招商引资",), True),
        (
            "城市特困人员基本生活标准",
            "特困人员救助供养标准：城市供养对象",
            ("特困人员救助供养", "特困", "供养", "标准"),
            True,
        ),
        ("总投资", "新增就业", (), False),
    ],
)
def test_names_of_one_thing(one: str, other: str, asked: tuple[str, ...], same: bool) -> None:
    assert (alike(one, other, asked) > 0) is same
    assert alike(one, other, asked) == alike(other, one, asked)


@pytest.mark.parametrize(
    ("joint", "single", "expected"),
    [
        ("农村集中和分散供养对象", "农村分散供养对象", True),
        ("农村集中和分散供养对象", "农村集中供养对象", True),
        ("农村集中和分散供养对象", "城市供养对象", False),
        ("集中供养和城市分散供养对象", "城市供养对象", True),
        ("农村分散供养对象", "农村分散供养对象", False),
    ],
)
def test_a_name_of_several_things_covers_each(joint: str, single: str, expected: bool) -> None:
    assert covers(joint, single) is expected
