from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.search.language.ast import NumberReference
from gazette_search.search.language.typed_numbers import (
    agreement,
    find_references,
    read,
)

DIBAO_2020 = NumberReference("葫政办发", 2020, 23)


def decree(agency: str | None, serial: int, year: int | None = None) -> NumberReference:
    return NumberReference(agency, year, serial, decree=True)


@pytest.mark.parametrize(
    "text",
    [
        "葫政办发〔2020〕23号",
        "葫政办发〔2020〕 23 号",
        "葫政办发〔 2020 〕23号",
        "葫政办发[2020]23号",
        "葫政办发(2020)23号",
        "葫政办发(2020)23",
        "葫政办发【2020】23号",
        "葫政办发﹝2020﹞23号",
        "葫政办发〔2020年〕23号",
        "葫政办发〔2020〕第23号",
        "葫政办发〔2020〕023号",
        "葫政办发〔2020〕23号文",
        "葫政办发〔2020〕23号文件",
        "葫政办发2020 23号",
        "葫政办发2020  23号",
        "葫政办发 2020 23号",
        "葫政办发2020年23号",
        "葫政办发 2020 年 23 号",
        "葫政办发2020年第23号",
        "葫政办发202023号",
        "葫政办发2020-23",
        "葫政办发2020—23号",
        "葫政办发2020_23",
        "葫政办发2020/23",
        "葫政办发20年23号",
        "葫政办发20年23",
        "葫 政 办 发 〔2020〕 23 号",
        "葫政 办发2020 23号",
        "《葫政办发〔2020〕23号》",
    ],
)
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    assert read(text) == DIBAO_2020


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("葫政办发23号", NumberReference("葫政办发", None, 23)),
        ("葫政办发 第23号", NumberReference("葫政办发", None, 23)),
        ("葫政办2020-23", NumberReference("葫政办", 2020, 23)),
        ("政办发〔2020〕23号", NumberReference("政办发", 2020, 23)),
        ("葫政告字[2019]7号", NumberReference("葫政告字", 2019, 7)),
        ("辽政办明电〔2018〕16号", NumberReference("辽政办明电", 2018, 16)),
        ("辽土防发〔2017〕1号", NumberReference("辽土防发", 2017, 1)),
        ("辽司通2019 88号", NumberReference("辽司通", 2019, 88)),
        ("沈司通2019 88号", NumberReference("沈司通", 2019, 88)),
        ("财税〔2016〕36号", NumberReference("财税", 2016, 36)),
        ("国发〔2016〕31号", NumberReference("国发", 2016, 31)),
        ("中发 37 号文件", NumberReference("中发", None, 37)),
        ("财政部公告2020年第8号", NumberReference("财政部公告", 2020, 8)),
        ("〔2020〕23号", NumberReference(None, 2020, 23)),
        ("(2020)23号", NumberReference(None, 2020, 23)),
        ("2018年33号文", NumberReference(None, 2018, 33)),
        ("2018年33号", NumberReference(None, 2018, 33)),
        ("2018年第33号", NumberReference(None, 2018, 33)),
        ("2018 年第 33 号文件", NumberReference(None, 2018, 33)),
        ("18年33号文", NumberReference(None, 2018, 33)),
        ("98年33号文", NumberReference(None, 1998, 33)),
        ("23号文", NumberReference(None, None, 23)),
        ("23号", NumberReference(None, None, 23)),
        ("第 23 号", NumberReference(None, None, 23)),
        ("国务院令590号", decree("国务院", 590)),
        ("国务院令第 590 号", decree("国务院", 590)),
        ("国务院令(第590号)", decree("国务院", 590)),
        ("国务院令590", decree("国务院", 590)),
        ("国务院第 427 号令", decree("国务院", 427)),
        ("590号令", decree(None, 590)),
        ("第590号令", decree(None, 590)),
        ("财政部41号令", decree("财政部", 41)),
        ("财政部令〔2016〕41号", decree("财政部", 41, 2016)),
        ("国家发展改革委令2019年第29号", decree("国家发展改革委", 29, 2019)),
        ("环境保护部令第42号", decree("环境保护部", 42)),
        ("会议纪要2005年第42期", NumberReference("会议纪要", 2005, 42)),
        ("办公会议纪要〔2005〕42号", NumberReference("办公会议纪要", 2005, 42)),
    ],
)
def test_what_a_number_leaves_out_stays_open(text: str, reference: NumberReference) -> None:
    assert read(text) == reference


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("葫政办法2020 23号", "葫政办法"),
        ("葫政法2018-5", "葫政法"),
        ("辽政涵〔2019〕7", "辽政涵"),
        ("国办自2019 7号", "国办自"),
        ("落实葫政办法2020 23号", "葫政办法"),
        ("葫政告子2019年9号", "葫政告子"),
    ],
)
def test_a_code_typed_by_its_sound_is_one(text: str, agency: str) -> None:
    (number,) = find_references(text)
    assert number.agency == agency


