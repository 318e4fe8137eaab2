from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.force.lifetimes import Lifetime, read_lifetimes

if TYPE_CHECKING:
    from gazette_search.text.dates import Grain

_END_OF_2021 = date(2021, 12, 31)


def _effective(
    who: str, day: date | None = None, event: str = "", days: int = 0, grain: Grain = "day"
) -> Lifetime:
    return Lifetime("effective", who, "", day, event, days, grain=grain)


@pytest.mark.parametrize(
    ("sentence", "lifetimes"),
    [
        ("本通告自发布之日起生效。", [_effective("本通告", event="发布")]),
        ("本办法自发布之日起开始实施。", [_effective("本办法", event="发布")]),
        ("本办法自公布之日起30日后施行。", [_effective("本办法", event="公布", days=30)]),
        ("本通知从即日起执行。", [_effective("本通知", event="即日")]),
        ("本规定自二〇二〇年一月一日起施行。", [_effective("本规定", date(2020, 1, 1))]),
        (
            "新的标准从 2019 年 7 月 1 日起执行。",
            [_effective("新的标准", date(2019, 7, 1))],
        ),
        ("新标准2020年实施。", [_effective("新标准", date(2020, 1, 1), grain="year")]),
        (
            "上述技能扶贫政策执行期限截至2021年12月31日。",
            [Lifetime("expires", "上述技能扶贫政策", "", _END_OF_2021)],
        ),
        ("本通知执行至2021年底。", [Lifetime("expires", "本通知", "", _END_OF_2021, grain="year")]),
        (
            "本通知有效期至2021年12月。",
            [Lifetime("expires", "本通知", "", _END_OF_2021, grain="month")],
        ),
        ("本办法自2022年1月1日起自行废止。", [Lifetime("expires", "本办法", "", _END_OF_2021)]),
        (
            "《办法》（葫政发〔2015〕9号）执行期限延长至2021年12月31日。",
            [Lifetime("expires", "《办法》", "", _END_OF_2021)],
        ),
        (
            "政策意见执行期限定两年，各项条款由相关责任单位负责解释。",
            [Lifetime("term", "政策意见", "", months=24)],
        ),
        ("本办法试行期一年。", [Lifetime("term", "本办法", "", months=12)]),
        ("本办法有效期半年。", [Lifetime("term", "本办法", "", months=6)]),
        (
            "本办法有效期自2020年1月1日至2021年12月31日止。",
            [
                _effective("本办法", date(2020, 1, 1)),
                Lifetime("expires", "本办法", "", _END_OF_2021),
            ],
        ),
        (
            "本意见自印发之日起施行，有效期五年。",
            [
                _effective("本意见", event="印发"),
                Lifetime("term", "", "本意见自印发之日起施行,", months=60),
            ],
        ),
    ],
)
def test_what_a_sentence_says(sentence: str, lifetimes: list[Lifetime]) -> None:
    assert read_lifetimes(sentence) == lifetimes


@pytest.mark.parametrize(
    "sentence",
    [
        "自2020年1月1日起实施排污许可管理。",
        "本方案自印发之日起，各级政府、各部门原则上不再新设其他服务热线。",
        "单位应自中断工资关系之日起30日内为职工办理住房公积金封存手续。",
        "要在本实施方案印发之日起30个工作日内，组织有关部门确定享受政策的困难企业。",
        "执行期间，如遇国家出台重大税制调整或财政管理体制调整，市政府将相应予以调整。",
        "有效期内辽宁名牌产品达到35项以上。",
        "确保7月1日如期执行。",
        "拟自2020年1月1日起施行。",
        "本办法自2020年2月30日起施行。",
        "本办法自9999年12月31日起30日后施行。",
    ],
)
def test_what_is_no_beginning_or_end(sentence: str) -> None:
    assert read_lifetimes(sentence) == []


_PIECES = (
    *("自从起至，。（）《》本年月日", "有效期", "施行", "发布之日", "2020年", "9999年12月", "31日"),
    *("两", "30日后", "延长", "99"),
)


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES)).map("".join)))
def test_any_text_is_read(sentence: str) -> None:
    for lifetime in read_lifetimes(sentence):
        assert lifetime.day or lifetime.event or lifetime.months
