from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.duties.deadlines import find_deadlines, is_deadline, parse_deadline
from gazette_search.models.duty import Deadline

TEXTS = st.text(st.sampled_from("到至20一二十1390年月日号底末前以之今明每次季度上半旬、，。的已 "))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019 年 5 月 20 日前", "2019-05-20"),
        ("2019年5月底前", "2019-05-31"),
        ("2020年2月底前", "2020-02-29"),
        ("2019年12月底前完成并持续推进", "2019-12-31"),
        ("2019年12月", "2019-12-31"),
        ("2020年6月中旬", "2020-06-20"),
        ("2020年第三季度", "2020-09-30"),
        ("2020年上半年", "2020-06-30"),
        ("2020年底", "2020-12-31"),
        ("2020年", "2020-12-31"),
        ("2018-2020年", "2020-12-31"),
        ("6月底", "2019-06-30"),
        ("年底前", "2019-12-31"),
        ("明年3月底前", "2020-03-31"),
        ("十二月底前", "2019-12-31"),
        ("2019年5月底前启动，2020年12月底前完成", "2020-12-31"),
        ("持续推进", None),
        ("长期坚持", None),
        ("按时限要求", None),
        ("次年3月底前", None),
        ("2019年13月底前", None),
    ],
)
def test_what_stands_behind_the_label(text: str, day: str | None) -> None:
    deadline = parse_deadline(text, 2019)
    assert deadline is not None
    assert deadline.text == text
    assert (str(deadline.last_day) if deadline.last_day else None) == day


@pytest.mark.parametrize("text", ["", "见附件", "市财政局", "张三"])
def test_what_names_no_time_is_no_term(text: str) -> None:
    assert parse_deadline(text, 2019) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 2020-02:973
        ("2020年，市政府将继续实施一期工程，5月底前，完成河道治理", ["5月底前 2020-05-31"]),
        # 2020-02:1045
        ("同时，维修改造化机桥和海滨路立交桥，计划于10月底前竣工。", ["10月底前 2020-10-31"]),
        # 2020-02:1065
        ("我市在2020年11月30日前，全部消除大班额。", ["2020年11月30日前 2020-11-30"]),
        # 2019-04:671
        ("各地区要在今年6月底前向社会公布新的城乡低保标准", ["今年6月底前 2020-06-30"]),
        # 2018-04:806
        ("11 月底前完成试点，年底前验收", ["11 月底前 2020-11-30", "年底前 2020-12-31"]),
        ("到2022年底，建成区绿化率达到40%。", ["2022年底 2022-12-31"]),
        ("计划10月底竣工。", ["10月底 2020-10-31"]),
        ("2021年全面启动，6月底前完成", ["6月底前 2021-06-30"]),
        ("每年3月底前报送上年情况", ["每年3月底前 None"]),
        # 2020-02:1330
        ("次年3月底前仍未缴纳补偿资金的，予以扣缴", []),
        ("2018年底前已完成普查", []),
        ("2018年底前完成普查", []),
        ("2020年12月31日前登记注册的企业", []),
        ("截至2020年6月底前", []),
        ("自2020年1月1日起施行", []),
        ("力争实现2020年底文化产业增加值占GDP比重2.2%的目标", []),
        ("全面摸清底数，强化底线思维", []),
        ("抓住关键环节", []),
    ],
)
def test_terms_in_running_text(text: str, expected: list[str]) -> None:
    found = find_deadlines(text, 2020)
    assert [f"{deadline.text} {deadline.last_day}" for deadline in found] == expected


def test_without_a_year_there_is_no_day() -> None:
    (deadline,) = find_deadlines("5月底前完成", None)
    assert (deadline.text, deadline.last_day) == ("5月底前", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年5月底前完成", True),
        ("12月31日前", True),
        ("持续推进", True),
        ("市财政局", False),
        ("2019年新成立的单位", False),
        ("长期护理保险局", False),
    ],
)
def test_an_item_of_a_list(text: str, expected: bool) -> None:
    assert is_deadline(text) is expected


@given(text=TEXTS, year=st.one_of(st.none(), st.integers(2000, 2099)))
def test_every_term_is_a_part_of_the_text(text: str, year: int | None) -> None:
    for deadline in find_deadlines(text, year):
        assert deadline.text in text.replace(",", "，")
    parse_deadline(text, year)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("二〇二一年十月底前", date(2021, 10, 31)),
        ("二○二一年十月十五日前", date(2021, 10, 15)),
        ("2021年十月十五日前", date(2021, 10, 15)),
        ("2021-10-15前", date(2021, 10, 15)),
        ("2021.10.15前", date(2021, 10, 15)),
        ("２０２１年１０月１５日前", date(2021, 10, 15)),
        ("二O二一年底前", date(2021, 12, 31)),
        ("2021-10前", date(2021, 10, 31)),
    ],
)
def test_a_term_is_read_however_its_date_is_printed(printed: str, day: date) -> None:
    assert parse_deadline(printed, 2021) == Deadline(printed, day)
    assert find_deadlines(f"{printed}完成停车泊位800个。", 2021) == (Deadline(printed, day),)


@pytest.mark.parametrize("printed", ["2021-13-15前", "2021.2.30前", "2021年二月三十日前"])
def test_a_day_that_no_calendar_has_is_no_last_day(printed: str) -> None:
    assert all(each.last_day is None for each in find_deadlines(f"{printed}完成。", 2021))