@pytest.mark.parametrize(
    "text",
    [
        "3号机组",
        "2号线",
        "第3号楼",
        "18-2#楼",
        "12345",
        "8890热线 110 119",
        "3000万元",
        "2019年",
        "2017-2020年",
        "2020年3月11日",
        "2020年3月11号",
        "12月5号",
        "2020年3号楼",
        "2019年2号线改造",
        "2020年2号台风",
        "2020年第2期",
        "5号文化广场",
        "龙湾大街15号417室",
        "开发2号地块",
        "普通2020 3号",
        "第四次经济普查",
        "司令3号",
        "中央1号文件",
        "葫政办发",
        "葫政办发2020",
        "葫政办发 2018-2020年",
        "葫政办发2020年3月",
        "规划(2019)2",
        "GB/T51267-2017",
        "行政处罚法2020 3",
        "省政法2020-5",
        "民政涵养2020 5号",
        "葫政办法",
        "",
    ],
)
def test_ordinary_words_are_no_numbers(text: str) -> None:
    assert find_references(text) == []
    assert read(text) is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("葫政办发2020 23号 低保", ["葫政办发2020 23号"]),
        ("葫政办发2020 23号低保", ["葫政办发2020 23号"]),
        ("葫政办发[2017]259号 还有效吗", ["葫政办发[2017]259号"]),
        ("落实葫政办发〔2020〕23号情况", ["葫政办发〔2020〕23号"]),
        ("关于提高低保标准葫政办发〔2020〕23号", ["葫政办发〔2020〕23号"]),
        ("低保 2018年33号文", ["2018年33号文"]),
        ("低保 〔2020〕23号", ["〔2020〕23号"]),
        ("市政府2018年33号文", ["2018年33号文"]),
        ("市政府23号文", ["23号文"]),
        ("违反国务院令第590号的规定", ["国务院令第590号"]),
        ("葫政办发23号和葫政发3号", ["葫政办发23号", "葫政发3号"]),
    ],
)
def test_a_number_is_found_among_words(query: str, found: list[str]) -> None:
    references = find_references(query)
    assert [reference.raw for reference in references] == found
    assert [query[slice(*reference.span)] for reference in references] == found
    assert read(query) is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("葫办发2020 23", "葫办发"),
        ("穗办函2019 5", "穗办函"),
        ("葫编办发2020-7", "葫编办发"),
        ("鄂政文2018年12", "鄂政文"),
        ("穗天科工信规字2019 3", "穗天科工信规字"),
        ("苏环办2019 36", "苏环办"),
        ("国科发高(2019)2", "国科发高"),
        ("葫组发 2020 4", "葫组发"),
        ("葫人常发2020/9", "葫人常发"),
        ("葫卫计发23号", "葫卫计发"),
        ("落实葫纪发2020 23", "葫纪发"),
        ("葫办涵2020 23", "葫办涵"),
    ],
)
def test_a_code_is_known_by_its_form(text: str, agency: str) -> None:
    (number,) = find_references(text)
    assert (number.agency, number.decree) == (agency, False)


