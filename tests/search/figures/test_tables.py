from __future__ import annotations

import pytest

from gazette_search.search.figures.tables import cell_amounts

WAGES = (
    "序号\t地区\t月最低工资标准（元/月）\t小时最低工资标准（元/小时）\n"
    "1\t一类\t1,810\t18.3\n"
    "2\t二类\t1610\t\n"
)
FINES = "项目\t标准\n城市基础设施配套费\t每平方米35元\n人防工程\t全免"


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    found = [(c.name, c.amount.value, c.amount.measure) for c in cell_amounts(WAGES)]
    assert found == [
        ("一类：月最低工资标准", 1810, "元/月"),
        ("一类：小时最低工资标准", 18.3, "元/小时"),
        ("二类：月最低工资标准", 1610, "元/月"),
    ]


def test_a_cell_may_bring_its_own_unit() -> None:
    (cell,) = cell_amounts(FINES)
    assert (cell.name, cell.amount.value, cell.amount.measure) == (
        "城市基础设施配套费：标准",
        35,
        "元/平方米",
    )


def test_places_are_those_of_the_table() -> None:
    for cell in cell_amounts(WAGES) + cell_amounts(FINES):
        table = WAGES if cell.name.endswith("工资标准") else FINES
        assert table[cell.amount.start] in "13"
        assert table[cell.amount.start - 1] in "\t米"
        assert cell.row[0] <= cell.amount.start < cell.amount.end <= cell.row[1]
        assert table[slice(*cell.header)] in table.split("\n")[0]


@pytest.mark.parametrize("raise_", ["由每人每年4260元提高到每人每年4425元", "从4260元调整为4425元"])
def test_what_an_amount_was_before_has_its_place_too(raise_: str) -> None:
    table = f"项目\t标准\n农村低保\t{raise_}\n孤儿\t每人每月1200元"
    raised, plain = (cell.amount for cell in cell_amounts(table))
    assert table[raised.previous_start :].startswith("4260元")
    assert table[raised.start :].startswith("4425元")
    assert plain.previous_start < 0


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("序号\t任务\t牵头单位\n1\t新建停车泊位800个\t市住建局", ["新建停车泊位"]),
        ("序号\t任务\n4\t农村低保标准提高到每人每年6000元", ["农村低保标准"]),
        ("重点任务\t负责单位\n加装电梯30台\t市住建局", ["加装电梯"]),
        ("工作内容\t单位\n改造老旧小区12个，新增普惠性幼儿园6所\t市教育局",
         ["改造老旧小区", "新增普惠性幼儿园"]),
        ("项目\t任务\n停车泊位\t800个", ["停车泊位"]),
        ("项目\t年度目标\n停车泊位\t新建800个", ["停车泊位：新建"]),
        ("项目\t任务（个）\n停车泊位\t800", ["停车泊位"]),
        ("任务\t单位\n800个停车泊位\t市住建局", ["停车泊位"]),
        ("对象\t补助\n孤儿\t生活费每人每月1600元", ["孤儿：生活费"]),
        ("任务（个）\n800", ["任务"]),
    ],
)  # fmt: skip
def test_a_heading_of_anything_names_no_amount(table: str, names: list[str]) -> None:
    assert [cell.name for cell in cell_amounts(table)] == names
