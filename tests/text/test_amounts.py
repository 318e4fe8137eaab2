from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.text.amounts import Amount, find_amounts, find_unchanged

ROOT = Path(__file__).parents[2]
TRUTH = ROOT / "tests" / "truth" / "amounts.jsonl"
RECORDS = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]


def read(text: str) -> list[tuple[object, ...]]:
    return [(a.value, a.measure) for a in find_amounts(text)]


def the_one(text: str) -> Amount:
    (amount,) = find_amounts(text)
    return amount


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("城市低保标准：全市统一提高到每人每月540元。", 540, "元/人·月"),
        ("农村低保标准，全市统一提高到每人每年 4260 元。", 4260, "元/人·年"),
        ("全市统一提高到每人每年３，９２４元", 3924, "元/人·年"),
        ("投资 4,770.54 万元", 4770.54, "万元"),
        ("按当地城乡低保标准 1.5 倍确定", 1.5, "倍"),
        ("学徒每人每年的补贴标准原则上不低于 4000 元", 4000, "元/人·年"),
        ("指导管理费用标准为 100 元/人月", 100, "元/人·月"),
        ("建筑面积部分按 950 元 /m² 计算", 950, "元/平方米"),
        ("每户每平方米再奖励 100 元", 100, "元/户·平方米"),
        ("按照每人每课时 2.5 元的", 2.5, "元/人·课时"),
        ("对首次升规企业每户奖励 10 万元", 10, "万元/户"),
        ("月最低工资标准1420元", 1420, "元/月"),
        ("小时最低工资标准为14元", 14, "元/小时"),
        ("城镇新增就业 1.4 万人", 1.4, "万人"),
        ("建设高标准农田 8.8 万亩", 8.8, "万亩"),
        ("实际利用外资 1 亿美元", 1, "亿美元"),
        ("退还用户两倍热费", 2, "倍"),
        ("降低百分之十五", 15, "%"),
        ("处 5 千元罚款", 5, "千元"),
        ("筹集 1000 余万元", 1000, "万元"),
        ("期限2年", 2, "年"),
        ("应在30日内", 30, "日"),
        ("增长 7个百分点", 7, "个百分点"),
        ("培训不少于 6 周", 6, "周"),
        ("每 人 每 月 700 元", 700, "元/人·月"),
    ],
)
def test_value_unit_and_basis(text: str, value: float, measure: str) -> None:
    assert read(text) == [(value, measure)]


@pytest.mark.parametrize(
    "text",
    [
        "葫政办发〔2018〕78号",
        "2020年3月11日",
        "1949 年 10 月 1 日至 1957 年底",
        "列入 2020 年度预算",
        "60 年代精简退职职工",
        "拨打12345热线",
        "2017-2020年",
        "第3条、第十二项",
        "一个中心、三项制度",
        "安排亿元以上重点项目",
        "1. 5G+ 工业",
        f"{'1' * 5000}元",
        "80周岁以上老年人",
        "年满 60 周岁",
        "70—79周岁",
        "庆祝建党100周年",
        "１８周 岁",
        "2021元旦期间",
        "24天然气站",
    ],
)
def test_dates_numbers_and_names_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit"),
    [
        ("给予创业孵化载体 10-50 万元奖补", 10, 50, "万元"),
        ("投资1000万元-5000万元", 1000, 5000, "万元"),
        ("5000万元-1亿元", 5000, 10000, "万元"),
        ("见习期限为 3-12 个月", 3, 12, "个月"),
        ("处以一百元以上五百元以下罚款", 100, 500, "元"),
        ("不应高于12%且不低于5%", 5, 12, "%"),
        ("10%至20%", 10, 20, "%"),
    ],
)
def test_ranges(text: str, value: float, upper: float, unit: str) -> None:
    amount = the_one(text)
    assert (amount.value, amount.upper, amount.unit, amount.bound) == (value, upper, unit, "")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("城镇登记失业率控制在5%以内", "≤"),
        ("城镇登记失业率低于 5.2%", "<"),
        ("优良比例达到50%以上", "≥"),
        ("原则上不低于 4000 元", "≥"),
        ("最高奖励 300 万元", "≤"),
        ("不得超过 15 万元", "≤"),
        ("超过 24 小时", ">"),
        ("月最低工资标准1420元", ""),
        ("提高到 541 元", ""),
        ("优良比例≥75%", "≥"),
        ("失业率＜5.2%", "<"),
        ("失业率 <= 5%", "≤"),
        ("补贴每人每月不低于20元", "≥"),
        ("不低于每人每月20元", "≥"),
        ("不 得 少 于 每 户 300 元", "≥"),
        ("至多补助500元", "≤"),
        ("上限为300元", "≤"),
        ("大于等于5%", "≥"),
        ("未超过5%", "≤"),
        ("不足50平方米", "<"),
        ("600元（含）以上", "≥"),
        ("超过部分每吨2元", ""),
        ("最低生活保障标准600元", ""),
    ],
)
def test_bounds(text: str, bound: str) -> None:
    assert the_one(text).bound == bound


@pytest.mark.parametrize(
    ("text", "previous", "value", "measure"),
    [
        ("由每人每月 506 元提高到 541 元", 506, 541, "元/人·月"),
        ("每床每月补贴标准从130元，提高到150元", 130, 150, "元/床·月"),
        ("从5000元提高到1万元", 0.5, 1, "万元"),
        ("缴存比例由12%下调至8%", 12, 8, "%"),
    ],
)
def test_a_change_gives_the_new_amount_with_the_old(
    text: str, previous: float, value: float, measure: str
) -> None:
    amount = the_one(text)
    assert (amount.previous, amount.value, amount.measure) == (previous, value, measure)
    assert amount.named_until < amount.start


def test_the_amounts_of_an_enumeration_share_their_basis() -> None:
    assert read("每户分别奖励20万元和50万元") == [(20, "万元/户"), (50, "万元/户")]


def test_kind_leaves_the_scale_out_so_that_amounts_compare() -> None:
    small, large = find_amounts("5000元；1万元")
    assert small.kind == large.kind == "元"
    assert (small.scaled, large.scaled) == (5000, 10000)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("集中供养和城市分散供养对象，保持原有标准不变；", "保持原有标准不变"),
        ("补助标准维持不变。", "维持不变"),
        ("其他标准暂不调整。", "暂不调整"),
        ("坚持标准不降低", None),
        ("全市统一提高到每人每月540元", None),
    ],
)
def test_what_stays_is_read_out(text: str, words: str | None) -> None:
    assert [text[start:end] for start, end in find_unchanged(text)] == ([words] if words else [])


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: f"{r['file']}:{r['line']}:{r['amount']}")
def test_every_amount_read_by_hand_is_found_in_its_line(record: dict[str, str]) -> None:
    lines = (ROOT / "corpus" / record["file"]).read_text(encoding="utf-8").split("\n")
    text = "".join(lines[int(record["line"]) - 1 : int(record["line"]) + 2])
    unit = record["unit"].partition("（")[0]
    found = [a for a in find_amounts(text) if a.value == float(record["amount"])]
    assert unit in {amount.measure for amount in found}
    if "previous" in record:
        assert float(record["previous"]) in {amount.previous for amount in found}


@given(st.text("0123456789.,，-至由从提高到每人月年日元万亿%倍个以上下不低于超过 /一百两〔〕"))
def test_places_are_in_order_and_inside_any_text(text: str) -> None:
    amounts = find_amounts(text)
    spans = [(amount.start, amount.end) for amount in amounts]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(amount.named_until <= amount.start for amount in amounts)
