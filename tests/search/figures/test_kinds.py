"""What never joins a series: bounds, other subjects, other units; and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.export.figures import changes, effect_of, figure_of
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.figures import timeline
from small_homes import notice, small_home

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("one_dictionary")

RAISED = "城市低保标准，全市统一提高到每人每月"
OLD = notice(
    1, "提高城市低保标准", f"{RAISED}575元。本通知自2018年7月1日起执行。", day="2018年6月8日"
)
NEW = notice(2, "提高城市低保标准", f"{RAISED}600元。", "执行时间：二〇二〇年二月一日。")
SERIES = ["2018-07-01 575 元/人·月", "2020-02-01 600 元/人·月 +25（+4.3%）"]


def shown(path: Path, query: str, *documents: str) -> list[tuple[str, list[str]]]:
    """Each series by its label: when, what, and how it changed."""
    found = timeline(small_home(path, *documents), SearchRequest(query, limit=0))
    return [
        (
            series.label,
            [
                " ".join(filter(None, (effect_of(point), figure_of(point), change)))
                for point, change in zip(series.points, changes(series), strict=True)
            ],
        )
        for series in found.series
    ]


@pytest.mark.parametrize(
    "text",
    [
        # another subject, for which the standard is only the yardstick
        "价格临时补贴按照当地城市低保标准与同期价格指数涨幅的乘积计算，每人每月不低于20元。",
        "价格临时补贴按当地城市低保标准的10%发放，每人每月60元。",
        "临时救助标准为城市低保标准的3倍，即每人每月1800元。",
        "以城市低保标准为基数，给予困难家庭每人每月取暖补贴50元。",
        # another subject, of which those who get the standard are a part
        "城市低保对象价格临时补贴标准为每人每月20元。",
        "享受城市低保的老年人每人每月发放高龄津贴100元。",
        "城市低保家庭每人每月补助电费15元。",
        # a bound
        "城市低保标准不低于每人每月650元。",
        "城市低保标准每人每月≥650元。",
        "城市低保标准力争达到每人每月650元以上。",
        "城市低保标准最高不得超过每人每月900元。",
        "城市低保标准每人每月＜900元。",
        # another unit
        "城市低保标准每人每日20元。",
        "城市低保标准提高5%。",
        "城市低保标准每户每月1300元。",
    ],
)
def test_neither_bounds_nor_others_join_a_series(tmp_path: Path, text: str) -> None:
    third = notice(3, "做好困难群众生活保障", text, day="2020年4月20日")
    first, *others = shown(tmp_path / "home", "低保标准", OLD, NEW, third)
    assert first == ("城市低保标准", SERIES)
    assert all(len(points) == 1 for _, points in others)


@pytest.mark.parametrize(
    ("first", "second", "figures"),
    [
        ("控制在5%以内", "低于5.2%", ["2018 ≤5%", "2020 <5.2%"]),
        ("不超过5%", "不超过4.5%", ["2018 ≤5%", "2020 ≤4.5%"]),
        ("≤5%", "≤5%", ["2018 ≤5%", "2020 ≤5%"]),
        ("不低于3%", "不低于4%", ["2018 ≥3%", "2020 ≥4%"]),
        ("为5%", "低于5.2%", ["2018 5%", "2020 <5.2%"]),
        ("低于5.2%", "为5%", ["2018 <5.2%", "2020 5%"]),
    ],
)
def test_a_bound_stands_alone(tmp_path: Path, first: str, second: str, figures: list[str]) -> None:
    """Beside another bound too: nothing is said of how they changed."""
    found = shown(
        tmp_path / "home",
        "城镇登记失业率",
        notice(1, "印发2018年任务", f"城镇登记失业率{first}。", day="2018年2月8日"),
        notice(2, "印发2020年任务", f"城镇登记失业率{second}。", day="2020年2月8日"),
    )
    assert sorted(found) == [("城镇登记失业率", [figure]) for figure in figures]


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("特困人员基本生活标准按低保标准的1.6倍确定，为每人每月1280元。",
         "特困人员基本生活标准", ["1.6倍", "1280 元/人·月"]),
        ("孤儿养育标准按城市低保标准的两倍确定，为每人每月1200元。",
         "孤儿养育标准", ["2倍", "1200 元/人·月"]),
        ("低收入家庭认定标准按照不低于当地低保标准1.3倍执行，即每人每月780元。",
         "低收入家庭认定标准", ["1.3倍", "780 元/人·月"]),
        ("护理标准按最低工资标准的30%、20%确定，分别为每人每月468元、312元。",
         "护理标准", ["30%", "20%", "468 元/人·月"]),
        ("丧葬补助标准相当于城市低保标准的6倍，每人3600元。",
         "丧葬补助标准", ["6倍", "3600 元/人"]),
        ("取暖补助标准参照市区供热价格的50%执行，每户600元。",
         "取暖补助标准", ["50%", "600 元/户"]),
    ],
)  # fmt: skip
def test_the_rate_and_the_amount_are_both_kept(
    tmp_path: Path, text: str, name: str, values: list[str]
) -> None:
    found = shown(tmp_path / "home", name, notice(1, f"公布{name}", text))
    assert {label for label, _ in found} == {name}
    assert sorted(points[0].split(" ", 1)[1] for _, points in found) == sorted(values)


@pytest.mark.parametrize(
    "text",
    [
        "80周岁以上老年人每人每月享受高龄津贴200元。",
        "年满80周岁的老年人每人每月享受高龄津贴200元。",
        "70至79周岁老年人每人每月享受高龄津贴200元。",
        "80 周 岁 以上老年人，每 人 每 月 享 受 高 龄 津 贴 200 元。",
        "建国70周年之际，80岁以上老年人每人每月领取高龄津贴200元。",
        "高龄津贴按每人每月200元发放，年满80周岁、低保家庭的优抚对象可以申请。",
    ],
)
def test_an_age_is_no_span_of_weeks(tmp_path: Path, text: str) -> None:
    found = shown(tmp_path / "home", "高龄津贴", notice(1, "发放高龄津贴", text))
    assert found == [("高龄津贴", ["2020-03-08（成文） 200 元/人·月"])]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("本通知自2020年2月1日起执行。", "2020-02-01"),
        ("本通知自二〇二〇年二月一日起执行。", "2020-02-01"),
        ("本通知自二○二○年二月一日起施行。", "2020-02-01"),
        ("执行时间：2020年2月1日。", "2020-02-01"),
        ("执行时间：二〇二〇年二月一日起。", "2020-02-01"),
        ("本通知自2020-02-01起实施。", "2020-02-01"),
        ("本通知自2020.2.1起执行。", "2020-02-01"),
        ("本通知自 2020 年 2 月 1 日起施行，有效期五年。", "2020-02-01"),
        ("本通知自2020年2月起施行。", "2020-02"),
        ("新标准2020年实施。", "2020"),
        ("提高后的标准从２０２０年２月１日起执行。", "2020-02-01"),
        ("本通知自印发之日起施行。", "2020-03-08"),
        ("自2020年1月1日起实施排污许可管理。", "2020-03-08（成文）"),
        ("相关税费制度自2020年1月1日起执行。", "2020-03-08（成文）"),
        ("本通知自发布之日起施行。", "2020-03-08（成文）"),
    ],
)
def test_a_figure_applies_from_the_day_that_its_document_states(
    tmp_path: Path, text: str, day: str
) -> None:
    one = notice(1, "提高城市低保标准", f"{RAISED}600元。", text)
    assert shown(tmp_path / "home", "城市低保标准", one) == [
        ("城市低保标准", [f"{day} 600 元/人·月"])
    ]