@pytest.mark.parametrize(
    "words",
    [
        "行政复议",
        "行政法规",
        "政协会议",
        "党组会议",
        "委托函",
        "通知函",
        "本办法",
        "催办函",
        "集资办电",
        "繁体字",
        "一网通",
        "破产宣告",
        "行政审批",
        "中国公民担任",
        "国家无线电",
        "血常规",
        "小水电",
    ],
)
@pytest.mark.parametrize("number", ["2020 5", "2020-5", "2020年5", "(2020)5", "5号"])
def test_words_that_end_as_codes_do_are_none(words: str, number: str) -> None:
    assert all(found.agency != words for found in find_references(words + number))


def test_words_and_a_number_are_not_squeezed_into_one_number() -> None:
    assert read("孤儿 政办发〔2020〕23号") is None
    assert read("教育 财政部令41号") is None


@pytest.mark.parametrize(
    ("value", "reference"),
    [
        ("23", NumberReference(None, None, 23)),
        ("2020-23", NumberReference(None, 2020, 23)),
        ("环土壤25号", NumberReference("环土壤", None, 25)),
        ("2020", None),
        ("葫政办发2020", None),
        ("葫政办发", None),
    ],
)
def test_a_field_value_needs_less_to_be_a_number(
    value: str, reference: NumberReference | None
) -> None:
    assert read(value, loose=True) == reference


@pytest.mark.parametrize(
    ("text", "number", "degree"),
    [
        ("葫政办发〔2020〕23号", "葫政办发〔2020〕23号", 2),
        ("葫政办〔2020〕23号", "葫政办发〔2020〕23号", 1),
        ("政办发〔2020〕23号", "葫政办发〔2020〕23号", 1),
        ("〔2020〕23号", "葫政办发〔2020〕23号", 1),
        ("葫政办发23号", "葫政办发〔2020〕23号", 1),
        ("23号", "葫政办发〔2020〕23号", 1),
        ("葫政发〔2020〕23号", "葫政办发〔2020〕23号", 0),
        ("葫政办发〔2019〕23号", "葫政办发〔2020〕23号", 0),
        ("葫政办发〔2020〕3号", "葫政办发〔2020〕13号", 0),
        ("国务院令590号", "国务院第590号令", 2),
        ("环保部令42号", "环境保护部令第42号", 1),
        ("590号令", "国务院令第590号", 1),
        ("财政部41号令", "财政部令〔2016〕41号", 1),
        ("财政部令590号", "国务院令第590号", 0),
        ("590号文", "国务院令第590号", 0),
        ("市政府办公会议纪要2005年42期", "葫芦岛市人民政府办公会议纪要2005年第42期", 1),
        ("2005年第42号", "会议纪要2005年第42期", 0),
    ],
)
def test_numbers_agree_as_far_as_they_say(text: str, number: str, degree: int) -> None:
    one, other = read(text), read(number)
    assert one is not None
    assert other is not None
    assert agreement(one, other) == agreement(other, one) == degree


@given(
    st.text(alphabet="葫政办发国务院令纪要会议号第年期文〔〕()20190123 -的公告部a", max_size=30),
    st.booleans(),
)
def test_references_stand_in_order_in_the_text(text: str, loose: bool) -> None:
    end = 0
    for reference in find_references(text, loose=loose):
        assert end <= reference.span[0] < reference.span[1] <= len(text)
        assert reference.raw == text[slice(*reference.span)]
        assert str(reference.serial) in reference.raw
        end = reference.span[1]


@given(
    st.builds(
        NumberReference,
        st.sampled_from((None, "葫政办发", "国发", "辽司通", "葫政告字", "辽政办明电")),
        st.sampled_from((None, 1998, 2020)),
        st.integers(1, 1900),
    )
)
def test_the_canonical_form_is_read_back(reference: NumberReference) -> None:
    assert read(str(reference)) == reference
    assert read(f" {reference}。") == reference


@pytest.mark.parametrize("region", "葫青白朝咸岳衢铜喀")
@pytest.mark.parametrize(
    "code",
    "政发 政办发 府办 教规字 司通 财社发 住建函 办发 办函 委函 党发".split(),
)
def test_a_code_of_any_city(region: str, code: str) -> None:
    number = read(f"{region}{code}2020-5")
    assert number is not None
    assert (number.agency, number.year, number.serial) == (region + code, 2020, 5)
