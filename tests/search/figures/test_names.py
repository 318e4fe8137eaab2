from __future__ import annotations

import pytest

from gazette_search.search.figures.names import (
    heading_name,
    is_condition,
    name_of,
    scope_of,
)
from gazette_search.text.amounts import find_amounts


def name(text: str, asked: str) -> str:
    """The name of the first figure of a sentence, for a query of one word."""
    amount = find_amounts(text)[0]
    scope = scope_of(text, 0, amount.named_until, amount)
    at = text.find(asked)
    places = [(at, at + len(asked), 0)] if asked and scope.holds(at, at + len(asked)) else []
    return name_of(scope, places)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("农村低保标准，全市统一提高到每人每年4425元。", "农村低保", "农村低保标准"),
        ("城市供养对象，全市统一提高到每人每年11600元。", "", "城市供养对象"),
        ("1. 地区生产总值增长6%。", "地区生产总值", "地区生产总值增长"),
        ("城镇登记失业率控制在5%以内。", "失业率", "城镇登记失业率"),
        (
            "计划 2018 年全市新建 100 个标准化村卫生室，改善条件。",
            "标准化村卫生室",
            "新建标准化村卫生室",
        ),
        ("同时，对579户棚户区进行改造。", "棚户区", "棚户区进行改造"),
        (
            "城乡低收入家庭标准：按当地城乡低保标准1.5倍确定。",
            "低保标准",
            "城乡低收入家庭标准",
        ),
        (
            "原享受生活困难补助费的人员，由每人每月 405 元提高到 433 元。",
            "补助费",
            "原享受生活困难补助费的人员",
        ),
    ],
)
def test_names_leave_verbs_and_numbering_out(text: str, asked: str, expected: str) -> None:
    assert name(text, asked) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资额在 1000 万元以上项目", True),
        ("达到1000万元的，", True),
        ("原享受本人标准工资 100% 生活费的人员", True),
        ("最高不超过 15 万元的创业担保贷款", False),
        ("处 20 万元罚款", False),
        ("月收入低于1000元的家庭", True),
        ("面积不足50平方米的，", True),
        ("失业率低于 5.2%", False),
        ("按低保标准1.5倍确定", False),
        ("增长 7%；", False),
    ],
)
def test_conditions_are_told_from_what_is_set(text: str, expected: bool) -> None:
    assert is_condition(text, find_amounts(text)[0]) is expected


def test_headings_lose_numbering_and_stops() -> None:
    assert heading_name("（二）特困人员救助供养标准。") == "特困人员救助供养标准"
    assert heading_name("12. 提高标准") == "提高标准"
